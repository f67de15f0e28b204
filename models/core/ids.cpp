#include "core/ids.h"

#include <QRandomGenerator>
#include <QUuid>
#include <mutex>

namespace countersign::core {

namespace {

// Milliseconds and a 12-bit counter that never go back within the process.
quint64 nextTick(quint64 milliseconds)
{
    static std::mutex guard;
    static quint64 last = 0;
    const std::lock_guard lock(guard);
    last = std::max(last + 1, milliseconds << 12);
    return last;
}

} // namespace

StatementId newStatementId(qint64 unixMilliseconds)
{
    const quint64 tick = nextTick(quint64(unixMilliseconds));
    const quint64 random = QRandomGenerator::system()->generate64();
    QByteArray bytes(16, Qt::Uninitialized);
    for (int i = 0; i < 6; ++i)
        bytes[i] = char((tick >> (12 + 8 * (5 - i))) & 0xff);
    bytes[6] = char(0x70 | ((tick >> 8) & 0x0f));
    bytes[7] = char(tick & 0xff);
    for (int i = 0; i < 8; ++i)
        bytes[8 + i] = char((random >> (8 * i)) & 0xff);
    bytes[8] = char((uchar(bytes[8]) & 0x3f) | 0x80);
    return StatementId(QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces));
}

StoreId newStoreId()
{
    return StoreId(QUuid::createUuid().toString(QUuid::WithoutBraces));
}

} // namespace countersign::core
