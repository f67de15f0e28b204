#include "ui/sync/checkoutdialog.h"

#include "ui/parts/field.h"
#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSpinBox>

#include <utility>

namespace countersign::ui {

using core::ErrorKind;
using core::Result;
using theme::px;
using workflow::CheckoutReport;
using workflow::ChosenCases;

namespace {
constexpr int usualNumber = 50;
constexpr int restMilliseconds = 250; // after the last change, before the cases are counted
} // namespace

CheckoutDialog::CheckoutDialog(workflow::Session &session, const core::QueueFilter &filter, const QStringList &kinds, QWidget *parent)
    : QDialog(parent), m_session(session), m_which(new QComboBox), m_number(new QSpinBox), m_kind(new QComboBox), m_risk(new QComboBox),
      m_words(new QLineEdit), m_ids(new QLineEdit), m_hours(new QSpinBox), m_size(new QLabel(this)), m_bar(new QProgressBar(this)),
      m_notice(new Notice(this)), m_goesOn(session.workspace()->isBegun())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Take cases along"));
    setAccessibleName(windowTitle());
    build(filter, kinds);
    m_typing.setSingleShot(true);
    m_typing.setInterval(restMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, &CheckoutDialog::choose);
    const auto again = [this] {
        const QStringList before = std::exchange(m_entered, entered());
        if (m_entered == before) // Return in a field of numbers says the same again
            return;
        m_chosen.reset();
        m_yes->setEnabled(false);
        m_typing.start();
    };
    connect(m_which, &QComboBox::currentIndexChanged, this, [this, again] {
        followWhich();
        again();
    });
    for (QComboBox *box : {m_kind, m_risk})
        connect(box, &QComboBox::currentIndexChanged, this, again);
    for (QSpinBox *box : {m_number, m_hours})
        connect(box, &QSpinBox::valueChanged, this, again);
    for (QLineEdit *line : {m_words, m_ids})
        connect(line, &QLineEdit::textChanged, this, again);
    connect(&m_session, &workflow::Session::signedInChanged, this, &QDialog::reject);
    followWhich();
    m_entered = entered();
    setBusy(false);
    if (m_goesOn)
        m_size->setText(tr("A check-out was cut off. It goes on where it was, with the cases it had taken."));
    else
        choose();
}

CheckoutDialog::~CheckoutDialog()
{
    m_stop.request_stop();
}

void CheckoutDialog::build(const core::QueueFilter &filter, const QStringList &kinds)
{
    auto *title = new QLabel(windowTitle(), this);
    theme::setRole(title, theme::TextRole::Title);
    auto *text = new QLabel(tr("They stay yours for so long, and everything about them comes along in a workspace that only your passphrase on this computer opens."), this);
    theme::setRole(text, theme::TextRole::Control, theme::Meaning::Soft);
    theme::setRole(m_size, theme::TextRole::Strong);
    for (QLabel *label : {text, m_size}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_which->addItems({tr("My next cases"), tr("All that match"), tr("By number")});
    m_number->setRange(1, workflow::mostCheckedOut);
    m_number->setValue(usualNumber);
    m_hours->setRange(1, workflow::longestCheckoutHours);
    m_hours->setValue(workflow::longestCheckoutHours);
    m_kind->addItem(tr("Any kind"));
    for (const QString &kind : kinds)
        m_kind->addItem(kindWords(kind), kind);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(filter.kind)));
    m_risk->addItem(tr("Any risk"));
    for (const core::Risk risk : {core::Risk::High, core::Risk::Medium, core::Risk::Low})
        m_risk->addItem(words(risk), int(risk));
    m_risk->setCurrentIndex(filter.risk ? std::max(0, m_risk->findData(int(*filter.risk))) : 0);
    m_words->setText(filter.text);
    m_words->setPlaceholderText(tr("Words that occur in them"));
    m_ids->setPlaceholderText(tr("D2N068, D2N070"));
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Check-out progress"));

    auto *whichField = new Field(tr("Which cases"), m_which, this);
    m_numberField = new Field(tr("How many at most"), m_number, this);
    m_idsField = new Field(tr("Case numbers"), m_ids, this);
    m_filterFields = {new Field(tr("Kind"), m_kind, this), new Field(tr("Risk"), m_risk, this), new Field(tr("Words"), m_words, this)};
    auto *hoursField = new Field(tr("Hours they stay mine"), m_hours, this);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(px(14));
    grid->setVerticalSpacing(px(8));
    grid->addWidget(whichField, 0, 0);
    grid->addWidget(m_numberField, 0, 1);
    grid->addWidget(m_idsField, 1, 0, 1, 2);
    grid->addWidget(m_filterFields[0], 2, 0);
    grid->addWidget(m_filterFields[1], 2, 1);
    grid->addWidget(m_filterFields[2], 3, 0);
    grid->addWidget(hoursField, 3, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(18), px(20), px(16));
    column->setSpacing(px(10));
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(m_notice);
    column->addLayout(grid);
    column->addWidget(m_size);
    column->addWidget(m_bar);
    column->addWidget(buildButtons());
    setMinimumWidth(px(520));
}

QWidget *CheckoutDialog::buildButtons()
{
    auto *row = new QWidget(this);
    m_no = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, row);
    m_yes = new KeyButton(m_goesOn ? tr("Go on") : tr("Check out"), QKeySequence(Qt::Key_Return), theme::Weight::Primary, row);
    m_no->setAutoDefault(false);
    m_yes->setDefault(true);
    auto *buttons = new QHBoxLayout(row);
    buttons->setContentsMargins(0, px(6), 0, 0);
    buttons->addStretch();
    buttons->addWidget(m_no);
    buttons->addWidget(m_yes);
    connect(m_no, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_yes, &QPushButton::clicked, this, &CheckoutDialog::submit);
    return row;
}

CheckoutDialog::Which CheckoutDialog::which() const
{
    return Which(std::max(0, m_which->currentIndex()));
}

void CheckoutDialog::followWhich()
{
    m_numberField->setEnabled(which() == Which::Next);
    m_idsField->setVisible(which() == Which::ByNumber);
    for (Field *field : std::as_const(m_filterFields))
        field->setEnabled(which() != Which::ByNumber);
}

workflow::CheckoutRequest CheckoutDialog::request() const
{
    workflow::CheckoutRequest request;
    request.hours = m_hours->value();
    if (which() == Which::ByNumber) {
        static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
        for (const QString &id : m_ids->text().split(between, Qt::SkipEmptyParts))
            if (!request.cases.contains(core::CaseId(id)))
                request.cases.append(core::CaseId(id));
        return request;
    }
    request.filter.kind = m_kind->currentData().toString();
    if (m_risk->currentData().isValid())
        request.filter.risk = core::Risk(m_risk->currentData().toInt());
    request.filter.text = m_words->text();
    request.next = which() == Which::Next ? m_number->value() : 0;
    return request;
}

QStringList CheckoutDialog::entered() const
{
    return {m_which->currentText(), m_number->text(), m_kind->currentText(), m_risk->currentText(), m_words->text(), m_ids->text(), m_hours->text()};
}

void CheckoutDialog::choose()
{
    if (m_busy || m_goesOn || !m_session.signedIn())
        return;
    if (which() == Which::ByNumber && request().cases.isEmpty()) {
        m_size->setText(tr("Type the numbers of the cases."));
        m_notice->clear();
        return;
    }
    m_session.reading().run<ChosenCases>(
        this, QStringLiteral("offline/choose"),
        [person = m_session.acting().person, asked = request()](const workflow::Ports &ports, std::stop_token) {
            return workflow::chooseCases(ports, person, asked);
        },
        [this](Result<ChosenCases> cases) { chosen(std::move(cases)); });
}

void CheckoutDialog::chosen(Result<ChosenCases> cases)
{
    if (m_busy)
        return;
    m_notice->clear();
    m_chosen.reset();
    if (cases) {
        m_chosen = *cases;
        m_size->setText(tr("%1, %2, until %3.").arg(casesWords(cases->cases.size()), sizeWords(cases->bytes), dayTime(cases->until)));
    } else if (cases.error().kind == ErrorKind::TooLarge) {
        m_size->setText(tr("More than %1 cases match; take fewer at a time.").arg(workflow::mostCheckedOut));
    } else if (cases.error().kind == ErrorKind::NothingToClaim) {
        m_size->setText(tr("No case that waits for you matches."));
    } else {
        m_size->clear();
        m_notice->showError(cases.error());
    }
    m_yes->setEnabled(m_chosen.has_value());
}

// ---- carrying it out

void CheckoutDialog::submit()
{
    if (m_busy || !m_session.signedIn() || (!m_goesOn && !m_chosen))
        return;
    run(m_goesOn);
}

void CheckoutDialog::run(bool goesOn)
{
    m_stop = std::stop_source();
    m_notice->clear();
    setBusy(true);
    const auto tell = [home = &m_session, guarded = QPointer(this)](const workflow::CheckoutProgress &progress) {
        QMetaObject::invokeMethod(home, [guarded, progress] {
            if (guarded)
                guarded->note(progress);
        }, Qt::QueuedConnection);
    };
    m_session.working().run<CheckoutReport>(
        this, {},
        [goesOn, tell, chosen = m_chosen.value_or(ChosenCases()), acting = m_session.acting(), place = m_session.workspace(),
         origin = m_session.location(), mine = m_stop](const workflow::Ports &ports, std::stop_token lane) -> Result<CheckoutReport> {
            const std::stop_callback both(lane, [mine]() mutable { mine.request_stop(); });
            if (!goesOn)
                return workflow::takeAlong(ports, acting, *place, chosen, origin, tell, mine.get_token());
            const auto report = workflow::finishCheckout(ports, acting, *place, tell, mine.get_token());
            if (!report)
                return tl::unexpected(report.error());
            return *report ? Result<CheckoutReport>(**report) : core::fail(ErrorKind::NothingToClaim);
        },
        [this](Result<CheckoutReport> report) { ended(std::move(report)); });
}

void CheckoutDialog::note(const workflow::CheckoutProgress &progress)
{
    if (!m_busy)
        return;
    m_bar->setRange(0, int(std::max<qsizetype>(1, progress.of)));
    m_bar->setValue(int(progress.cases));
    m_size->setText(tr("%1 of %2 cases, %3").arg(progress.cases).arg(progress.of).arg(sizeWords(progress.bytes)));
}

void CheckoutDialog::ended(Result<CheckoutReport> report)
{
    setBusy(false);
    if (report) {
        Q_EMIT taken(*report);
        accept();
        return;
    }
    const bool wasBegun = m_goesOn;
    m_goesOn = m_session.workspace()->isBegun();
    m_yes->setText(m_goesOn ? tr("Go on") : tr("Check out"));
    m_yes->setAccessibleName(m_yes->text());
    setBusy(false);
    if (report.error().kind == ErrorKind::Cancelled)
        m_size->setText(tr("Stopped. What was copied stays; it goes on where it was."));
    else if (wasBegun && !m_goesOn)
        choose(); // the store had never heard of it: from the beginning
    else
        m_notice->showError(report.error());
}

void CheckoutDialog::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *field : {static_cast<QWidget *>(m_which), static_cast<QWidget *>(m_number), static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_risk),
                           static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_ids), static_cast<QWidget *>(m_hours)})
        field->setEnabled(!busy && !m_goesOn);
    m_bar->setVisible(busy);
    m_bar->setRange(0, 0);
    m_no->setText(busy ? tr("Stop") : tr("Cancel"));
    m_no->setAccessibleName(m_no->text());
    m_yes->setEnabled(!busy && (m_goesOn || m_chosen));
    if (busy)
        m_no->setFocus(Qt::OtherFocusReason);
}

// While it copies, leaving means stopping it; it can go on another time.
void CheckoutDialog::reject()
{
    if (!m_busy || !m_session.signedIn())
        return QDialog::reject();
    m_stop.request_stop();
}

} // namespace countersign::ui
