#include "ui/parts/field.h"

#include "ui/theme.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

Field::Field(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_label(new QLabel(label, this)), m_editor(editor), m_hint(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(4));
    column->addWidget(m_label);
    column->addWidget(editor);
    column->addWidget(m_hint);
    m_label->setBuddy(editor);
    m_label->setTextFormat(Qt::PlainText);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->hide();
    editor->setAccessibleName(label);
    connect(theme::notifier(), &theme::Notifier::changed, this, &Field::dress);
    dress();
}

void Field::say(const QString &text, Tone tone)
{
    m_tone = tone;
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
    m_editor->setAccessibleDescription(text);
    dress();
}

QString Field::said() const
{
    return m_hint->text();
}

void Field::dress()
{
    theme::setRole(m_label, theme::TextRole::LabelStrong, Meaning::Soft);
    theme::setRole(m_hint, theme::TextRole::Label,
                   m_tone == Tone::Wrong ? Meaning::NotFound : m_tone == Tone::Right ? Meaning::Added : Meaning::Soft);
}

QLineEdit *passphraseLine(QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    line->setEchoMode(QLineEdit::Password);
    line->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
    QAction *look = line->addAction(theme::icon(QStringLiteral("eye")), QLineEdit::TrailingPosition);
    look->setCheckable(true);
    look->setText(QObject::tr("Show what is typed"));
    look->setToolTip(look->text());
    QObject::connect(look, &QAction::toggled, line, [line](bool shown) { line->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    return line;
}

void offerClearing(QLineEdit *line)
{
    line->setClearButtonEnabled(true);
    if (auto *clear = line->findChild<QAction *>(QStringLiteral("_q_qlineeditclearaction"))) // Qt's own name for it
        clear->setText(QObject::tr("Clear"));
}

void makeSearchLine(QLineEdit *line)
{
    line->addAction(theme::icon(QStringLiteral("search")), QLineEdit::LeadingPosition)->setText(QObject::tr("Search"));
    offerClearing(line);
}

void wipe(QLineEdit *line)
{
    line->setText(QString(line->text().size(), QLatin1Char(' ')));
    line->clear();
}

} // namespace countersign::ui
