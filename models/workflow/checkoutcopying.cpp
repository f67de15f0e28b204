#include "workflow/checkoutcopying.h"

#include "workflow/checkoutsupply.h"
#include "workflow/opencase.h"
#include "workflow/preparedcase.h"

#include <future>
#include <QSet>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// The claim of this person on the case as it was checked out; nothing where it is another's by now, or the case has changed.
const core::Claim *claimOf(const sync::CaseCopy &copy, const ledger::Checkout::Case &one)
{
    const core::StoredCase &stored = copy.stored;
    if (stored.row.state != core::CaseState::Open || quint64(stored.row.version) != one.version || stored.digest != digestString(one.digest))
        return nullptr;
    for (const core::Claim &claim : copy.claims)
        if (quint64(claim.slot) == one.slot && quint64(claim.fence) == one.fence)
            return &claim;
    return nullptr;
}

// A case on its way into the workspace.
struct ComingCase {
    ledger::Checkout::Case named;
    core::StoredCase stored;
    core::Claim claim;
    std::optional<core::Draft> draft;
    QList<core::StoredBlob> blobs; // the received line is the first
};
using ReadyCase = std::shared_ptr<const core::ReadyCase>;

// Nothing where it cannot come along any more.
Result<std::optional<ComingCase>> fetchCase(CheckoutSupply &from, const ledger::Checkout::Case &one)
{
    const auto copy = from.find(one.id);
    if (!copy || !*copy)
        return copy.map([](const auto &) { return std::optional<ComingCase>(); });
    const core::Claim *const claim = claimOf(**copy, one);
    if (!claim)
        return std::optional<ComingCase>();
    ComingCase coming{one, (*copy)->stored, *claim, (*copy)->draft, {}};
    for (const QString &digest : blobsOf(coming.stored)) {
        const auto blob = from.blob(one.id, digest);
        if (!blob)
            return tl::unexpected(blob.error());
        if (!*blob && digest == coming.stored.sourceBlob)
            return std::optional<ComingCase>(); // redacted
        if (*blob)
            coming.blobs.append(std::move(**blob));
    }
    return std::optional(std::move(coming));
}

Result<ReadyCase> ready(const sync::WorkspaceDesk &desk, const ComingCase &coming, const core::StatementId &statement)
{
    const core::StoredCase &stored = coming.stored;
    return layCase(stored, coming.blobs.first()).and_then([&](const LaidCase &laid) {
        core::NewCase added{laid.record, stored.sourceBlob, stored.digest, {}, searchTextOf(laid.record), stored.route,
                            core::CaseState::Open, stored.importedBy, statement, stored.row.arrived};
        added.record.title = stored.row.title;
        return desk.ready(added, coming.claim);
    });
}

Result<QList<ReadyCase>> allReady(const sync::WorkspaceDesk &desk, const QList<ComingCase> &coming, const core::StatementId &statement)
{
    QList<ReadyCase> all;
    for (const ComingCase &one : coming) {
        const auto made = ready(desk, one, statement);
        if (!made)
            return tl::unexpected(made.error());
        all.append(*made);
    }
    return all;
}

// What an earlier run has copied.
Result<QSet<QString>> copiedBefore(const OpenWorkspace &to, const ActingPerson &acting, const core::TeamId &team)
{
    core::QueueFilter all;
    all.teams = {team};
    const auto keys = to.ports.cases.queueKeys(all);
    const auto rows = keys ? to.ports.cases.queueRows(*keys, acting.person.id) : Result<QList<core::QueueRow>>(tl::unexpected(keys.error()));
    if (!rows)
        return tl::unexpected(rows.error());
    QSet<QString> ids;
    for (const core::QueueRow &row : *rows)
        ids.insert(row.id.value);
    return ids;
}

constexpr quint64 pieceBytes = 8 * 1024 * 1024; // in one transaction of the workspace, and one set more
constexpr qsizetype casesOfASet = 16;
constexpr quint64 setBytes = 2 * 1024 * 1024;   // and one case more

QList<core::CaseId> casesOf(const ledger::Checkout &checkout)
{
    QList<core::CaseId> ids;
    for (const ledger::Checkout::Case &one : checkout.cases)
        ids.append(one.id);
    return ids;
}

// One run over the cases of a check-out.
class Copying {
public:
    Copying(const Ports &from, const OpenWorkspace &to, const ActingPerson &acting, const ledger::Checkout &checkout, const ShowCheckout &show,
            std::stop_token stop)
        : m_from(from, {checkout.team}, acting.person.id, casesOf(checkout)),
          m_to(to), m_acting(acting), m_checkout(checkout), m_show(show), m_stop(std::move(stop))
    {
        m_progress.of = checkout.cases.size();
    }

    Result<QList<sync::CheckedOutCase>> carryOut(const core::StatementId &statement)
    {
        const auto before = copiedBefore(m_to, m_acting, m_checkout.team);
        if (!before)
            return tl::unexpected(before.error());
        m_before = *before;
        m_show(m_progress);
        while (m_progress.cases < m_progress.of) {
            const auto written = m_to.ports.work.write([&] { return copyPiece(statement); });
            if (!written)
                return tl::unexpected(written.error());
            m_show(m_progress);
            if (m_progress.cases < m_progress.of && m_stop.stop_requested())
                return fail(ErrorKind::Cancelled);
        }
        return m_came;
    }

private:
    // Cases that were looked at together, and what is made of them meanwhile.
    struct Set {
        qsizetype looked = 0;
        QList<sync::CheckedOutCase> came;
        QList<ComingCase> coming;
        quint64 bytes = 0;
        std::future<Result<QList<ReadyCase>>> ready;
    };

    // The next set is fetched while the one before is made ready.
    Result<void> copyPiece(const core::StatementId &statement)
    {
        std::optional<Set> before;
        quint64 bytes = 0;
        for (qsizetype next = m_progress.cases; next < m_progress.of && bytes < pieceBytes && !m_stop.stop_requested();) {
            Set set;
            if (const auto fetched = m_from.together([&] { return fetch(set, next); }); !fetched)
                return fetched;
            next += set.looked;
            bytes += set.bytes;
            set.ready = std::async(std::launch::async, [this, coming = set.coming, statement] { return allReady(m_to.desk, coming, statement); });
            if (const auto placed = before ? place(*before) : Result<void>(); !placed)
                return placed;
            before = std::move(set);
        }
        return before ? place(*before) : Result<void>();
    }

    Result<void> fetch(Set &set, qsizetype first)
    {
        for (qsizetype i = first; i < m_progress.of && set.looked < casesOfASet && set.bytes < setBytes; ++i, ++set.looked) {
            const ledger::Checkout::Case &one = m_checkout.cases[i];
            const bool isThere = m_before.contains(one.id.value);
            auto coming = isThere ? Result<std::optional<ComingCase>>(std::nullopt) : fetchCase(m_from, one);
            if (!coming)
                return tl::unexpected(coming.error());
            if (isThere || *coming)
                set.came.append({m_checkout.team, one.id, one.version, one.digest, one.fence, one.slot});
            if (!*coming)
                continue;
            for (const core::StoredBlob &blob : (*coming)->blobs)
                set.bytes += quint64(blob.content.size());
            set.coming.append(std::move(**coming));
        }
        return {};
    }

    // Inside the workspace's write.
    Result<void> place(Set &set)
    {
        const auto ready = set.ready.get();
        const auto placed = ready ? m_to.desk.placeCases(*ready) : Result<void>(tl::unexpected(ready.error()));
        if (!placed)
            return placed;
        for (const ComingCase &one : std::as_const(set.coming)) {
            for (const core::StoredBlob &blob : one.blobs)
                if (const auto saved = m_to.ports.blobs.saveBlob(blob); !saved)
                    return saved;
            if (const auto saved = one.draft ? m_to.ports.cases.saveDraft(*one.draft) : Result<void>(); !saved)
                return saved;
        }
        m_came += set.came;
        m_progress.cases += set.looked;
        m_progress.bytes += set.bytes;
        m_show(m_progress);
        return {};
    }

    CheckoutSupply m_from;
    const OpenWorkspace &m_to;
    const ActingPerson &m_acting;
    const ledger::Checkout &m_checkout;
    const ShowCheckout &m_show;
    std::stop_token m_stop;
    CheckoutProgress m_progress;
    QSet<QString> m_before;
    QList<sync::CheckedOutCase> m_came;
};

} // namespace

Result<QList<sync::CheckedOutCase>> copyCases(const Ports &from, const OpenWorkspace &to, const ActingPerson &acting, const ledger::Checkout &checkout,
                                              const core::StatementId &statement, const ShowCheckout &show, std::stop_token stop)
{
    return Copying(from, to, acting, checkout, show, stop).carryOut(statement);
}

} // namespace countersign::workflow
