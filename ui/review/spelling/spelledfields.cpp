#include "ui/review/spelling/spelledfields.h"

#include "ui/review/spelling/spelling.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace countersign::ui {

namespace {

QTextCharFormat underlined()
{
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    format.setUnderlineColor(theme::color(theme::Meaning::Deleted));
    return format;
}

// A line edit takes formats only as an input method gives them: with text that is being composed, here none.
class SpelledLine final : public QObject {
public:
    explicit SpelledLine(QLineEdit *line) : QObject(line), m_line(line)
    {
        line->installEventFilter(this);
        connect(line, &QLineEdit::textChanged, this, &SpelledLine::mark);
        connect(Spelling::instance(), &Spelling::changed, this, &SpelledLine::mark);
        connect(theme::notifier(), &theme::Notifier::changed, this, &SpelledLine::mark);
        mark();
    }
    const QList<diff::Range> &marked() const { return m_marked; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::InputMethod && !m_marking)
            m_composing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
        return QObject::eventFilter(watched, event);
    }

private:
    void mark()
    {
        if (m_composing || m_marking)
            return;
        m_marking = true;
        m_marked = Spelling::instance()->unknown(m_line->text());
        QList<QInputMethodEvent::Attribute> attributes;
        for (const diff::Range &word : std::as_const(m_marked))
            attributes.append({QInputMethodEvent::TextFormat, int(word.start) - m_line->cursorPosition(), int(word.length()), underlined()});
        QInputMethodEvent formats({}, attributes);
        QCoreApplication::sendEvent(m_line, &formats);
        m_marking = false;
    }

    QLineEdit *m_line;
    QList<diff::Range> m_marked;
    bool m_composing = false;
    bool m_marking = false;
};

class SpelledText final : public QSyntaxHighlighter {
public:
    explicit SpelledText(QPlainTextEdit *text) : QSyntaxHighlighter(text->document())
    {
        connect(Spelling::instance(), &Spelling::changed, this, &QSyntaxHighlighter::rehighlight);
        connect(theme::notifier(), &theme::Notifier::changed, this, &QSyntaxHighlighter::rehighlight);
    }

protected:
    void highlightBlock(const QString &line) override
    {
        const QTextCharFormat format = underlined();
        for (const diff::Range &word : Spelling::instance()->unknown(line))
            setFormat(int(word.start), int(word.length()), format);
    }
};

} // namespace

void spell(QLineEdit *line)
{
    new SpelledLine(line);
}

void spell(QPlainTextEdit *text)
{
    new SpelledText(text);
}

QList<diff::Range> misspelled(const QLineEdit *line)
{
    for (const QObject *child : line->children())
        if (const auto *spelled = dynamic_cast<const SpelledLine *>(child))
            return spelled->marked();
    return {};
}

} // namespace countersign::ui
