-- A store that is copied to a server brings along which cases are sentinels.

GRANT INSERT ON countersign.sentinel_mark TO countersign_code;
