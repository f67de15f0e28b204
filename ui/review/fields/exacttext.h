// A text as it was received beside the way an editor of paragraphs holds it: such an editor knows one line end only. What is typed into the
// editor is carried over to the received text, where every other character and line end stays as it was.
#pragma once

#include <QString>

namespace countersign::ui {

class ExactText {
public:
    void setText(const QString &exact);
    const QString &text() const { return m_exact; }
    // What QTextDocument::toRawText gives for it: every line end one paragraph separator.
    static QString heldAs(const QString &exact);
    // The editor holds this now: carries the difference over. New line ends are written as the first one of the text is, else "\n".
    void setHeld(const QString &held);

private:
    qsizetype exactPlace(qsizetype heldPlace) const;

    QString m_exact;
    QString m_held;
};

} // namespace countersign::ui
