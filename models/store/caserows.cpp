#include "store/caserows.h"

#include "core/clock.h"
#include "store/rowmapping.h"
#include "store/searchtext.h"

#include <QSet>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::NewCase;
using core::Result;

namespace {

Result<void> takeDigests(CaseRows &rows, const NewCase &newCase)
{
    const QString &where = newCase.record.id.value;
    const auto digest = digestBytes(newCase.digest, where);
    const auto source = digestBytes(newCase.sourceBlob, where);
    const auto reference = digestBytesOrNone(newCase.referenceBlob, where);
    if (!digest || !source || !reference)
        return tl::unexpected(!digest ? digest.error() : !source ? source.error() : reference.error());
    rows.digest = *digest;
    rows.source = *source;
    rows.reference = reference->value_or(QByteArray());
    return {};
}

Result<void> takeFiles(CaseRows &rows, const NewCase &newCase)
{
    const QString &where = newCase.record.id.value;
    QSet<QString> ids;
    for (const core::EvidenceItem &item : newCase.record.evidence) {
        if (ids.contains(item.id))
            return fail(ErrorKind::DuplicateId, where, item.id);
        ids.insert(item.id);
        const auto digest = digestBytesOrNone(item.blob, where);
        if (!digest)
            return tl::unexpected(digest.error());
        if (*digest)
            rows.files.append({item.id.toUtf8(), **digest});
    }
    return {};
}

void takeColumns(CaseRows &rows, const NewCase &newCase)
{
    const core::CaseRecord &record = newCase.record;
    rows.team = record.team;
    rows.version = record.version;
    rows.risk = int(record.risk);
    rows.priority = record.priority;
    rows.id = record.id.value.toUtf8();
    rows.kind = record.kind.toUtf8();
    rows.title = record.title.toUtf8();
    rows.due = dueText(record.due).toUtf8();
    rows.state = core::stateName(newCase.route.automatic ? core::CaseState::Released : core::CaseState::Open).toUtf8();
    rows.arrived = core::timeText(newCase.arrived).toUtf8();
    rows.route = newCase.route;
    rows.rule = newCase.route.rule.toUtf8();
    rows.group = newCase.route.group.toUtf8();
    rows.mode = newCase.route.signingMode.toUtf8();
    rows.importer = newCase.importedBy.value.toUtf8();
    rows.statement = newCase.importedIn.value.toUtf8();
    rows.seats = newCase.route.automatic ? 0 : newCase.route.reviewers;
    rows.words = searchWords(newCase.searchText);
}

} // namespace

Result<std::shared_ptr<const CaseRows>> rowsOf(const NewCase &newCase, const core::Claim *claim)
{
    const core::CaseRoute &route = newCase.route;
    if (newCase.record.id.isEmpty() || newCase.record.version < 1 || route.reviewers > 2 || (route.reviewers < 1 && !route.automatic))
        return fail(ErrorKind::BadValue, newCase.record.id.value);
    const auto rows = std::make_shared<CaseRows>();
    const auto taken = takeDigests(*rows, newCase).and_then([&] { return takeFiles(*rows, newCase); });
    if (!taken)
        return tl::unexpected(taken.error());
    takeColumns(*rows, newCase);
    if (claim)
        rows->claim = CaseRows::Claim{claim->slot, claim->fence, claim->holder.value.toUtf8(), core::timeText(claim->since).toUtf8(),
                                      core::timeText(claim->expires).toUtf8()};
    return std::shared_ptr<const CaseRows>(rows);
}

} // namespace countersign::store
