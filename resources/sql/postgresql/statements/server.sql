-- name: facts
SELECT current_setting('server_version'), coalesce((SELECT s.ssl FROM pg_catalog.pg_stat_ssl s WHERE s.pid = pg_backend_pid()), false),
    (SELECT max(number) FROM migration), now_text(), (SELECT count(*) FROM ledger_pending)

-- name: examination
SELECT what, place FROM examination()
