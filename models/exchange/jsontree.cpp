#include "exchange/jsontree.h"

#include "exchange/fields.h"
#include "exchange/jsonscanner.h"

namespace countersign::exchange {

namespace {

constexpr QByteArrayView mark("\xef\xbb\xbf");

// QString::fromUtf8 drops a U+FEFF at the start; here it is a character like any other.
QString exactUtf8(QByteArrayView bytes)
{
    qsizetype marks = 0;
    while (bytes.startsWith(mark)) {
        bytes = bytes.sliced(mark.size());
        ++marks;
    }
    const QString text = QString::fromUtf8(bytes);
    return marks == 0 ? text : QString(marks, QChar(0xfeff)) + text;
}

ushort unitFromHex(QByteArrayView digits)
{
    return ushort(digits.toUInt(nullptr, 16));
}

char simpleEscape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

QString unescaped(QByteArrayView inner)
{
    QString text;
    text.reserve(inner.size());
    while (!inner.isEmpty()) {
        const qsizetype slash = inner.indexOf('\\');
        if (slash < 0)
            return text += exactUtf8(inner);
        text += exactUtf8(inner.first(slash));
        const char escape = inner[slash + 1];
        if (escape == 'u')
            text += QChar(unitFromHex(inner.sliced(slash + 2, 4)));
        else
            text += QLatin1Char(simpleEscape(escape));
        inner = inner.sliced(slash + (escape == 'u' ? 6 : 2));
    }
    return text;
}

// One part of a pointer without its escapes; nothing when it has a bad one (RFC 6901 §3).
std::optional<QString> pointerPart(QStringView part)
{
    QString text;
    for (qsizetype i = 0; i < part.size(); ++i) {
        if (part[i] != u'~') {
            text += part[i];
            continue;
        }
        if (++i == part.size() || (part[i] != u'0' && part[i] != u'1'))
            return std::nullopt;
        text += part[i] == u'0' ? u'~' : u'/';
    }
    return text;
}

std::optional<qsizetype> elementIndex(QStringView part)
{
    if (part.isEmpty() || part.size() > 10 || (part.size() > 1 && part[0] == u'0'))
        return std::nullopt;
    qsizetype index = 0;
    for (const QChar c : part) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        index = index * 10 + (c.unicode() - u'0');
    }
    return index;
}

} // namespace

QString jsonTypeName(JsonType type)
{
    switch (type) {
    case JsonType::Null:
        return QStringLiteral("null");
    case JsonType::Boolean:
        return QStringLiteral("boolean");
    case JsonType::Number:
        return QStringLiteral("number");
    case JsonType::String:
        return QStringLiteral("string");
    case JsonType::Array:
        return QStringLiteral("array");
    case JsonType::Object:
        return QStringLiteral("object");
    }
    Q_UNREACHABLE();
}

QString decodedJsonString(QByteArrayView literal)
{
    const QByteArrayView inner = literal.sliced(1, literal.size() - 2);
    return inner.contains('\\') ? unescaped(inner) : exactUtf8(inner);
}

core::Result<JsonValue> JsonTree::read(QByteArrayView text)
{
    constexpr size_t kept = 64 * 1024; // what an ordinary text needs; one huge text must not hold its memory for ever
    m_text = text;
    m_nodes.clear();
    if (m_nodes.capacity() > kept)
        m_nodes.shrink_to_fit();
    if (const auto scanned = JsonScanner(*this).run(); !scanned) {
        m_nodes.clear();
        return tl::unexpected(scanned.error());
    }
    return JsonValue(this, 0);
}

JsonType JsonValue::type() const
{
    Q_ASSERT(exists());
    return m_tree->m_nodes[m_index].type;
}

QByteArrayView JsonValue::slice() const
{
    if (!exists())
        return {};
    const auto &node = m_tree->m_nodes[m_index];
    return m_tree->m_text.sliced(node.start, node.end - node.start);
}

qsizetype JsonValue::offset() const
{
    return exists() ? m_tree->m_nodes[m_index].start : 0;
}

qsizetype JsonValue::keyOffset() const
{
    if (!exists())
        return 0;
    const auto &node = m_tree->m_nodes[m_index];
    return node.keyEnd > node.keyStart ? node.keyStart : node.start;
}

qsizetype JsonValue::count() const
{
    return exists() ? m_tree->m_nodes[m_index].count : 0;
}

QString JsonValue::key() const
{
    if (!exists())
        return {};
    const auto &node = m_tree->m_nodes[m_index];
    if (node.keyEnd == node.keyStart)
        return {};
    return decodedJsonString(m_tree->m_text.sliced(node.keyStart, node.keyEnd - node.keyStart));
}

QString JsonValue::string() const
{
    if (!is(JsonType::String))
        return {};
    const QByteArrayView inner = slice().sliced(1, slice().size() - 2);
    const QString text = m_tree->m_nodes[m_index].escaped ? unescaped(inner) : exactUtf8(inner);
    return text.isNull() ? QStringLiteral("") : text;
}

QString JsonValue::pointer() const
{
    QStringList parts;
    for (quint32 at = m_index; exists() && at != 0; at = m_tree->m_nodes[at].parent) {
        const quint32 parent = m_tree->m_nodes[at].parent;
        if (m_tree->m_nodes[parent].type == JsonType::Object) {
            parts.prepend(pointerTo({}, JsonValue(m_tree, at).key()));
            continue;
        }
        qsizetype index = 0;
        for (quint32 elder = parent + 1; elder != at; elder = m_tree->m_nodes[elder].next)
            ++index;
        parts.prepend(u'/' + QString::number(index));
    }
    return parts.join(QString());
}

std::optional<bool> JsonValue::boolean() const
{
    if (!is(JsonType::Boolean))
        return std::nullopt;
    return slice().front() == 't';
}

std::optional<qint64> JsonValue::integer() const
{
    if (!is(JsonType::Number))
        return std::nullopt;
    bool fits = false; // false too for a fraction or an exponent
    const qint64 number = slice().toLongLong(&fits);
    return fits ? std::optional(number) : std::nullopt;
}

JsonValue JsonValue::find(QByteArrayView key) const
{
    if (!is(JsonType::Object))
        return {};
    for (JsonValue member = first(); member.exists(); member = member.next()) {
        const auto &node = m_tree->m_nodes[member.m_index];
        if (node.keyEscaped ? member.key().toUtf8() == key
                            : m_tree->m_text.sliced(node.keyStart + 1, node.keyEnd - node.keyStart - 2) == key)
            return member;
    }
    return {};
}

JsonValue JsonValue::at(QStringView pointer) const
{
    JsonValue value = *this;
    while (!pointer.isEmpty() && value.exists()) {
        if (pointer[0] != u'/')
            return {};
        const qsizetype slash = pointer.indexOf(u'/', 1);
        const QStringView part = pointer.sliced(1, (slash < 0 ? pointer.size() : slash) - 1);
        pointer = slash < 0 ? QStringView() : pointer.sliced(slash);
        if (value.is(JsonType::Array)) {
            const auto index = elementIndex(part);
            value = index && *index < value.count() ? value.first() : JsonValue();
            for (qsizetype i = 0; index && i < *index; ++i)
                value = value.next();
        } else {
            const auto name = pointerPart(part);
            value = name ? value.find(name->toUtf8()) : JsonValue();
        }
    }
    return value;
}

JsonValue JsonValue::first() const
{
    return count() > 0 ? JsonValue(m_tree, m_index + 1) : JsonValue();
}

JsonValue JsonValue::next() const
{
    if (!exists() || m_index == 0)
        return {};
    const auto &node = m_tree->m_nodes[m_index];
    return node.next < m_tree->m_nodes[node.parent].next ? JsonValue(m_tree, node.next) : JsonValue();
}

} // namespace countersign::exchange
