-- Cases with files among cases without any, in one import.

GRANT CREATE ON SCHEMA countersign TO countersign_code;

SET LOCAL ROLE countersign_code;

CREATE OR REPLACE FUNCTION countersign.incoming_digests(c countersign.incoming_cases, team_id text, evidence_of integer[], evidence_id text[],
    evidence_digest bytea[]) RETURNS bytea[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    team_line text := E'\nteam ' || countersign.escape_token(team_id) || E'\nsource sha256:';
    lines text[] := '{}'; -- of the evidence of each, by place
BEGIN
    IF cardinality(evidence_of) > 0 THEN
        lines := ARRAY(SELECT e.lines FROM generate_subscripts(c.id, 1) AS p (place) LEFT JOIN (
                SELECT v.place, string_agg('evidence ' || countersign.token_of(v.id) || ' sha256:' || encode(v.digest, 'hex') || E'\n', ''
                    ORDER BY countersign.token_of(v.id) || ' ' || encode(v.digest, 'hex') COLLATE "C") AS lines
                FROM unnest(evidence_of, evidence_id, evidence_digest) AS v (place, id, digest) GROUP BY v.place) AS e USING (place) ORDER BY place);
    END IF;
    RETURN ARRAY(SELECT sha256(convert_to(E'countersign.case/v1\ncase ' || countersign.token_of(x.id) || E'\ncase-version ' || x.version::text || team_line
            || encode(x.source, 'hex') || E'\n' || coalesce(x.lines, ''), 'UTF8'))
        FROM unnest(c.id, c.version, c.source, lines) WITH ORDINALITY AS x (id, version, source, lines, place) ORDER BY place);
END $$;

RESET ROLE;

REVOKE CREATE ON SCHEMA countersign FROM countersign_code;
