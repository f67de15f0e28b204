#include "core/filereading.h"

namespace countersign::core {

Result<QByteArray> readToEnd(QFileDevice &file, const QString &name, qint64 limit)
{
    constexpr qint64 leastRoom = 64 * 1024; // a pipe does not say how much will come
    QByteArray bytes;
    while (bytes.size() <= limit) {
        const qint64 expected = file.isSequential() ? leastRoom : qMax(leastRoom, file.size() - file.pos() + 1);
        const QByteArray piece = file.read(qMin(expected, limit + 1 - bytes.size()));
        if (piece.isEmpty())
            break;
        bytes += piece;
    }
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::CannotRead, name, file.errorString());
    if (bytes.size() > limit)
        return fail(ErrorKind::TooLarge, name, QString::number(limit));
    return bytes;
}

} // namespace countersign::core
