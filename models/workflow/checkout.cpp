#include "workflow/checkout.h"

#include "ledger/witness.h"
#include "workflow/checkoutcopying.h"
#include "workflow/checkoutsupply.h"
#include "workflow/people.h"
#include "workflow/recordstatement.h"
#include "workflow/watchrecord.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

QString checkoutMeaning()
{
    return QStringLiteral("I take these cases with me, to decide them away from the store.");
}

// A case that cannot be taken is left out, where it was not named.
bool isTaken(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::ClaimHeld:
    case ErrorKind::SecondSlot:
    case ErrorKind::OwnSubmission:
    case ErrorKind::MoveNotAllowed:
    case ErrorKind::NotAllowed:
    case ErrorKind::NoSuchCase:
    case ErrorKind::StaleVersion:
        return true;
    default:
        return false;
    }
}

Result<quint64> bytesOf(const Ports &ports, const QStringList &digests)
{
    if (ports.desk)
        return ports.desk->bytesOf(digests);
    quint64 bytes = 0;
    for (const QString &digest : digests) {
        const auto blob = ports.blobs.loadBlob(digest);
        if (!blob)
            return tl::unexpected(blob.error());
        bytes += *blob ? quint64((*blob)->content.size()) : 0;
    }
    return bytes;
}

Result<QList<core::CaseId>> candidates(const Ports &ports, const core::Person &person, const CheckoutRequest &request)
{
    if (!request.cases.isEmpty())
        return request.cases;
    core::QueueFilter filter = request.filter;
    filter.states = {core::CaseState::Open};
    for (const core::TeamId &team : person.teams())
        if (person.has(core::Role::Reviewer, team))
            filter.teams.append(team);
    // Page by page: a store has many more.
    const qsizetype wanted = request.next > 0 ? request.next : mostCheckedOut + 1;
    QList<core::CaseId> free;
    for (core::CaseId after;;) {
        const auto keys = ports.cases.queueKeys(filter, 2 * wanted, after);
        const auto rows = keys ? ports.cases.queueRows(*keys, person.id) : Result<QList<core::QueueRow>>(tl::unexpected(keys.error()));
        if (!rows)
            return tl::unexpected(rows.error());
        for (const core::QueueRow &row : *rows)
            if ((row.holder.isEmpty() || row.holder == person.id) && free.size() < wanted)
                free.append(row.id);
        if (free.size() == wanted || rows->isEmpty() || keys->size() < 2 * wanted)
            break;
        after = rows->last().id;
    }
    return free;
}

// Cases that were named and are with others: how many, and of the first few who has each.
class HeldCases {
public:
    void add(const core::CaseId &id, const core::PersonId &holder)
    {
        if (++m_count <= mostNamed)
            m_named += u'\n' + id.value + u'\t' + holder.value;
        if (m_first.isEmpty())
            m_first = id.value;
    }
    bool any() const { return m_count > 0; }
    core::Error error() const { return {ErrorKind::ClaimHeld, m_first, QString::number(m_count) + m_named}; }

private:
    static constexpr qsizetype mostNamed = 3;
    qsizetype m_count = 0;
    QString m_first;
    QString m_named;
};

// The same of one that was taken in this moment, or has all its seats taken.
core::Error withHolder(const Ports &ports, const core::TeamId &team, const core::Person &person, core::Error error)
{
    if (error.kind != ErrorKind::ClaimHeld)
        return error;
    const auto seats = ports.cases.slotsOf(core::CaseId(error.where), team);
    for (const core::Slot &seat : seats.value_or(QList<core::Slot>()))
        if (seat.claim && !seat.decision && seat.claim->holder != person.id) {
            HeldCases held;
            held.add(core::CaseId(error.where), seat.claim->holder);
            return held.error();
        }
    return error;
}

Result<void> demandChoice(const core::StoredCase &stored, const ChosenCases &chosen, const core::Person &person)
{
    if (stored.row.state != core::CaseState::Open)
        return fail(ErrorKind::MoveNotAllowed, stored.row.id.value, core::stateName(stored.row.state));
    if (!stored.row.holder.isEmpty() && stored.row.holder != person.id && stored.route.reviewers < 2)
        return fail(ErrorKind::ClaimHeld, stored.row.id.value);
    if (!chosen.cases.isEmpty() && chosen.cases.first().row.team != stored.row.team)
        return fail(ErrorKind::WrongCall, stored.row.id.value, QStringLiteral("teams"));
    return {};
}

// The statement's row of a case, once the claim is there and the case as it was chosen.
Result<ledger::Checkout::Case> take(const Ports &ports, const ActingPerson &acting, const core::StoredCase &chosen, int hours)
{
    const auto now = ports.cases.findCase(chosen.row.id, {chosen.row.team});
    if (!now)
        return tl::unexpected(now.error());
    if (!*now)
        return fail(ErrorKind::NoSuchCase, chosen.row.id.value);
    if ((*now)->digest != chosen.digest)
        return fail(ErrorKind::StaleVersion, chosen.row.id.value, QString::number((*now)->row.version));
    return ports.cases.claimCase(chosen.row.id, acting.person, hours * 60).map([&](const core::Claim &claim) {
        return ledger::Checkout::Case{chosen.row.id, quint64(claim.version), *ledger::readDigest(chosen.digest.toLatin1()), quint64(claim.fence),
                                      quint64(claim.slot)};
    });
}

using TakenCase = Result<ledger::Checkout::Case>;

// Where the store decides by itself: what the entry has to say, by its clock; the claims come with the entry.
Result<QList<TakenCase>> takeOffered(const Ports &ports, const ChosenCases &chosen, QDateTime &until)
{
    QList<core::CaseId> ids;
    for (const core::StoredCase &one : chosen.cases)
        ids.append(one.row.id);
    const auto offer = ports.desk->offer(chosen.cases.first().row.team, ids);
    if (!offer)
        return tl::unexpected(offer.error());
    until = offer->now.addSecs(3600LL * chosen.hours);
    QList<TakenCase> all;
    for (qsizetype i = 0; i < offer->cases.size(); ++i) {
        const sync::OfferedCase &one = offer->cases[i];
        if (one.refused)
            all.append(tl::unexpected(*one.refused));
        else if (digestString(one.digest) != chosen.cases[i].digest)
            all.append(fail(ErrorKind::StaleVersion, one.caseId.value, QString::number(one.version)));
        else
            all.append(ledger::Checkout::Case{one.caseId, one.version, one.digest, one.fence, one.slot});
    }
    return all;
}

Result<QList<TakenCase>> takeEach(const Ports &ports, const ActingPerson &acting, const ChosenCases &chosen, QDateTime &until)
{
    if (ports.desk)
        return takeOffered(ports, chosen, until);
    QList<TakenCase> all;
    for (const core::StoredCase &one : chosen.cases)
        all.append(take(ports, acting, one, chosen.hours));
    return all;
}

Result<void> takeAll(const Ports &ports, const ActingPerson &acting, const ChosenCases &chosen, const core::StatementId &id, qsizetype &leftOut)
{
    if (const auto person = personNow(ports, acting); !person)
        return tl::unexpected(person.error());
    ledger::Checkout body{chosen.cases.first().row.team, chosen.until, {}};
    const auto all = takeEach(ports, acting, chosen, body.until);
    if (!all)
        return tl::unexpected(all.error());
    leftOut = 0;
    for (const TakenCase &taken : *all) {
        if (taken)
            body.cases.append(*taken);
        else if (chosen.allOrNone || !isTaken(taken.error()))
            return tl::unexpected(withHolder(ports, body.team, acting.person, taken.error()));
        else
            ++leftOut;
    }
    if (body.cases.isEmpty())
        return fail(ErrorKind::NothingToClaim);
    return signedEntry(ports, acting, body, checkoutMeaning(), {}, id)
        .and_then([&](const ledger::MadeEntry &made) { return ledger::append(ports.ledger, made); })
        .map([](const ledger::Receipt &) {});
}

struct Recorded {
    quint64 index = 0;
    ledger::Checkout body;
    QDateTime arrived; // by the store's clock
};

Result<Recorded> recordedCheckout(const Ports &ports, const core::StatementId &id)
{
    const auto index = ports.ledger.indexOf(id);
    if (!index || !*index)
        return index ? fail(ErrorKind::StoreDamaged, id.value, QStringLiteral("checkout")) : Result<Recorded>(tl::unexpected(index.error()));
    const auto entry = ports.ledger.row(**index).and_then([](const ledger::LogRow &row) { return ledger::parseEntry(row.entry); });
    const auto statement = entry.and_then(ledger::statementOf);
    const auto *body = statement ? std::get_if<ledger::Checkout>(&statement->body) : nullptr;
    return body ? Result<Recorded>(Recorded{**index, *body, entry->arrived}) : fail(ErrorKind::StoreDamaged, id.value, QStringLiteral("checkout"));
}

// ---- copying

Result<void> copyPeople(const Ports &from, const OpenWorkspace &to, const ActingPerson &acting)
{
    const auto identity = from.people.storeIdentity();
    const auto policy = from.people.currentPolicy();
    const auto wordings = from.cases.wordings();
    if (!identity || !policy || !wordings)
        return tl::unexpected(!identity ? identity.error() : !policy ? policy.error() : wordings.error());
    if (!*identity)
        return fail(ErrorKind::StoreMissing);
    const auto there = to.ports.people.storeIdentity();
    if (!there || *there)
        return there ? Result<void>() : tl::unexpected(there.error());
    return to.ports.work.write([&]() -> Result<void> {
        return to.ports.people.saveStoreIdentity(**identity)
            .and_then([&] { return to.ports.people.savePerson(acting.person); })
            .and_then([&] { return *policy ? to.ports.people.savePolicy(**policy) : Result<void>(); })
            .and_then([&] { return to.ports.cases.saveWordings(*wordings); });
    });
}

// The last checkpoint that this installation verified: what is signed in the workspace stands on it.
Result<ledger::Basis> verifiedBasis(const Ports &ports, const ActingPerson &acting)
{
    if (const auto watched = watchRecord(ports, acting.keyringFolder); !watched)
        return tl::unexpected(watched.error());
    return ledger::loadWitness(acting.keyringFolder, acting.signer.store).map([](const ledger::Witness &witness) { return witness.basis(); });
}

Result<CheckoutReport> copyAll(const Ports &ports, const ActingPerson &acting, const OpenWorkspace &workspace, const ShowCheckout &show, std::stop_token stop)
{
    auto session = workspace.desk.session();
    if (!session)
        return tl::unexpected(session.error());
    const auto checkout = recordedCheckout(ports, session->checkout);
    if (!checkout)
        return tl::unexpected(checkout.error());
    if (const auto copied = copyPeople(ports, workspace, acting); !copied)
        return tl::unexpected(copied.error());
    session->began = checkout->arrived;
    session->until = checkout->body.until;
    CheckoutReport report{session->checkout, checkout->index, 0, 0, 0, session->until};
    const auto came = copyCases(ports, workspace, acting, checkout->body, session->checkout, show, stop);
    if (!came)
        return tl::unexpected(came.error());
    session->cases = *came;
    report.leftOut = checkout->body.cases.size() - came->size();
    const auto basis = verifiedBasis(ports, acting);
    if (!basis)
        return tl::unexpected(basis.error());
    report.cases = session->cases.size();
    session->basis = *basis;
    session->ready = true;
    return workspace.desk.saveSession(*session).map([&] { return report; });
}

} // namespace

Result<ChosenCases> chooseCases(const Ports &ports, const core::Person &person, const CheckoutRequest &request)
{
    if (!person.has(core::Role::Reviewer))
        return fail(ErrorKind::NotAllowed, person.id.value, core::roleName(core::Role::Reviewer));
    ChosenCases chosen{{}, !request.cases.isEmpty(), 0, request.hours, ports.clock.now().addSecs(3600LL * request.hours)};
    const auto read = ports.work.read([&]() -> Result<void> {
        const auto ids = candidates(ports, person, request);
        if (!ids)
            return tl::unexpected(ids.error());
        if (ids->size() > mostCheckedOut)
            return fail(ErrorKind::TooLarge, {}, QString::number(mostCheckedOut));
        CheckoutSupply supply(ports, person.teams(), person.id, *ids);
        QStringList digests;
        HeldCases held;
        for (const core::CaseId &id : *ids) {
            const auto copy = supply.find(id);
            if (!copy)
                return tl::unexpected(copy.error());
            const auto good = *copy ? demandChoice((*copy)->stored, chosen, person) : fail(ErrorKind::NoSuchCase, id.value);
            if (!good && chosen.allOrNone && good.error().kind == ErrorKind::ClaimHeld) {
                held.add(id, (*copy)->stored.row.holder);
                continue;
            }
            if (!good && (chosen.allOrNone || !isTaken(good.error())))
                return good.error().kind == ErrorKind::WrongCall && !chosen.allOrNone ? Result<void>() : good;
            if (!good)
                continue;
            digests += blobsOf((*copy)->stored);
            chosen.cases.append((*copy)->stored);
        }
        if (held.any())
            return tl::unexpected(held.error());
        return bytesOf(ports, digests).map([&](quint64 bytes) { chosen.bytes = bytes; });
    });
    if (!read)
        return tl::unexpected(read.error());
    return chosen.cases.isEmpty() ? fail(ErrorKind::NothingToClaim) : Result<ChosenCases>(chosen);
}

Result<CheckoutReport> checkOut(const Ports &ports, const ActingPerson &acting, const ChosenCases &chosen,
                                const OpenWorkspace &workspace, const QString &origin, const ShowCheckout &show, std::stop_token stop)
{
    const QDateTime now = ports.clock.now();
    const sync::WorkspaceSession begun{origin, core::newStatementId(now.toMSecsSinceEpoch()), false, chosen.until, now, {}, {}, {}};
    if (const auto saved = workspace.desk.saveSession(begun); !saved)
        return tl::unexpected(saved.error());
    qsizetype leftOut = 0;
    const auto written = ports.work.write([&] { return takeAll(ports, acting, chosen, begun.checkout, leftOut); });
    if (!written)
        return tl::unexpected(written.error());
    auto report = copyAll(ports, acting, workspace, show, stop);
    if (report) {
        report->leftOut += leftOut;
        report->bytes = chosen.bytes;
    }
    return report;
}

Result<bool> isCheckedOut(const Ports &ports, const OpenWorkspace &workspace)
{
    const auto session = workspace.desk.session();
    if (!session)
        return tl::unexpected(session.error());
    return ports.ledger.indexOf(session->checkout).map([](const std::optional<quint64> &index) { return index.has_value(); });
}

Result<CheckoutReport> continueCheckout(const Ports &ports, const ActingPerson &acting, const OpenWorkspace &workspace, const ShowCheckout &show,
                                        std::stop_token stop)
{
    return copyAll(ports, acting, workspace, show, stop);
}

} // namespace countersign::workflow
