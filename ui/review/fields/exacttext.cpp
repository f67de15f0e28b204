#include "ui/review/fields/exacttext.h"

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr QChar separator(QChar::ParagraphSeparator);

// How many code units the line end at `at` has; 0 where there is none.
qsizetype lineEnd(const QString &text, qsizetype at)
{
    const QChar c = text[at];
    if (c == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n')
        return 2;
    return c == u'\r' || c == u'\n' || c == separator ? 1 : 0;
}

QString firstLineEnd(const QString &text)
{
    for (qsizetype at = 0; at < text.size(); ++at)
        if (const qsizetype length = lineEnd(text, at); length > 0)
            return text.sliced(at, length);
    return QStringLiteral("\n");
}

} // namespace

void ExactText::setText(const QString &exact)
{
    m_exact = exact;
    m_held = heldAs(exact);
}

QString ExactText::heldAs(const QString &exact)
{
    QString held;
    held.reserve(exact.size());
    for (qsizetype at = 0; at < exact.size();) {
        const qsizetype length = lineEnd(exact, at);
        held += length > 0 ? separator : exact[at];
        at += std::max<qsizetype>(1, length);
    }
    return held;
}

qsizetype ExactText::exactPlace(qsizetype heldPlace) const
{
    qsizetype at = 0;
    for (; heldPlace > 0; --heldPlace)
        at += std::max<qsizetype>(1, lineEnd(m_exact, at));
    return at;
}

void ExactText::setHeld(const QString &held)
{
    const auto ahead = std::mismatch(m_held.begin(), m_held.end(), held.begin(), held.end());
    const qsizetype same = ahead.first - m_held.begin();
    const auto behind = std::mismatch(m_held.rbegin(), m_held.rend() - same, held.rbegin(), held.rend() - same);
    const qsizetype sameBehind = behind.first - m_held.rbegin();
    QString typed = held.sliced(same, held.size() - same - sameBehind);
    typed.replace(separator, firstLineEnd(m_exact));
    const qsizetype start = exactPlace(same);
    const qsizetype end = exactPlace(m_held.size() - sameBehind);
    m_exact.replace(start, end - start, typed);
    m_held = held;
}

} // namespace countersign::ui
