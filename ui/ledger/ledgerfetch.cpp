// LedgerPage: what it asks of the store.
#include "ui/ledger/auditlooks.h"
#include "ui/ledger/decisionview.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "ui/speech.h"
#include "workflow/people.h"
#include "workflow/verifyledger.h"
#include "workflow/wordings.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStackedWidget>

namespace countersign::ui {

using core::DecisionRow;
using core::Result;
using workflow::Ports;

namespace {

const QString decisionsTopic = QStringLiteral("ledger/decisions");
const QString sizeTopic = QStringLiteral("ledger/size");
const QString entriesTopic = QStringLiteral("ledger/entries");
const QString entryTopic = QStringLiteral("ledger/entry");

// What can be chosen beside the first item, which stands for all; what was chosen stays so where it is still there.
void offer(QComboBox *box, const QList<std::pair<QString, QString>> &items)
{
    const QString chosen = box->currentData().toString();
    const QSignalBlocker quiet(box);
    while (box->count() > 1)
        box->removeItem(1);
    for (const auto &[words, value] : items)
        box->addItem(words, value);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

} // namespace

core::DecisionFilter LedgerPage::filter() const
{
    core::DecisionFilter filter;
    filter.teams = m_session.acting().person.teams();
    filter.caseId = core::CaseId(m_case->text().trimmed());
    filter.reviewer = core::PersonId(m_reviewer->currentData().toString());
    if (const QVariant verdict = m_verdict->currentData(); verdict.isValid())
        filter.verdict = core::Verdict(verdict.toInt());
    filter.kind = m_kind->currentData().toString();
    filter.reason = m_reason->currentData().toString();
    if (const QVariant flag = m_flag->currentData(); flag.isValid())
        filter.flag = core::DecisionFlag(flag.toInt());
    if (const int days = m_period->currentData().toInt(); days > 0)
        filter.since = QDateTime::currentDateTimeUtc().addDays(-days);
    filter.newestFirst = true;
    filter.limit = pageOfDecisions;
    return filter;
}

void LedgerPage::loadDecisions()
{
    if (!m_session.signedIn())
        return;
    m_session.reading().run<QList<DecisionRow>>(
        this, decisionsTopic, [asked = filter()](const Ports &ports, std::stop_token) { return ports.decisions.decisions(asked); },
        [this, asked = filter()](Result<QList<DecisionRow>> rows) {
            if (!rows) {
                m_notice->showError(rows.error());
                return;
            }
            m_notice->clear();
            m_looks->atList(asked, *rows);
            m_decisions->setFirst(*rows, rows->size() < pageOfDecisions);
            if (m_decisionTable->hasFocus() || !m_case->hasFocus())
                m_decisionTable->selectRowAt(0);
            showWhatIsThere();
        });
}

void LedgerPage::moreDecisions(quint64 before)
{
    if (!m_session.signedIn())
        return;
    core::DecisionFilter asked = filter();
    asked.before = before;
    m_session.reading().run<QList<DecisionRow>>(
        this, decisionsTopic, [asked](const Ports &ports, std::stop_token) { return ports.decisions.decisions(asked); },
        [this](Result<QList<DecisionRow>> rows) {
            if (rows)
                m_decisions->append(*rows, rows->size() < pageOfDecisions);
            else
                m_notice->showError(rows.error());
        });
}

void LedgerPage::newerDecisions()
{
    m_session.reading().run<QList<DecisionRow>>(
        this, QStringLiteral("ledger/newer"), [asked = filter()](const Ports &ports, std::stop_token) { return ports.decisions.decisions(asked); },
        [this](Result<QList<DecisionRow>> rows) {
            if (!rows)
                return;
            m_decisions->prepend(*rows);
            showWhatIsThere();
        });
}

void LedgerPage::askSize()
{
    m_session.reading().run<workflow::LedgerCheckpoint>(
        this, sizeTopic, [](const Ports &ports, std::stop_token) { return workflow::ledgerCheckpoint(ports); },
        [this](Result<workflow::LedgerCheckpoint> checkpoint) {
            if (checkpoint)
                m_entries->setSize(checkpoint->size);
            else
                m_notice->showError(checkpoint.error());
        });
}

void LedgerPage::askEntries(quint64 from, qsizetype count)
{
    m_session.reading().run<QList<workflow::LedgerLine>>(
        this, entriesTopic, [from, count](const Ports &ports, std::stop_token) { return workflow::ledgerSince(ports, from, count); },
        [this](Result<QList<workflow::LedgerLine>> lines) {
            if (!lines) {
                m_notice->showError(lines.error());
                return;
            }
            QList<items::LedgerItem> shown;
            for (const workflow::LedgerLine &line : std::as_const(*lines))
                shown.append({line.seq, line.kind, line.arrived, line.actor, line.actorName, line.subject, line.leafHash, line.flags});
            m_entries->setEntries(shown);
        });
}

void LedgerPage::askPeople()
{
    m_session.reading().run<QList<core::Person>>(
        this, QStringLiteral("ledger/people"), [](const Ports &ports, std::stop_token) { return workflow::listPeople(ports); },
        [this](Result<QList<core::Person>> people) {
            if (!people)
                return;
            QList<std::pair<QString, QString>> items;
            for (const core::Person &person : std::as_const(*people))
                items.append({person.printedName.isEmpty() ? person.id.value : person.printedName, person.id.value});
            offer(m_reviewer, items);
        });
}

void LedgerPage::askKinds()
{
    m_session.reading().run<QList<core::MetricRow>>(
        this, QStringLiteral("ledger/kinds"),
        [teams = m_session.acting().person.teams()](const Ports &ports, std::stop_token) { return ports.decisions.metrics(teams, core::MetricGroup::Kind); },
        [this](Result<QList<core::MetricRow>> rows) {
            if (!rows)
                return;
            QList<std::pair<QString, QString>> items;
            for (const core::MetricRow &row : std::as_const(*rows))
                items.append({kindWords(row.group), row.group});
            offer(m_kind, items);
        });
}

void LedgerPage::askReasons()
{
    m_session.reading().run<QList<core::Wording>>(
        this, QStringLiteral("ledger/reasons"), [](const Ports &ports, std::stop_token) { return workflow::wordings(ports); },
        [this](Result<QList<core::Wording>> wordings) {
            if (!wordings)
                return;
            QMap<QString, QString> reasons; // words, then code: in the order of the alphabet, each once
            for (const core::Wording &one : std::as_const(*wordings))
                if (one.sort == core::Wording::Sort::Reason)
                    reasons.insert(codeWords(one.code), one.code);
            for (int row = 0; row < m_decisions->rowCount(); ++row)
                for (const QString &code : m_decisions->decision(row).reasons)
                    reasons.insert(codeWords(code), code);
            QList<std::pair<QString, QString>> items;
            for (auto reason = reasons.cbegin(); reason != reasons.cend(); ++reason)
                items.append({reason.key(), reason.value()});
            offer(m_reason, items);
        });
}

void LedgerPage::openEntryRow(int row)
{
    const items::LedgerItem *item = m_entries->entry(row);
    if (!item || !m_session.signedIn())
        return;
    const quint64 seq = item->seq;
    if (item->kind != u"decision") {
        m_layers->setCurrentWidget(m_view);
        m_view->openEntry(seq, statementWords(item->kind));
        return;
    }
    core::DecisionFilter asked;
    asked.teams = m_session.acting().person.teams();
    asked.before = seq + 1;
    asked.limit = 1;
    asked.newestFirst = true;
    m_session.reading().run<QList<DecisionRow>>(
        this, entryTopic, [asked](const Ports &ports, std::stop_token) { return ports.decisions.decisions(asked); },
        [this, seq](Result<QList<DecisionRow>> rows) {
            if (rows && !rows->isEmpty() && rows->first().logIndex == seq)
                openDecision(rows->first().id);
        });
}

} // namespace countersign::ui
