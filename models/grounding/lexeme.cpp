#include "grounding/lexeme.h"

#include "diff/tokens.h"

#include <algorithm>

namespace countersign::grounding {

namespace {

bool readWithoutMarks(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Latin:
    case QChar::Script_Greek:
    case QChar::Script_Cyrillic:
    case QChar::Script_Arabic:
    case QChar::Script_Hebrew:
        return true;
    default:
        return false;
    }
}

QChar oneForm(QChar letter)
{
    switch (letter.unicode()) {
    case 0x0649: // alef maksura
    case 0x06cc: // Persian yeh
        return QChar(0x064a);
    case 0x0629: // teh marbuta
        return QChar(0x0647);
    case 0x06a9:
        return QChar(0x0643);
    case 0x0671:
        return QChar(0x0627);
    case 0x2019:
    case 0x02bc:
    case 0xff07:
        return u'\'';
    case 0x0131:
        return u'i';
    case 0x0142:
        return u'l';
    case 0x0111:
        return u'd';
    case 0x00f8:
        return u'o';
    case 0x0901: // the two signs of a nasal vowel
        return QChar(0x0902);
    default:
        return letter;
    }
}

void append(QString &text, QChar letter)
{
    if (const int digit = letter.digitValue(); digit >= 0 && letter.category() == QChar::Number_DecimalDigit)
        text += QChar(u'0' + digit);
    else if (letter == QChar(0x00e6))
        text += u"ae";
    else if (letter == QChar(0x0153))
        text += u"oe";
    else if (letter == QChar(0x00df))
        text += u"ss";
    else if (letter != QChar(0x0640) && letter != QChar(0x00ad) && !(letter >= QChar(0x200b) && letter <= QChar(0x200d)))
        text += oneForm(letter); // without kashida, soft hyphen, zero width space and what only says how letters are joined
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

Shape shapeOf(const diff::Token &token, QStringView text)
{
    using diff::TokenKind;
    switch (token.kind) {
    case TokenKind::Number:
        return Shape::Number;
    case TokenKind::Ideograph:
        return text[token.start].isLetter() || text[token.start].isSurrogate() ? Shape::Ideograph : Shape::Sign;
    case TokenKind::Word:
        return Shape::Word;
    case TokenKind::Unit:
        return text[token.start].isLetter() ? Shape::Word : Shape::Sign;
    case TokenKind::LineEnd:
        return Shape::Break;
    default:
        return text[token.start] == u'\t' || text[token.start] == u'|' ? Shape::Break : Shape::Sign;
    }
}

Lexeme lexeme(QStringView text, diff::Range at, Shape shape, bool blankBefore)
{
    const QStringView piece = text.sliced(at.start, at.length());
    Lexeme made{at, shape, blankBefore, false, false, 0, {}};
    if (shape == Shape::Sign && piece.size() == 1 && piece[0].unicode() < 0x80) {
        made.text = piece.toString();
        return made;
    }
    if (shape == Shape::Break)
        return made;
    made.capital = piece[0].isUpper();
    made.capitals = piece.size() > 1 && std::none_of(piece.begin(), piece.end(), [](QChar c) { return c.isLower(); }) && made.capital;
    made.text = folded(piece);
    if (shape != Shape::Number)
        made.facts = factsOf(made.text.endsWith(u"'s") && made.text.size() > 4 ? made.text.chopped(2) : made.text);
    return made;
}

// "50mg" and "3rd": digits with letters glued to them.
qsizetype endOfDigits(QStringView piece)
{
    qsizetype end = 0;
    while (end < piece.size() && !piece[end].isLetter())
        ++end;
    return end;
}

// "dr.gomez", "pain.She": a full stop without its blank. -1 for "b.i.d" and words without one.
qsizetype missingBlank(QStringView piece)
{
    constexpr qsizetype shortestWord = 3;
    const qsizetype dot = piece.indexOf(u'.');
    return dot > 1 && piece.size() - dot - 1 >= shortestWord && piece.indexOf(u'.', dot + 1) < 0 ? dot : -1;
}

bool endsSentence(const QList<Lexeme> &all, qsizetype at)
{
    const Lexeme &sign = all[at];
    if (sign.text.size() != 1)
        return false;
    const char16_t c = sign.text[0].unicode();
    if (c == u'!' || c == u'?' || c == 0x3002 || c == 0x0964 || c == 0x061f || c == 0x06d4 || c == u';' || c == 0xff1b)
        return true;
    if (c != u'.')
        return false;
    const bool last = at + 1 == all.size() || all[at + 1].blankBefore || all[at + 1].shape == Shape::Break || all[at + 1].shape == Shape::Sign;
    const Lexeme *const before = at > 0 ? &all[at - 1] : nullptr;
    static const QStringList titles{QStringLiteral("dr"), QStringLiteral("mr"), QStringLiteral("mrs"), QStringLiteral("ms"), QStringLiteral("st"),
                                    QStringLiteral("no"), QStringLiteral("vs"), QStringLiteral("jr"), QStringLiteral("inc"), QStringLiteral("prof")};
    const bool shortened = before && !sign.blankBefore && before->shape == Shape::Word
                           && ((before->text.size() == 1 && before->text != u"i") || titles.contains(before->text) || before->text.contains(u'.'));
    const bool goesOn = shortened && at + 1 < all.size() && all[at + 1].shape != Shape::Break;
    // A German or Estonian ordinal: "am 3. Juni".
    const bool ordinal = before && !sign.blankBefore && before->shape == Shape::Number && at + 1 < all.size() && all[at + 1].shape == Shape::Word
                         && before->text.size() <= 4 && (before->text.size() <= 2 || !all[at + 1].capital);
    return last && !goesOn && !ordinal;
}

// Past a speaker's name in front of a line.
qsizetype pastSpeaker(const QList<Lexeme> &all, qsizetype at)
{
    if (at >= all.size())
        return at;
    const qsizetype limit = std::min<qsizetype>(all.size(), at + 5);
    if (all[at].is(u"[")) {
        for (qsizetype i = at + 1; i < limit && all[i].shape != Shape::Break; ++i)
            if (all[i].is(u"]"))
                return i == at + 1 || all[at + 1].shape != Shape::Word ? at : i + 1;
        return at;
    }
    static const QStringList speakers{QStringLiteral("doctor"), QStringLiteral("patient"), QStringLiteral("nurse"), QStringLiteral("clinician"),
                                      QStringLiteral("guest_family"), QStringLiteral("guest_clinician"), QStringLiteral("arzt"),
                                      QStringLiteral("patientin"), QStringLiteral("physician"), QStringLiteral("interviewer"), QStringLiteral("agent"),
                                      QStringLiteral("customer"), QStringLiteral("client"), QStringLiteral("caller")};
    if (all[at].shape == Shape::Word && at + 1 < limit && all[at + 1].is(u":") && speakers.contains(all[at].text))
        return at + 2;
    return at;
}

bool isHeading(const QList<Lexeme> &all, qsizetype first, qsizetype last, bool ownLine)
{
    if (!ownLine || last - first > 8 || first == last)
        return false;
    if (all[last - 1].is(u":"))
        return true;
    bool words = false;
    for (qsizetype i = first; i < last; ++i) {
        if (all[i].shape == Shape::Ideograph || all[i].shape == Shape::Number)
            return false;
        if (all[i].shape == Shape::Word && !all[i].capitals)
            return false;
        words = words || all[i].shape == Shape::Word;
    }
    return words;
}

// Where somebody who speaks on and on draws breath.
constexpr qsizetype longStretch = 48;

qsizetype pauseIn(const QList<Lexeme> &all, qsizetype first, qsizetype last)
{
    for (qsizetype i = first; i < last; ++i)
        if (all[i].is(u",") || all[i].is(u"，") || all[i].is(u"、"))
            return i + 1;
    for (qsizetype i = first; i < last; ++i)
        if (all[i].is(u"so") || all[i].is(u"and") || all[i].is(u"but") || all[i].is(u"because") || all[i].is(u"okay") || all[i].is(u"then"))
            return i;
    return last;
}

} // namespace

QString folded(QStringView token)
{
    QString text;
    text.reserve(token.size());
    if (isAscii(token)) {
        for (const QChar c : token)
            text += c.isUpper() ? QChar(c.unicode() + 32) : c;
        return text;
    }
    const QString apart = token.toString().toCaseFolded().normalized(QString::NormalizationForm_KD).toCaseFolded();
    bool bare = false;
    bool kept = false;
    for (const QChar c : apart) {
        if (c.isMark()) {
            kept = kept || !bare;
            if (!bare)
                text += oneForm(c);
            continue;
        }
        bare = readWithoutMarks(c.script());
        append(text, c);
    }
    return kept ? text.normalized(QString::NormalizationForm_KC) : text;
}

QList<Lexeme> lexemes(QStringView text, const std::stop_token &stop)
{
    QList<Lexeme> made;
    const QList<diff::Token> tokens = diff::tokenise(text);
    made.reserve(tokens.size() / 2 + 1);
    bool blank = true;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (i % 4096 == 0 && stop.stop_requested())
            return made;
        const diff::Token &token = tokens[i];
        const bool tab = token.kind == diff::TokenKind::Blank && text[token.start] == u'\t';
        if (token.kind == diff::TokenKind::Blank && !tab) {
            blank = true;
            continue;
        }
        const Shape shape = tab ? Shape::Break : shapeOf(token, text);
        const diff::Range at = token.range();
        const qsizetype digits = shape == Shape::Number ? endOfDigits(text.sliced(at.start, at.length())) : at.length();
        if (digits > 0 && digits < at.length()) {
            made.append(lexeme(text, {at.start, at.start + digits}, Shape::Number, blank));
            made.append(lexeme(text, {at.start + digits, at.end}, Shape::Word, false));
        } else if (const qsizetype dot = shape == Shape::Word ? missingBlank(text.sliced(at.start, at.length())) : -1; dot > 0) {
            made.append(lexeme(text, {at.start, at.start + dot}, Shape::Word, blank));
            made.append(lexeme(text, {at.start + dot, at.start + dot + 1}, Shape::Sign, false));
            made.append(lexeme(text, {at.start + dot + 1, at.end}, Shape::Word, true));
        } else {
            made.append(lexeme(text, at, shape, blank));
        }
        blank = shape == Shape::Break;
    }
    return made;
}

std::optional<Reference> referenceAt(const QList<Lexeme> &all, qsizetype at)
{
    constexpr qsizetype longest = 3;
    if (at < 0 || at >= all.size() || !all[at].is(u"["))
        return std::nullopt;
    Reference made;
    const qsizetype last = std::min(all.size() - 1, at + 2 * mostInReference);
    for (qsizetype i = at + 1; i < last && all[i].shape == Shape::Number && all[i].text.size() <= longest; i += 2) {
        bool whole = false;
        made.numbers.append(all[i].text.toInt(&whole));
        if (!whole)
            return std::nullopt;
        made.end = i + 2;
        if (all[i + 1].is(u"]"))
            return made;
        if (!all[i + 1].is(u",") && !all[i + 1].is(u";") && !all[i + 1].is(u"-") && !all[i + 1].is(u"–"))
            return std::nullopt;
    }
    return std::nullopt;
}

QList<Stretch> stretches(const QList<Lexeme> &all)
{
    QList<Stretch> made;
    qsizetype first = pastSpeaker(all, 0);
    bool lineStart = true;
    const auto close = [&](qsizetype last, bool lineEnd) {
        while (last - first > longStretch) { // speech without full stops
            const qsizetype end = pauseIn(all, first + longStretch / 2, first + longStretch);
            made.append({first, end, false, false});
            first = end;
        }
        if (last > first) {
            const bool question = all[last - 1].is(u"?") || all[last - 1].is(u"？");
            made.append({first, last, isHeading(all, first, last, lineStart && lineEnd), question});
        }
        lineStart = lineEnd;
    };
    for (qsizetype i = first; i < all.size(); ++i) {
        if (i < first)
            continue;
        if (all[i].shape == Shape::Break) {
            close(i, true);
            first = pastSpeaker(all, i + 1);
        } else if (endsSentence(all, i)) {
            qsizetype end = i + 1; // closing quotes belong to it
            while (end < all.size() && all[end].shape == Shape::Sign && !all[end].blankBefore && !all[end].is(u"[") && !endsSentence(all, end))
                ++end;
            while (const auto source = referenceAt(all, end))
                end = source->end;
            close(end, end == all.size() || all[end].shape == Shape::Break);
            first = end;
        }
    }
    close(all.size(), true);
    return made;
}

} // namespace countersign::grounding
