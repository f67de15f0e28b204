#include "ui/review/decision/decisionbar.h"

#include "ui/review/decision/reasonpicker.h"
#include "ui/review/decision/signingprompt.h"
#include "ui/review/spelling/spelledfields.h"
#include "ui/actions.h"
#include "ui/parts/keybutton.h"
#include "ui/speech.h"

#include <QAction>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>

namespace countersign::ui {

using core::Verdict;
using theme::Meaning;
using theme::px;
using theme::TextRole;

DecisionBar::DecisionBar(workflow::ReviewSession &review, QWidget *page)
    : QWidget(page), m_review(review), m_reasonLabel(new QLabel(tr("Reason"), this)), m_rationaleLabel(new QLabel(tr("Rationale"), this)),
      m_missing(new QLabel(this)), m_status(new QLabel(this)), m_meaning(new QLabel(this)), m_reason(new ReasonPicker(this)), m_rationale(new QLineEdit(this)),
      m_fieldRow(new QWidget(this)), m_buttonRow(new QWidget(this)), m_signRow(new QWidget(this)),
      m_prompt(new SigningPrompt(this))
{
    buildFields();
    buildButtons(page);
    auto *layout = new QGridLayout(this);
    layout->addWidget(m_fieldRow, 0, 0, 1, 2);
    layout->addWidget(m_prompt, 3, 0, 1, 2);
    connectPrompt();
    theme::setBackground(this, Meaning::Pane);
    connect(&m_review, &workflow::ReviewSession::readinessChanged, this, &DecisionBar::refresh);
    connect(theme::notifier(), &theme::Notifier::changed, this, &DecisionBar::dress);
    dress();
    showNone();
}

void DecisionBar::connectPrompt()
{
    connect(m_prompt, &SigningPrompt::given, this, [this](const workflow::SigningProof &proof) {
        if (!m_review.signing())
            m_review.sign(proof);
    });
    connect(m_prompt, &SigningPrompt::cancelled, this, [this] {
        m_prompt->dismiss();
        Q_EMIT done();
    });
    connect(&m_review, &workflow::ReviewSession::caseClosed, m_prompt, &SigningPrompt::dismiss);
    connect(&m_review, &workflow::ReviewSession::signingFailed, this, [this](const core::Error &error) {
        if (error.kind == core::ErrorKind::WrongSecret)
            m_prompt->sayWrong(error);
        else
            m_prompt->dismiss();
    });
}

// In place where the case's policy asks for more than being signed in; not where there is nothing yet to answer with.
void DecisionBar::askOrSign()
{
    if (m_review.asks() == workflow::Asks::Nothing || !m_review.canProve())
        m_review.sign();
    else
        m_prompt->ask(m_review.asks(), m_signer, m_review.meaning());
}

void DecisionBar::buildFields()
{
    for (QLabel *label : {m_reasonLabel, m_rationaleLabel})
        theme::setRole(label, TextRole::Label, Meaning::Soft);
    theme::setRole(m_missing, TextRole::Label, Meaning::NotFound);
    theme::setRole(m_status, TextRole::Label, Meaning::Faint);
    m_status->setAccessibleName(tr("Draft"));
    m_missing->setAccessibleName(tr("What is missing"));
    m_rationale->setAccessibleName(tr("Rationale"));
    m_rationale->installEventFilter(this);
    spell(m_rationale);
    m_rationaleLabel->setBuddy(m_rationale);
    auto *grid = new QGridLayout(m_fieldRow);
    auto *heads = new QHBoxLayout;
    heads->addWidget(m_rationaleLabel);
    heads->addSpacing(px(10));
    heads->addWidget(m_missing, 1);
    grid->addWidget(m_reasonLabel, 0, 0);
    grid->addLayout(heads, 0, 1);
    grid->addWidget(m_reason, 1, 0);
    grid->addWidget(m_rationale, 1, 1);
    grid->addWidget(m_status, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setContentsMargins({});
    connect(m_rationale, &QLineEdit::textChanged, this, [this](const QString &text) { // also what a program that speaks for a person puts in
        if (text != m_review.rationale())
            m_review.setRationale(text);
    });
    connect(m_reason, &ReasonPicker::chosenChanged, this, [this](const QStringList &codes) { m_review.setReasons(codes); });
    connect(m_reason, &ReasonPicker::listClosed, this, [this] {
        if (m_review.missing() == core::ErrorKind::RationaleMissing)
            focusRationale();
    });
}

void DecisionBar::buildButtons(QWidget *page)
{
    auto *buttons = new QHBoxLayout(m_buttonRow);
    buttons->setContentsMargins({});
    const std::pair<Verdict, Command> verdicts[] = {{Verdict::Approve, Command::Approve},
                                                    {Verdict::Edit, Command::ApproveWithEdits},
                                                    {Verdict::Reject, Command::Reject},
                                                    {Verdict::Escalate, Command::Escalate}};
    for (const auto &[verdict, command] : verdicts) {
        QAction *action = makeAction(command, page);
        connect(action, &QAction::triggered, this, [this, v = verdict] { arm(v); });
        m_verdicts[verdict] = action;
        m_buttons[verdict] = new KeyButton(action, theme::Weight::Plain, m_buttonRow);
        buttons->addWidget(m_buttons[verdict]);
    }
    m_skip = makeAction(Command::Skip, page);
    m_skipButton = new KeyButton(m_skip, theme::Weight::Plain, m_buttonRow);
    buttons->addWidget(m_skipButton);
    buttons->addStretch();
    connect(m_skip, &QAction::triggered, this, &DecisionBar::skipAsked);
    m_sign = makeAction(Command::Sign, page);
    m_signButton = new KeyButton(m_sign, theme::Weight::Plain, m_signRow);
    connect(m_sign, &QAction::triggered, this, &DecisionBar::sign);
    theme::setRole(m_meaning, TextRole::Control, Meaning::Soft);
    m_meaning->setAccessibleName(tr("What is signed"));
    m_meaning->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_meaning->setWordWrap(true);
    auto *signs = new QHBoxLayout(m_signRow);
    signs->setContentsMargins({});
    signs->addWidget(m_meaning, 1);
    signs->addWidget(m_signButton);
}

// ---- the case

void DecisionBar::showCase(const QList<Reason> &reasons)
{
    m_asked = false;
    m_readOnly.clear();
    m_reason->setChoices(reasons);
    m_reason->setChosen(m_review.reasons());
    m_rationale->setText(m_review.rationale());
    m_rationale->setCursorPosition(0);
    const auto &draft = m_review.current().draft;
    m_status->setText(draft ? tr("Draft of %1").arg(dayTime(draft->saved)) : QString());
    refresh();
}

void DecisionBar::showNone()
{
    m_reason->setChosen({});
    {
        const QSignalBlocker emptied(m_rationale); // nobody has taken the words of the case back
        m_rationale->clear();
    }
    m_readOnly.clear();
    refresh();
}

void DecisionBar::offerReasons(const QList<Reason> &reasons)
{
    m_reason->setChoices(reasons);
}

// Behind what stands there already, as one step of undo.
void DecisionBar::putIntoRationale(const QString &text)
{
    const QString words = QString(text).replace(u'\n', u' ');
    const QString before = m_rationale->text().left(m_rationale->selectionStart() >= 0 ? m_rationale->selectionStart() : m_rationale->cursorPosition());
    m_rationale->insert(before.isEmpty() || before.endsWith(u' ') ? words : u' ' + words);
    focusRationale();
}

void DecisionBar::sayDraftSaved(const QDateTime &when)
{
    m_status->setText(tr("Draft saved %1").arg(QLocale().toString(when.toLocalTime().time(), QStringLiteral("HH:mm:ss"))));
}

// With what it came to where the case is not settled by it.
void DecisionBar::saySigned(const workflow::DecisionReceipt &receipt)
{
    QStringList said{tr("Signed %1").arg(QLocale().toString(receipt.arrived.toLocalTime().time(), QStringLiteral("HH:mm:ss")))};
    if (!receipt.offline && receipt.state == core::CaseState::Open)
        said += tr("the other reviewer is next");
    else if (receipt.state == core::CaseState::Disputed)
        said += tr("disputed, for a third person");
    if (const QString draft = m_status->text(); !draft.isEmpty())
        said += draft;
    m_status->setText(said.join(u'\n'));
}

void DecisionBar::sayWhyReadOnly(const QString &why)
{
    m_readOnly = why;
    refresh();
}

void DecisionBar::setSignerName(const QString &name)
{
    m_signer = name;
    m_sign->setText(name.isEmpty() ? tr("Sign") : tr("Sign as %1").arg(QString(name).replace(u'&', QStringLiteral("&&"))));
    m_stacked = -1;
    arrange();
}

void DecisionBar::setKeysLive(bool live)
{
    if (std::exchange(m_keysLive, live) != live)
        update();
}

void DecisionBar::refresh()
{
    const bool writable = m_review.hasCase() && m_review.writable();
    const bool free = writable && !m_review.signing() && !m_review.awaitsFirstAnswer();
    for (auto it = m_verdicts.cbegin(); it != m_verdicts.cend(); ++it) {
        it.value()->setEnabled(free);
        m_buttons[it.key()]->setWeight(free && m_review.armed() == it.key() ? theme::Weight::Primary : theme::Weight::Plain);
        const QString key = tr("Key %1").arg(it.value()->shortcut().toString());
        m_buttons[it.key()]->setAccessibleDescription(m_review.armed() == it.key() ? tr("Chosen, not signed yet") : key);
    }
    m_skip->setEnabled(m_review.hasCase() && !m_review.signing());
    m_sign->setEnabled(free);
    m_reason->setEnabled(free);
    m_rationale->setEnabled(free);
    const bool ready = free && m_review.armed() && !m_review.missing();
    m_signButton->setWeight(ready ? theme::Weight::Primary : theme::Weight::Plain);
    if (m_review.signing())
        m_meaning->setText(tr("Signing…"));
    else if (!m_readOnly.isEmpty())
        m_meaning->setText(m_readOnly);
    else
        m_meaning->setText(m_review.meaning().isEmpty() ? QString() : QStringLiteral("“%1”").arg(m_review.meaning()));
    sayMissing();
}

void DecisionBar::sayMissing()
{
    QString words;
    if (m_review.hasCase() && m_review.writable() && !m_review.signing()) {
        if (const auto missing = m_review.missing())
            words = hint(*missing);
        else if (m_asked && !m_review.armed())
            words = tr("Choose a verdict first");
    }
    m_missing->setText(words);
}

// ---- commands

void DecisionBar::arm(Verdict verdict)
{
    m_asked = false;
    m_review.arm(m_review.armed() == verdict ? std::optional<Verdict>() : verdict); // the same key again disarms
    const auto missing = m_review.missing();
    if (missing == core::ErrorKind::RationaleMissing)
        focusRationale();
    else if (missing)
        Q_EMIT textNeeded();
    refresh();
}

void DecisionBar::sign()
{
    m_asked = true;
    const auto missing = m_review.missing();
    if (missing == core::ErrorKind::RationaleMissing)
        focusRationale();
    else if (missing)
        Q_EMIT textNeeded();
    else if (m_review.armed() && !(m_guard && m_guard()))
        askOrSign();
    refresh();
}

void DecisionBar::leaveSigning()
{
    m_prompt->dismiss();
}

void DecisionBar::focusReason()
{
    m_reason->setFocus(Qt::ShortcutFocusReason);
    m_reason->openList();
}

void DecisionBar::focusRationale()
{
    m_rationale->setFocus(Qt::ShortcutFocusReason);
}

bool DecisionBar::hasTextFocus() const
{
    return m_rationale->hasFocus();
}

bool DecisionBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_rationale || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Down && !key->modifiers()) { // sentences to choose from
        event->accept();
        if (event->type() == QEvent::KeyPress)
            Q_EMIT textsAsked();
        return true;
    }
    const bool enter = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !(key->modifiers() & ~Qt::KeypadModifier);
    if (!enter)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        Q_EMIT done();
    return true;
}

// ---- looks

void DecisionBar::dress()
{
    auto *grid = static_cast<QGridLayout *>(layout());
    grid->setContentsMargins(px(16), px(14), px(16), px(14));
    grid->setVerticalSpacing(px(14));
    grid->setHorizontalSpacing(px(16));
    auto *fields = static_cast<QGridLayout *>(m_fieldRow->layout());
    fields->setHorizontalSpacing(px(12));
    fields->setVerticalSpacing(px(6));
    m_buttonRow->layout()->setSpacing(px(8));
    m_signRow->layout()->setSpacing(px(8));
    m_reason->setFixedWidth(px(220));
    // Room for what comes there later: nothing jumps when it does.
    const QStringList said{tr("Draft saved %1").arg(QStringLiteral("00:00:00")), tr("the other reviewer is next"),
                           tr("disputed, for a third person")};
    int widest = 0;
    for (const QString &each : said)
        widest = std::max(widest, QFontMetrics(theme::labelFont()).horizontalAdvance(each));
    m_status->setMinimumWidth(widest + px(8));
    m_stacked = -1;
    m_tight = -1;
    arrange();
}

// Large text in a low window: labels give way to what the fields say themselves, and rows move together.
void DecisionBar::tighten(bool tight)
{
    if (m_tight == int(tight))
        return;
    m_tight = int(tight);
    auto *grid = static_cast<QGridLayout *>(layout());
    const int edge = px(tight ? 6 : 14);
    grid->setContentsMargins(px(tight ? 8 : 16), edge, px(tight ? 8 : 16), edge);
    grid->setVerticalSpacing(edge);
    m_buttonRow->layout()->setSpacing(px(tight ? 4 : 8));
    for (QLabel *label : {m_reasonLabel, m_rationaleLabel})
        label->setVisible(!tight);
    m_rationale->setPlaceholderText(tight ? tr("Rationale") : QString());
    auto *fields = static_cast<QGridLayout *>(m_fieldRow->layout());
    fields->removeWidget(m_status);
    fields->addWidget(m_status, tight ? 0 : 1, 2);
    const int height = QFontMetrics(theme::controlFont()).height() + px(tight ? 9 : 16);
    for (QWidget *field : {static_cast<QWidget *>(m_reason), static_cast<QWidget *>(m_rationale)})
        field->setFixedHeight(tight ? height : std::max(height, px(36)));
    QList<KeyButton *> buttons = m_buttons.values();
    buttons << m_skipButton << m_signButton;
    for (KeyButton *button : std::as_const(buttons)) {
        button->setTight(tight);
        button->setMinimumHeight(tight ? height : 0);
        button->setMaximumHeight(tight ? height : QWIDGETSIZE_MAX);
    }
}

// Beside each other where there is room, else the sentence and its button get a row of their own.
void DecisionBar::arrange()
{
    auto *grid = static_cast<QGridLayout *>(layout());
    if (!grid)
        return;
    const int room = width() - px(56) - m_buttonRow->sizeHint().width() - m_signButton->sizeHint().width();
    const int stacked = room < px(220) ? 1 : 0; // the sentence may take two lines, not three
    tighten(px(stacked ? 184 : 136) * 3 > window()->height()); // never more than a third of the window
    if (stacked == m_stacked)
        return;
    m_stacked = stacked;
    grid->removeWidget(m_buttonRow);
    grid->removeWidget(m_signRow);
    grid->addWidget(m_buttonRow, 1, 0, 1, stacked ? 2 : 1);
    grid->addWidget(m_signRow, stacked ? 2 : 1, stacked ? 0 : 1, 1, stacked ? 2 : 1);
    grid->setColumnStretch(stacked ? 0 : 1, 1);
    grid->setColumnStretch(stacked ? 1 : 0, 0);
}

void DecisionBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void DecisionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_keysLive)
        painter.fillRect(0, 0, width(), px(2), theme::color(Meaning::Accent));
    else
        painter.fillRect(0, 0, width(), 1, theme::color(Meaning::Line));
}

} // namespace countersign::ui
