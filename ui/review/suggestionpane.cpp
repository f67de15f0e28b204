#include "ui/review/suggestionpane.h"

#include "ui/review/firstanswer.h"
#include "ui/parts/elidedlabel.h"
#include "ui/actions.h"
#include "ui/parts/headerbar.h"
#include "ui/parts/notice.h"

#include <QApplication>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;
using View = SuggestionEditor::View;

SuggestionPane::SuggestionPane(QWidget *parent)
    : QWidget(parent), m_header(new HeaderBar(this)), m_views(new QTabBar(this)), m_fieldsHead(new QLabel(tr("Fields"), this)),
      m_model(new ElidedLabel(theme::TextRole::Control, theme::Meaning::Soft, Qt::ElideRight, this)), m_notice(new Notice(this)),
      m_stack(new QStackedWidget(this)), m_nothing(new QWidget(this)), m_editor(new SuggestionEditor(this)),
      m_form(new FieldsForm(this)), m_first(new FirstAnswer(this))
{
    const std::pair<Command, View> views[] = {
        {Command::ShowWithChanges, View::WithChanges}, {Command::ShowSideBySide, View::SideBySide}, {Command::ShowFinalText, View::FinalText}};
    for (const auto &[command, view] : views) {
        const CommandInfo info = commandInfo(command);
        const int index = m_views->addTab(info.text);
        m_views->setTabToolTip(index, info.keys.value(0).toString(QKeySequence::NativeText));
    }
    m_views->setAccessibleName(tr("How the text is shown"));
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->setUsesScrollButtons(false);
    m_views->setElideMode(Qt::ElideRight);
    m_model->setAlignment(Qt::AlignRight);
    m_model->setAccessibleName(tr("Model and confidence"));
    theme::setRole(m_fieldsHead, theme::TextRole::Strong);
    m_header->addLeading(m_views);
    m_header->addLeading(m_fieldsHead);
    m_header->addTrailing(m_model);
    for (QWidget *page : {m_nothing, static_cast<QWidget *>(m_editor), static_cast<QWidget *>(m_form), static_cast<QWidget *>(m_first)})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    theme::setBackground(this, theme::Meaning::Pane);
    connect(theme::notifier(), &theme::Notifier::changed, this, &SuggestionPane::arrangeHead);
    connect(m_views, &QTabBar::currentChanged, this, [this](int index) { setView(View(index)); });
    connect(m_first, &FirstAnswer::given, this, &SuggestionPane::firstAnswerGiven);
    connect(m_first, &FirstAnswer::typed, this, &SuggestionPane::firstAnswerTyped);
    connect(m_editor, &SuggestionEditor::refused, m_notice, &Notice::showProblem);
    connect(m_form, &FieldsForm::refused, m_notice, &Notice::showProblem);
    connect(m_form, &FieldsForm::edited, m_notice, &Notice::clear);
    connect(m_editor, &SuggestionEditor::edited, m_notice, &Notice::clear);
}

void SuggestionPane::showCase(const core::Suggestion &suggestion, const core::Content &mine, bool writable)
{
    m_notice->clear();
    m_fieldsShown = suggestion.content.form == core::Content::Form::Fields;
    QStringList words;
    if (!suggestion.model.isEmpty())
        words.append(suggestion.modelVersion.isEmpty() ? suggestion.model : QStringLiteral("%1 %2").arg(suggestion.model, suggestion.modelVersion));
    if (!suggestion.confidence.isEmpty())
        words.append(tr("confidence %1").arg(QString::fromLatin1(suggestion.confidence)));
    m_model->setText(words.join(QStringLiteral(" · ")));
    m_views->setVisible(!m_fieldsShown);
    m_fieldsHead->setVisible(m_fieldsShown);
    arrangeHead();
    if (m_fieldsShown) {
        m_form->setFields(suggestion.content.fields, mine.fields, suggestion.form);
        m_editor->setTexts({}, {});
    } else {
        m_editor->setTexts(suggestion.content.text, mine.text);
    }
    setWritable(writable);
    m_stack->setCurrentWidget(m_fieldsShown ? static_cast<QWidget *>(m_form) : m_editor);
}

namespace {
constexpr QByteArrayView firstAnswerMark = "first-answer\n"; // no editor's steps of undo begin so
}

QByteArray SuggestionPane::firstAnswerDraft() const
{
    return firstAnswerMark.toByteArray() + m_first->text().toUtf8();
}

void SuggestionPane::askFirst(const QByteArray &draft)
{
    m_notice->clear();
    m_fieldsShown = false;
    m_model->setText({});
    m_views->hide();
    m_fieldsHead->hide();
    m_editor->setTexts({}, {});
    m_first->begin(draft.startsWith(firstAnswerMark) ? QString::fromUtf8(draft.sliced(firstAnswerMark.size())) : QString());
    m_stack->setCurrentWidget(m_first);
}

void SuggestionPane::sayLongLines()
{
    const ParagraphTable &table = m_editor->paragraphs();
    qsizetype pieces = 0;
    for (qsizetype i = 0; i < table.count() && pieces == 0 && !m_fieldsShown; ++i)
        pieces += table.isPiece(i) ? 1 : 0;
    const QString limit = locale().formattedDataSize(ParagraphTable::longestLine, 0, QLocale::DataSizeTraditionalFormat);
    if (pieces > 0)
        m_notice->showProblem(tr("A line of this text is longer than %1: it can be read and judged, not edited. The other lines can.").arg(limit));
}

// The model's name gives way to the tabs, and goes where nothing of it could be read.
void SuggestionPane::arrangeHead()
{
    const int taken = (m_fieldsShown ? m_fieldsHead : static_cast<QWidget *>(m_views))->sizeHint().width() + px(12);
    const int room = width() - 2 * px(12) - px(8) - taken;
    m_model->setVisible(room >= px(48));
    m_model->setFixedWidth(std::clamp(room, px(48), std::max(px(48), m_model->sizeHint().width())));
}

void SuggestionPane::resizeEvent(QResizeEvent *)
{
    arrangeHead();
}

void SuggestionPane::setWritable(bool writable)
{
    m_editor->setReadOnly(!writable);
    m_form->setReadOnly(!writable);
}

void SuggestionPane::clear()
{
    m_notice->clear();
    m_model->setText({});
    m_editor->setTexts({}, {});
    m_stack->setCurrentWidget(m_nothing);
}

void SuggestionPane::setView(View view)
{
    m_views->setCurrentIndex(int(view));
    m_editor->setView(view);
}

void SuggestionPane::takeKeyboard()
{
    if (m_stack->currentWidget() == m_first)
        m_first->takeKeyboard();
    else if (m_fieldsShown)
        m_form->takeKeyboard();
    else
        m_editor->setFocus(Qt::ShortcutFocusReason);
}

bool SuggestionPane::hasKeyboard() const
{
    const QWidget *focused = QApplication::focusWidget();
    return focused && m_stack->isAncestorOf(focused);
}

bool SuggestionPane::goToNextChange(int direction)
{
    return m_fieldsShown ? m_form->goToNextChange(direction) : m_editor->goToNextChange(direction);
}

void SuggestionPane::takeChangeBack()
{
    if (m_fieldsShown)
        m_form->revertCurrent();
    else
        m_editor->takeBackHere();
}

void SuggestionPane::putChangeBack()
{
    if (!m_fieldsShown)
        m_editor->putBackHere();
}

void SuggestionPane::takeAllBack()
{
    if (m_fieldsShown)
        m_form->revertAll();
    else
        m_editor->takeAllBack();
}

void SuggestionPane::addField()
{
    if (m_fieldsShown)
        m_form->addHere();
}

void SuggestionPane::removeField()
{
    if (m_fieldsShown)
        m_form->removeCurrent();
}

void SuggestionPane::emptyField()
{
    if (m_fieldsShown)
        m_form->emptyCurrent();
}

void SuggestionPane::putAllBack()
{
    if (!m_fieldsShown)
        m_editor->putAllBack();
}

} // namespace countersign::ui
