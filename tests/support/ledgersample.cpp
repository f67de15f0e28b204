#include "support/ledgersample.h"

#include <stdexcept>

namespace countersign::tests {

using namespace countersign::ledger;
using core::Role;

namespace {

// Tests have nothing to go on with after this.
template <typename T>
T orThrow(core::Result<T> result)
{
    if (!result)
        throw std::runtime_error((QStringLiteral("sample: ") + result.error().where + u' ' + result.error().detail).toStdString());
    return std::move(*result);
}

core::TeamId mainTeam()
{
    return core::TeamId(QStringLiteral("main"));
}

CaseRef sampleCase()
{
    return {mainTeam(), core::CaseId(QStringLiteral("D2N068 β")), 2};
}

EnrolledKey sampleEnrolled(const QString &person, const QString &name, char seedByte)
{
    return {sampleKey(person, seedByte)->publicKey(), core::PersonId(person), name, KeyUse::Person};
}

Decision sampleDecision()
{
    Decision decision;
    decision.ref = sampleCase();
    decision.caseDigest = sampleHash(2);
    decision.claim = 7;
    decision.slot = 2;
    decision.stage = core::Stage::Second;
    decision.verdict = core::Verdict::Edit;
    decision.outcome = sampleHash(3);
    decision.rationale = sampleHash(4);
    decision.reasons = {QStringLiteral("dose wrong"), QStringLiteral("allergy-missing")};
    decision.contact = sampleHash(5);
    decision.firstAnswer = sampleHash(6);
    decision.supersedes = sampleId(9);
    decision.policy = {3, QStringLiteral("new medication")};
    return decision;
}

} // namespace

std::unique_ptr<UnlockedKey> sampleKey(const QString &person, char seedByte)
{
    return std::make_unique<UnlockedKey>(core::PersonId(person), Secret::copyOf(QByteArray(32, seedByte)));
}

Hash sampleHash(char byte)
{
    return *Hash::fromBytes(QByteArray(32, byte));
}

core::StatementId sampleId(int number)
{
    return core::StatementId(QStringLiteral("019ab8f0-1111-7abc-8def-%1").arg(number, 12, 16, QLatin1Char('0')));
}

core::StoreId sampleStore()
{
    return core::StoreId(QStringLiteral("0f8b2c4e-5a6d-4e7f-8a9b-c0d1e2f3a4b5"));
}

QDateTime sampleTime(int second)
{
    return QDateTime(QDate(2026, 11, 23), QTime(9, 0), Qt::UTC).addSecs(second).addMSecs(250);
}

Body sampleBody(StatementKind kind, bool signedForm)
{
    const core::PersonId bo(QStringLiteral("bo"));
    const QList<Hash> blobs{sampleHash(12), sampleHash(11)};
    const QStringList reasons{QStringLiteral("duplicate"), QStringLiteral("consent")};
    switch (kind) {
    case StatementKind::StoreCreated:
        return StoreCreated{QStringLiteral("Clinic north"),
                            sampleEnrolled(QStringLiteral("ada"), QStringLiteral("Dr. Ada Mwangi"), 1)};
    case StatementKind::KeyEnrolled:
        return KeyEnrolled{sampleEnrolled(QStringLiteral("bo"), QStringLiteral("Bo Ćwikła"), 2)};
    case StatementKind::KeyRevoked:
        return KeyRevoked{sampleHash(1), QStringLiteral("lost")};
    case StatementKind::RoleGranted:
        return RoleGranted{bo, mainTeam(), {Role::Supervisor, Role::Reviewer}};
    case StatementKind::RoleWithdrawn:
        return RoleWithdrawn{bo, mainTeam(), {Role::Supervisor}, QStringLiteral("moved")};
    case StatementKind::CaseImported:
        return CaseImported{mainTeam(),
                            core::PersonId(signedForm ? QString() : QStringLiteral("pipeline")),
                            1,
                            {{core::CaseId(QStringLiteral("z/9")), 1, sampleHash(7), QStringLiteral("everyone")},
                             {core::CaseId(QStringLiteral("D2N068 β")), 2, sampleHash(2), QStringLiteral("everyone")}}};
    case StatementKind::CaseWithdrawn:
        return CaseWithdrawn{sampleCase(), reasons, sampleHash(8)};
    case StatementKind::PolicyAdopted:
        return PolicyAdopted{mainTeam(), 2, sampleHash(9), sampleTime(86400)};
    case StatementKind::Decision:
        return sampleDecision();
    case StatementKind::Dispute:
        return Dispute{sampleCase(), QStringLiteral("slots-differ"), {sampleId(5), sampleId(4)}};
    case StatementKind::Resolution:
        return Resolution{sampleCase(), {sampleId(5), sampleId(4)}, sampleId(4), sampleHash(10)};
    case StatementKind::Release:
        return Release{sampleCase(), sampleHash(2), sampleHash(3), {3, QStringLiteral("new medication")}, {sampleId(4), sampleId(6)}};
    case StatementKind::Recall:
        return Recall{sampleCase(), 41, {sampleId(9)}, reasons, sampleHash(8)};
    case StatementKind::Checkout:
        return Checkout{mainTeam(), sampleTime(72 * 3600), {{core::CaseId(QStringLiteral("D2N068 β")), 2, sampleHash(2), 7, 1}}};
    case StatementKind::Sync:
        return SyncDone{bo, QByteArray(32, 'b'), 5, 3, 1, 1, 0};
    case StatementKind::Redaction:
        return Redaction{sampleCase(), blobs, reasons, sampleHash(8)};
    case StatementKind::Migration:
        return Migration{3, 4};
    case StatementKind::Restore:
        return Restore{1, 40, sampleHash(13), 44, sampleHash(14)};
    case StatementKind::AuditOpened:
        return AuditOpened{mainTeam(), sampleCase().caseId, sampleId(4), QStringLiteral("decision")};
    case StatementKind::Finding:
        return Finding{
            mainTeam(), sampleId(20),  QStringLiteral("opened"), QStringLiteral("device-fork"), sampleCase().caseId, sampleId(4),
            bo,         sampleHash(15)};
    case StatementKind::ClaimExpiredDecided:
        return ClaimExpiredDecided{sampleCase(), sampleId(4), bo, 7, sampleTime(30)};
    }
    return {};
}

Statement sampleStatement(StatementKind kind, bool signedForm)
{
    if (!signedForm)
        return {sampleStore(), {}, sampleBody(kind, false), std::nullopt};
    const auto ada = sampleKey(QStringLiteral("ada"), 1);
    const Signer signer{sampleStore(),
                        QStringLiteral("Dr. Ada Mwangi"),
                        QByteArray(32, 'a'),
                        {12, sampleHash(16)},
                        QStringLiteral("Countersign 0.1.0")};
    const QString meaning = QStringLiteral("I have reviewed this case against its evidence and approve the edited text.");
    return attest(signer, *ada, sampleBody(kind, true), SigningMode::Light, meaning, {3, sampleHash(17)}, sampleTime(0), sampleId(1));
}

LedgerSample::LedgerSample()
{
    const QString ada = QStringLiteral("ada");
    join(ada, QStringLiteral("Ada Mwangi"), 1);
    record(ada, StoreCreated{QStringLiteral("Sample"),
                             {key(ada).publicKey(), core::PersonId(ada), QStringLiteral("Ada Mwangi"), KeyUse::Person}});
    record(ada, RoleGranted{core::PersonId(ada), mainTeam(), {Role::Reviewer, Role::Supervisor, Role::Compliance}});
}

void LedgerSample::join(const QString &person, const QString &printedName, char seedByte)
{
    m_people[person] = {
        sampleKey(person, seedByte),
        {sampleStore(), printedName, QByteArray(1, seedByte).toHex().repeated(16), {}, QStringLiteral("Countersign tests")}};
}

void LedgerSample::enrol(const QString &person, const QString &printedName, char seedByte, const QList<Role> &roles)
{
    const QString ada = QStringLiteral("ada");
    join(person, printedName, seedByte);
    append(note(ada, KeyEnrolled{{key(person).publicKey(), core::PersonId(person), printedName, KeyUse::Person}}, {&key(person)}));
    record(ada, RoleGranted{core::PersonId(person), mainTeam(), roles});
}

SignedNote LedgerSample::note(const QString &person, Body body, const QList<const UnlockedKey *> &further)
{
    const Member &member = m_people.at(person);
    const DevicePlace place = orThrow(nextDevicePlace(storage, member.signer.device));
    m_lastId = sampleId(++m_step);
    return orThrow(signStatement(attest(member.signer, *member.key, std::move(body), SigningMode::Light,
                                        QStringLiteral("I made this."), place, sampleTime(m_step), m_lastId),
                                 *member.key, further));
}

Receipt LedgerSample::append(const SignedNote &note, const QList<Flag> &flags)
{
    const Entry entry = orThrow(signedEntry(note, sampleTime(++m_step), QStringLiteral("local"), flags));
    return orThrow(ledger::append(storage, entry));
}

Receipt LedgerSample::record(const QString &person, Body body, const QList<Flag> &flags)
{
    return append(note(person, std::move(body)), flags);
}

Receipt LedgerSample::recordOwn(Body body)
{
    const Statement statement{sampleStore(), {}, std::move(body), std::nullopt};
    return orThrow(ledger::append(storage, orThrow(ownEntry(statement, sampleTime(++m_step), QStringLiteral("local")))));
}

Decision LedgerSample::decision(int caseNumber, char outcome) const
{
    Decision decision;
    decision.ref = {mainTeam(), core::CaseId(QStringLiteral("case-%1").arg(caseNumber)), 1};
    decision.caseDigest = sampleHash(char(caseNumber));
    decision.claim = 1;
    decision.outcome = sampleHash(outcome);
    decision.policy = {1, QStringLiteral("everyone")};
    return decision;
}

} // namespace countersign::tests
