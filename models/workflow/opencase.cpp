#include "workflow/opencase.h"

#include "core/casecolumns.h"
#include "exchange/caseline.h"
#include "ledger/blob.h"
#include "workflow/casemove.h"
#include "workflow/masks.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// The record as received, with the blobs of its files and without the reference.
Result<core::CaseRecord> recordOf(const core::StoredCase &stored, const std::optional<core::StoredBlob> &source)
{
    if (!source) {
        core::CaseRecord record;
        record.id = stored.row.id;
        record.team = stored.row.team;
        record.version = stored.row.version;
        record.kind = stored.row.kind;
        record.title = stored.row.title;
        record.risk = stored.row.risk;
        return record;
    }
    if (!isIntact(*source))
        return fail(ErrorKind::StoreDamaged, stored.row.id.value, QStringLiteral("source"));
    auto record = exchange::readCaseLine(source->content);
    if (!record)
        return fail(ErrorKind::StoreDamaged, stored.row.id.value, QStringLiteral("source"));
    record->team = stored.row.team;
    if (auto mask = suggestedMask(*record); mask && stored.evidenceBlobs.contains(mask->id))
        record->evidence.append(std::move(*mask));
    for (core::EvidenceItem &item : record->evidence)
        item.blob = stored.evidenceBlobs.value(item.id);
    record->reference.clear();
    record->source.clear();
    return record;
}

// While two independent reviewers are at work neither sees what the other signed.
void hideOthers(QList<core::DecisionRow> &decisions, const core::StoredCase &stored, const core::Person &asker)
{
    if (stored.route.reviewers < 2 || stored.row.state != core::CaseState::Open)
        return;
    decisions.removeIf([&](const core::DecisionRow &decision) { return decision.stands && decision.reviewer != asker.id; });
}

// What the asker wrote before the suggestion was shown, where the route asks for that.
Result<QString> firstAnswerOf(const Ports &ports, const core::StoredCase &stored, const core::PersonId &asker)
{
    if (!stored.route.blind)
        return QString();
    const auto digest = ports.cases.firstAnswer(stored.row.id, stored.row.team, asker);
    if (!digest)
        return tl::unexpected(digest.error());
    return loadText(ports, *digest).map([](const std::optional<QByteArray> &text) { return QString::fromUtf8(text.value_or(QByteArray())); });
}

// Hands on what comes and hashes it on the way.
class CheckedTaker final : public core::BlobTaker {
public:
    CheckedTaker(const EvidenceTaker &taker, std::stop_token stop) : m_taker(taker), m_stop(std::move(stop)) {}

    Result<void> begin(QByteArrayView salt, qint64 size) override
    {
        m_digest.emplace(salt);
        return m_taker.begin(size);
    }
    Result<void> take(QByteArrayView piece) override
    {
        if (m_stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        m_digest->add(piece);
        return m_taker.take(piece);
    }
    QString digest() { return digestString(m_digest->finish()); }

private:
    const EvidenceTaker &m_taker;
    const std::stop_token m_stop;
    std::optional<ledger::BlobDigest> m_digest;
};

} // namespace

Result<CaseOnDesk> openCase(const Ports &ports, const core::CaseId &id, const core::Person &asker)
{
    std::optional<CaseOnDesk> desk;
    const auto read = ports.work.read([&] { return layOnDesk(ports, id, asker).map([&](CaseOnDesk laid) { desk = std::move(laid); }); });
    if (!read)
        return tl::unexpected(read.error());
    return std::move(*desk);
}

bool shows(const CaseOnDesk &desk, const core::StatementId &decision)
{
    return std::any_of(desk.decisions.begin(), desk.decisions.end(), [&](const core::DecisionRow &seen) { return seen.id == decision; });
}

Result<LaidCase> layCase(const Ports &ports, const core::CaseId &id, const core::Person &asker)
{
    const auto stored = ports.cases.findCase(id, asker.teams());
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return fail(ErrorKind::NoSuchCase, id.value);
    return layCase(ports, **stored);
}

Result<LaidCase> layCase(const Ports &ports, const core::StoredCase &stored)
{
    return ports.blobs.loadBlob(stored.sourceBlob).and_then([&](const std::optional<core::StoredBlob> &source) { return layCase(stored, source); });
}

Result<LaidCase> layVersion(const Ports &ports, const core::CaseId &id, const core::TeamId &team, int version)
{
    const auto found = core::columnsOf(ports.cases).caseVersion(id, team, version);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::StoreDamaged, id.value, QStringLiteral("version"));
    return layCase(ports, (*found)->stored);
}

Result<LaidCase> layCase(const core::StoredCase &stored, const std::optional<core::StoredBlob> &source)
{
    auto record = recordOf(stored, source);
    if (!record)
        return tl::unexpected(record.error());
    return LaidCase{std::move(*record), stored, !source};
}

Result<CaseOnDesk> layOnDesk(const Ports &ports, const core::CaseId &id, const core::Person &asker)
{
    auto laid = layCase(ports, id, asker);
    if (!laid)
        return tl::unexpected(laid.error());
    CaseOnDesk desk{std::move(*laid), {}, {}, {}, {}, {}, {}, {}};
    core::DecisionFilter filter;
    filter.teams = {desk.stored.row.team};
    filter.caseId = id;
    auto decisions = ports.decisions.decisions(filter);
    if (!decisions)
        return tl::unexpected(decisions.error());
    desk.decisions = std::move(*decisions);
    if (!ports.offline) // there are only one's own
        hideOthers(desk.decisions, desk.stored, asker);
    if (asker.id.isEmpty())
        return desk;
    const auto claim = ports.cases.claimOf(id, asker);
    if (!claim)
        return tl::unexpected(claim.error());
    if (*claim && (*claim)->version == desk.stored.row.version)
        desk.claim = *claim;
    const auto draft = ports.cases.loadDraft(id, asker.id);
    if (!draft)
        return tl::unexpected(draft.error());
    desk.draft = *draft;
    auto words = ports.cases.wordings(desk.stored.row.kind);
    if (!words)
        return tl::unexpected(words.error());
    desk.wordings = std::move(*words);
    auto answer = firstAnswerOf(ports, desk.stored, asker.id);
    if (!answer)
        return tl::unexpected(answer.error());
    desk.firstAnswer = std::move(*answer);
    return desk;
}

Result<CaseOnDesk> openForCorrection(const Ports &ports, const core::CaseId &id, const core::StatementId &decision, const core::Person &asker)
{
    auto desk = openCase(ports, id, asker);
    if (!desk)
        return desk;
    const auto mine = std::find_if(desk->decisions.begin(), desk->decisions.end(), [&](const core::DecisionRow &row) { return row.id == decision; });
    if (mine == desk->decisions.end() || mine->reviewer != asker.id)
        return fail(ErrorKind::NotAllowed, decision.value, QStringLiteral("supersede"));
    const bool settled = mine->stage != core::Stage::Resolution
        && std::any_of(desk->decisions.begin(), desk->decisions.end(),
                       [](const core::DecisionRow &row) { return row.stands && row.stage == core::Stage::Resolution; });
    if (settled)
        return fail(ErrorKind::NotAllowed, decision.value, QStringLiteral("settled"));
    if (desk->redacted || !mayCorrect(asker, *mine, desk->stored))
        return fail(ErrorKind::MoveNotAllowed, id.value, core::stateName(desk->stored.row.state));
    const auto outcome = loadText(ports, mine->outcomeBlob);
    if (!outcome)
        return tl::unexpected(outcome.error());
    desk->correcting = *mine;
    if (*outcome) {
        const bool text = desk->record.suggestion.content.form == core::Content::Form::Text;
        desk->earlier = text ? core::Content{core::Content::Form::Text, QString::fromUtf8(**outcome), {}}
                             : core::Content{core::Content::Form::Fields, {}, **outcome};
    }
    return desk;
}

Result<core::Person> readingPerson(const Ports &ports)
{
    const auto people = ports.people.people();
    if (!people)
        return tl::unexpected(people.error());
    core::Person reader;
    reader.roles.append({core::Role::Auditor, core::TeamId(QStringLiteral("main"))});
    for (const core::Person &person : *people)
        for (const core::TeamId &team : person.teams())
            if (!reader.has(core::Role::Auditor, team))
                reader.roles.append({core::Role::Auditor, team});
    return reader;
}

Result<QByteArray> loadEvidence(const Ports &ports, const core::EvidenceItem &item)
{
    const auto content = loadText(ports, item.blob);
    if (!content)
        return tl::unexpected(content.error());
    if (!*content)
        return fail(ErrorKind::BlobMissing, item.id);
    return **content;
}

Result<qint64> evidenceSize(const Ports &ports, const core::EvidenceItem &item)
{
    std::optional<qint64> known;
    const auto only = [&known](qint64 size) -> Result<void> {
        known = size;
        return fail(ErrorKind::Cancelled);
    };
    const auto read = readEvidence(ports, item, {only, {}});
    return known ? Result<qint64>(*known) : tl::unexpected(read.error());
}

Result<void> readEvidence(const Ports &ports, const core::EvidenceItem &item, const EvidenceTaker &taker, std::stop_token stop)
{
    if (item.blob.isEmpty())
        return fail(ErrorKind::BlobMissing, item.id);
    CheckedTaker checked(taker, std::move(stop));
    const auto found = ports.blobs.readBlob(item.blob, checked);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::BlobMissing, item.id);
    return checked.digest() == item.blob ? Result<void>() : fail(ErrorKind::StoreDamaged, item.blob, QStringLiteral("blob"));
}

Result<std::optional<QByteArray>> loadText(const Ports &ports, const QString &blobDigest)
{
    if (blobDigest.isEmpty())
        return std::optional<QByteArray>();
    const auto blob = ports.blobs.loadBlob(blobDigest);
    if (!blob)
        return tl::unexpected(blob.error());
    if (!*blob)
        return std::optional<QByteArray>();
    if (!isIntact(**blob))
        return fail(ErrorKind::StoreDamaged, blobDigest, QStringLiteral("blob"));
    return std::optional<QByteArray>((*blob)->content);
}

} // namespace countersign::workflow
