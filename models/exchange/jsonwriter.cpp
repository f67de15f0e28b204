#include "exchange/jsonwriter.h"

#include <QLocale>
#include <QString>

#include <algorithm>
#include <cmath>

namespace countersign::exchange {

namespace {

QByteArray utf8(QStringView text)
{
    if (text.isValidUtf16())
        return text.toUtf8();
    QString whole = text.toString();
    for (qsizetype i = 0; i < whole.size(); ++i) {
        if (!whole[i].isSurrogate())
            continue;
        if (whole[i].isHighSurrogate() && i + 1 < whole.size() && whole[i + 1].isLowSurrogate())
            ++i;
        else
            whole[i] = QChar::ReplacementCharacter;
    }
    return whole.toUtf8();
}

QByteArray utf8(QUtf8StringView text)
{
    const QByteArrayView bytes(text.data(), text.size());
    return bytes.isValidUtf8() ? bytes.toByteArray() : QString::fromUtf8(bytes).toUtf8();
}

QByteArray utf8(QLatin1StringView text)
{
    return QString(text).toUtf8();
}

void escape(QByteArray &out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    default:
        out += "\\u00" + QByteArray::number(uint(c), 16).rightJustified(2, '0');
    }
}

bool needsEscape(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

} // namespace

QByteArray jsonString(QAnyStringView text)
{
    const QByteArray bytes = text.visit([](auto view) { return utf8(view); });
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 16 + 2);
    out += '"';
    qsizetype plain = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!needsEscape(bytes[i]))
            continue;
        out += QByteArrayView(bytes).sliced(plain, i - plain);
        escape(out, bytes[i]);
        plain = i + 1;
    }
    out += QByteArrayView(bytes).sliced(plain);
    out += '"';
    return out;
}

void JsonWriter::separate()
{
    Q_ASSERT(m_named || m_open.empty() || m_open.back() == ']');
    Q_ASSERT(!m_open.empty() || m_bytes.isEmpty());
    if (!m_named && !m_first && !m_open.empty())
        m_bytes += ',';
    m_named = false;
    m_first = false;
}

JsonWriter &JsonWriter::beginObject()
{
    separate();
    m_bytes += '{';
    m_open.push_back('}');
    m_first = true;
    return *this;
}

JsonWriter &JsonWriter::endObject()
{
    Q_ASSERT(!m_open.empty() && m_open.back() == '}' && !m_named);
    m_open.pop_back();
    m_bytes += '}';
    m_first = false;
    return *this;
}

JsonWriter &JsonWriter::beginArray()
{
    separate();
    m_bytes += '[';
    m_open.push_back(']');
    m_first = true;
    return *this;
}

JsonWriter &JsonWriter::endArray()
{
    Q_ASSERT(!m_open.empty() && m_open.back() == ']');
    m_open.pop_back();
    m_bytes += ']';
    m_first = false;
    return *this;
}

JsonWriter &JsonWriter::key(QAnyStringView name)
{
    Q_ASSERT(!m_open.empty() && m_open.back() == '}' && !m_named);
    if (!m_first)
        m_bytes += ',';
    m_bytes += jsonString(name);
    m_bytes += ':';
    m_named = true;
    m_first = false;
    return *this;
}

JsonWriter &JsonWriter::value(QAnyStringView text)
{
    return raw(jsonString(text));
}

JsonWriter &JsonWriter::value(double number)
{
    return std::isfinite(number) ? raw(QByteArray::number(number, 'g', QLocale::FloatingPointShortest)) : null();
}

JsonWriter &JsonWriter::value(const QStringList &texts)
{
    beginArray();
    for (const QString &text : texts)
        value(QAnyStringView(text));
    return endArray();
}

JsonWriter &JsonWriter::raw(QByteArrayView json)
{
    separate();
    const qsizetype begin = m_bytes.size();
    m_bytes += json;
    if (json.contains('\n') || json.contains('\r'))
        std::replace_if(m_bytes.begin() + begin, m_bytes.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return *this;
}

void JsonWriter::clear()
{
    m_bytes.resize(0); // keeps the memory
    m_open.clear();
    m_first = true;
    m_named = false;
}

} // namespace countersign::exchange
