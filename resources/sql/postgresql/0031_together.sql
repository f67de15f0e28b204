-- Cases on their way in: what every row of an import pays for is paid once an import. Nothing less is checked.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_owner;

-- What a row names is asked for once a statement. As good as a foreign key here, and always on: teams, cases and their versions are never
-- removed and never change their keys, so what was there stays. Plans are made while there are few cases and used when there are many: looked
-- up one by one, by an index. A store that is being copied brings its cases before their versions, and is read back at its end.
CREATE FUNCTION countersign.names_what_is_there() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE fine boolean;
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'cases' THEN
            fine := NOT EXISTS (SELECT FROM (SELECT DISTINCT team FROM added) AS a
                    WHERE (SELECT t.key FROM countersign.team t WHERE t.key = a.team) IS NULL)
                AND (NOT EXISTS (SELECT FROM added a
                        WHERE (SELECT v.case_key FROM countersign.case_version v WHERE v.key = a.version_key) IS DISTINCT FROM a.key)
                    OR EXISTS (SELECT FROM countersign.setting WHERE name = 'copying'));
        WHEN 'case_version' THEN
            fine := NOT EXISTS (SELECT FROM added a WHERE (SELECT c.key FROM countersign.cases c WHERE c.key = a.case_key) IS NULL);
        WHEN 'case_slot' THEN
            fine := NOT EXISTS (SELECT FROM added a
                WHERE (SELECT v.key FROM countersign.case_version v WHERE v.case_key = a.case_key AND v.version = a.version) IS NULL);
        WHEN 'case_search' THEN
            fine := NOT EXISTS (SELECT FROM added a WHERE (SELECT v.key FROM countersign.case_version v WHERE v.key = a.version_key) IS NULL);
    END CASE;
    IF NOT fine THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = 'names nothing', DETAIL = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION countersign.takes_its_own_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT v.case_key FROM countersign.case_version v WHERE v.key = NEW.version_key) IS DISTINCT FROM NEW.key THEN
        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = 'names nothing', DETAIL = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER case_has_its_team_and_version AFTER INSERT ON countersign.cases REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    EXECUTE FUNCTION countersign.names_what_is_there();
CREATE TRIGGER case_takes_its_own_version BEFORE UPDATE ON countersign.cases FOR EACH ROW
    WHEN (NEW.version_key <> OLD.version_key) EXECUTE FUNCTION countersign.takes_its_own_version();
CREATE TRIGGER case_version_has_its_case AFTER INSERT ON countersign.case_version REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    EXECUTE FUNCTION countersign.names_what_is_there();
CREATE TRIGGER slot_has_its_version AFTER INSERT ON countersign.case_slot REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    EXECUTE FUNCTION countersign.names_what_is_there();
CREATE TRIGGER words_have_their_version AFTER INSERT ON countersign.case_search REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    EXECUTE FUNCTION countersign.names_what_is_there();
CREATE TRIGGER team_keeps_its_name BEFORE UPDATE ON countersign.team FOR EACH ROW
    WHEN (NEW.key <> OLD.key OR NEW.id <> OLD.id) EXECUTE FUNCTION countersign.never();
CREATE TRIGGER team_stays BEFORE DELETE ON countersign.team FOR EACH ROW EXECUTE FUNCTION countersign.never();
CREATE TRIGGER slot_keeps_its_place BEFORE UPDATE ON countersign.case_slot FOR EACH ROW
    WHEN (NEW.case_key <> OLD.case_key OR NEW.version <> OLD.version OR NEW.slot <> OLD.slot OR NEW.team <> OLD.team) EXECUTE FUNCTION countersign.never();
CREATE TRIGGER words_stay_as_they_came BEFORE UPDATE ON countersign.case_search FOR EACH ROW EXECUTE FUNCTION countersign.never();

ALTER TABLE countersign.team ENABLE ALWAYS TRIGGER team_keeps_its_name, ENABLE ALWAYS TRIGGER team_stays;
ALTER TABLE countersign.cases ENABLE ALWAYS TRIGGER case_has_its_team_and_version, ENABLE ALWAYS TRIGGER case_takes_its_own_version,
    DROP CONSTRAINT cases_team_fkey, DROP CONSTRAINT cases_version_key_fkey;
ALTER TABLE countersign.case_version ENABLE ALWAYS TRIGGER case_version_has_its_case, DROP CONSTRAINT case_version_case_key_fkey;
ALTER TABLE countersign.case_slot ENABLE ALWAYS TRIGGER slot_has_its_version, ENABLE ALWAYS TRIGGER slot_keeps_its_place,
    DROP CONSTRAINT case_slot_case_key_version_fkey;
ALTER TABLE countersign.case_search ENABLE ALWAYS TRIGGER words_have_their_version, ENABLE ALWAYS TRIGGER words_stay_as_they_came,
    DROP CONSTRAINT case_search_version_key_fkey;

-- Long entries name digests, which no compression makes much shorter.
ALTER TABLE countersign.pending ALTER COLUMN entry SET STORAGE EXTERNAL;
ALTER TABLE countersign.ledger_entry ALTER COLUMN entry SET STORAGE EXTERNAL;

-- The words as a program has told them apart; without them the server does it.
ALTER TYPE countersign.incoming ADD ATTRIBUTE placed tsvector;

SET LOCAL ROLE countersign_code;

DROP FUNCTION countersign.incoming_rows(jsonb, text, text[], integer[], text[], text[], integer[], integer[], text[], text[], bytea[], bytea[], text[],
    text[], bytea[], bytea[], integer[], text[], bytea[]);
CREATE FUNCTION countersign.incoming_rows(policy jsonb, team_id text, id text[], version integer[], kind text[], title text[], risk integer[],
    priority integer[], due text[], form text[], source bytea[], reference bytea[], rule text[], words text[], contents bytea[], digests bytea[],
    evidence_of integer[], evidence_id text[], evidence_digest bytea[], placed tsvector[]) RETURNS countersign.incoming[] LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_variable
DECLARE
    same countersign.route;
    team_line text := E'\nteam ' || countersign.escape_token(team_id) || E'\nsource sha256:';
BEGIN
    SELECT o.* INTO same FROM countersign.only_route(policy) AS o;
    IF same.rule IS NOT NULL AND NOT same.automatic THEN -- nobody asks what is in them
        digests := '{}';
        contents := '{}';
    END IF;
    RETURN ARRAY(
        SELECT ROW(x.place, x.id, x.version, x.kind, x.title, x.risk, x.priority, x.due, x.form, x.source, x.reference, x.rule, x.words,
            CASE WHEN same.rule IS NULL OR same.automatic THEN g.content END,
            sha256(convert_to(E'countersign.case/v1\ncase ' || countersign.token_of(x.id) || E'\ncase-version ' || x.version::text || team_line
                || encode(x.source, 'hex') || E'\n' || coalesce(e.lines, ''), 'UTF8')),
            CASE WHEN same.rule IS NOT NULL THEN same ELSE countersign.route_of(policy, same, g.content, team_id) END, x.placed)::countersign.incoming
        FROM unnest(id, version, kind, title, risk, priority, due, form, source, reference, rule, words, placed) WITH ORDINALITY
                AS x (id, version, kind, title, risk, priority, due, form, source, reference, rule, words, placed, place)
            LEFT JOIN (SELECT d.digest, d.content FROM unnest(digests, contents) AS d (digest, content)) AS g ON g.digest = x.source
            LEFT JOIN (SELECT v.place, string_agg('evidence ' || countersign.token_of(v.id) || ' sha256:' || encode(v.digest, 'hex') || E'\n', ''
                                   ORDER BY countersign.token_of(v.id) || ' ' || encode(v.digest, 'hex') COLLATE "C") AS lines
                       FROM unnest(evidence_of, evidence_id, evidence_digest) AS v (place, id, digest) GROUP BY v.place) AS e ON e.place = x.place
        ORDER BY x.place);
END $$;

-- Newer versions of cases that are there and open; their rows are held until the end.
CREATE FUNCTION countersign.demand_newer(rows countersign.incoming[], there bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r countersign.incoming;
    c countersign.cases;
BEGIN
    FOR c IN SELECT * FROM countersign.cases y WHERE y.key = ANY (there) ORDER BY y.key FOR NO KEY UPDATE LOOP
        r := rows[array_position(there, c.key)];
        IF r.version = c.version THEN
            PERFORM countersign.refuse('CS015', c.id);
        ELSIF r.version < c.version THEN
            PERFORM countersign.refuse('CS008', c.id, c.version::text);
        ELSIF c.state <> 'open' OR (r.route).automatic THEN
            PERFORM countersign.refuse('CS004', c.id, c.state);
        END IF;
    END LOOP;
END $$;

-- All that a case has but its blobs; the key of each, by place. In one statement, so that each row finds the other at its end.
CREATE FUNCTION countersign.add_rows(rows countersign.incoming[], of_team bigint, r countersign.receipt, by_submitter text) RETURNS bigint[]
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    there bigint[] := ARRAY(SELECT coalesce((SELECT y.key FROM countersign.cases y WHERE y.team = of_team AND y.id = x.id), 0)
        FROM unnest(rows) AS x ORDER BY x.place);
    has_newer boolean := EXISTS (SELECT FROM unnest(there) AS t WHERE t > 0);
    keys bigint[];
    version_keys bigint[] := ARRAY(SELECT nextval('countersign.case_version_key_seq'::regclass) FROM generate_subscripts(rows, 1));
BEGIN
    IF has_newer THEN
        PERFORM countersign.demand_newer(rows, there);
    END IF;
    keys := ARRAY(SELECT CASE WHEN t.key > 0 THEN t.key ELSE nextval('countersign.cases_key_seq'::regclass) END
        FROM unnest(there) WITH ORDINALITY AS t (key, place) ORDER BY t.place);
    WITH x AS MATERIALIZED (SELECT keys[y.place] AS key, version_keys[y.place] AS version_key, there[y.place] = 0 AS is_new, y.* FROM unnest(rows) AS y),
    added_case AS (
        INSERT INTO countersign.cases (key, team, id, version, version_key, kind, title, risk, priority, due, state, arrived, submitter)
        OVERRIDING SYSTEM VALUE
        SELECT x.key, of_team, x.id, x.version, x.version_key, x.kind, x.title, x.risk, x.priority, x.due,
            CASE WHEN (x.route).automatic THEN 'released' ELSE 'open' END, r.arrived, by_submitter
        FROM x WHERE x.is_new),
    added_version AS (
        INSERT INTO countersign.case_version (key, case_key, team, version, form, digest, source_blob, reference_blob, policy_version, rule, reviewers,
            reviewer_group, blind, window_seconds, signing_mode, automatic, imported_by, imported_in, submitter, arrived)
        SELECT x.version_key, x.key, of_team, x.version, x.form, x.digest, x.source, x.reference, (x.route).policy_version, (x.route).rule,
            (x.route).reviewers, (x.route).reviewer_group, (x.route).blind, (x.route).window_seconds, (x.route).signing_mode, (x.route).automatic,
            session_user::text, coalesce(r.statement, ''), by_submitter, r.arrived
        FROM x),
    added_slot AS (
        INSERT INTO countersign.case_slot (case_key, version, slot, team, stage)
        SELECT x.key, x.version, n, of_team, 'review' FROM x, generate_series(1, (x.route).reviewers) AS n WHERE NOT (x.route).automatic)
    INSERT INTO countersign.case_search (version_key, words)
    SELECT x.version_key, coalesce(x.placed, to_tsvector('pg_catalog.simple'::regconfig, left(x.words, 250000)))
        || array_to_tsvector(ARRAY['#1/' || (x.version_key / 1000)::text, '#2/' || (x.version_key / 10000)::text, '#3/' || (x.version_key / 100000)::text])
    FROM x;
    IF has_newer THEN
        UPDATE countersign.cases c SET version = x.version, version_key = version_keys[x.place], kind = x.kind, title = x.title, risk = x.risk,
            priority = x.priority, due = x.due, arrived = r.arrived, submitter = by_submitter
        FROM unnest(rows) AS x WHERE there[x.place] > 0 AND c.key = there[x.place];
    END IF;
    RETURN keys;
END $$;

-- The store's own import: nobody signs what a pipeline submits, and nobody can sign for it.
CREATE OR REPLACE FUNCTION countersign.admit_case(x countersign.incoming, team_id text, of_team bigint, salt bytea, received bytea) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    me text := session_user::text;
    r countersign.receipt;
    keys bigint[];
BEGIN
    r.arrived := countersign.now_text();
    keys := countersign.add_rows(ARRAY[x], of_team, r, me);
    PERFORM countersign.add_own('case.imported', 'team ' || countersign.escape_token(team_id) || E'\nsubmitter ' || countersign.escape_token(me)
        || E'\npolicy ' || (x.route).policy_version || E'\ncase ' || (countersign.import_lines(ARRAY[x]))[1] || E'\n', r.arrived, of_team);
    PERFORM countersign.add_import_blobs(ARRAY[x], keys, of_team, ARRAY[salt], ARRAY[received], ARRAY[x.source], '{}', '{}', '{}');
    PERFORM countersign.release_automatic(ARRAY[x], keys, r.arrived);
    PERFORM nextval('countersign.change');
END $$;

DROP FUNCTION countersign.add_case_rows(countersign.incoming[], bigint, text, text);
DROP FUNCTION countersign.add_version_rows(countersign.incoming[], bigint[], bigint, countersign.receipt, text);
DROP FUNCTION countersign.words_vector(text);

-- As before, with the rows taken apart once and not for each sort of blob.
CREATE OR REPLACE FUNCTION countersign.add_import_blobs(rows countersign.incoming[], keys bigint[], of_team bigint, salts bytea[], contents bytea[],
    digests bytea[], evidence_of integer[], evidence_id text[], evidence_digest bytea[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    named bytea[];
    named_keys bigint[];
    sorts text[];
    kept bigint;
BEGIN
    SELECT array_agg(w.digest), array_agg(keys[w.place]), array_agg(w.sort) INTO named, named_keys, sorts
    FROM (SELECT n.digest, x.place, n.sort FROM unnest(rows) AS x, LATERAL (VALUES (x.source, 'source'), (x.reference, 'reference')) AS n (digest, sort)
          WHERE n.sort = 'source' OR n.digest IS NOT NULL
          UNION ALL SELECT e.digest, e.place, 'evidence' FROM unnest(evidence_digest, evidence_of) AS e (digest, place)) AS w;
    INSERT INTO countersign.blob (digest, team, case_key, sort, salt, content)
    SELECT g.digest, of_team, w.case_key, w.sort, g.salt, g.content
    FROM unnest(digests, salts, contents) AS g (digest, salt, content)
    JOIN unnest(named, named_keys, sorts) AS w (digest, case_key, sort) ON w.digest = g.digest
    WHERE length(g.salt) = 32;
    GET DIAGNOSTICS kept = ROW_COUNT;
    IF kept <> cardinality(digests) OR kept <> cardinality(named) THEN
        PERFORM countersign.refuse('CS018', 'import', 'blobs');
    END IF;
    IF cardinality(evidence_of) > 0 THEN
        INSERT INTO countersign.evidence_blob (case_key, version, evidence, digest, team)
        SELECT keys[e.place], x.version, e.id, e.digest, of_team FROM unnest(evidence_of, evidence_id, evidence_digest) AS e (place, id, digest)
            JOIN unnest(rows) AS x ON x.place = e.place;
    END IF;
END $$;

-- As before; what must be there is a list of its own, which is longer now.
CREATE FUNCTION countersign.guards() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY['ledger_entry entries_are_never_changed', 'ledger_entry entries_have_no_gaps', 'ledger_entry ledger_entry_is_never_emptied',
        'ledger_head head_only_grows', 'pending pending_is_never_changed', 'recorded recorded_is_never_changed', 'decision decision_is_never_changed',
        'decision decision_is_never_removed', 'release release_is_never_changed', 'policy policy_is_never_changed', 'blob blob_is_never_changed',
        'cases case_moves_only_as_allowed', 'enrolled_key key_is_only_revoked', 'security_event event_is_never_changed',
        'checkout checkout_is_only_recalled', 'checkout checkout_stays', 'checkout_case checkout_case_is_never_changed',
        'suspended_device suspension_is_never_changed', 'team team_keeps_its_name', 'team team_stays', 'cases case_has_its_team_and_version',
        'cases case_takes_its_own_version', 'cases case_is_never_removed', 'case_version case_version_has_its_case',
        'case_version case_version_is_never_changed', 'case_slot slot_has_its_version', 'case_slot slot_keeps_its_place',
        'case_search words_have_their_version', 'case_search words_stay_as_they_came']
$$;

CREATE OR REPLACE FUNCTION countersign.wrong_tables() RETURNS TABLE (what text, place text) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT c.relrowsecurity THEN 'row-security-off' WHEN NOT c.relforcerowsecurity THEN 'row-security-not-forced' ELSE 'owner' END,
        c.relname::text
    FROM pg_catalog.pg_class c
    WHERE c.relnamespace = 'countersign'::regnamespace AND c.relkind = 'r' AND (NOT c.relrowsecurity
        OR (NOT c.relforcerowsecurity AND c.relname NOT IN ('migration', 'setting')) OR c.relowner <> 'countersign_owner'::regrole)
    UNION ALL
    SELECT 'trigger-off', c.relname || ' ' || t.tgname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'countersign'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'A'
    UNION ALL
    SELECT 'trigger-missing', w.place FROM unnest(countersign.guards()) AS w (place)
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                      WHERE c.relnamespace = 'countersign'::regnamespace AND c.relname || ' ' || t.tgname = w.place)
$$;

DROP FUNCTION countersign.import_cases(bytea, bytea[], bytea[], text[], integer[], text[], text[], integer[], integer[], text[], text[], bytea[], bytea[],
    text[], text[], integer[], text[], bytea[]);
CREATE FUNCTION countersign.import_cases(note bytea, salts bytea[], contents bytea[], id text[], version integer[], kind text[], title text[], risk integer[],
    priority integer[], due text[], form text[], source bytea[], reference bytea[], rule text[], words text[], evidence_of integer[], evidence_id text[],
    evidence_digest bytea[], placed tsvector[] DEFAULT '{}') RETURNS SETOF countersign.receipt LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = countersign, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    n countersign.note := countersign.parse_note(note);
    s jsonb := countersign.parse_statement(convert_from(n.body, 'UTF8'));
    r countersign.receipt;
    of_team bigint;
    team_id text;
    policy jsonb;
    digests bytea[] := ARRAY(SELECT countersign.blob_digest(g.salt, g.content) FROM unnest(salts, contents) WITH ORDINALITY AS g (salt, content,
        place) ORDER BY place);
    rows countersign.incoming[];
    keys bigint[];
BEGIN
    PERFORM countersign.check_lines(s);
    IF s ->> 'kind' <> 'case.imported' THEN
        PERFORM countersign.refuse('CS016', s ->> 'kind', 'case.imported');
    ELSIF EXISTS (SELECT FROM unnest(id || evidence_id) AS x WHERE x IS NOT NFC NORMALIZED) THEN -- signed they stand composed, and so they are kept
        PERFORM countersign.refuse('CS014', '/id', 'NFC');
    ELSIF EXISTS (SELECT FROM unnest(placed) AS x WHERE x @@ '''#'':*'::tsquery) THEN -- marks of newness are the store's alone
        PERFORM countersign.refuse('CS014', '/words', '#');
    END IF;
    r := countersign.admit(n, s, sha256(note));
    IF r.refusal IS NOT NULL OR r.already THEN
        RETURN NEXT r;
        RETURN;
    END IF;
    team_id := countersign.unescape_token(s ->> 'team');
    of_team := countersign.team_key(team_id);
    policy := countersign.current_policy();
    rows := countersign.incoming_rows(policy, team_id, id, version, kind, title, risk, priority, due, form, source, reference, rule, words, contents, digests,
        evidence_of, evidence_id, evidence_digest, placed);
    IF s ->> 'policy' <> policy ->> 'version' OR ARRAY(SELECT jsonb_array_elements_text(s -> 'case')) IS DISTINCT FROM countersign.import_lines(rows) THEN
        PERFORM countersign.refuse('CS009', s ->> 'id', 'rule');
    END IF;
    r := countersign.add_signed(s, note, '{}', of_team, NULL);
    keys := countersign.add_rows(rows, of_team, r, NULL);
    PERFORM countersign.add_import_blobs(rows, keys, of_team, salts, contents, digests, evidence_of, evidence_id, evidence_digest);
    IF EXISTS (SELECT FROM unnest(rows) AS x WHERE (x.route).automatic) THEN
        PERFORM countersign.release_automatic(rows, keys, r.arrived);
    END IF;
    RETURN NEXT r;
END $$;

REVOKE ALL ON FUNCTION countersign.guards(), countersign.demand_newer(countersign.incoming[], bigint[]),
    countersign.add_rows(countersign.incoming[], bigint, countersign.receipt, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION countersign.incoming_rows(jsonb, text, text[], integer[], text[], text[], integer[], integer[], text[], text[], bytea[], bytea[],
    text[], text[], bytea[], bytea[], integer[], text[], bytea[], tsvector[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION countersign.import_cases(bytea, bytea[], bytea[], text[], integer[], text[], text[], integer[], integer[], text[], text[], bytea[],
    bytea[], text[], text[], integer[], text[], bytea[], tsvector[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION countersign.import_cases(bytea, bytea[], bytea[], text[], integer[], text[], text[], integer[], integer[], text[], text[], bytea[],
    bytea[], text[], text[], integer[], text[], bytea[], tsvector[]) TO countersign_person;

RESET ROLE;

REVOKE ALL ON FUNCTION countersign.names_what_is_there(), countersign.takes_its_own_version() FROM PUBLIC;
ALTER FUNCTION countersign.names_what_is_there() OWNER TO countersign_code;
ALTER FUNCTION countersign.takes_its_own_version() OWNER TO countersign_code;
REVOKE CREATE ON SCHEMA countersign FROM countersign_code;
