-- Entries on their way into the log. Deciding only adds to `pending`; whoever gets the head moves what waits, in order of arrival.

SET LOCAL ROLE countersign_owner;

CREATE FUNCTION countersign.entry_bytes(kind text, arrived text, flags text[], content bytea) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN convert_to('countersign.entry/v1' || E'\nkind ' || kind || E'\narrived ' || arrived || E'\nsession ' || countersign.escape_token(session_user::text)
        || coalesce((SELECT string_agg(E'\nflag ' || f, '' ORDER BY f COLLATE "C") FROM unnest(flags) AS f), '')
        || E'\nlength ' || length(content) || E'\n\n', 'UTF8') || content;
END $$;

-- An entry of the store's own: lines that nobody signed, because they follow from signed ones. Its number.
CREATE FUNCTION countersign.add_own(kind text, lines text, arrived text, team bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    body bytea;
    whole bytea;
    added bigint;
BEGIN
    body := convert_to('countersign.' || kind || E'/v1\nstore ' || (SELECT id FROM countersign.store_identity) || E'\n' || lines, 'UTF8');
    whole := countersign.entry_bytes(kind, arrived, '{}', body);
    INSERT INTO countersign.pending (leaf, kind, arrived, device_seq, content, team, entry)
    VALUES (countersign.leaf_hash(whole), kind, arrived, 0, sha256(body), team, whole) RETURNING number INTO added;
    RETURN added;
END $$;

-- Root of a tree by its peaks, from the smallest up.
CREATE FUNCTION countersign.root_of(peaks bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    at integer := length(peaks) - 32;
    root bytea := substr(peaks, at + 1, 32);
BEGIN
    IF length(peaks) = 0 THEN
        RETURN sha256('');
    END IF;
    WHILE at > 0 LOOP
        at := at - 32;
        root := countersign.node_hash(substr(peaks, at + 1, 32), root);
    END LOOP;
    RETURN root;
END $$;

-- The root the log had at a size: of the table where a batch ended there, else from the nodes its leaves completed. NULL beyond the log.
CREATE FUNCTION countersign.root_at(wanted bigint) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
    known bytea;
    peaks bytea := '';
    done bigint := 0;
    level integer;
BEGIN
    SELECT root INTO known FROM countersign.ledger_root WHERE size = wanted;
    IF known IS NOT NULL OR wanted > (SELECT size FROM countersign.ledger_head) THEN
        RETURN known;
    END IF;
    FOR level IN REVERSE 62 .. 0 LOOP
        IF wanted & (1::bigint << level) <> 0 THEN
            done := done + (1::bigint << level);
            SELECT CASE WHEN level = 0 THEN e.leaf ELSE substr(e.nodes, 32 * (level - 1) + 1, 32) END INTO known
            FROM countersign.ledger_entry e WHERE e.log_index = done - 1;
            peaks := peaks || known;
        END IF;
    END LOOP;
    RETURN countersign.root_of(peaks);
END $$;

CREATE TYPE countersign.tree AS (size bigint, peaks bytea);

-- Nodes that this leaf completes, levels 1 upwards; the tree moves on.
CREATE FUNCTION countersign.grow(INOUT t countersign.tree, leaf bytea, OUT nodes bytea) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    node bytea := leaf;
    rest bigint := t.size;
    peaks bytea := t.peaks;
BEGIN
    nodes := '';
    WHILE rest & 1 = 1 LOOP
        node := sha256('\x01'::bytea || substr(peaks, length(peaks) - 31) || node);
        peaks := substr(peaks, 1, length(peaks) - 32);
        nodes := nodes || node;
        rest := rest >> 1;
    END LOOP;
    t := ROW(t.size + 1, peaks || node);
END $$;

-- Moves at most so many pending entries behind the head, which the caller has locked. How many, and the last index of a release or recall.
CREATE FUNCTION countersign.move_pending(most integer, OUT moved bigint, OUT last_release bigint) LANGUAGE plpgsql AS $$
DECLARE
    t countersign.tree;
    grown record;
    row record;
    first bigint;
    numbers bigint[] := '{}';
    nodes bytea[] := '{}';
BEGIN
    SELECT size, peaks INTO t FROM countersign.ledger_head;
    first := t.size;
    moved := 0;
    FOR row IN SELECT number, leaf, kind FROM countersign.pending ORDER BY number LIMIT most LOOP
        grown := countersign.grow(t, row.leaf);
        IF row.kind IN ('release', 'recall') THEN
            last_release := t.size;
        END IF;
        t := grown.t;
        numbers := numbers || row.number;
        nodes := nodes || grown.nodes;
    END LOOP;
    moved := t.size - first;
    IF moved = 0 THEN
        RETURN;
    END IF;
    INSERT INTO countersign.ledger_entry (log_index, number, leaf, nodes, kind, statement, device, device_seq, content, team, entry)
    SELECT first + n.place - 1, p.number, p.leaf, n.nodes, p.kind, p.statement, p.device, p.device_seq, p.content, p.team, p.entry
    FROM unnest(numbers, nodes) WITH ORDINALITY AS n (number, nodes, place) JOIN countersign.pending p ON p.number = n.number;
    DELETE FROM countersign.pending WHERE number = ANY (numbers);
    UPDATE countersign.ledger_head SET size = t.size, peaks = t.peaks WHERE one = 1;
    INSERT INTO countersign.ledger_root (size, root, made) VALUES (t.size, countersign.root_of(t.peaks), countersign.now_text());
END $$;

-- Everything that waits, in the caller's transaction: for the few statements that name a log index. Waits for whoever has the head.
CREATE FUNCTION countersign.sequence_now() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE batch record;
BEGIN
    PERFORM FROM countersign.ledger_head WHERE one = 1 FOR UPDATE;
    batch := countersign.move_pending(1000000);
    IF batch.last_release IS NOT NULL THEN
        PERFORM pg_notify('countersign_released', batch.last_release::text);
    END IF;
    RETURN batch.moved;
END $$;

CREATE FUNCTION countersign.sum_counts() RETURNS void LANGUAGE sql AS $$
    WITH gone AS (DELETE FROM countersign.case_count_change RETURNING team, state, kind, cases)
    INSERT INTO countersign.case_count_sum AS s (team, state, kind, cases)
    SELECT team, state, kind, sum(cases) FROM gone GROUP BY team, state, kind
    ON CONFLICT (team, state, kind) DO UPDATE SET cases = s.cases + excluded.cases
$$;

-- Called by every client after its own statement and twice a second: who gets the head works, the others return at once with NULL. It
-- alone notifies, once a batch: a NOTIFY in every transaction makes all of them wait for each other.
-- What has been moved leaves dead rows until the next vacuum: they are passed over in the index, never read from end to end. (A plan that is
-- dear only because of that would be compiled first: hence no jit.)
CREATE FUNCTION countersign.sequence(most integer DEFAULT 1000) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET enable_seqscan = off SET jit = off AS $$
DECLARE
    batch record;
    known bigint;
    mark bigint;
BEGIN
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

CREATE FUNCTION countersign.change_mark() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT last_value FROM countersign.change $$;

RESET ROLE;
