#include "store/searchtext.h"

#include <QChar>
#include <QRegularExpression>
#include <QStringList>
#include <array>

namespace countersign::store {

namespace {

constexpr qsizetype mostWords = 64; // of a pasted page, the first

// Scripts whose running text has no blanks between words.
bool standsAlone(char32_t c)
{
    if (c < 0x0E00)
        return false;
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

// Letters that no decomposition takes apart.
const char *foldedLetter(char32_t c)
{
    switch (c) {
    case U'\u00DF':
    case U'\u1E9E':
        return "ss";
    case U'\u00C6':
    case U'\u00E6':
        return "ae";
    case U'\u0152':
    case U'\u0153':
        return "oe";
    case U'\u00D8':
    case U'\u00F8':
        return "o";
    case U'\u0110':
    case U'\u0111':
        return "d";
    case U'\u0141':
    case U'\u0142':
        return "l";
    case U'\u0131':
        return "i";
    default:
        return nullptr;
    }
}

bool isDropped(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || c == 0x00AD || (c >= 0x200B && c <= 0x200D)
        || c == 0x2060 || c == 0xFEFF;
}

void appendCodePoint(QByteArray &out, char32_t c)
{
    if (isDropped(c))
        return;
    if (!QChar::isLetterOrNumber(c) && QChar::category(c) != QChar::Mark_SpacingCombining) {
        out += ' ';
        return;
    }
    const bool alone = standsAlone(c);
    if (alone)
        out += ' ';
    const char *folded = foldedLetter(c);
    if (folded)
        out += folded;
    else
        out += QStringView(QChar::fromUcs4(c)).toUtf8();
    if (alone)
        out += ' ';
}

// Hangul syllables are left whole: one syllable is one character to a reader.
void appendDecomposed(QByteArray &out, char32_t c)
{
    const bool isSyllable = c >= 0xAC00 && c <= 0xD7A3;
    const QString parts = isSyllable ? QString() : QChar::decomposition(c);
    if (parts.isEmpty()) {
        appendCodePoint(out, c);
        return;
    }
    for (const uint part : parts.toUcs4())
        appendDecomposed(out, char32_t(part));
}

// The ASCII letters and digits, and a blank for everything else.
constexpr auto asciiSpelling = [] {
    std::array<char, 128> table{};
    for (int c = 0; c < 128; ++c)
        table[size_t(c)] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? char(c) : ' ';
    return table;
}();

} // namespace

namespace {

// The run of ASCII at `from`, each blank once; where it ends.
qsizetype appendAscii(QByteArray &out, QStringView text, qsizetype from)
{
    const qsizetype before = out.size();
    char last = out.isEmpty() ? '\0' : out.back();
    out.resize(before + text.size() - from);
    char *to = out.data() + before;
    qsizetype i = from;
    for (; i < text.size() && text[i].unicode() < 0x80; ++i) {
        const char spelling = asciiSpelling[text[i].unicode()];
        if (spelling == ' ' && last == ' ')
            continue;
        *to++ = last = spelling;
    }
    out.resize(to - out.constData());
    return i;
}

} // namespace

QByteArray searchWords(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.unicode() < 0x80) {
            i = appendAscii(out, text, i) - 1;
        } else if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            appendDecomposed(out, QChar::surrogateToUcs4(unit, text[i + 1]));
            ++i;
        } else if (unit.isSurrogate()) {
            out += ' ';
        } else {
            appendDecomposed(out, unit.unicode());
        }
    }
    return out;
}

QString searchQuery(QStringView typed)
{
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    QStringList phrases;
    for (const QString &word : typed.toString().split(blanks, Qt::SkipEmptyParts)) {
        const QString spelling = QString::fromUtf8(searchWords(word)).simplified();
        if (!spelling.isEmpty() && phrases.size() < mostWords)
            phrases.append(u'"' + spelling + u'"');
    }
    if (phrases.isEmpty())
        return {};
    return phrases.join(u' ') + QStringLiteral(" *");
}

} // namespace countersign::store
