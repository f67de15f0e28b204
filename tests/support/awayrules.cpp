#include "support/awayrules.h"

#include "ledger/entry.h"
#include "ledger/hash.h"
#include "ledger/statement.h"

namespace countersign::testsupport {

namespace {

using ledger::Flag;

constexpr qint64 clockSecondsAllowed = 60;

struct Case {
    ledger::Hash digest;
    core::StatementId standing;
    bool isGone = false;
    bool isDisputed = false;
};

struct Device {
    quint64 seq = 0;
    std::optional<ledger::Hash> note;
    QDateTime claimed;
    bool isSuspended = false;
};

struct Trip {
    QDateTime began;
    QDateTime until;
    bool isRecalled = false;
};

class Reading {
public:
    explicit Reading(const QHash<QByteArray, core::StatementId> &workspaces) : m_workspaces(workspaces) {}

    void take(quint64 index, const ledger::Entry &entry, const ledger::Statement &statement)
    {
        if (const auto *imported = std::get_if<ledger::CaseImported>(&statement.body))
            for (const auto &one : imported->cases)
                cases[one.id].digest = one.digest;
        else if (const auto *withdrawn = std::get_if<ledger::CaseWithdrawn>(&statement.body))
            cases[withdrawn->ref.caseId].isGone = true;
        else if (const auto *redacted = std::get_if<ledger::Redaction>(&statement.body))
            cases[redacted->ref.caseId].isGone = true;
        else if (const auto *checkout = std::get_if<ledger::Checkout>(&statement.body))
            m_trips[statement.id] = {entry.arrived, checkout->until, false};
        else if (const auto *revoked = std::get_if<ledger::KeyRevoked>(&statement.body))
            m_revoked.insert(revoked->revoked.hex());
        else if (const auto *finding = std::get_if<ledger::Finding>(&statement.body))
            takeFinding(*finding);
        else if (const auto *dispute = std::get_if<ledger::Dispute>(&statement.body))
            for (const core::StatementId &one : dispute->decisions)
                named.insert(one);
        else if (const auto *decision = std::get_if<ledger::Decision>(&statement.body))
            takeDecision(index, entry, statement, *decision);
    }

    QHash<core::CaseId, Case> cases;
    QHash<core::StatementId, quint64> decisions; // with their places
    QSet<core::StatementId> aside, disputed, named;
    QString why;                                 // of the first that is wrong

private:
    void takeFinding(const ledger::Finding &finding)
    {
        if (finding.subject == u"checkout.recalled")
            m_trips[finding.statement].isRecalled = true;
        else if (finding.subject.startsWith(u"device.suspended:"))
            m_devices[finding.subject.mid(17).toLatin1()].isSuspended = true;
    }

    void takeDecision(quint64 index, const ledger::Entry &entry, const ledger::Statement &statement, const ledger::Decision &body)
    {
        if (decisions.contains(statement.id))
            blame(statement, "is in the log twice");
        decisions.insert(statement.id, index);
        const bool isAway = m_workspaces.contains(statement.by->device);
        const Flag *const expected = isAway ? away(entry, statement, body) : nullptr;
        for (const Flag flag : {Flag::Quarantined, Flag::Disputed})
            if (entry.flags.contains(flag) != (expected && *expected == flag))
                blame(statement, entry.flags.contains(flag) ? "was set aside or disputed without a reason" : "was neither set aside nor disputed");
        Case &its = cases[body.ref.caseId];
        if (!expected) {
            its.standing = statement.id;
            its.isDisputed = its.isDisputed && body.stage != core::Stage::Resolution;
            return;
        }
        (*expected == Flag::Disputed ? disputed : aside).insert(statement.id);
        its.isDisputed = its.isDisputed || (*expected == Flag::Disputed && !its.isGone);
    }

    // Nothing where it has to stand.
    const Flag *away(const ledger::Entry &entry, const ledger::Statement &statement, const ledger::Decision &body)
    {
        static constexpr Flag setAside = Flag::Quarantined, asDispute = Flag::Disputed;
        const ledger::Attestation &by = *statement.by;
        const Trip trip = m_trips.value(m_workspaces.value(by.device));
        Device &device = m_devices[by.device];
        if (by.deviceSeq != device.seq + 1 || by.devicePrevious != device.note) { // a copy's
            device.isSuspended = true;
            return &setAside;
        }
        const bool isWrong = (trip.began.isValid() && by.claimed.addSecs(clockSecondsAllowed) < trip.began)
            || by.claimed > entry.arrived.addSecs(clockSecondsAllowed) || (device.claimed.isValid() && by.claimed < device.claimed);
        const bool isOneLine = !device.isSuspended; // of two lines in one nobody can tell what came before
        if (isOneLine && trip.began.isValid() && entry.flags.contains(Flag::Clock) != isWrong)
            blame(statement, isWrong ? "claims a time that cannot be, unflagged" : "claims a time that can be, flagged");
        device = {by.deviceSeq, ledger::sha256(entry.content), by.claimed, device.isSuspended};
        if (device.isSuspended || trip.isRecalled || m_revoked.contains(by.key.hex()))
            return &setAside;
        const Case &its = cases[body.ref.caseId];
        if (its.isGone || its.digest != body.caseDigest)
            return &asDispute;
        const bool fits = body.supersedes.isEmpty() ? its.standing.isEmpty() : its.standing == body.supersedes && !its.isDisputed;
        if (fits && body.supersedes.isEmpty() && trip.until.isValid() && trip.until < entry.arrived && !entry.flags.contains(Flag::Late))
            blame(statement, "came late, unflagged");
        return fits ? nullptr : &asDispute;
    }

    void blame(const ledger::Statement &statement, const char *what)
    {
        if (!why.isEmpty())
            return;
        const auto &body = std::get<ledger::Decision>(statement.body);
        why = QStringLiteral("%1 %2 (case %3, device %4, its number %5, under %6, correcting %7)")
                  .arg(statement.id.value, QString::fromLatin1(what), body.ref.caseId.value, QString::fromLatin1(statement.by->device))
                  .arg(statement.by->deviceSeq)
                  .arg(m_workspaces.value(statement.by->device).value, body.supersedes.value);
    }

    const QHash<QByteArray, core::StatementId> &m_workspaces;
    QHash<core::StatementId, Trip> m_trips;
    QHash<QByteArray, Device> m_devices;
    QSet<QByteArray> m_revoked;
};

QString said(const core::Error &error)
{
    return core::kindName(error.kind) + u' ' + error.where + u' ' + error.detail;
}

// The rows of the store against the log.
QString brokenRows(const workflow::Ports &store, const QList<core::TeamId> &teams, const Reading &log)
{
    core::DecisionFilter all;
    all.teams = teams;
    const auto rows = store.decisions.decisions(all);
    if (!rows)
        return said(rows.error());
    if (rows->size() != log.decisions.size())
        return QStringLiteral("%1 decisions in the log, %2 in the store").arg(log.decisions.size()).arg(rows->size());
    for (const core::DecisionRow &row : *rows) {
        if (log.decisions.value(row.id) != row.logIndex || !log.decisions.contains(row.id))
            return row.id.value + QStringLiteral(" stands elsewhere in the log");
        const bool isBeside = log.aside.contains(row.id) || log.disputed.contains(row.id);
        if (isBeside && row.stands)
            return row.id.value + QStringLiteral(" stands, and should not");
        if (!row.stands && log.cases[row.caseId].standing == row.id && !log.cases[row.caseId].isGone)
            return row.id.value + QStringLiteral(" does not stand any more");
    }
    return {};
}

} // namespace

QString AwayRules::broken(const workflow::Ports &store, const QList<core::TeamId> &teams, const QSet<core::StatementId> &missing) const
{
    const auto head = store.ledger.head();
    if (!head)
        return said(head.error());
    Reading log(m_workspaces);
    QString unread;
    const auto scanned = store.ledger.scan(0, head->size, [&](const ledger::LogRow &row) {
        const auto entry = ledger::parseEntry(row.entry);
        const auto statement = entry.and_then(ledger::statementOf);
        if (statement)
            log.take(row.index, *entry, *statement);
        else
            unread = said(statement.error());
        return unread.isEmpty();
    });
    if (!scanned || !unread.isEmpty() || !log.why.isEmpty())
        return !scanned ? said(scanned.error()) : unread + log.why;
    for (const core::StatementId &one : m_acknowledged)
        if (!log.decisions.contains(one) && !missing.contains(one))
            return one.value + QStringLiteral(" was acknowledged, and is lost");
    for (auto one = log.decisions.cbegin(); one != log.decisions.cend(); ++one)
        if (!m_acknowledged.contains(one.key()))
            return one.key().value + QStringLiteral(" was invented");
    for (const core::StatementId &one : std::as_const(log.disputed))
        if (!log.named.contains(one))
            return one.value + QStringLiteral(" is in no dispute");
    for (auto one = log.cases.cbegin(); one != log.cases.cend(); ++one) {
        const auto stored = one->isDisputed ? store.cases.findCase(one.key(), teams) : core::Result<std::optional<core::StoredCase>>(std::nullopt);
        if (stored && *stored && !one->isGone && (*stored)->row.state != core::CaseState::Disputed)
            return one.key().value + QStringLiteral(" does not wait for a third person");
    }
    return brokenRows(store, teams, log);
}

} // namespace countersign::testsupport
