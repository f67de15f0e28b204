#include "diff/engine/finish.h"
#include "diff/engine/lexicon.h"

#include <QVarLengthArray>

#include <algorithm>

namespace countersign::diff {

namespace {

constexpr qsizetype longestPhrase = 600; // longer hunks are content whatever they hold

struct Contents {
    QVarLengthArray<QStringView, 8> words;   // blanks left out; most hunks are a word or two
    QVarLengthArray<QStringView, 4> numbers; // sorted
    int negations = 0;
    bool blank = true;     // nothing but blanks and line ends
    bool signs = true;     // nothing but punctuation and blanks
    bool figures = true;   // nothing but numbers, units, signs and blanks
};

bool isIdeographicNumber(QStringView word)
{
    return word.size() == 1 && QStringView(u"〇零一二三四五六七八九十百千万两兩").contains(word.front());
}

Contents contentsOf(QStringView text)
{
    Contents contents;
    const Cutter cutter(text);
    for (qsizetype at = 0; at < text.size();) {
        const Cut cut = cutter.next(at);
        const QStringView word = text.sliced(at, cut.end - at);
        at = cut.end;
        if (cut.kind == TokenKind::Blank || cut.kind == TokenKind::LineEnd)
            continue;
        contents.words.push_back(word);
        contents.blank = false;
        contents.signs = contents.signs && cut.kind == TokenKind::Punctuation;
        contents.figures =
            contents.figures
            && (cut.kind == TokenKind::Number || cut.kind == TokenKind::Punctuation || isMeasure(word) || isIdeographicNumber(word));
        contents.negations += isNegation(word) ? 1 : 0;
        if (cut.kind == TokenKind::Number || isIdeographicNumber(word))
            contents.numbers.push_back(word);
    }
    std::sort(contents.numbers.begin(), contents.numbers.end());
    return contents;
}

QString foldedLineEnds(QStringView text)
{
    QString folded = text.toString();
    folded.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (QChar &c : folded)
        if (charClasses().of(c.unicode()) == CharClass::Break)
            c = u'\n';
    return folded;
}

bool sameButForCase(QStringView a, QStringView b)
{
    const char16_t first = a.front().unicode();
    const char16_t other = b.front().unicode();
    if (first < 0x80 && other < 0x80 && (first | 0x20) != (other | 0x20))
        return false; // as most are
    if (a.compare(b, Qt::CaseInsensitive) == 0)
        return true;
    const auto isAscii = [](QChar c) { return c.unicode() < 0x80; };
    if (std::max(a.size(), b.size()) > longestPhrase || (std::all_of(a.begin(), a.end(), isAscii) && std::all_of(b.begin(), b.end(), isAscii)))
        return false;
    const auto folded = [](QStringView text) {
        return text.toString().normalized(QString::NormalizationForm_C).toCaseFolded();
    };
    return folded(a) == folded(b);
}

bool isMinus(QStringView text) { return text.size() == 1 && QStringView(u"-\u2212+±<>≤≥").contains(text.front()); }

bool hasBreak(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return charClasses().of(c.unicode()) == CharClass::Break; });
}
bool mayCompose(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return charClasses().isUnstable(c.unicode()); });
}

Kind kindOfReplacement(QStringView left, QStringView right)
{
    const bool small = std::max(left.size(), right.size()) <= 10 * longestPhrase;
    if (small && hasBreak(left) && hasBreak(right) && foldedLineEnds(left) == foldedLineEnds(right))
        return Kind::LineEnd;
    if (small && (mayCompose(left) || mayCompose(right))) {
        const auto composed = [](QStringView text) { return foldedLineEnds(text).normalized(QString::NormalizationForm_C); };
        if (composed(left) == composed(right))
            return Kind::Form;
    }
    return sameButForCase(left, right) ? Kind::Case : Kind::Content;
}

Kind kindOfContents(const Contents &a, const Contents &b)
{
    constexpr qsizetype phrase = 24;
    if (a.blank && b.blank)
        return Kind::Blank;
    if (a.words == b.words)
        return Kind::Blank;
    if (a.signs && b.signs)
        return Kind::Punctuation;
    if (a.words.size() > phrase || b.words.size() > phrase)
        return Kind::Content;
    if (a.negations != b.negations)
        return Kind::Negation;
    const bool changed = a.numbers != b.numbers;
    if (changed && ((a.figures && b.figures) || (!a.numbers.isEmpty() && !b.numbers.isEmpty())))
        return Kind::Number;
    return Kind::Content;
}

// Whether a number stands before the place, at most a blank between.
bool isBehindNumber(QStringView text, qsizetype at)
{
    if (at > 0 && text[at - 1] == u' ')
        --at;
    return at > 0 && text[at - 1].isDigit();
}

} // namespace

Kind classify(QStringView a, QStringView b, const Hunk &hunk)
{
    const QStringView left = a.sliced(hunk.a.start, hunk.a.length());
    const QStringView right = b.sliced(hunk.b.start, hunk.b.length());
    if (!left.isEmpty() && !right.isEmpty()) {
        const Kind kind = kindOfReplacement(left, right);
        if (kind != Kind::Content)
            return kind;
    }
    if (left.size() > longestPhrase || right.size() > longestPhrase)
        return Kind::Content;
    // A sign before a number changes the number.
    const auto digitAfter = [](QStringView text, qsizetype at) { return at < text.size() && text[at].isDigit(); };
    if ((isMinus(left) || isMinus(right)) && (digitAfter(a, hunk.a.end) || digitAfter(b, hunk.b.end)))
        return Kind::Number;
    const Contents before = contentsOf(left);
    const Contents now = contentsOf(right);
    const Kind kind = kindOfContents(before, now);
    const bool unit = kind == Kind::Content && before.figures && now.figures && isBehindNumber(a, hunk.a.start);
    return unit ? Kind::Number : kind;
}

} // namespace countersign::diff
