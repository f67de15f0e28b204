#include "workflow/preparedcase.h"

#include "core/casecolumns.h"
#include "exchange/fields.h"
#include "ledger/casemanifest.h"
#include "policy/route.h"
#include "workflow/masks.h"

namespace countersign::workflow {

using core::Result;

QString searchTextOf(const core::CaseRecord &record)
{
    QStringList parts{record.id.value, record.title, record.kind};
    for (auto label = record.labels.cbegin(); label != record.labels.cend(); ++label)
        parts.append(label.key() + u' ' + label.value());
    for (const core::EvidenceItem &item : record.evidence) {
        parts.append(item.title);
        if (item.text)
            parts.append(*item.text);
    }
    const core::Content &content = record.suggestion.content;
    parts.append(content.form == core::Content::Form::Text ? content.text : exchange::searchableText(content.fields));
    return parts.join(u'\n');
}

namespace {

ledger::Hash addBlob(PreparedCase &prepared, const QByteArray &content)
{
    const ledger::Blob blob = ledger::newBlob(content);
    const ledger::Hash digest = blob.digest();
    prepared.blobs.append({digestString(digest), blob.salt, blob.content});
    prepared.bytes += content.size();
    return digest;
}

// Whether a version that is there is what the file brings again.
Result<Presence> heldAgainst(const Ports &ports, const PreparedCase &prepared, const core::StoredCase &stored)
{
    const core::CaseRecord &record = prepared.newCase.record;
    const auto source = ports.blobs.loadBlob(stored.sourceBlob);
    if (!source)
        return tl::unexpected(source.error());
    // A redacted text cannot be compared; the id stays taken.
    if (!*source)
        return Presence::Differs;
    if ((*source)->content != record.source && !exchange::sameJson((*source)->content, record.source))
        return Presence::Differs;
    for (const core::EvidenceItem &item : record.evidence) {
        const auto mask = maskPlace(item);
        if (item.text || (mask && mask->suggested && !stored.evidenceBlobs.contains(item.id))) // came when such masks were not taken in
            continue;
        const auto before = ports.blobs.loadBlob(stored.evidenceBlobs.value(item.id));
        if (!before)
            return tl::unexpected(before.error());
        const auto now = std::find_if(prepared.blobs.begin(), prepared.blobs.end(), [&](const core::StoredBlob &blob) { return blob.digest == item.blob; });
        if (!*before || now == prepared.blobs.end() || (*before)->content != now->content)
            return Presence::Differs;
    }
    return Presence::AlreadyThere;
}

} // namespace

Result<PreparedCase> prepareCase(exchange::CaseSource &source, exchange::SourcedCase &&sourced, const policy::Policy &policy)
{
    PreparedCase prepared;
    prepared.where = sourced.where;
    prepared.again = sourced.again;
    core::CaseRecord &record = sourced.record;
    ledger::CaseManifest manifest{record.id, quint64(record.version), record.team, addBlob(prepared, record.source), {}};
    prepared.newCase.sourceBlob = prepared.blobs.first().digest;
    prepared.newCase.searchText = searchTextOf(record);
    prepared.newCase.route = policy::route(policy, record);
    if (auto mask = suggestedMask(record))
        record.evidence.append(std::move(*mask));
    for (core::EvidenceItem &item : record.evidence) {
        if (item.text)
            continue;
        const auto content = source.readFile(item);
        if (!content)
            return tl::unexpected(content.error());
        const ledger::Hash digest = addBlob(prepared, *content);
        item.blob = digestString(digest);
        manifest.evidence.append({item.id, digest});
    }
    if (!record.reference.isEmpty()) {
        addBlob(prepared, record.reference);
        prepared.newCase.referenceBlob = prepared.blobs.last().digest;
    }
    const auto digest = ledger::caseDigest(manifest);
    if (!digest)
        return tl::unexpected(digest.error());
    prepared.digest = *digest;
    prepared.newCase.digest = digestString(prepared.digest);
    if (prepared.newCase.route.automatic)
        prepared.newCase.state = core::CaseState::Released;
    prepared.newCase.record = std::move(record);
    return prepared;
}

Result<Presence> presenceOf(const Ports &ports, const PreparedCase &prepared, const QList<core::TeamId> &teams)
{
    const core::CaseRecord &record = prepared.newCase.record;
    const auto there = ports.cases.findCase(record.id, teams);
    if (!there)
        return tl::unexpected(there.error());
    if (!*there)
        return Presence::New;
    const core::StoredCase &stored = **there;
    if (stored.row.team != record.team)
        return Presence::Differs;
    if (record.version > stored.row.version)
        return stored.row.state == core::CaseState::Open && !prepared.newCase.route.automatic ? Presence::New : Presence::NoLongerOpen;
    if (record.version == stored.row.version)
        return heldAgainst(ports, prepared, stored);
    const auto older = core::columnsOf(ports.cases).caseVersion(record.id, record.team, record.version);
    if (!older)
        return tl::unexpected(older.error());
    const auto held = *older ? heldAgainst(ports, prepared, (*older)->stored) : Result<Presence>(Presence::OlderVersion);
    return held.map([](Presence presence) { return presence == Presence::AlreadyThere ? presence : Presence::OlderVersion; });
}

} // namespace countersign::workflow
