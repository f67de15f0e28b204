#include "ui/parts/chooser.h"

#include "ui/theme/drawing.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

namespace {

constexpr int mostRows = 12;

// Keys that move in the list while the letters go into the field.
int stepOf(int key)
{
    switch (key) {
    case Qt::Key_Up:
        return -1;
    case Qt::Key_Down:
        return 1;
    case Qt::Key_PageUp:
        return -mostRows;
    case Qt::Key_PageDown:
        return mostRows;
    default:
        return 0;
    }
}

} // namespace

Chooser::Chooser(const QString &name, const QString &listName, QWidget *over)
    : QWidget(over->window()), m_before(QApplication::focusWidget()), m_model(new ChoiceModel(this)), m_head(new QLabel(name, this)),
      m_words(new QLineEdit(this)), m_list(new QListView(this)), m_nothing(new QLabel(this))
{
    setAccessibleName(name);
    theme::setRole(m_head, theme::TextRole::LabelStrong, Meaning::Soft);
    theme::setRole(m_nothing, theme::TextRole::Control, Meaning::Soft);
    m_nothing->setWordWrap(true);
    m_words->setAccessibleName(name);
    m_words->setPlaceholderText(tr("Type to filter"));
    m_words->installEventFilter(this);
    m_list->setAccessibleName(listName);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    theme::setBackground(m_list, Meaning::Pane);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(10), px(12), px(10), px(10));
    column->setSpacing(px(8));
    for (QWidget *part : {static_cast<QWidget *>(m_head), static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_nothing)})
        column->addWidget(part);
    column->addWidget(m_list, 1);
    connect(m_words, &QLineEdit::textChanged, this, &Chooser::filter);
    connect(m_list, &QListView::clicked, this, &Chooser::take);
    connect(theme::notifier(), &theme::Notifier::changed, this, &Chooser::place);
    qApp->installEventFilter(this);
    hide();
}

Chooser::~Chooser()
{
    qApp->removeEventFilter(this);
}

void Chooser::setChoices(const QList<Choice> &choices)
{
    m_choices = choices;
    m_model->setChoices(choices);
    showFound();
}

void Chooser::offerWords(const QString &pattern)
{
    m_wordsPattern = pattern;
}

void Chooser::filter(const QString &typed)
{
    const QString words = typed.trimmed();
    const auto isThat = [&words](const Choice &choice) { return choice.text == words || choice.detail == words; };
    if (!m_wordsPattern.isEmpty()) {
        QList<Choice> choices = m_choices;
        if (!words.isEmpty() && std::none_of(choices.cbegin(), choices.cend(), isThat))
            choices.append({m_wordsPattern.arg(words), {}, {}, true});
        m_model->setChoices(choices);
    }
    m_model->setWords(words);
    showFound();
}

void Chooser::setNothing(const QString &sentence)
{
    m_nothingAtAll = sentence;
    showFound();
}

void Chooser::open()
{
    place();
    show();
    raise();
    m_words->setFocus(Qt::PopupFocusReason);
}

void Chooser::close()
{
    shut();
}

void Chooser::showFound()
{
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    m_nothing->setText(m_words->text().isEmpty() && !m_nothingAtAll.isEmpty() ? m_nothingAtAll : tr("Nothing fits these letters."));
    m_words->setAccessibleDescription(any ? QString() : m_nothing->text());
    if (any)
        m_list->setCurrentIndex(m_model->index(0));
}

// Under the top bar, in the middle, never larger than the window.
void Chooser::place()
{
    const QWidget *over = parentWidget();
    const int rows = std::clamp(m_model->rowCount(), 3, mostRows) * ChoiceDelegate().sizeHint({}, {}).height();
    const int width = std::min(px(560), over->width() - px(24));
    const int height = std::min(rows + px(60) + m_words->sizeHint().height() + m_head->sizeHint().height(), over->height() - px(32));
    setGeometry((over->width() - width) / 2, std::min(px(72), (over->height() - height) / 2), width, height);
}

void Chooser::step(int by)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const int now = m_list->currentIndex().row();
    const int next = std::abs(by) == 1 ? (now + by + rows) % rows : std::clamp(now + by, 0, rows - 1);
    m_list->setCurrentIndex(m_model->index(next));
}

void Chooser::take()
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || !m_model->choice(row).usable)
        return;
    const int index = m_model->choiceOf(row);
    const QString words = m_words->text().trimmed();
    shut();
    if (index < m_choices.size())
        Q_EMIT chosen(index);
    else
        Q_EMIT wordsChosen(words);
}

void Chooser::shut()
{
    if (m_shut)
        return;
    m_shut = true;
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    deleteLater();
}

bool Chooser::eventFilter(QObject *watched, QEvent *event)
{
    if (m_shut || !isVisible())
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::MouseButtonPress) {
        auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->window() == window() && widget != this && !isAncestorOf(widget))
            shut();
        return false;
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched != m_words || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    const bool tab = key == Qt::Key_Tab || key == Qt::Key_Backtab;
    if (key != Qt::Key_Escape && key != Qt::Key_F6 && !enter && !tab && stepOf(key) == 0)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (key == Qt::Key_Escape)
        shut();
    else if (enter)
        take();
    else
        step(tab ? (key == Qt::Key_Tab ? 1 : -1) : stepOf(key));
    return true;
}

void Chooser::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    theme::drawBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme::color(Meaning::Pane), theme::color(Meaning::Faint));
}

} // namespace countersign::ui
