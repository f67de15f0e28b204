#include "store/rowmapping.h"

#include "core/clock.h"
#include "ledger/hash.h"

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr QLatin1String digestPrefix("sha256:");
constexpr QChar noDue = u'~';

template <typename Value>
Result<Value> known(const std::optional<Value> &value, const char *column, const QString &word)
{
    if (value)
        return *value;
    return fail(ErrorKind::StoreDamaged, QLatin1String(column), word);
}

QStringList linesOf(const QString &text)
{
    return text.isEmpty() ? QStringList() : text.split(u'\n');
}

core::Content contentOf(const QString &form, const QByteArray &bytes)
{
    core::Content content;
    if (form == QStringLiteral("fields")) {
        content.form = core::Content::Form::Fields;
        content.fields = bytes;
    } else {
        content.text = QString::fromUtf8(bytes);
    }
    return content;
}

} // namespace

Result<QByteArray> digestBytes(const QString &digest, const QString &where)
{
    if (digest.startsWith(digestPrefix))
        if (const auto hash = ledger::Hash::fromHex(digest.mid(digestPrefix.size()).toLatin1()))
            return hash->toBytes();
    return fail(ErrorKind::BadValue, where, digest);
}

Result<std::optional<QByteArray>> digestBytesOrNone(const QString &digest, const QString &where)
{
    if (digest.isEmpty())
        return std::optional<QByteArray>();
    const Result<QByteArray> bytes = digestBytes(digest, where);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return std::optional<QByteArray>(*bytes);
}

QString digestText(QByteArrayView bytes)
{
    return bytes.isEmpty() ? QString() : digestPrefix + QString::fromLatin1(bytes.toByteArray().toHex());
}

QString dueText(const std::optional<QDateTime> &due)
{
    return due ? core::timeText(*due) : QString(noDue);
}

Result<core::CaseState> readState(const QString &word)
{
    return known(core::stateFromName(word), "state", word);
}

Result<core::Stage> readStage(const QString &word)
{
    return known(core::stageFromName(word), "stage", word);
}

QString formName(core::Content::Form form)
{
    return form == core::Content::Form::Fields ? QStringLiteral("fields") : QStringLiteral("text");
}

Result<core::QueueRow> readQueueRow(const Statement &row, TeamKeys &teams)
{
    const Result<core::TeamId> team = teams.idOf(row.number(2));
    if (!team)
        return tl::unexpected(team.error());
    const Result<core::CaseState> state = readState(row.text(9));
    if (!state)
        return tl::unexpected(state.error());
    core::QueueRow value;
    value.key = row.number(0);
    value.id = core::CaseId(row.text(1));
    value.team = *team;
    value.version = int(row.number(3));
    value.kind = row.text(4);
    value.title = row.text(5);
    value.risk = core::Risk(row.number(6)); // 0 to 2 by the table's own check
    value.priority = int(row.number(7));
    if (const QString due = row.text(8); due != noDue)
        value.due = core::timeFromText(due);
    value.state = *state;
    value.arrived = core::timeFromText(row.text(10));
    value.holder = core::PersonId(row.text(11));
    value.hasDraft = row.number(12) != 0;
    return value;
}

Result<core::StoredCase> readStoredCase(const Statement &row, TeamKeys &teams)
{
    const Result<core::QueueRow> queueRow = readQueueRow(row, teams);
    if (!queueRow)
        return tl::unexpected(queueRow.error());
    core::StoredCase value;
    value.row = *queueRow;
    value.route.policyVersion = int(row.number(13));
    value.route.rule = row.text(14);
    value.route.reviewers = int(row.number(15));
    value.route.group = row.text(16);
    value.route.blind = row.number(17) != 0;
    value.route.windowSeconds = row.number(18);
    value.route.signingMode = row.text(19);
    value.route.automatic = row.number(20) != 0;
    value.sourceBlob = digestText(row.bytes(21));
    value.digest = digestText(row.bytes(22));
    value.referenceBlob = digestText(row.bytes(23));
    value.importedBy = core::PersonId(row.text(24));
    return value;
}

Result<core::DecisionRow> readDecision(const Statement &row, TeamKeys &teams)
{
    const Result<core::TeamId> team = teams.idOf(row.number(3));
    if (!team)
        return tl::unexpected(team.error());
    const Result<core::Stage> stage = readStage(row.text(6));
    if (!stage)
        return tl::unexpected(stage.error());
    const Result<core::Verdict> verdict = known(core::verdictFromName(row.text(7)), "verdict", row.text(7));
    if (!verdict)
        return tl::unexpected(verdict.error());
    core::DecisionRow value;
    value.id = core::StatementId(row.text(0));
    value.logIndex = quint64(row.number(1));
    value.caseId = core::CaseId(row.text(2));
    value.team = *team;
    value.version = int(row.number(4));
    value.slot = int(row.number(5));
    value.stage = *stage;
    value.verdict = *verdict;
    value.reviewer = core::PersonId(row.text(8));
    value.reviewerName = row.text(9);
    value.kind = row.text(10);
    value.reasons = linesOf(row.text(11));
    value.rationaleBlob = digestText(row.bytes(12));
    value.outcomeBlob = digestText(row.bytes(13));
    value.supersedes = core::StatementId(row.text(14));
    value.meaning = row.text(15);
    value.claimedAt = core::timeFromText(row.text(16));
    value.arrived = core::timeFromText(row.text(17));
    value.tookMilliseconds = row.isNull(18) ? -1 : row.number(18);
    value.late = row.number(19) != 0;
    value.stands = row.number(20) != 0;
    return value;
}

Result<core::ReleaseRow> readRelease(const Statement &row, TeamKeys &teams)
{
    const Result<core::TeamId> team = teams.idOf(row.number(2));
    if (!team)
        return tl::unexpected(team.error());
    core::ReleaseRow value;
    value.seq = quint64(row.number(0));
    value.caseId = core::CaseId(row.text(1));
    value.team = *team;
    value.recall = row.number(3) != 0;
    if (!row.isNull(4))
        value.ofSeq = quint64(row.number(4));
    value.outcomeBlob = digestText(row.bytes(5));
    value.form = contentOf(row.text(6), {}).form;
    value.policyVersion = int(row.number(7));
    value.rule = row.text(8);
    for (const QString &decision : linesOf(row.text(9)))
        value.decisions.append(core::StatementId(decision));
    return value;
}

Result<core::Draft> readDraft(const Statement &row, TeamKeys &teams)
{
    const Result<core::TeamId> team = teams.idOf(row.number(1));
    if (!team)
        return tl::unexpected(team.error());
    core::Draft value;
    value.caseId = core::CaseId(row.text(0));
    value.team = *team;
    value.version = int(row.number(2));
    value.slot = int(row.number(3));
    value.person = core::PersonId(row.text(4));
    value.content = contentOf(row.text(5), row.bytes(6));
    value.verdict = row.text(7);
    value.reasons = linesOf(row.text(8));
    value.rationale = row.text(9);
    value.caret = qsizetype(row.number(10));
    value.scroll = row.real(11);
    value.evidence = row.text(12);
    value.saved = core::timeFromText(row.text(13));
    value.undo = row.bytes(14);
    return value;
}

} // namespace countersign::store
