#include "store/searchtext.h"

#include <QChar>
#include <QRegularExpression>
#include <QStringList>

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
QStringView foldedLetter(char32_t c)
{
    switch (c) {
    case U'\u00DF':
    case U'\u1E9E':
        return u"ss";
    case U'\u00C6':
    case U'\u00E6':
        return u"ae";
    case U'\u0152':
    case U'\u0153':
        return u"oe";
    case U'\u00D8':
    case U'\u00F8':
        return u"o";
    case U'\u0110':
    case U'\u0111':
        return u"d";
    case U'\u0141':
    case U'\u0142':
        return u"l";
    case U'\u0131':
        return u"i";
    default:
        return {};
    }
}

bool isDropped(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || c == 0x00AD || (c >= 0x200B && c <= 0x200D)
        || c == 0x2060 || c == 0xFEFF;
}

void appendCodePoint(QString &out, char32_t c)
{
    if (isDropped(c))
        return;
    if (!QChar::isLetterOrNumber(c) && QChar::category(c) != QChar::Mark_SpacingCombining) {
        out += u' ';
        return;
    }
    const bool alone = standsAlone(c);
    if (alone)
        out += u' ';
    const QStringView folded = foldedLetter(c);
    if (folded.isEmpty())
        out += QChar::fromUcs4(c);
    else
        out += folded;
    if (alone)
        out += u' ';
}

// Hangul syllables are left whole: one syllable is one character to a reader.
void appendDecomposed(QString &out, char32_t c)
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

QString spelt(QStringView text)
{
    QString out;
    out.reserve(text.size() + text.size() / 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.unicode() < 0x80) {
            out += unit.isLetterOrNumber() ? unit : QChar(u' ');
        } else if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            appendDecomposed(out, QChar::surrogateToUcs4(unit, text[i + 1]));
            ++i;
        } else if (unit.isSurrogate()) {
            out += u' ';
        } else {
            appendDecomposed(out, unit.unicode());
        }
    }
    return out;
}

} // namespace

QByteArray searchWords(QStringView text)
{
    return spelt(text).toUtf8();
}

QString searchQuery(QStringView typed)
{
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    QStringList phrases;
    for (const QString &word : typed.toString().split(blanks, Qt::SkipEmptyParts)) {
        const QString spelling = spelt(word).simplified();
        if (!spelling.isEmpty() && phrases.size() < mostWords)
            phrases.append(u'"' + spelling + u'"');
    }
    if (phrases.isEmpty())
        return {};
    return phrases.join(u' ') + QStringLiteral(" *");
}

} // namespace countersign::store
