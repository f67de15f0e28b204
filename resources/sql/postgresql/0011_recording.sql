-- What every signed statement goes through before anything changes, and what is kept of each.

SET LOCAL ROLE countersign_owner;

CREATE TYPE countersign.receipt AS (
    refusal text, detail text, statement text, kind text, already boolean, leaf bytea, arrived text, flags text[], number bigint,
    log_index bigint, state text, released boolean, recalled bigint, late boolean
);

-- Also to the server's own log: a client may roll back what it does not want to be remembered.
CREATE FUNCTION countersign.alarm(event text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE LOG 'countersign: % by %: %', event, session_user, why;
    INSERT INTO countersign.security_event (at, kind, person, detail) VALUES (countersign.now_text(), event, session_user, why);
    PERFORM nextval('countersign.change');
END $$;

CREATE FUNCTION countersign.refused(code text, event text, s jsonb, why text) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE r countersign.receipt;
BEGIN
    PERFORM countersign.alarm(event, why || ' ' || (s ->> 'id'));
    r.refusal := code;
    r.detail := why;
    r.statement := s ->> 'id';
    r.kind := s ->> 'kind';
    RETURN r;
END $$;

CREATE FUNCTION countersign.receipt_of(wanted text) RETURNS countersign.receipt LANGUAGE sql STABLE AS $$
    SELECT NULL::text, NULL::text, r.statement, r.kind, true, r.leaf, r.arrived, r.flags, r.number, e.log_index, c.state,
        coalesce(c.state = 'released', false), NULL::bigint, 'late' = ANY (r.flags)
    FROM countersign.recorded r LEFT JOIN countersign.ledger_entry e ON e.number = r.number LEFT JOIN countersign.cases c ON c.key = r.case_key
    WHERE r.statement = wanted
$$;

-- Why this key may not sign this, or NULL.
CREATE FUNCTION countersign.why_not_key(s jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE k countersign.enrolled_key;
BEGIN
    SELECT * INTO k FROM countersign.enrolled_key WHERE fingerprint = s ->> 'key';
    RETURN CASE
        WHEN k.fingerprint IS NULL THEN 'key not enrolled'
        WHEN k.revoked THEN 'key revoked'
        WHEN k.use <> 'person' THEN 'workstation key'
        WHEN k.owner <> session_user::text THEN 'actor is not the key''s owner'
        WHEN k.owner_name <> s ->> 'name' THEN 'printed name is not the enrolled one' END;
END $$;

-- Whether the note has exactly the signatures its kind asks for, each by the right key.
CREATE FUNCTION countersign.signatures_hold(n countersign.note, s jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    names text[] := ARRAY[countersign.signer_name(s ->> 'store', session_user::text, s ->> 'key')];
    keys bytea[];
    brought bytea := decode(s ->> 'public-key', 'base64');
BEGIN
    keys := ARRAY[CASE WHEN s ->> 'kind' = 'store.created' THEN brought
                  ELSE (SELECT public_key FROM countersign.enrolled_key WHERE fingerprint = s ->> 'key') END];
    IF s ->> 'kind' = 'key.enrolled' THEN
        names := names || countersign.signer_name(s ->> 'store', countersign.unescape_token(s ->> 'owner'), encode(sha256(brought), 'hex'));
        keys := keys || brought;
    END IF;
    RETURN cardinality(n.names) = cardinality(names) AND (
        SELECT bool_and(coalesce(countersign.is_signed(n, array_position(n.names, names[i]), keys[i]), false)) FROM generate_subscripts(names, 1) AS i);
END $$;

-- Everything about a statement that can be checked before its kind is looked at. NULL: it may go on. A receipt: it was recorded before, or is
-- refused and that is remembered. Locks the person, then the device: everybody does in this order.
CREATE FUNCTION countersign.admit(n countersign.note, s jsonb, content bytea) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    head countersign.device_head;
    earlier countersign.recorded;
    why text;
BEGIN
    PERFORM countersign.demand_store(s);
    IF countersign.unescape_token(s ->> 'actor') IS DISTINCT FROM session_user::text THEN
        RETURN countersign.refused('CS013', 'foreign-statement', s, 'actor');
    END IF;
    SELECT * INTO head FROM countersign.device_head WHERE device = s ->> 'device' FOR UPDATE;
    SELECT * INTO earlier FROM countersign.recorded WHERE statement = s ->> 'id';
    IF earlier.content = content THEN
        RETURN countersign.receipt_of(earlier.statement);
    ELSIF earlier.statement IS NOT NULL THEN
        RETURN countersign.refused('CS015', 'statement-altered', s, 'statement');
    END IF;
    IF s ->> 'kind' <> 'store.created' THEN
        why := countersign.why_not_key(s);
        IF why IS NOT NULL THEN
            RETURN countersign.refused('CS013', 'bad-signature', s, why);
        END IF;
    END IF;
    IF NOT countersign.signatures_hold(n, s) THEN
        RETURN countersign.refused('CS013', 'bad-signature', s, 'signature');
    END IF;
    PERFORM countersign.demand_place(s, head);
    RETURN NULL;
END $$;

CREATE FUNCTION countersign.demand_store(s jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE mine text := (SELECT id FROM countersign.store_identity);
BEGIN
    IF s ->> 'kind' = 'store.created' THEN
        IF mine IS NOT NULL THEN
            PERFORM countersign.refuse('CS022', mine);
        END IF;
        RETURN;
    ELSIF mine IS NULL THEN
        PERFORM countersign.refuse('CS023');
    END IF;
    PERFORM countersign.demand_person();
    IF s ->> 'store' <> mine THEN
        PERFORM countersign.refuse('CS013', s ->> 'id', 'another store');
    END IF;
END $$;

-- Role, place in the device's row of statements, and what it was made on.
CREATE FUNCTION countersign.demand_place(s jsonb, head countersign.device_head) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF s ->> 'kind' <> 'store.created' AND NOT countersign.role_allows(s) THEN
        PERFORM countersign.refuse('CS005', session_user::text, 'role');
    END IF;
    IF (s ->> 'device-seq')::bigint <> coalesce(head.seq, 0) + 1
        OR (head.device IS NOT NULL AND s ->> 'device-prev' <> countersign.digest_text(head.note)) THEN
        PERFORM countersign.refuse('CS021', s ->> 'id', 'device');
    END IF;
    IF encode(countersign.root_at(split_part(s ->> 'basis', ' ', 1)::bigint), 'hex') IS DISTINCT FROM split_part(s ->> 'basis', ' ', 2)
        AND countersign.epoch() = 1 THEN
        PERFORM countersign.refuse('CS025', s ->> 'id', 'basis');
    END IF;
END $$;

CREATE FUNCTION countersign.epoch() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce((SELECT value::bigint FROM countersign.setting WHERE name = 'epoch'), 1));
END $$;

-- Whether the claimed time cannot be: more than a minute after it arrived, or before the checkpoint it was made on. Arrival rules; this is shown.
CREATE FUNCTION countersign.clock_is_wrong(s jsonb, arrived text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (s ->> 'claimed')::timestamptz > arrived::timestamptz + interval '1 minute' OR (s ->> 'claimed')::timestamptz + interval '1 minute'
        < (SELECT r.made FROM countersign.ledger_root r WHERE r.size = split_part(s ->> 'basis', ' ', 1)::bigint)::timestamptz;
END $$;

-- The entry waits to be sequenced, the statement has its receipt, the device its next place.
CREATE FUNCTION countersign.add_signed(s jsonb, note bytea, flags text[], team bigint, of_case bigint) RETURNS countersign.receipt LANGUAGE plpgsql AS $$
DECLARE
    r countersign.receipt;
    whole bytea;
    hash bytea := sha256(note);
BEGIN
    r.statement := s ->> 'id';
    r.kind := s ->> 'kind';
    r.already := false;
    r.arrived := countersign.now_text();
    r.flags := CASE WHEN countersign.clock_is_wrong(s, r.arrived) THEN ARRAY['clock'] || flags ELSE flags END;
    r.released := false;
    r.late := 'late' = ANY (flags);
    whole := countersign.entry_bytes(r.kind, r.arrived, r.flags, note);
    r.leaf := countersign.leaf_hash(whole);
    INSERT INTO countersign.pending (leaf, kind, arrived, statement, device, device_seq, content, team, entry)
    VALUES (r.leaf, r.kind, r.arrived, r.statement, s ->> 'device', (s ->> 'device-seq')::bigint, hash, team, whole) RETURNING pending.number INTO r.number;
    INSERT INTO countersign.recorded (statement, number, actor, kind, content, leaf, arrived, flags, case_key)
    VALUES (r.statement, r.number, session_user::text, r.kind, hash, r.leaf, r.arrived, r.flags, of_case);
    INSERT INTO countersign.device_head AS d (device, seq, note, statement) VALUES (s ->> 'device', (s ->> 'device-seq')::bigint, hash, r.statement)
    ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, note = excluded.note, statement = excluded.statement WHERE d.seq = excluded.seq - 1;
    IF NOT FOUND THEN
        PERFORM countersign.refuse('CS021', r.statement, 'device');
    END IF;
    PERFORM nextval('countersign.change');
    RETURN r;
END $$;

-- Keeps what the statement names and nothing else. `wanted` and `sorts` go together.
CREATE FUNCTION countersign.keep_blobs(wanted text[], sorts text[], salts bytea[], contents bytea[], of_team bigint, of_case bigint, veil text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    digest bytea;
    place integer;
    kept integer := 0;
BEGIN
    FOR i IN 1 .. greatest(cardinality(salts), cardinality(contents)) LOOP
        digest := countersign.blob_digest(salts[i], contents[i]);
        place := array_position(wanted, countersign.digest_text(digest));
        IF place IS NULL OR length(salts[i]) IS DISTINCT FROM 32 THEN
            PERFORM countersign.refuse('CS016', countersign.digest_text(digest), 'blob');
        END IF;
        INSERT INTO countersign.blob (digest, team, case_key, sort, veiled_for, salt, content)
        VALUES (digest, of_team, of_case, sorts[place], veil, salts[i], contents[i]);
        kept := kept + 1;
    END LOOP;
    IF kept <> cardinality(array_remove(wanted, NULL)) THEN
        PERFORM countersign.refuse('CS018', '', (SELECT w FROM unnest(wanted) AS w
            WHERE w NOT IN (SELECT countersign.digest_text(countersign.blob_digest(g.salt, g.content)) FROM unnest(salts, contents) AS g (salt,
                content)) LIMIT 1));
    END IF;
END $$;

CREATE FUNCTION countersign.content_of(wanted text, salts bytea[], contents bytea[]) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT g.content FROM unnest(salts, contents) AS g (salt, content) WHERE countersign.digest_text(countersign.blob_digest(g.salt,
        g.content)) = wanted);
END $$;

CREATE FUNCTION countersign.says_something(content bytea) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN convert_from(content, 'UTF8') ~ '\S';
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
    RETURN false;
END $$;

RESET ROLE;
