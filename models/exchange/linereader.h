// Lines of a device, one after the other, in bounded memory. One object per thread; the device is borrowed.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QIODevice>

#include <optional>

namespace countersign::exchange {

class LineReader {
public:
    // Lines longer than `limit` bytes (their LF not counted) are refused without being loaded.
    LineReader(QIODevice *device, qint64 limit) : m_device(device), m_limit(limit) {}

    // The next line without its LF (a CR is kept), valid until the next call; nothing at the end. A byte order mark at the very
    // start is left out. Failures: TooLarge (detail: the limit; the next call goes on with the next line), CannotRead (detail: the
    // system's reason; the end).
    std::optional<core::Result<QByteArrayView>> next();

    qint64 lineNumber() const { return m_line; }    // of the line last given or refused, from 1
    qint64 bytesRead() const { return m_consumed; } // up to the end of that line

private:
    bool fill();
    std::optional<core::Result<QByteArrayView>> lastLine();
    core::Result<QByteArrayView> skipLine();
    core::Result<QByteArrayView> take(qsizetype length, qsizetype nextBegin);

    QIODevice *m_device;
    qint64 m_limit;
    QByteArray m_buffer;
    qsizetype m_begin = 0;   // of what is not given out yet, in the buffer
    qsizetype m_scanned = 0; // no LF before this place
    qint64 m_line = 0;
    qint64 m_consumed = 0;
    bool m_atEnd = false;
    QString m_failure;
};

} // namespace countersign::exchange
