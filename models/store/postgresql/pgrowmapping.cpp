#include "store/postgresql/pgrowmapping.h"

#include "core/clock.h"
#include "store/rowmapping.h"

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr QChar noDue = u'~';

core::Content contentOf(const QString &form, const QByteArray &bytes)
{
    core::Content content;
    if (form == u"fields") {
        content.form = core::Content::Form::Fields;
        content.fields = bytes;
    } else {
        content.text = QString::fromUtf8(bytes);
    }
    return content;
}

QStringList textsOf(const PgRows &rows, int row, int column)
{
    QStringList texts;
    for (const QByteArray &text : rows.list(row, column))
        texts.append(QString::fromUtf8(text));
    return texts;
}

QStringList linesOf(const QString &text)
{
    return text.isEmpty() ? QStringList() : text.split(u'\n');
}

} // namespace

Result<core::QueueRow> readQueueRow(const PgRows &rows, int row)
{
    const Result<core::CaseState> state = readState(rows.text(row, 9));
    if (!state)
        return tl::unexpected(state.error());
    core::QueueRow value;
    value.key = rows.number(row, 0);
    value.id = core::CaseId(rows.text(row, 1));
    value.team = core::TeamId(rows.text(row, 2));
    value.version = int(rows.number(row, 3));
    value.kind = rows.text(row, 4);
    value.title = rows.text(row, 5);
    value.risk = core::Risk(rows.number(row, 6)); // 0 to 2 by the table's own check
    value.priority = int(rows.number(row, 7));
    if (const QString due = rows.text(row, 8); due != noDue)
        value.due = core::timeFromText(due);
    value.state = *state;
    value.arrived = core::timeFromText(rows.text(row, 10));
    value.holder = core::PersonId(rows.text(row, 11));
    value.hasDraft = rows.flag(row, 12);
    return value;
}

Result<core::StoredCase> readStoredCase(const PgRows &rows, int row)
{
    const Result<core::QueueRow> queueRow = readQueueRow(rows, row);
    if (!queueRow)
        return tl::unexpected(queueRow.error());
    core::StoredCase value;
    value.row = *queueRow;
    value.route.policyVersion = int(rows.number(row, 13));
    value.route.rule = rows.text(row, 14);
    value.route.reviewers = int(rows.number(row, 15));
    value.route.group = rows.text(row, 16);
    value.route.blind = rows.flag(row, 17);
    value.route.windowSeconds = rows.number(row, 18);
    value.route.signingMode = rows.text(row, 19);
    value.route.automatic = rows.flag(row, 20);
    value.sourceBlob = digestText(rows.view(row, 21));
    value.digest = digestText(rows.view(row, 22));
    value.referenceBlob = digestText(rows.view(row, 23));
    value.importedBy = core::PersonId(rows.text(row, 24));
    return value;
}

Result<core::DecisionRow> readDecision(const PgRows &rows, int row)
{
    const Result<core::Stage> stage = readStage(rows.text(row, 6));
    if (!stage)
        return tl::unexpected(stage.error());
    const auto verdict = core::verdictFromName(rows.text(row, 7));
    if (!verdict)
        return fail(ErrorKind::StoreDamaged, QStringLiteral("verdict"), rows.text(row, 7));
    core::DecisionRow value;
    value.id = core::StatementId(rows.text(row, 0));
    value.logIndex = quint64(rows.number(row, 1));
    value.caseId = core::CaseId(rows.text(row, 2));
    value.team = core::TeamId(rows.text(row, 3));
    value.version = int(rows.number(row, 4));
    value.slot = int(rows.number(row, 5));
    value.stage = *stage;
    value.verdict = *verdict;
    value.reviewer = core::PersonId(rows.text(row, 8));
    value.reviewerName = rows.text(row, 9);
    value.kind = rows.text(row, 10);
    value.reasons = textsOf(rows, row, 11);
    value.rationaleBlob = digestText(rows.view(row, 12));
    value.outcomeBlob = digestText(rows.view(row, 13));
    value.supersedes = core::StatementId(rows.text(row, 14));
    value.meaning = rows.text(row, 15);
    value.claimedAt = core::timeFromText(rows.text(row, 16));
    value.arrived = core::timeFromText(rows.text(row, 17));
    value.tookMilliseconds = rows.isNull(row, 18) ? -1 : rows.number(row, 18);
    value.late = rows.flag(row, 19);
    value.stands = rows.flag(row, 20);
    return value;
}

Result<core::ReleaseRow> readRelease(const PgRows &rows, int row)
{
    core::ReleaseRow value;
    value.seq = quint64(rows.number(row, 0));
    value.caseId = core::CaseId(rows.text(row, 1));
    value.team = core::TeamId(rows.text(row, 2));
    value.recall = rows.flag(row, 3);
    if (!rows.isNull(row, 4))
        value.ofSeq = quint64(rows.number(row, 4));
    value.outcomeBlob = digestText(rows.view(row, 5));
    value.form = rows.text(row, 6) == u"fields" ? core::Content::Form::Fields : core::Content::Form::Text;
    value.policyVersion = int(rows.number(row, 7));
    value.rule = rows.text(row, 8);
    for (const QString &id : textsOf(rows, row, 9))
        value.decisions.append(core::StatementId(id));
    return value;
}

Result<core::Draft> readDraft(const PgRows &rows, int row)
{
    core::Draft value;
    value.caseId = core::CaseId(rows.text(row, 0));
    value.team = core::TeamId(rows.text(row, 1));
    value.version = int(rows.number(row, 2));
    value.slot = int(rows.number(row, 3));
    value.person = core::PersonId(rows.text(row, 4));
    value.content = contentOf(rows.text(row, 5), rows.bytes(row, 6));
    value.verdict = rows.text(row, 7);
    value.reasons = linesOf(rows.text(row, 8));
    value.rationale = rows.text(row, 9);
    value.caret = rows.number(row, 10);
    value.scroll = rows.real(row, 11);
    value.evidence = rows.text(row, 12);
    value.saved = core::timeFromText(rows.text(row, 13));
    value.undo = rows.bytes(row, 14);
    return value;
}

Result<core::Claim> readClaim(const PgRows &rows, int row, const core::PersonId &holder)
{
    const Result<core::Stage> stage = readStage(rows.text(row, 4));
    if (!stage)
        return tl::unexpected(stage.error());
    return core::Claim{core::CaseId(rows.text(row, 0)), core::TeamId(rows.text(row, 1)), int(rows.number(row, 2)), int(rows.number(row, 3)), *stage,
                       holder, rows.number(row, 5), core::timeFromText(rows.text(row, 6)), core::timeFromText(rows.text(row, 7))};
}

} // namespace countersign::store
