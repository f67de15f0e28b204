// What sealed files have in common: what a passphrase costs, the key from it, and little-endian fields. Private to this library.
#pragma once

#include "ledger/keyfile.h"

#include <QtEndian>

namespace countersign::ledger {

// Within the floor and the ceiling of FORMAT.md.
bool isAllowed(const SealCost &cost);
// argon2id: 32 bytes from a passphrase and 16 bytes of salt. TooLarge where the memory is not to be had.
core::Result<Secret> derive(const Secret &passphrase, QByteArrayView salt, const SealCost &cost);

template <typename Number>
QByteArray little(Number number)
{
    QByteArray bytes(sizeof number, Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

// Takes fields from the front; short input leaves `whole` false.
struct FieldReader {
    QByteArrayView rest;
    bool whole = true;

    QByteArrayView take(qsizetype size)
    {
        if (rest.size() < size) {
            whole = false;
            return {};
        }
        const QByteArrayView field = rest.first(size);
        rest = rest.sliced(size);
        return field;
    }
    template <typename Number>
    Number number()
    {
        const QByteArrayView field = take(sizeof(Number));
        return field.isEmpty() ? Number(0) : qFromLittleEndian<Number>(field.data());
    }
};

} // namespace countersign::ledger
