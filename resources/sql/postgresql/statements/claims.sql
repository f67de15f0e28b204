-- name: take
SELECT "case", team, version, slot, stage, fence, expires, claimed FROM claim_case($1, $2::bigint::int)

-- name: takeNext
SELECT "case", team, version, slot, stage, fence, expires, claimed FROM claim_next($1, $2::bigint::int)

-- name: give
SELECT release_claim($1)

-- name: of
SELECT "case", team, version, slot, stage, fence, expires, claimed FROM claim_of($1)
