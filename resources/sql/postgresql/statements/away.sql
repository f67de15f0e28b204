-- name: offer
SELECT "case", refusal, version, digest, slot, fence, now_text() FROM offer_away($1, $2::text[])

-- name: view
-- $1 device, $2 key and $3 team of what was signed last there, $4 check-out, $5 statements, $6 teams and $7 ids of cases.
SELECT what, a, b, c, d, e, f, n, m, h FROM workspace_view($1, $2, $3, $4, $5::text[], $6::text[], $7::text[])

-- name: arrive
SELECT statement, fate, cause, flags, against FROM arrive($1, $2, $3::bigint[]::int[], $4, $5)

-- name: giveBack
SELECT give_back($1)

-- name: checkouts
SELECT statement, log_index, team, actor, actor_name, arrived, until, cases, held, recalled FROM checkouts()

-- name: entries
SELECT statement, log_index, entry FROM entries_of($1::text[])
