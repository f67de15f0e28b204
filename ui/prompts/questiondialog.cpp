#include "ui/prompts/questiondialog.h"

#include "ui/parts/keybutton.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

QuestionDialog::QuestionDialog(const Question &question, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(question.title);
    setAccessibleName(question.title);
    auto *title = new QLabel(question.title, this);
    theme::setRole(title, theme::TextRole::Title);
    auto *text = new QLabel(question.text, this);
    theme::setRole(text, theme::TextRole::Control, theme::Meaning::Soft);
    for (QLabel *label : {title, text}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setMinimumWidth(px(380));
    }
    auto *no = new KeyButton(question.no.isEmpty() ? tr("Cancel") : question.no, QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    auto *yes = new KeyButton(question.yes, QKeySequence(Qt::Key_Return), theme::Weight::Primary, this);
    yes->setDefault(!question.danger);
    no->setDefault(question.danger);
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    connect(yes, &QPushButton::clicked, this, &QDialog::accept);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(18), px(20), px(16));
    column->setSpacing(px(10));
    column->addWidget(title);
    column->addWidget(text);
    if (!question.typed.isEmpty()) {
        auto *word = new QLineEdit(this);
        word->setAccessibleName(tr("Type %1 to confirm").arg(question.typed));
        word->setPlaceholderText(tr("Type %1 to confirm").arg(question.typed));
        yes->setEnabled(false);
        connect(word, &QLineEdit::textChanged, yes, [yes, typed = question.typed](const QString &now) { yes->setEnabled(now.trimmed() == typed); });
        column->addWidget(word);
    }
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(no);
    buttons->addWidget(yes);
    column->addSpacing(px(6));
    column->addLayout(buttons);
}

} // namespace countersign::ui
