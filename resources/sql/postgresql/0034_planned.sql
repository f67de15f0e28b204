-- A batch is planned before the log's head is held: the first of a connection costs many times what the next one does, and all others wait for it.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

-- As before; of nothing, it changes nothing, and every statement has been planned.
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
    WITH gone AS (DELETE FROM countersign.pending p WHERE p.number = ANY (numbers) RETURNING p.*)
    INSERT INTO countersign.ledger_entry (log_index, number, leaf, nodes, kind, statement, device, device_seq, content, team, entry)
    SELECT first + n.place - 1, g.number, g.leaf, n.nodes, g.kind, g.statement, g.device, g.device_seq, g.content, g.team, g.entry
    FROM unnest(numbers, nodes) WITH ORDINALITY AS n (number, nodes, place) JOIN gone g ON g.number = n.number;
    UPDATE countersign.ledger_head SET size = grown, peaks = tree WHERE one = 1 AND moved > 0;
    INSERT INTO countersign.ledger_root (size, root, made) SELECT grown, countersign.root_of(tree), countersign.now_text() WHERE moved > 0;
END $$;

CREATE OR REPLACE FUNCTION countersign.sequence(most integer DEFAULT 1000) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
    batch record;
    known bigint;
    mark bigint;
BEGIN
    IF current_setting('countersign.planned', true) IS DISTINCT FROM 'yes' THEN
        PERFORM countersign.move_pending(0);
        PERFORM set_config('countersign.planned', 'yes', false);
    END IF;
    PERFORM countersign.release_due();
    SELECT last_value INTO mark FROM countersign.change;
    IF NOT EXISTS (SELECT FROM countersign.pending ORDER BY number LIMIT 1) AND mark <= (SELECT notified FROM countersign.ledger_head) THEN
        RETURN 0;
    END IF;
    SELECT notified INTO known FROM countersign.ledger_head WHERE one = 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    batch := countersign.move_pending(greatest(1, least(most, 10000)));
    PERFORM countersign.sum_counts();
    SELECT last_value INTO mark FROM countersign.change;
    IF batch.moved > 0 OR mark > known THEN
        UPDATE countersign.ledger_head SET notified = mark WHERE one = 1;
        PERFORM pg_notify('countersign_changed', (SELECT size FROM countersign.ledger_head)::text);
    END IF;
    IF batch.last_release IS NOT NULL THEN
        PERFORM pg_notify('countersign_released', batch.last_release::text);
    END IF;
    RETURN batch.moved;
END $$;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;
