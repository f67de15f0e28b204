-- Batches of a fair size: after a statement of one's own, what waits is moved when the batch before is a tenth of a second old. Whoever asks
-- where something stands in the log calls sequence() as ever, and every window does twice a second.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- NULL: too soon, or somebody else is at it.
CREATE FUNCTION countersign.sequence_soon() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = countersign, pg_catalog, pg_temp AS $$
DECLARE now timestamptz := clock_timestamp();
BEGIN
    IF (SELECT made::timestamptz FROM countersign.ledger_root ORDER BY size DESC LIMIT 1) BETWEEN now - interval '100 milliseconds' AND now THEN
        RETURN NULL;
    END IF;
    RETURN countersign.sequence();
END $$;

-- As before, with the tree grown in place: a batch is over sooner.
CREATE OR REPLACE FUNCTION countersign.move_pending(most integer, OUT moved bigint, OUT last_release bigint) LANGUAGE plpgsql AS $$
DECLARE
    grown bigint;
    tree bytea; -- its peaks
    first bigint;
    waiting record;
    node bytea;
    completed bytea;
    rest bigint;
    numbers bigint[] := '{}';
    nodes bytea[] := '{}';
BEGIN
    SELECT size, peaks INTO grown, tree FROM countersign.ledger_head;
    first := grown;
    FOR waiting IN SELECT p.number, p.leaf, p.kind FROM countersign.pending p ORDER BY p.number LIMIT most LOOP
        IF waiting.kind IN ('release', 'recall') THEN
            last_release := grown;
        END IF;
        node := waiting.leaf;
        completed := '';
        rest := grown;
        WHILE rest & 1 = 1 LOOP
            node := sha256('\x01'::bytea || substr(tree, length(tree) - 31) || node);
            tree := substr(tree, 1, length(tree) - 32);
            completed := completed || node;
            rest := rest >> 1;
        END LOOP;
        tree := tree || node;
        grown := grown + 1;
        numbers := numbers || waiting.number;
        nodes := nodes || completed;
    END LOOP;
    moved := grown - first;
    IF moved = 0 THEN
        RETURN;
    END IF;
    WITH gone AS (DELETE FROM countersign.pending p WHERE p.number = ANY (numbers) RETURNING p.*)
    INSERT INTO countersign.ledger_entry (log_index, number, leaf, nodes, kind, statement, device, device_seq, content, team, entry)
    SELECT first + n.place - 1, g.number, g.leaf, n.nodes, g.kind, g.statement, g.device, g.device_seq, g.content, g.team, g.entry
    FROM unnest(numbers, nodes) WITH ORDINALITY AS n (number, nodes, place) JOIN gone g ON g.number = n.number;
    UPDATE countersign.ledger_head SET size = grown, peaks = tree WHERE one = 1;
    INSERT INTO countersign.ledger_root (size, root, made) VALUES (grown, countersign.root_of(tree), countersign.now_text());
END $$;

DROP FUNCTION countersign.grow(countersign.tree, bytea);

GRANT EXECUTE ON FUNCTION countersign.sequence_soon() TO countersign_person;
REVOKE ALL ON FUNCTION countersign.sequence_soon() FROM PUBLIC;

RESET ROLE;

SET LOCAL ROLE countersign_owner;

DROP TYPE countersign.tree;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;
