-- Values as models/ledger/FORMAT.md spells them, the database's clock, and refusals.

SET LOCAL ROLE countersign_owner;

-- CSnnn, as a class of our own; the message is the kind's machine name in models/core/result.
CREATE FUNCTION countersign.refuse(code text, place text DEFAULT '', why text DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = code, HINT = coalesce(place, ''), DETAIL = coalesce(why, ''), MESSAGE = CASE code
        WHEN 'CS001' THEN 'no-such-case' WHEN 'CS002' THEN 'claim-held' WHEN 'CS003' THEN 'claim-lost' WHEN 'CS004' THEN 'move-not-allowed'
        WHEN 'CS005' THEN 'not-allowed' WHEN 'CS006' THEN 'own-submission' WHEN 'CS007' THEN 'second-slot' WHEN 'CS008' THEN 'stale-version'
        WHEN 'CS009' THEN 'policy-unmet' WHEN 'CS010' THEN 'person-disabled' WHEN 'CS011' THEN 'no-such-person'
        WHEN 'CS012' THEN 'person-exists' WHEN 'CS013' THEN 'verification-failed' WHEN 'CS014' THEN 'malformed'
        WHEN 'CS015' THEN 'content-differs' WHEN 'CS016' THEN 'bad-value' WHEN 'CS017' THEN 'rationale-missing'
        WHEN 'CS018' THEN 'blob-missing' WHEN 'CS019' THEN 'outcome-missing' WHEN 'CS020' THEN 'duplicate-id'
        WHEN 'CS021' THEN 'store-busy' WHEN 'CS022' THEN 'store-exists' WHEN 'CS023' THEN 'store-missing'
        WHEN 'CS024' THEN 'append-only' WHEN 'CS025' THEN 'history-rewritten' ELSE code END;
END $$;

CREATE FUNCTION countersign.time_text(at timestamptz) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') COLLATE "C" $$;

CREATE FUNCTION countersign.digest_text(hash bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'sha256:' || encode(hash, 'hex') $$;
CREATE FUNCTION countersign.digest_bytes(digest text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT decode(substr(digest, 8), 'hex') $$;
CREATE FUNCTION countersign.blob_digest(salt bytea, content bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS
$$ SELECT sha256('\x636f756e7465727369676e2e626c6f622f76310a'::bytea || salt || content) $$; -- countersign.blob/v1 LF
CREATE FUNCTION countersign.leaf_hash(entry bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT sha256('\x00'::bytea || entry) $$;
CREATE FUNCTION countersign.node_hash(l bytea, r bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT sha256('\x01'::bytea || l || r) $$;
-- 244 random bits: gen_random_uuid draws from the strong source.
CREATE FUNCTION countersign.new_salt() RETURNS bytea LANGUAGE sql VOLATILE AS
$$ SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) $$;

CREATE FUNCTION countersign.escape_token(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    bytes bytea;
    token text := '';
BEGIN
    IF value ~ '^[A-Za-z0-9._~:/@-]*$' THEN
        RETURN value;
    END IF;
    bytes := convert_to(normalize(value, NFC), 'UTF8');
    FOR i IN 0 .. length(bytes) - 1 LOOP
        token := token || CASE WHEN get_byte(bytes, i) < 128 AND chr(get_byte(bytes, i)) ~ '[A-Za-z0-9._~:/@-]' THEN chr(get_byte(bytes, i))
                               ELSE '%' || upper(lpad(to_hex(get_byte(bytes, i)), 2, '0')) END;
    END LOOP;
    RETURN token;
END $$;

-- NULL for what escape_token would not have written.
CREATE FUNCTION countersign.unescape_token(token text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    bytes bytea := '';
    piece text;
BEGIN
    IF token ~ '^[A-Za-z0-9._~:/@-]+$' THEN
        RETURN token;
    ELSIF token !~ '^(?:[A-Za-z0-9._~:/@-]|%[0-9A-F]{2})+$' THEN
        RETURN NULL;
    END IF;
    FOR piece IN SELECT m[1] FROM regexp_matches(token, '%[0-9A-F]{2}|[^%]+', 'g') AS m LOOP
        bytes := bytes || CASE WHEN left(piece, 1) = '%' THEN decode(substr(piece, 2), 'hex') ELSE convert_to(piece, 'UTF8') END;
        IF left(piece, 1) = '%' AND decode(substr(piece, 2), 'hex') < '\x80' AND encode(decode(substr(piece, 2), 'hex'), 'escape') ~ '^[A-Za-z0-9._~:/@-]$' THEN
            RETURN NULL;
        END IF;
    END LOOP;
    RETURN convert_from(bytes, 'UTF8');
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
    RETURN NULL;
END $$;

CREATE FUNCTION countersign.is_time(value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT value ~ '^(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z$'
        AND (substr(value, 9, 2)::int <= 28
             OR substr(value, 9, 2)::int <= extract(day FROM make_date(substr(value, 1, 4)::int, substr(value, 6, 2)::int, 1) + interval '1 month - 1 day'))
$$;

RESET ROLE;
