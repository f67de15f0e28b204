#include "ledger/lines.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace countersign::ledger {

void LineWriter::bare(QByteArrayView line)
{
    m_text.append(line).append('\n');
}

void LineWriter::line(QByteArrayView key, QByteArrayView value)
{
    if (m_wrong.isEmpty() && (value.isEmpty() || value.contains('\n')))
        m_wrong = key.toByteArray();
    m_text.append(key).append(' ').append(value).append('\n');
}

void LineWriter::optionalToken(QByteArrayView key, QStringView text)
{
    if (!text.isEmpty())
        token(key, text);
}

void LineWriter::free(QByteArrayView key, const QString &text)
{
    const QString composed = normalised(text);
    line(key, isFreeText(composed) ? composed.toUtf8() : QByteArray());
}

void LineWriter::integer(QByteArrayView key, quint64 number)
{
    line(key, number <= quint64(std::numeric_limits<qint64>::max()) ? QByteArray::number(number) : QByteArray());
}

void LineWriter::optionalDigest(QByteArrayView key, const std::optional<Hash> &hash)
{
    if (hash)
        digest(key, *hash);
}

void LineWriter::repeated(QByteArrayView key, QList<QByteArray> values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (const QByteArray &value : std::as_const(values))
        line(key, value);
}

void LineWriter::tokens(QByteArrayView key, const QStringList &texts)
{
    QList<QByteArray> values;
    for (const QString &text : texts)
        values += escapeToken(text);
    repeated(key, std::move(values));
}

core::Result<QByteArray> LineWriter::finish()
{
    if (!m_wrong.isEmpty())
        return core::fail(core::ErrorKind::BadValue, QString::fromLatin1(m_wrong));
    return std::move(m_text);
}

QByteArrayView LineReader::takeLine()
{
    if (failed())
        return {};
    ++m_line;
    const QByteArrayView rest = m_text.sliced(m_position);
    const void *end = rest.isEmpty() ? nullptr : std::memchr(rest.data(), '\n', size_t(rest.size()));
    if (!end) {
        refuse("line");
        return {};
    }
    const qsizetype length = static_cast<const char *>(end) - rest.data();
    m_position += length + 1;
    return rest.first(length);
}

void LineReader::bare(QByteArrayView expected)
{
    const QByteArrayView line = takeLine();
    if (!failed() && line != expected)
        refuse(expected.isEmpty() ? QByteArrayView("empty line") : expected);
}

QByteArrayView LineReader::value(QByteArrayView key)
{
    if (failed())
        return {};
    const QByteArrayView line = takeLine();
    if (failed() || line.size() < key.size() + 2 || std::memcmp(line.data(), key.data(), size_t(key.size())) != 0 || line[key.size()] != ' ') {
        m_wrongLine = m_line;
        m_expected = key.toByteArray();
        return {};
    }
    return line.sliced(key.size() + 1);
}

bool LineReader::next(QByteArrayView key) const
{
    const QByteArrayView rest = m_text.sliced(m_position);
    return !failed() && rest.size() > key.size() && rest.startsWith(key) && rest[key.size()] == ' ';
}

namespace {

// The value a canonical reading gave, or an empty one and a mark on the line.
template <typename T>
T orRefuse(LineReader &in, QByteArrayView key, std::optional<T> read)
{
    if (!read) {
        in.refuse(key);
        return {};
    }
    return std::move(*read);
}

// A log says the same store, team, name and meaning over and over: what was read last under a key is handed out again for the same bytes.
template <auto read>
auto readAgain(QByteArrayView key, QByteArrayView bytes) -> decltype(read(bytes))
{
    struct Last {
        std::string bytes;
        decltype(read(QByteArrayView())) value;
    };
    constexpr size_t places = 16, longest = 256;
    thread_local std::array<Last, places> lasts;
    if (key.isEmpty() || bytes.isEmpty() || size_t(bytes.size()) > longest)
        return read(bytes);
    Last &last = lasts[(size_t(key.size()) * 5 + size_t(key.front())) % places];
    const std::string_view given(bytes.data(), size_t(bytes.size()));
    if (last.bytes == given)
        return last.value;
    auto value = read(bytes);
    if (value) {
        last.bytes = given;
        last.value = value;
    }
    return value;
}

std::optional<QString> readUuid(QByteArrayView bytes, int version)
{
    return isUuid(bytes, version) ? std::optional(QString::fromLatin1(bytes)) : std::nullopt;
}

std::optional<QString> readRandomUuid(QByteArrayView bytes)
{
    return readUuid(bytes, 4);
}

std::optional<QByteArray> readBytes(QByteArrayView bytes)
{
    return bytes.toByteArray();
}

} // namespace

QByteArray LineReader::bytes(QByteArrayView key)
{
    return readAgain<readBytes>(key, value(key)).value_or(QByteArray());
}

QString LineReader::token(QByteArrayView key)
{
    return orRefuse(*this, key, tokenAgain(key, value(key)));
}

QString LineReader::optionalToken(QByteArrayView key)
{
    return next(key) ? token(key) : QString();
}

QString LineReader::free(QByteArrayView key)
{
    return orRefuse(*this, key, readAgain<readFreeText>(key, value(key)));
}

quint64 LineReader::integer(QByteArrayView key)
{
    return orRefuse(*this, key, readInteger(value(key)));
}

Hash LineReader::digest(QByteArrayView key)
{
    return orRefuse(*this, key, readDigest(value(key)));
}

std::optional<Hash> LineReader::optionalDigest(QByteArrayView key)
{
    return next(key) ? std::optional(digest(key)) : std::nullopt;
}

Hash LineReader::hex64(QByteArrayView key)
{
    return orRefuse(*this, key, Hash::fromHex(value(key)));
}

QDateTime LineReader::time(QByteArrayView key)
{
    return orRefuse(*this, key, readTime(value(key)));
}

QString LineReader::uuid(QByteArrayView key, int version)
{
    const QByteArrayView text = value(key);
    // A random one names a store or a session, line after line; one with its time is new in every statement.
    return orRefuse(*this, key, version == 4 ? readAgain<readRandomUuid>(key, text) : readUuid(text, version));
}

QString LineReader::optionalUuid(QByteArrayView key, int version)
{
    return next(key) ? uuid(key, version) : QString();
}

QList<QByteArrayView> LineReader::repeated(QByteArrayView key)
{
    QList<QByteArrayView> values;
    while (next(key)) {
        const QByteArrayView one = value(key);
        if (!values.isEmpty() && !(values.last() < one))
            refuse("ascending order");
        values += one;
    }
    return values;
}

QStringList LineReader::tokens(QByteArrayView key)
{
    QStringList texts;
    for (const QByteArrayView one : repeated(key))
        texts += orRefuse(*this, key, unescapeToken(one));
    return texts;
}

QStringList LineReader::uuids(QByteArrayView key, int version)
{
    QStringList texts;
    for (const QByteArrayView one : repeated(key)) {
        if (!isUuid(one, version))
            refuse(key);
        texts += QString::fromLatin1(one);
    }
    return texts;
}

void LineReader::refuse(QByteArrayView expected)
{
    if (failed())
        return;
    m_wrongLine = m_line;
    m_expected = expected.toByteArray();
}

core::Result<void> LineReader::finish(bool restAllowed)
{
    if (!failed() && !restAllowed && m_position != m_text.size()) {
        ++m_line;
        refuse("end");
    }
    if (failed())
        return core::fail(core::ErrorKind::Malformed, QStringLiteral("line %1").arg(m_wrongLine), QString::fromUtf8(m_expected));
    return {};
}

std::optional<QString> tokenAgain(QByteArrayView key, QByteArrayView token)
{
    return readAgain<unescapeToken>(key, token);
}

Parts parts(QByteArrayView value, int count)
{
    Parts found;
    qsizetype from = 0;
    for (qsizetype blank = value.indexOf(' '); blank >= 0; blank = value.indexOf(' ', from)) {
        found.append(value.sliced(from, blank - from));
        from = blank + 1;
    }
    found.append(value.sliced(from));
    if (found.size() != count || found.contains(QByteArrayView()))
        return {};
    return found;
}

} // namespace countersign::ledger
