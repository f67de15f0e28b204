#include "workflow/redactcase.h"

#include "exchange/caseline.h"
#include "workflow/movingcase.h"
#include "workflow/people.h"
#include "workflow/preparedcase.h"

#include <QSet>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// Digests that statements about the case name, where no table repeats them: contact, first answers, rationales of moves, findings' texts.
class Named {
public:
    explicit Named(const core::StoredCase &stored) : m_stored(stored) {}

    void take(const ledger::Statement &statement)
    {
        std::visit([this](const auto &body) { add(body); }, statement.body);
    }
    const QSet<QString> &digests() const { return m_digests; }

private:
    bool isHere(const ledger::CaseRef &ref) const { return ref.caseId == m_stored.row.id && ref.team == m_stored.row.team; }
    void insert(const std::optional<ledger::Hash> &digest)
    {
        if (digest)
            m_digests.insert(digestString(*digest));
    }
    void add(const ledger::Decision &body)
    {
        for (const auto &digest : {body.outcome, body.rationale, body.contact, body.firstAnswer})
            insert(digest);
    }
    void add(const ledger::Finding &body)
    {
        if (body.caseId == m_stored.row.id && body.team == m_stored.row.team)
            insert(body.text);
    }
    template <typename Body>
    void add(const Body &body)
    {
        if constexpr (requires { body.ref; body.rationale; })
            if (isHere(body.ref))
                insert(body.rationale);
    }

    const core::StoredCase &m_stored;
    QSet<QString> m_digests;
};

Result<ledger::Statement> statementIn(const ledger::LogRow &row)
{
    return ledger::parseEntry(row.entry).and_then(ledger::statementOf);
}

Result<QSet<QString>> namedInTheLog(const Ports &ports, const core::StoredCase &stored)
{
    Named named(stored);
    core::DecisionFilter filter;
    filter.teams = {stored.row.team};
    filter.caseId = stored.row.id;
    const auto decisions = ports.decisions.decisions(filter);
    if (!decisions)
        return tl::unexpected(decisions.error());
    for (const core::DecisionRow &decision : *decisions) {
        const auto statement = ports.ledger.row(decision.logIndex).and_then(statementIn);
        if (!statement)
            return tl::unexpected(statement.error());
        named.take(*statement);
    }
    using enum ledger::StatementKind;
    const auto head = ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    const auto scanned = ports.ledger.scanKinds({CaseWithdrawn, Recall, Resolution, Finding}, 0, head->size, [&](const ledger::LogRow &row) {
        if (const auto statement = statementIn(row))
            named.take(*statement);
        return true;
    });
    return scanned.map([&] { return named.digests(); });
}

// Every blob of the case that is still there.
Result<QList<ledger::Hash>> blobsOf(const Ports &ports, const core::StoredCase &stored, const core::CaseBlobs &known)
{
    auto digests = namedInTheLog(ports, stored);
    if (!digests)
        return tl::unexpected(digests.error());
    for (const QString &digest : known.sources)
        digests->insert(digest);
    for (const QString &digest : known.others)
        digests->insert(digest);
    QList<ledger::Hash> there;
    for (const QString &digest : std::as_const(*digests)) {
        const auto blob = ports.blobs.loadBlob(digest);
        if (!blob)
            return tl::unexpected(blob.error());
        if (*blob)
            there.append(*ledger::readDigest(digest.toLatin1()));
    }
    return there;
}

// What the search index was given when each version came in.
Result<QMap<int, QString>> searchTexts(const Ports &ports, const core::CaseBlobs &known)
{
    QMap<int, QString> texts;
    for (auto source = known.sources.cbegin(); source != known.sources.cend(); ++source) {
        const auto blob = ports.blobs.loadBlob(source.value());
        if (!blob)
            return tl::unexpected(blob.error());
        if (!*blob)
            continue;
        const auto record = exchange::readCaseLine((*blob)->content);
        if (!record)
            return fail(ErrorKind::StoreDamaged, source.value(), QStringLiteral("source"));
        texts.insert(source.key(), searchTextOf(*record));
    }
    return texts;
}

Result<void> removeTexts(const Ports &ports, const core::StoredCase &stored, const core::CaseBlobs &known, const QList<ledger::Hash> &blobs)
{
    const auto texts = searchTexts(ports, known);
    if (!texts)
        return tl::unexpected(texts.error());
    if (const auto forgotten = ports.cases.forgetTexts(stored.row.id, stored.row.team, *texts); !forgotten)
        return forgotten;
    for (const ledger::Hash &blob : blobs)
        if (const auto removed = ports.blobs.removeBlob(digestString(blob)); !removed)
            return removed;
    return {};
}

Result<RedactionReceipt> redact(const Ports &ports, const ActingPerson &acting, const MoveRequest &request)
{
    const auto stored = caseToMove(ports, acting, request, core::Move::Redact, core::CaseState::Redacted);
    if (!stored)
        return tl::unexpected(stored.error());
    const auto known = ports.cases.caseBlobs(stored->row.id, stored->row.team);
    if (!known)
        return tl::unexpected(known.error());
    const auto blobs = blobsOf(ports, *stored, *known);
    const auto rationale = blobs ? saveWords(ports, request.rationale) : tl::unexpected(blobs.error());
    if (!rationale)
        return tl::unexpected(rationale.error());
    const ledger::Redaction body{refOf(*stored), *blobs, request.reasons, *rationale};
    const auto moved = recordMove(ports, acting, *stored, body, redactionMeaning(), core::CaseState::Redacted);
    if (!moved)
        return tl::unexpected(moved.error());
    return removeTexts(ports, *stored, *known, *blobs).map([&] { return RedactionReceipt{*moved, blobs->size(), {}}; });
}

} // namespace

Result<RedactionReceipt> redactCase(const Ports &ports, const ActingPerson &compliance, const MoveRequest &request)
{
    auto receipt = writeMove<RedactionReceipt>(ports, compliance, [&] { return redact(ports, compliance, request); });
    if (!receipt)
        return receipt;
    if (const auto swept = ports.work.sweep(); !swept)
        receipt->notSwept = swept.error();
    return receipt;
}

Result<void> sweepRedacted(const Ports &ports, const ActingPerson &compliance)
{
    const auto person = personNow(ports, compliance);
    if (!person)
        return tl::unexpected(person.error());
    if (!person->has(core::Role::Compliance))
        return fail(ErrorKind::NotAllowed, compliance.person.id.value, core::roleName(core::Role::Compliance));
    return ports.work.sweep();
}

} // namespace countersign::workflow
