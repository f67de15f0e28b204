#include "store/sqlerror.h"

#include <cerrno>
#include <sqlite3.h>

namespace countersign::store {

using core::Error;
using core::ErrorKind;

namespace {

bool isFull(int code, int systemError)
{
    return (code & 0xff) == SQLITE_FULL
        || ((code & 0xff) == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT));
}

ErrorKind constraintKind(int code, const QString &message)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return ErrorKind::DuplicateId;
    case SQLITE_CONSTRAINT_TRIGGER:
        return message == QStringLiteral("move-not-allowed") ? ErrorKind::MoveNotAllowed : ErrorKind::NotAllowed;
    default:
        return ErrorKind::BadValue;
    }
}

} // namespace

Error errorOf(int code, int systemError, const QString &message, const QString &where)
{
    if (isFull(code, systemError))
        return {ErrorKind::DiskFull, where, {}};
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return {constraintKind(code, message), where, message};
    case SQLITE_MISMATCH:
        return {ErrorKind::BadValue, where, message};
    case SQLITE_TOOBIG:
        return {ErrorKind::TooLarge, where, message};
    case SQLITE_INTERRUPT:
        return {ErrorKind::Cancelled, where, {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::StoreBusy, where, message};
    case SQLITE_READONLY:
        return {ErrorKind::StoreReadOnly, where, message};
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return {ErrorKind::StoreDamaged, where, message};
    default:
        return {ErrorKind::StoreUnreachable, where, message};
    }
}

Error errorOf(sqlite3 *native, const QString &where)
{
    return errorOf(sqlite3_extended_errcode(native), sqlite3_system_errno(native), QString::fromUtf8(sqlite3_errmsg(native)), where);
}

bool losesTrust(int code, int systemError)
{
    return (code & 0xff) == SQLITE_IOERR && !isFull(code, systemError);
}

} // namespace countersign::store
