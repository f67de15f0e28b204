#include "exchange/jsonscanner.h"

#include "exchange/jsonnames.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

bool isDigit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

// Whether one of eight bytes is a quote, a backslash, a control or not ASCII ("Bit Twiddling Hacks", haszero and hasless).
bool needsLook(quint64 bytes)
{
    constexpr quint64 ones = 0x0101010101010101, highs = 0x8080808080808080;
    const auto hasZero = [](quint64 v) { return (v - ones) & ~v & highs; };
    return ((bytes & highs) | ((bytes - ones * 0x20) & ~bytes & highs) | hasZero(bytes ^ (ones * '"'))
            | hasZero(bytes ^ (ones * '\\')))
           != 0;
}

} // namespace

core::Result<void> JsonScanner::run()
{
    if (m_text.size() > JsonTree::maxBytes)
        return core::fail(ErrorKind::TooLarge, {}, QString::number(JsonTree::maxBytes));
    skipBlanks();
    Step step = Step::Value;
    while (step == Step::Value || step == Step::After)
        step = step == Step::Value ? readValue() : readAfterValue();
    if (step == Step::Failed)
        return tl::unexpected<core::Error>(m_error);
    return {};
}

JsonScanner::Step JsonScanner::readValue()
{
    m_value = m_open;
    if (atEnd())
        return failExpecting("a value");
    if (qsizetype(m_tree.m_nodes.size()) >= JsonTree::maxValues)
        return fail(ErrorKind::TooLarge, QString::number(JsonTree::maxValues));
    m_value = quint32(m_tree.m_nodes.size());
    JsonTree::Node &node = m_tree.m_nodes.emplace_back();
    node.start = quint32(m_at);
    node.keyStart = m_keyStart;
    node.keyEnd = m_keyEnd;
    node.keyEscaped = m_keyEscaped;
    node.parent = m_open;
    node.next = m_value + 1;
    if (m_open != none)
        ++m_tree.m_nodes[m_open].count;
    switch (byte()) {
    case '{':
        return open(JsonType::Object);
    case '[':
        return open(JsonType::Array);
    case '"':
        return readString();
    case 't':
        return readWord("true", JsonType::Boolean);
    case 'f':
        return readWord("false", JsonType::Boolean);
    case 'n':
        return readWord("null", JsonType::Null);
    default:
        return byte() == '-' || isDigit(byte()) ? readNumber() : failExpecting("a value");
    }
}

JsonScanner::Step JsonScanner::readAfterValue()
{
    m_value = m_open;
    skipBlanks();
    if (m_open == none)
        return atEnd() ? Step::Done : failExpecting("nothing more");
    const bool inObject = m_tree.m_nodes[m_open].type == JsonType::Object;
    if (!atEnd() && byte() == ',') {
        ++m_at;
        skipBlanks();
        return inObject ? readKey() : Step::Value;
    }
    if (!atEnd() && byte() == (inObject ? '}' : ']'))
        return close();
    return failExpecting(inObject ? "',' or '}'" : "',' or ']'");
}

JsonScanner::Step JsonScanner::open(JsonType type)
{
    if (m_depth == JsonTree::maxDepth)
        return fail(ErrorKind::TooDeep, QString::number(JsonTree::maxDepth));
    ++m_depth;
    m_tree.m_nodes[m_value].type = type;
    m_open = m_value;
    m_keyStart = m_keyEnd = 0;
    m_keyEscaped = false;
    ++m_at;
    skipBlanks();
    if (!atEnd() && byte() == (type == JsonType::Object ? '}' : ']'))
        return close();
    return type == JsonType::Object ? readKey() : Step::Value;
}

JsonScanner::Step JsonScanner::close()
{
    ++m_at;
    JsonTree::Node &node = m_tree.m_nodes[m_open];
    node.end = quint32(m_at);
    node.next = quint32(m_tree.m_nodes.size());
    if (node.type == JsonType::Object && !namesAreUnique(m_open))
        return Step::Failed;
    --m_depth;
    m_open = node.parent;
    m_keyStart = m_keyEnd = 0; // inside an array; an object's next key sets its own
    m_keyEscaped = false;
    return Step::After;
}

JsonScanner::Step JsonScanner::readKey()
{
    m_value = m_open;
    if (atEnd() || byte() != '"')
        return failExpecting("a name in quotes");
    m_keyStart = quint32(m_at);
    if (!scanString(m_keyEscaped))
        return Step::Failed;
    m_keyEnd = quint32(m_at);
    skipBlanks();
    if (atEnd() || byte() != ':')
        return failExpecting("':'");
    ++m_at;
    skipBlanks();
    return Step::Value;
}

JsonScanner::Step JsonScanner::readWord(QByteArrayView word, JsonType type)
{
    if (m_text.size() - m_at < word.size() || m_text.sliced(m_at, word.size()) != word)
        return failExpecting("a value");
    m_at += word.size();
    m_tree.m_nodes[m_value].type = type;
    m_tree.m_nodes[m_value].end = quint32(m_at);
    return Step::After;
}

JsonScanner::Step JsonScanner::readNumber()
{
    if (byte() == '-')
        ++m_at;
    if (!atEnd() && byte() == '0')
        ++m_at;
    else if (!scanDigits())
        return failExpecting("a digit");
    if (!atEnd() && byte() == '.') {
        ++m_at;
        if (!scanDigits())
            return failExpecting("a digit");
    }
    if (!atEnd() && (byte() == 'e' || byte() == 'E')) {
        ++m_at;
        if (!atEnd() && (byte() == '+' || byte() == '-'))
            ++m_at;
        if (!scanDigits())
            return failExpecting("a digit");
    }
    m_tree.m_nodes[m_value].type = JsonType::Number;
    m_tree.m_nodes[m_value].end = quint32(m_at);
    return Step::After;
}

bool JsonScanner::scanDigits()
{
    const qsizetype before = m_at;
    while (!atEnd() && isDigit(byte()))
        ++m_at;
    return m_at > before;
}

JsonScanner::Step JsonScanner::readString()
{
    bool escaped = false;
    if (!scanString(escaped))
        return Step::Failed;
    JsonTree::Node &node = m_tree.m_nodes[m_value];
    node.type = JsonType::String;
    node.escaped = escaped;
    node.end = quint32(m_at);
    return Step::After;
}

bool JsonScanner::scanString(bool &escaped)
{
    escaped = false;
    ++m_at;
    for (;;) {
        skipPlain();
        if (atEnd())
            return failExpecting("a closing quote") != Step::Failed;
        const unsigned char c = byte();
        if (c == '"') {
            ++m_at;
            return true;
        }
        if (c == '\\') {
            escaped = true;
            if (!scanEscape())
                return false;
        } else if (c >= 0x80) {
            if (!scanWide())
                return false;
        } else {
            return c == 0 ? refuse(ErrorKind::BadEncoding, QStringLiteral("no NUL"))
                          : refuse(ErrorKind::Malformed, QStringLiteral("control characters escaped"));
        }
    }
}

void JsonScanner::skipPlain()
{
    while (m_text.size() - m_at >= 8) {
        quint64 bytes;
        std::memcpy(&bytes, m_text.data() + m_at, 8);
        if (needsLook(bytes))
            break;
        m_at += 8;
    }
    while (!atEnd() && byte() >= 0x20 && byte() < 0x80 && byte() != '"' && byte() != '\\')
        ++m_at;
}

bool JsonScanner::scanEscape()
{
    ++m_at;
    if (atEnd())
        return failExpecting("an escape") != Step::Failed;
    const unsigned char c = byte();
    if (c != 'u') {
        if (!std::strchr("\"\\/bfnrt", c) || c == 0)
            return failExpecting("an escape") != Step::Failed;
        ++m_at;
        return true;
    }
    char32_t unit = 0;
    if (!scanHex(unit))
        return false;
    if (unit == 0)
        return refuse(ErrorKind::BadEncoding, QStringLiteral("no NUL"));
    return unit < 0xd800 || unit > 0xdfff || scanSurrogates(unit);
}

bool JsonScanner::scanHex(char32_t &unit)
{
    ++m_at;
    for (int i = 0; i < 4; ++i, ++m_at) {
        if (atEnd())
            return failExpecting("four hex digits") != Step::Failed;
        const unsigned char c = byte(), lower = c | 0x20;
        if (!isDigit(c) && (lower < 'a' || lower > 'f'))
            return failExpecting("four hex digits") != Step::Failed;
        unit = unit * 16 + (isDigit(c) ? c - '0' : lower - 'a' + 10);
    }
    return true;
}

bool JsonScanner::scanSurrogates(char32_t unit)
{
    const QString detail = QStringLiteral("surrogates in pairs");
    if (unit > 0xdbff || m_text.size() - m_at < 2 || byte() != '\\' || byte(1) != 'u')
        return refuse(ErrorKind::BadEncoding, detail);
    ++m_at;
    char32_t low = 0;
    if (!scanHex(low))
        return false;
    return (low >= 0xdc00 && low <= 0xdfff) || refuse(ErrorKind::BadEncoding, detail);
}

// One character of two to four bytes, by the table of well-formed sequences (Unicode 15, table 3-7).
bool JsonScanner::scanWide()
{
    const unsigned char lead = byte();
    const int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    bool good = lead >= 0xc2 && lead <= 0xf4 && m_text.size() - m_at >= length && byte(1) >= low && byte(1) <= high;
    for (int i = 2; good && i < length; ++i)
        good = (byte(i) & 0xc0) == 0x80;
    if (!good)
        return refuse(ErrorKind::BadEncoding, QStringLiteral("UTF-8"));
    m_at += length;
    return true;
}

void JsonScanner::skipBlanks()
{
    while (!atEnd() && (byte() == ' ' || byte() == '\n' || byte() == '\r' || byte() == '\t'))
        ++m_at;
}

bool JsonScanner::namesAreUnique(quint32 object)
{
    const auto &nodes = m_tree.m_nodes;
    JsonNames names;
    names.reserve(nodes[object].count);
    for (quint32 child = object + 1; child < nodes[object].next; child = nodes[child].next)
        names.add(m_text.sliced(nodes[child].keyStart, nodes[child].keyEnd - nodes[child].keyStart), nodes[child].keyEscaped, child);
    const auto twice = names.firstTwice();
    if (!twice)
        return true;
    const JsonTree::Node &node = nodes[*twice];
    const QString name = decodedJsonString(m_text.sliced(node.keyStart, node.keyEnd - node.keyStart));
    m_error = {ErrorKind::DuplicateKey, placeOf(*twice, node.keyStart), name};
    return false;
}

QString JsonScanner::placeOf(quint32 node, qsizetype byte) const
{
    const QString pointer = node == none ? QString() : JsonValue(&m_tree, node).pointer();
    const QString offset = QStringLiteral("byte %1").arg(byte);
    return pointer.isEmpty() ? offset : pointer + QStringLiteral(", ") + offset;
}

JsonScanner::Step JsonScanner::fail(ErrorKind kind, const QString &detail)
{
    m_error = {kind, placeOf(m_value, m_at), detail};
    return Step::Failed;
}

JsonScanner::Step JsonScanner::failExpecting(const char *what)
{
    const QString expected = QString::fromLatin1(what);
    if (atEnd())
        return fail(ErrorKind::Malformed, expected + QStringLiteral(", found the end"));
    if (byte() == 0)
        return fail(ErrorKind::BadEncoding, QStringLiteral("no NUL"));
    if (m_text.sliced(m_at).startsWith("\xef\xbb\xbf"))
        return fail(ErrorKind::BadEncoding, QStringLiteral("no byte order mark"));
    if (byte() >= 0x80) {
        const qsizetype before = m_at;
        if (!scanWide())
            return Step::Failed;
        m_at = before;
    }
    return fail(ErrorKind::Malformed, expected);
}

bool JsonScanner::refuse(ErrorKind kind, const QString &detail)
{
    fail(kind, detail);
    return false;
}

} // namespace countersign::exchange
