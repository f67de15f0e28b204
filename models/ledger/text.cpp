#include "ledger/text.h"

#include <array>
#include <QStringDecoder>

namespace countersign::ledger {

namespace {

constexpr std::array<bool, 256> unescapedBytes()
{
    std::array<bool, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c)
        table[size_t(c)] = true;
    for (int c = 'A'; c <= 'Z'; ++c)
        table[size_t(c)] = true;
    for (int c = '0'; c <= '9'; ++c)
        table[size_t(c)] = true;
    for (const char c : {'.', '_', '~', ':', '/', '@', '-'})
        table[size_t(c)] = true;
    return table;
}
constexpr std::array<bool, 256> plain = unescapedBytes();

bool allPlain(QByteArrayView bytes)
{
    for (const char c : bytes)
        if (!plain[uchar(c)])
            return false;
    return true;
}

// A digit of an escape: upper case only.
int escapeDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The number in `length` decimal digits at `from`; −1 if one is not a digit.
int digits(QByteArrayView text, qsizetype from, qsizetype length)
{
    int number = 0;
    for (qsizetype i = from; i < from + length; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

// The value of a base64 digit; 0x80 for every other byte.
constexpr std::array<unsigned char, 256> base64Digits()
{
    std::array<unsigned char, 256> table{};
    table.fill(0x80);
    for (unsigned char i = 0; i < 64; ++i)
        table[size_t("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[i])] = i;
    return table;
}
constexpr std::array<unsigned char, 256> base64DigitOf = base64Digits();

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

char *put(char *out, int number, int width)
{
    for (int i = width - 1; i >= 0; --i) {
        out[i] = char('0' + number % 10);
        number /= 10;
    }
    return out + width;
}

} // namespace

QString normalised(const QString &text)
{
    for (const QChar c : text)
        if (c.unicode() >= 0x80)
            return text.normalized(QString::NormalizationForm_C);
    return text;
}

bool isUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
}

std::optional<QString> readUtf8(QByteArrayView bytes)
{
    if (!isUtf8(bytes))
        return std::nullopt;
    if (!bytes.startsWith("\xEF\xBB\xBF"))
        return QString::fromUtf8(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return QString(decoder(bytes));
}

QByteArray escapeToken(QStringView text)
{
    static constexpr char upper[] = "0123456789ABCDEF";
    if (!text.isValidUtf16())
        return {};
    const QByteArray utf8 = normalised(text.toString()).toUtf8();
    if (allPlain(utf8))
        return utf8;
    QByteArray token;
    token.reserve(utf8.size() * 3);
    for (const char c : utf8) {
        if (plain[uchar(c)]) {
            token += c;
        } else {
            token += '%';
            token += upper[uchar(c) >> 4];
            token += upper[uchar(c) & 15];
        }
    }
    return token;
}

std::optional<QString> unescapeToken(QByteArrayView token)
{
    if (token.isEmpty())
        return std::nullopt;
    if (allPlain(token))
        return QString::fromLatin1(token);
    QByteArray bytes;
    bytes.reserve(token.size());
    for (qsizetype i = 0; i < token.size(); ++i) {
        if (plain[uchar(token[i])]) {
            bytes += token[i];
            continue;
        }
        if (token[i] != '%' || i + 2 >= token.size())
            return std::nullopt;
        const int high = escapeDigit(token[i + 1]);
        const int low = escapeDigit(token[i + 2]);
        if (high < 0 || low < 0 || plain[size_t(high << 4 | low)])
            return std::nullopt;
        bytes += char(high << 4 | low);
        i += 2;
    }
    return readUtf8(bytes);
}

bool isFreeText(QStringView text)
{
    if (text.isEmpty() || text.front() == u' ' || text.back() == u' ' || !text.isValidUtf16())
        return false;
    for (const QChar character : text) {
        const char16_t c = character.unicode();
        if (c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029)
            return false;
    }
    return true;
}

std::optional<QString> readFreeText(QByteArrayView utf8)
{
    std::optional<QString> text = readUtf8(utf8);
    return text && isFreeText(*text) ? text : std::nullopt;
}

std::optional<quint64> readInteger(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 19 || (text[0] == '0' && text.size() > 1))
        return std::nullopt;
    quint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + quint64(c - '0');
    }
    return number <= quint64(std::numeric_limits<qint64>::max()) ? std::optional(number) : std::nullopt;
}

QByteArray digestText(const Hash &hash)
{
    return "sha256:" + hash.hex();
}

std::optional<Hash> readDigest(QByteArrayView text)
{
    return text.startsWith("sha256:") ? Hash::fromHex(text.sliced(7)) : std::nullopt;
}

QByteArray timeBytes(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    const QDate date = utc.date();
    if (!utc.isValid() || date.year() < 1 || date.year() > 9999)
        return {};
    const QTime clock = utc.time();
    QByteArray text(24, Qt::Uninitialized);
    char *out = put(text.data(), date.year(), 4);
    *out++ = '-';
    out = put(out, date.month(), 2);
    *out++ = '-';
    out = put(out, date.day(), 2);
    *out++ = 'T';
    out = put(out, clock.hour(), 2);
    *out++ = ':';
    out = put(out, clock.minute(), 2);
    *out++ = ':';
    out = put(out, clock.second(), 2);
    *out++ = '.';
    out = put(out, clock.msec(), 3);
    *out = 'Z';
    return text;
}

std::optional<QDateTime> readTime(QByteArrayView text)
{
    if (text.size() != 24 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
        || text[19] != '.' || text[23] != 'Z')
        return std::nullopt;
    const QDate date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    const QTime clock(digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2), digits(text, 20, 3));
    if (!date.isValid() || date.year() < 1 || !clock.isValid())
        return std::nullopt;
    return QDateTime(date, clock, Qt::UTC);
}

bool isUuid(QByteArrayView text, int version)
{
    if (text.size() != 36)
        return false;
    for (qsizetype i = 0; i < 36; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isHexDigit(text[i]))
            return false;
    }
    const char variant = text[19];
    return text[14] == char('0' + version) && (variant == '8' || variant == '9' || variant == 'a' || variant == 'b');
}

QByteArray base64(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64();
}

std::optional<qsizetype> readBase64(QByteArrayView text, char *out)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    const qsizetype padding = text.endsWith("==") ? 2 : text.endsWith('=') ? 1 : 0;
    const QByteArrayView digits = text.chopped(padding);
    unsigned char seen = 0;
    quint32 group = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const unsigned char digit = i < digits.size() ? base64DigitOf[uchar(digits[i])] : 0;
        seen |= digit;
        group = group << 6 | digit;
        if (i % 4 == 3) {
            *out++ = char(group >> 16);
            *out++ = char(group >> 8);
            *out++ = char(group);
        }
    }
    // The bits that padding leaves over must be 0: else two spellings would mean the same.
    const quint32 leftOver = padding == 2 ? 0xffff : padding == 1 ? 0xff : 0;
    if ((seen & 0x80) || (group & leftOver))
        return std::nullopt;
    return text.size() / 4 * 3 - padding;
}

std::optional<QByteArray> readBase64(QByteArrayView text)
{
    QByteArray bytes(text.size() / 4 * 3, Qt::Uninitialized);
    const auto size = readBase64(text, bytes.data());
    if (!size)
        return std::nullopt;
    bytes.truncate(*size);
    return bytes;
}

} // namespace countersign::ledger
