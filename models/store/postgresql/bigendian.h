// Numbers as the server sends and takes them.
#pragma once

#include <QByteArray>
#include <QtEndian>

namespace countersign::store {

template <typename Number>
void appendBigEndian(QByteArray &out, Number value)
{
    const Number big = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&big), sizeof big);
}

} // namespace countersign::store
