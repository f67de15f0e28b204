#include "diff/tokens.h"

#include "diff/engine/cutter.h"
#include "diff/engine/lexicon.h"

namespace countersign::diff {

namespace {

constexpr qsizetype longestText = qsizetype(1) << 30;

QList<Token> oneToken(QStringView text)
{
    return {Token{0, quint32(text.size()), TokenKind::Other}};
}

// A word is a unit when it follows a number, with at most one blank between.
void nameUnits(QStringView text, QList<Token> &tokens)
{
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        Token &token = tokens[i];
        if (token.kind != TokenKind::Word && token.kind != TokenKind::Punctuation)
            continue;
        const qsizetype before = tokens.at(i - 1).kind == TokenKind::Blank ? i - 2 : i - 1;
        if (before >= 0 && tokens.at(before).kind == TokenKind::Number && isMeasure(text.sliced(token.start, token.length)))
            token.kind = TokenKind::Unit;
    }
}

} // namespace

QList<Token> tokenise(QStringView text)
{
    if (text.size() > longestText)
        return oneToken(text);
    QList<Token> tokens;
    tokens.reserve(text.size() / 3 + 1);
    const Cutter cutter(text);
    for (qsizetype at = 0; at < text.size();) {
        const Cut cut = cutter.next(at);
        tokens.append({quint32(at), quint32(cut.end - at), cut.kind});
        at = cut.end;
    }
    nameUnits(text, tokens);
    return tokens;
}

QList<Token> tokeniseLines(QStringView text)
{
    if (text.size() > longestText)
        return oneToken(text);
    QList<Token> lines;
    const Cutter cutter(text);
    qsizetype start = 0;
    for (qsizetype at = 0; at < text.size();) {
        const Cut cut = cutter.next(at);
        if (cut.kind == TokenKind::LineEnd) {
            lines.append({quint32(start), quint32(cut.end - start), start == at ? TokenKind::LineEnd : TokenKind::Other});
            start = cut.end;
        }
        at = cut.end;
    }
    if (start < text.size())
        lines.append({quint32(start), quint32(text.size() - start), TokenKind::Other});
    return lines;
}

bool isEdge(QStringView text, qsizetype position)
{
    if (position <= 0 || position >= text.size())
        return position == 0 || position == text.size();
    // A line end is an edge whatever stands around it, so the cut may begin behind the last one.
    const CharClasses &classes = charClasses();
    qsizetype at = position;
    while (at > 0 && classes.of(text[at - 1].unicode()) != CharClass::Break)
        --at;
    if (at == position && text[at - 1] == u'\r' && text[at] == u'\n')
        return false;
    const Cutter cutter(text);
    while (at < position)
        at = cutter.next(at).end;
    return at == position;
}

QString softKey(QStringView token)
{
    QString key = token.toString().normalized(QString::NormalizationForm_C).toCaseFolded();
    key.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (QChar &c : key) {
        const CharClass kind = charClasses().of(c.unicode());
        if (kind == CharClass::Break)
            c = u'\n';
        else if (kind == CharClass::Blank)
            c = u' ';
    }
    return key.normalized(QString::NormalizationForm_C);
}

} // namespace countersign::diff
