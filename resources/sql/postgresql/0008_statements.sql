-- Statements read strictly: what the program's writer would not have written is refused (models/ledger/FORMAT.md, "Statements").

SET LOCAL ROLE countersign_owner;

-- Own lines of each kind in order: "key form", where ? may be absent, * any number, + at least one in ascending order. Forms: t token, n integer,
-- p integer from 1, d digest, h hex64, v hex32, 4 and 7 uuids, T time, f free text, k public key; "a,b": one of these words; several
-- parts joined by _.
CREATE FUNCTION countersign.own_lines(kind text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind
        WHEN 'store.created' THEN ARRAY['store-name? f', 'public-key k', 'owner t', 'owner-name f', 'use person,']
        WHEN 'key.enrolled' THEN ARRAY['public-key k', 'owner t', 'owner-name f', 'use person,workstation']
        WHEN 'key.revoked' THEN ARRAY['revoked h', 'reason t']
        WHEN 'role.granted' THEN ARRAY['person t', 'team t', 'role+ reviewer,supervisor,compliance,auditor,administrator,submitter']
        WHEN 'role.withdrawn' THEN ARRAY['person t', 'team t', 'role+ reviewer,supervisor,compliance,auditor,administrator,submitter', 'reason t']
        WHEN 'case.imported' THEN ARRAY['team t', 'policy n', 'case+ t_p_d_t']
        WHEN 'case.withdrawn' THEN ARRAY['team t', 'case t', 'case-version p', 'reason* t', 'rationale? d']
        WHEN 'policy.adopted' THEN ARRAY['team t', 'policy-version p', 'content d', 'expires? T']
        WHEN 'decision' THEN ARRAY['team t', 'case t', 'case-version p', 'case-digest d', 'claim n', 'slot p', 'stage review,second,resolution',
            'verdict approve,edit,reject,escalate', 'outcome? d', 'rationale? d', 'reason* t', 'contact? d', 'first-answer? d', 'supersedes? 7',
            'policy p_t']
        WHEN 'recall' THEN ARRAY['team t', 'case t', 'case-version p', 'release n', 'cause* 7', 'reason* t', 'rationale? d']
        WHEN 'redaction' THEN ARRAY['team t', 'case t', 'case-version p', 'blob+ d', 'reason* t', 'rationale? d']
        WHEN 'restore' THEN ARRAY['old-epoch p', 'size n_h', 'known n_h']
        WHEN 'audit.opened' THEN ARRAY['team t', 'case? t', 'decision? 7', 'view t']
        WHEN 'finding' THEN ARRAY['team t', 'finding 7', 'state opened,answered,closed', 'subject t', 'case? t', 'statement? 7', 'owner? t', 'text? d']
    END
$$;

CREATE FUNCTION countersign.fits(form text, value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    parts text[];
    forms text[];
BEGIN
    CASE form
    WHEN 't' THEN RETURN value ~ '^[A-Za-z0-9._~:/@-]+$' OR countersign.unescape_token(value) IS NOT NULL;
    WHEN 'd' THEN RETURN value ~ '^sha256:[0-9a-f]{64}$';
    WHEN 'h' THEN RETURN value ~ '^[0-9a-f]{64}$';
    WHEN 'v' THEN RETURN value ~ '^[0-9a-f]{32}$';
    WHEN 'n' THEN RETURN value ~ '^(?:0|[1-9][0-9]{0,18})$' AND (length(value) < 19 OR value COLLATE "C" <= '9223372036854775807');
    WHEN 'p' THEN RETURN value ~ '^[1-9][0-9]{0,18}$' AND (length(value) < 19 OR value COLLATE "C" <= '9223372036854775807');
    WHEN '4' THEN RETURN value ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
    WHEN '7' THEN RETURN value ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
    WHEN 'T' THEN RETURN countersign.is_time(value);
    WHEN 'f' THEN RETURN value !~ '^ | $|[\u0001-\u001f\u007f-\u009f\u2028\u2029]';
    WHEN 'k' THEN RETURN value ~ '^[A-Za-z0-9+/]{43}=$' AND encode(decode(value, 'base64'), 'base64') = value;
    WHEN 't_p_d_t' THEN -- a thousand of these in one import: seen at once where nothing is escaped
        IF value ~ '^[A-Za-z0-9._~:/@-]+ [1-9][0-9]{0,17} sha256:[0-9a-f]{64} [A-Za-z0-9._~:/@-]+$' THEN
            RETURN true;
        END IF;
    WHEN 'prev' THEN RETURN value = '-' OR value ~ '^sha256:[0-9a-f]{64}$';
    ELSE
        IF strpos(form, ',') > 0 THEN
            RETURN value <> '' AND value = ANY (string_to_array(form, ','));
        END IF;
    END CASE;
    parts := string_to_array(value, ' ');
    forms := string_to_array(form, '_');
    IF cardinality(parts) <> cardinality(forms) THEN
        RETURN false;
    END IF;
    FOR i IN 1 .. cardinality(parts) LOOP
        IF NOT countersign.fits(forms[i], parts[i]) THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END $$;

-- The lines of a statement as {key: value}, a repeated key with the list of its values. Tokens stand as spelt; what a token is, is unescaped
-- where it is used.
CREATE FUNCTION countersign.parse_statement(body text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    lines text[] := string_to_array(body, E'\n');
    grammar text[];
    kind text := substring(lines[1] from '^countersign[.]([a-z.-]+)/v1$');
    at integer := 2;
    item text;
    form text;
    key text;
    mark text;
    value text;
    those text[];
    keys text[] := '{}';
    found text[] := '{}';
    lists jsonb := '{}';
BEGIN
    IF countersign.own_lines(kind) IS NULL THEN
        PERFORM countersign.refuse('CS014', 'line 1', 'kind');
    END IF;
    grammar := ARRAY['store 4', 'id 7'] || countersign.own_lines(kind) || ARRAY['auth light,part11-first,part11-next,strict', 'meaning f', 'actor t',
        'key h', 'name f', 'device v', 'device-seq p', 'device-prev prev', 'claimed T', 'basis n_h', 'software f'];
    FOREACH item IN ARRAY grammar LOOP
        key := split_part(item, ' ', 1);
        form := split_part(item, ' ', 2);
        mark := right(key, 1);
        IF mark NOT IN ('?', '*', '+') THEN
            value := substr(lines[at], length(key) + 2);
            IF left(lines[at], length(key) + 1) IS DISTINCT FROM key || ' ' OR value = '' OR NOT countersign.fits(form, value) THEN
                PERFORM countersign.refuse('CS014', 'line ' || at, key);
            END IF;
            keys := keys || key;
            found := found || value;
            at := at + 1;
            CONTINUE;
        END IF;
        key := left(key, -1);
        those := '{}';
        WHILE left(lines[at], length(key) + 1) = key || ' ' LOOP
            value := substr(lines[at], length(key) + 2);
            IF value = '' OR NOT countersign.fits(form, value) OR those[cardinality(those)] COLLATE "C" >= value
                OR (mark = '?' AND cardinality(those) = 1) THEN
                PERFORM countersign.refuse('CS014', 'line ' || at, key);
            END IF;
            those := those || value;
            at := at + 1;
        END LOOP;
        IF mark = '?' AND cardinality(those) = 1 THEN
            keys := keys || key;
            found := found || those[1];
        ELSIF mark = '+' AND cardinality(those) = 0 THEN
            PERFORM countersign.refuse('CS014', 'line ' || at, key);
        ELSIF mark <> '?' THEN
            lists := lists || jsonb_build_object(key, those);
        END IF;
    END LOOP;
    IF at <> cardinality(lines) OR lines[at] <> '' THEN
        PERFORM countersign.refuse('CS014', 'line ' || at, 'end');
    END IF;
    RETURN jsonb_object(keys, found) || lists || jsonb_build_object('kind', kind);
END $$;

-- What no single line shows.
CREATE FUNCTION countersign.check_lines(s jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF (s ->> 'device-seq' = '1') <> (s ->> 'device-prev' = '-') THEN
        PERFORM countersign.refuse('CS014', 'device-prev', 'device-prev');
    ELSIF s ->> 'basis' LIKE '0 %' AND s ->> 'basis' <> '0 ' || encode(sha256(''), 'hex') THEN
        PERFORM countersign.refuse('CS014', 'basis', 'basis');
    ELSIF s ->> 'kind' = 'decision' AND (s ? 'outcome') <> (s ->> 'verdict' IN ('approve', 'edit')) THEN
        PERFORM countersign.refuse('CS014', 'outcome', 'outcome');
    END IF;
END $$;

CREATE TYPE countersign.note AS (body bytea, names text[], ids bytea[], signatures bytea[]);

-- A note's text and its signature lines, in ascending byte order, no name twice.
CREATE FUNCTION countersign.parse_note(note bytea) RETURNS countersign.note LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    whole text;
    blank integer := position('\x0a0a'::bytea IN note);
    line text;
    before text;
    part text[];
    payload bytea;
    result countersign.note := ROW(substr(note, 1, blank), '{}', '{}', '{}');
BEGIN
    whole := convert_from(note, 'UTF8');
    IF blank < 2 OR right(whole, 1) <> E'\n' OR whole ~ '[\u0001-\u0009\u000b-\u001f\u007f]' THEN
        PERFORM countersign.refuse('CS014', 'line 1', 'note');
    END IF;
    FOREACH line IN ARRAY string_to_array(rtrim(convert_from(substr(note, blank + 2), 'UTF8'), E'\n'), E'\n') LOOP
        part := regexp_match(line, '^— ([^ +]+) ([A-Za-z0-9+/]{91}=)$');
        IF part IS NULL OR before COLLATE "C" >= line OR part[1] = ANY (result.names) THEN
            PERFORM countersign.refuse('CS014', 'signature', 'signature');
        END IF;
        payload := decode(part[2], 'base64');
        IF replace(encode(payload, 'base64'), E'\n', '') <> part[2] THEN
            PERFORM countersign.refuse('CS014', 'signature', 'base64');
        END IF;
        result.names := result.names || part[1];
        result.ids := result.ids || substr(payload, 1, 4);
        result.signatures := result.signatures || substr(payload, 5);
        before := line;
    END LOOP;
    IF cardinality(result.names) = 0 OR right(whole, 2) = E'\n\n' THEN
        PERFORM countersign.refuse('CS014', 'signature', 'signature');
    END IF;
    RETURN result;
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
    PERFORM countersign.refuse('CS014', 'line 1', 'UTF-8');
END $$;

CREATE FUNCTION countersign.signer_name(store text, owner text, fingerprint text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT store || '/' || countersign.escape_token(owner) || '/' || left(fingerprint, 16) $$;

-- Whether the note's signature of this place is the key's. Where the server does not check, it says so in `setting` and readers do.
CREATE FUNCTION countersign.is_signed(n countersign.note, place integer, public_key bytea) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF n.ids[place] <> substr(sha256(convert_to(n.names[place], 'UTF8') || '\x0a01'::bytea || public_key), 1, 4) THEN
        RETURN false;
    ELSIF (SELECT value FROM countersign.setting WHERE name = 'signature-verification') <> 'server' THEN
        RETURN true;
    END IF;
    RETURN countersign.ed25519_verify(public_key, n.body, n.signatures[place]);
END $$;

RESET ROLE;
