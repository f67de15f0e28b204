#include "exchange/linereader.h"

#include <cstring>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

constexpr qsizetype chunk = 256 * 1024;
constexpr QByteArrayView mark("\xef\xbb\xbf");

} // namespace

std::optional<core::Result<QByteArrayView>> LineReader::next()
{
    for (;;) {
        const char *begin = m_buffer.constData();
        const void *found = std::memchr(begin + m_scanned, '\n', size_t(m_buffer.size() - m_scanned));
        if (found) {
            const qsizetype end = static_cast<const char *>(found) - begin;
            return take(end - m_begin, end + 1);
        }
        m_scanned = m_buffer.size();
        if (m_scanned - m_begin > m_limit + mark.size())
            return skipLine();
        if (!fill())
            return lastLine();
    }
}

// The line of that length at m_begin; what follows begins at `nextBegin`.
core::Result<QByteArrayView> LineReader::take(qsizetype length, qsizetype nextBegin)
{
    QByteArrayView line = QByteArrayView(m_buffer).sliced(m_begin, length);
    m_consumed += nextBegin - m_begin;
    m_begin = m_scanned = nextBegin;
    if (++m_line == 1 && line.startsWith(mark))
        line = line.sliced(mark.size());
    if (line.size() > m_limit)
        return core::fail(ErrorKind::TooLarge, {}, QString::number(m_limit));
    return line;
}

std::optional<core::Result<QByteArrayView>> LineReader::lastLine()
{
    if (!m_failure.isEmpty()) {
        const QString why = std::exchange(m_failure, {});
        m_buffer.clear();
        m_begin = m_scanned = 0;
        return core::fail(ErrorKind::CannotRead, {}, why);
    }
    if (m_begin == m_buffer.size())
        return std::nullopt;
    return take(m_buffer.size() - m_begin, m_buffer.size());
}

// Reads on to the end of a line that is too long, holding no more than one chunk of it.
core::Result<QByteArrayView> LineReader::skipLine()
{
    ++m_line;
    for (;;) {
        const qsizetype end = m_buffer.indexOf('\n', m_scanned);
        const qsizetype upTo = end < 0 ? m_buffer.size() : end + 1;
        m_consumed += upTo - m_begin;
        m_begin = m_scanned = upTo;
        if (end >= 0 || !fill())
            return core::fail(ErrorKind::TooLarge, {}, QString::number(m_limit));
    }
}

// Puts more of the device behind what is not given out yet. False at the end.
bool LineReader::fill()
{
    if (m_atEnd)
        return false;
    if (m_begin > 0) {
        m_buffer.remove(0, m_begin);
        m_scanned -= m_begin;
        m_begin = 0;
    }
    const qsizetype kept = m_buffer.size();
    if (m_buffer.capacity() > 16 * chunk && kept < chunk)
        m_buffer.squeeze(); // a very long line went through
    if (m_buffer.capacity() < kept + chunk)
        m_buffer.reserve(kept + std::max(chunk, kept / 2));
    m_buffer.resize(kept + chunk);
    const qint64 got = m_device->read(m_buffer.data() + kept, chunk);
    m_buffer.resize(kept + qsizetype(std::max<qint64>(got, 0)));
    if (got < 0)
        m_failure = m_device->errorString();
    m_atEnd = got <= 0;
    return got > 0;
}

} // namespace countersign::exchange
