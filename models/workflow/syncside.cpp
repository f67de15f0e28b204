#include "workflow/syncside.h"

#include "workflow/checkouts.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

quint64 bytesOf(WorkspaceSide &side, const ledger::Decision &body)
{
    quint64 bytes = 0;
    for (const auto &digest : {body.outcome, body.rationale, body.contact, body.firstAnswer})
        if (const auto blob = digest ? side.loadBlob(digestString(*digest)).value_or(std::nullopt) : std::nullopt)
            bytes += quint64(blob->content.size());
    return bytes;
}

} // namespace

Result<MadeThere> madeFrom(WorkspaceSide &side, const QByteArray &bytes)
{
    const auto note = ledger::parseSignedNote(bytes);
    const auto statement = note ? ledger::parseSigned(note->text) : Result<ledger::Statement>(tl::unexpected(note.error()));
    const auto *body = statement ? std::get_if<ledger::Decision>(&statement->body) : nullptr;
    if (!body)
        return fail(ErrorKind::StoreDamaged, {}, QStringLiteral("statement"));
    const ledger::Attestation &by = *statement->by;
    return MadeThere{*note, *statement, bytes,
                     {statement->id, by.deviceSeq, by.devicePrevious, ledger::sha256(bytes), body->ref.team, body->ref.caseId, body->caseDigest, body->slot,
                      body->claim, body->supersedes, by.claimed, quint64(bytes.size()) + bytesOf(side, *body)}};
}

QSet<sync::CaseKey> casesOf(const QList<MadeThere> &made, const sync::WorkspaceSession &session)
{
    QSet<sync::CaseKey> keys;
    for (const MadeThere &one : made)
        keys.insert({one.local.team.value, one.local.caseId.value});
    for (const sync::CheckedOutCase &one : session.cases)
        keys.insert({one.team.value, one.caseId.value});
    return keys;
}

sync::SyncPlan planOf(const QList<MadeThere> &made, const sync::Remote &remote, const sync::WorkspaceSession &session)
{
    QList<sync::LocalStatement> local;
    for (const MadeThere &one : made)
        local.append(one.local);
    sync::SyncPlan plan = sync::reconcile(local, remote, {session.began, session.cases});
    for (sync::PlannedStatement &one : plan.statements)
        sayBefore(one, session);
    return plan;
}

void sayBefore(sync::PlannedStatement &planned, const sync::WorkspaceSession &session)
{
    const auto sent = session.sent.constFind(planned.id);
    if (planned.fate != sync::Fate::Already || sent == session.sent.constEnd() || sent->fate == sync::Fate::Already)
        return;
    planned.before = sent->fate;
    planned.cause = sent->cause;
}

Result<QList<MadeThere>> OpenSide::made()
{
    const auto head = m_workspace.ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    QList<MadeThere> all;
    for (quint64 index = 0; index < head->size; ++index) {
        auto made = m_workspace.ports.ledger.row(index)
                        .and_then([](const ledger::LogRow &row) { return ledger::parseEntry(row.entry); })
                        .and_then([&](const ledger::Entry &entry) { return madeFrom(*this, entry.content); });
        if (!made)
            return made.error().kind == ErrorKind::StoreDamaged ? fail(ErrorKind::StoreDamaged, QString::number(index), made.error().detail)
                                                                : Result<QList<MadeThere>>(tl::unexpected(made.error()));
        all.append(std::move(*made));
    }
    return all;
}

// A draft of what cannot be decided here any more goes where it can be found; the texts go.
Result<void> OpenSide::dropChanged(const Ports &store, const QList<sync::ChangedCase> &changed)
{
    bool any = false;
    for (const sync::ChangedCase &one : changed) {
        const auto dropped = dropCase(store, m_workspace, one);
        if (!dropped)
            return tl::unexpected(dropped.error());
        any = any || *dropped;
    }
    return any ? m_workspace.desk.rewrite() : Result<void>();
}

} // namespace countersign::workflow
