#include "store/sqlcaserepository.h"

#include "store/casekeys.h"
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/searchtext.h"
#include "store/sqlcatalogue.h"

#include <QSet>
#include <algorithm>

namespace countersign::store {

using core::CaseId;
using core::CaseState;
using core::ErrorKind;
using core::fail;
using core::NewCase;
using core::Result;
using core::StoredCase;
using core::TeamId;

namespace {

constexpr qsizetype mostWordBytes = 64 * 1024 * 1024;

} // namespace

SqlCaseRepository::SqlCaseRepository(Database &database, TeamKeys &teams, CaseKeys &keys, const core::Clock &clock)
    : m_database(database), m_teams(teams), m_keys(keys), m_clock(clock)
{
    m_database.setAtEnd([this](Database::End end) {
        if (end == Database::End::Committing)
            return indexWords();
        m_words.clear();
        m_wordBytes = 0;
        return Result<void>();
    });
}

SqlCaseRepository::~SqlCaseRepository()
{
    m_database.setAtEnd({});
}

QString SqlCaseRepository::nowText() const
{
    return core::timeText(m_clock.now());
}

Result<std::optional<SqlCaseRepository::Known>> SqlCaseRepository::known(const CaseId &id, const TeamId &team)
{
    const auto key = m_teams.keyOf(team);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key)
        return std::optional<Known>();
    Statement find = m_database.statement("cases/keyOf");
    const Result<bool> row = find.bind(**key).bind(id.value).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<Known>();
    const Result<CaseState> state = readState(find.text(2));
    if (!state)
        return tl::unexpected(state.error());
    return std::optional(Known{find.number(0), int(find.number(1)), *state});
}

// ---- adding, through the native handle: a case is a dozen rows, and there may be 100 000

namespace {

// Everything that could be refused for its own sake is refused before the first row is written.
Result<void> checkNewCase(const NewCase &newCase)
{
    const QString &where = newCase.record.id.value;
    for (const QString &digest : {newCase.sourceBlob, newCase.digest})
        if (const auto bytes = digestBytes(digest, where); !bytes)
            return tl::unexpected(bytes.error());
    if (const auto bytes = digestBytesOrNone(newCase.referenceBlob, where); !bytes)
        return tl::unexpected(bytes.error());
    QSet<QString> ids;
    for (const core::EvidenceItem &item : newCase.record.evidence) {
        if (ids.contains(item.id))
            return fail(ErrorKind::DuplicateId, where, item.id);
        ids.insert(item.id);
        if (const auto bytes = digestBytesOrNone(item.blob, where); !bytes)
            return tl::unexpected(bytes.error());
    }
    const core::CaseRoute &route = newCase.route;
    if (where.isEmpty() || newCase.record.version < 1 || route.reviewers > 2 || (route.reviewers < 1 && !route.automatic))
        return fail(ErrorKind::BadValue, where);
    return {};
}

QString firstState(const NewCase &newCase)
{
    return core::stateName(newCase.route.automatic ? CaseState::Released : CaseState::Open);
}

} // namespace

Result<void> SqlCaseRepository::addCase(const NewCase &newCase)
{
    if (auto writing = m_database.mustBeWriting("addCase"); !writing)
        return writing;
    if (auto checked = checkNewCase(newCase); !checked)
        return checked;
    const Result<qint64> team = m_teams.ensure(newCase.record.team);
    if (!team)
        return tl::unexpected(team.error());
    Result<qint64> key = insertCase(newCase, *team);
    if (!key && key.error().kind == ErrorKind::DuplicateId) {
        const auto there = known(newCase.record.id, newCase.record.team);
        if (!there)
            return tl::unexpected(there.error());
        key = *there ? renewCase(newCase, *team, **there) : tl::unexpected(key.error());
    }
    if (!key)
        return tl::unexpected(key.error());
    if (auto added = insertVersion(newCase, *key); !added)
        return added;
    return insertParts(newCase, *key);
}

Result<qint64> SqlCaseRepository::insertCase(const NewCase &newCase, qint64 team)
{
    const core::CaseRecord &record = newCase.record;
    const QByteArray id = record.id.value.toUtf8();
    const QByteArray kind = record.kind.toUtf8();
    const QByteArray title = record.title.toUtf8();
    const QByteArray due = dueText(record.due).toUtf8();
    const QByteArray state = firstState(newCase).toUtf8();
    const QByteArray arrived = core::timeText(newCase.arrived).toUtf8();
    NativeStatement insert = m_database.native("cases/insert");
    insert.bind(team).bindText(id).bind(record.version).bindText(kind).bindText(title).bind(qint64(record.risk));
    insert.bind(record.priority).bindText(due).bindText(state).bindText(arrived);
    if (auto done = insert.run(); !done)
        return tl::unexpected(done.error());
    return m_database.lastInsertedKey();
}

Result<qint64> SqlCaseRepository::renewCase(const NewCase &newCase, qint64 team, const Known &known)
{
    const core::CaseRecord &record = newCase.record;
    if (record.version == known.version)
        return fail(ErrorKind::ContentDiffers, record.id.value);
    if (record.version < known.version)
        return fail(ErrorKind::StaleVersion, record.id.value, QString::number(known.version));
    if (known.state != CaseState::Open || newCase.route.automatic)
        return fail(ErrorKind::MoveNotAllowed, record.id.value, core::stateName(known.state));
    Statement renew = m_database.statement("cases/renew");
    renew.bind(team).bind(record.id.value).bind(record.version).bind(record.kind).bind(record.title).bind(int(record.risk));
    const Result<int> done = renew.bind(record.priority).bind(dueText(record.due)).bind(core::timeText(newCase.arrived)).run();
    if (!done)
        return tl::unexpected(done.error());
    return known.key;
}

Result<void> SqlCaseRepository::insertVersion(const NewCase &newCase, qint64 key)
{
    const core::CaseRoute &route = newCase.route;
    const QByteArray digest = digestBytes(newCase.digest, {}).value();
    const QByteArray source = digestBytes(newCase.sourceBlob, {}).value();
    const std::optional<QByteArray> reference = digestBytesOrNone(newCase.referenceBlob, {}).value();
    const QByteArray rule = route.rule.toUtf8();
    const QByteArray group = route.group.toUtf8();
    const QByteArray mode = route.signingMode.toUtf8();
    const QByteArray importer = newCase.importedBy.value.toUtf8();
    const QByteArray statement = newCase.importedIn.value.toUtf8();
    const QByteArray arrived = core::timeText(newCase.arrived).toUtf8();
    NativeStatement insert = m_database.native("cases/insertVersion");
    insert.bind(key).bind(newCase.record.version).bindBlob(digest).bindBlob(source);
    if (reference)
        insert.bindBlob(*reference);
    else
        insert.bindNull();
    insert.bind(route.policyVersion).bindText(rule).bind(route.reviewers).bindText(group).bind(route.blind ? 1 : 0);
    insert.bind(route.windowSeconds).bindText(mode).bind(route.automatic ? 1 : 0);
    insert.bindText(importer).bindText(statement).bindText(arrived);
    if (auto done = insert.run(); !done)
        return done;
    m_words.append({m_database.lastInsertedKey(), searchWords(newCase.searchText)});
    m_wordBytes += m_words.last().words.size();
    return m_wordBytes > mostWordBytes ? indexWords() : Result<void>();
}

// All of a transaction's at once, after its other rows: FTS5 writes out what it has collected whenever a statement with triggers begins
// (it is told of a savepoint then), and in turn with other inserts every case would become an index segment of its own.
Result<void> SqlCaseRepository::indexWords()
{
    NativeStatement index = m_database.native("cases/insertWords");
    for (const Words &one : std::as_const(m_words))
        if (auto done = index.bind(one.versionKey).bindText(one.words).run(); !done)
            return done;
    m_words.clear();
    m_wordBytes = 0;
    return {};
}

Result<void> SqlCaseRepository::insertParts(const NewCase &newCase, qint64 key)
{
    NativeStatement evidence = m_database.native("cases/insertEvidence");
    for (const core::EvidenceItem &item : newCase.record.evidence) {
        if (item.blob.isEmpty())
            continue;
        const QByteArray id = item.id.toUtf8();
        const QByteArray digest = digestBytes(item.blob, {}).value();
        if (auto done = evidence.bind(key).bind(newCase.record.version).bindText(id).bindBlob(digest).run(); !done)
            return done;
    }
    NativeStatement slot = m_database.native("cases/insertSlot");
    const int seats = newCase.route.automatic ? 0 : newCase.route.reviewers;
    for (int number = 1; number <= seats; ++number)
        if (auto done = slot.bind(key).bind(newCase.record.version).bind(number).bindText("review").run(); !done)
            return done;
    return {};
}

// ---- one case

Result<std::optional<StoredCase>> SqlCaseRepository::findCase(const CaseId &id, const QList<TeamId> &teams)
{
    Result<QList<qint64>> keys = m_teams.keysOf(teams);
    if (!keys)
        return tl::unexpected(keys.error());
    std::sort(keys->begin(), keys->end());
    for (const qint64 team : std::as_const(*keys)) {
        auto found = findIn(id, team);
        if (!found || *found)
            return found;
    }
    return std::optional<StoredCase>();
}

Result<std::optional<StoredCase>> SqlCaseRepository::findIn(const CaseId &id, qint64 team)
{
    Statement find = m_database.statement("cases/find");
    const Result<bool> row = find.bind(id.value).bind(team).bind(nowText()).next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<StoredCase>();
    Result<StoredCase> value = readStoredCase(find, m_teams);
    if (!value)
        return tl::unexpected(value.error());
    m_keys.remember(id, value->row.team, value->row.key);
    return readEvidence(*value).map([&] { return std::optional(std::move(*value)); });
}

Result<void> SqlCaseRepository::readEvidence(StoredCase &stored)
{
    Statement evidence = m_database.statement("cases/evidenceOf");
    evidence.bind(stored.row.key).bind(stored.row.version);
    for (;;) {
        const Result<bool> item = evidence.next();
        if (!item)
            return tl::unexpected(item.error());
        if (!*item)
            return {};
        stored.evidenceBlobs.insert(evidence.text(0), digestText(evidence.bytes(1)));
    }
}

Result<void> SqlCaseRepository::setState(const CaseId &id, const TeamId &team, CaseState state)
{
    if (auto writing = m_database.mustBeWriting("setState"); !writing)
        return writing;
    const auto key = m_keys.keyOf(id, team);
    if (!key)
        return tl::unexpected(key.error());
    const Result<int> done = m_database.statement("cases/setState").bind(*key).bind(core::stateName(state)).run();
    if (done)
        return {};
    if (done.error().kind != ErrorKind::MoveNotAllowed)
        return tl::unexpected(done.error());
    const auto there = known(id, team);
    return fail(ErrorKind::MoveNotAllowed, id.value, there && *there ? core::stateName((*there)->state) : QString());
}

// ---- slots

Result<void> SqlCaseRepository::addSlot(const CaseId &id, const TeamId &team, int slot, core::Stage stage)
{
    if (auto writing = m_database.mustBeWriting("addSlot"); !writing)
        return writing;
    const auto found = known(id, team);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::NoSuchCase, id.value);
    const Known &there = **found;
    const QString name = core::stageName(stage);
    Statement add = m_database.statement("cases/addSlot");
    if (const Result<int> done = add.bind(there.key).bind(there.version).bind(slot).bind(name).run(); !done)
        return tl::unexpected(done.error());
    Statement check = m_database.statement("cases/slotStage");
    const Result<bool> row = check.bind(there.key).bind(there.version).bind(slot).next();
    if (!row)
        return tl::unexpected(row.error());
    return check.text(0) == name ? Result<void>() : Result<void>(fail(ErrorKind::DuplicateId, id.value, QString::number(slot)));
}

Result<core::Slot> SqlCaseRepository::readSlot(const Statement &row, const core::Claim &place)
{
    const Result<core::Stage> stage = readStage(row.text(1));
    if (!stage)
        return tl::unexpected(stage.error());
    core::Slot slot{int(row.number(0)), *stage, {}, {}};
    if (!row.isNull(3))
        slot.claim = core::Claim{place.caseId, place.team, place.version, slot.slot, *stage, core::PersonId(row.text(3)), row.number(2),
                                 core::timeFromText(row.text(4)), core::timeFromText(row.text(6))};
    if (row.isNull(5))
        return slot;
    Statement find = m_database.composed(SqlCatalogue::sqlite().text("decisions/select") + " WHERE d.log_index = ?1");
    const Result<bool> found = find.bind(row.number(5)).next();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::StoreDamaged, QStringLiteral("case_slot"), place.caseId.value);
    const Result<core::DecisionRow> decision = readDecision(find, m_teams);
    if (!decision)
        return tl::unexpected(decision.error());
    slot.decision = *decision;
    return slot;
}

Result<QList<core::Slot>> SqlCaseRepository::slotsOf(const CaseId &id, const TeamId &team)
{
    const auto key = m_keys.keyOf(id, team);
    if (!key)
        return tl::unexpected(key.error());
    core::Claim place;
    place.caseId = id;
    place.team = team;
    QList<core::Slot> list;
    Statement rows = m_database.statement("cases/slots");
    rows.bind(*key);
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return list;
        place.version = int(rows.number(7));
        const Result<core::Slot> slot = readSlot(rows, place);
        if (!slot)
            return tl::unexpected(slot.error());
        list.append(*slot);
    }
}

} // namespace countersign::store
