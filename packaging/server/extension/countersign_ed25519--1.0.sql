CREATE FUNCTION ed25519_verify(public_key bytea, message bytea, signature bytea) RETURNS boolean
    AS 'MODULE_PATHNAME', 'countersign_ed25519_verify' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
