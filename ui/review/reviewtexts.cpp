// The words a store offers at the desk: put in where the keyboard is, and edited.
#include "ui/review/reviewpage.h"

#include "ui/parts/chooser.h"
#include "ui/review/decision/decisionbar.h"
#include "ui/review/decision/reasoncodes.h"
#include "ui/review/decision/wordingsdialog.h"
#include "ui/review/spelling/spelling.h"
#include "ui/review/suggestionpane.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace countersign::ui {

using core::Wording;

namespace {

// Puts a text into whatever field had the keyboard; false where that is none that takes text.
bool putInto(QWidget *field, const QString &text)
{
    if (auto *editor = qobject_cast<SuggestionEditor *>(field)) {
        editor->insertText(text);
        return true;
    }
    if (auto *line = qobject_cast<QLineEdit *>(field)) {
        line->insert(text);
        Q_EMIT line->textEdited(line->text());
        return true;
    }
    if (auto *area = qobject_cast<QPlainTextEdit *>(field)) {
        area->insertPlainText(text);
        return true;
    }
    return false;
}

} // namespace

// In the rationale its sentences come first; in a text the pieces of text.
void ReviewPage::offerTexts()
{
    if (!m_review.hasCase() || !m_review.writable())
        return;
    const QPointer<QWidget> field = QApplication::focusWidget();
    const bool inText = field && m_suggestion->isAncestorOf(field);
    QList<Wording> offered;
    QList<Choice> choices;
    for (const Wording::Sort sort : {inText ? Wording::Sort::Snippet : Wording::Sort::Rationale, inText ? Wording::Sort::Rationale : Wording::Sort::Snippet}) {
        for (const Wording &each : m_review.current().wordings) {
            if (each.sort != sort)
                continue;
            offered.append(each);
            choices.append({each.text, sort == Wording::Sort::Snippet ? tr("text") : tr("rationale"), {}, true});
        }
    }
    auto *chooser = new Chooser(tr("Put a text in"), tr("Texts"), this);
    chooser->setNothing(tr("There are no texts for this kind of case yet. A supervisor adds them under “Reasons and texts”."));
    chooser->setChoices(choices);
    connect(chooser, &Chooser::chosen, this, [this, offered, field, inText](int index) {
        if (!inText || !putInto(field, offered[index].text))
            m_decision->putIntoRationale(offered[index].text);
    });
    chooser->open();
}

// The word at the caret, or the next one no dictionary knows: what could be meant, or keep it as a word of one's own.
void ReviewPage::suggestSpelling()
{
    SuggestionEditor &editor = m_suggestion->editor();
    if (m_suggestion->showsFields() || !m_review.writable())
        return;
    const auto word = editor.nextUnknownWord();
    const QString written = word ? editor.text().sliced(word->start, word->length()) : QString();
    const QStringList meant = word ? Spelling::instance()->suggestions(written) : QStringList();
    QList<Choice> choices;
    for (const QString &each : meant)
        choices.append({each, {}, {}, true});
    if (word) {
        editor.reveal(*word);
        editor.select(*word);
        choices.append({tr("Add “%1” to my words").arg(written), {}, {}, true});
    }
    editor.setFocus(Qt::OtherFocusReason);
    auto *chooser = new Chooser(word ? tr("“%1” is not in the dictionary").arg(written) : tr("Spelling"), tr("Spelling suggestions"), this);
    chooser->setNothing(Spelling::instance()->isReady() ? tr("No unknown word behind the caret.")
                                                        : tr("No dictionary for this language is installed, or spelling is not checked."));
    chooser->setChoices(choices);
    connect(chooser, &Chooser::chosen, this, [&editor, meant, written](int index) {
        if (index < meant.size())
            editor.insertText(meant[index]);
        else
            Spelling::instance()->addWord(written);
    });
    chooser->open();
}

void ReviewPage::editWordings()
{
    auto *dialog = new WordingsDialog(m_session, m_review.current().record.kind, this);
    connect(dialog, &WordingsDialog::saved, this, [this] {
        if (m_review.hasCase())
            openCase(m_review.current().record.id); // with the new words; the draft is kept
    });
    dialog->show();
}

} // namespace countersign::ui
