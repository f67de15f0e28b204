/* ed25519_verify(public_key, message, signature): whether the signature is this key's over this message, strictly (S below the
   order, no small-order key or R). Refuses nothing and never throws: what has the wrong length is no signature. */
#include "postgres.h"

#include "fmgr.h"
#include <sodium.h>

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(countersign_ed25519_verify);
void _PG_init(void);

void _PG_init(void)
{
    if (sodium_init() < 0)
        ereport(ERROR, (errcode(ERRCODE_SYSTEM_ERROR), errmsg("libsodium could not be started")));
}

Datum countersign_ed25519_verify(PG_FUNCTION_ARGS)
{
    const bytea *key = PG_GETARG_BYTEA_PP(0);
    const bytea *message = PG_GETARG_BYTEA_PP(1);
    const bytea *signature = PG_GETARG_BYTEA_PP(2);

    if (VARSIZE_ANY_EXHDR(key) != crypto_sign_PUBLICKEYBYTES || VARSIZE_ANY_EXHDR(signature) != crypto_sign_BYTES)
        PG_RETURN_BOOL(false);
    PG_RETURN_BOOL(crypto_sign_verify_detached((const unsigned char *) VARDATA_ANY(signature),
                                               (const unsigned char *) VARDATA_ANY(message), VARSIZE_ANY_EXHDR(message),
                                               (const unsigned char *) VARDATA_ANY(key)) == 0);
}
