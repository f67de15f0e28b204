#include "store/sqlcaserepository.h"

#include "store/casekeys.h"
#include "store/caserows.h"
#include "store/database.h"
#include "store/rowmapping.h"
#include "store/sqlcatalogue.h"

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

constexpr qsizetype rowsTogether = 16;

// INSERT … VALUES (…) of so many rows.
QByteArray ofRows(const QByteArray &insert, qsizetype number)
{
    const QByteArray row = insert.mid(insert.lastIndexOf("VALUES ") + 7).trimmed();
    return insert.trimmed() + (", " + row).repeated(number - 1);
}

// In sets: SQLite keeps every page that a statement changes as it was before it.
template <typename BindRow>
Result<void> insertRows(Database &database, const char *name, qsizetype number, const BindRow &bindRow)
{
    for (qsizetype from = 0; from < number; from += rowsTogether) {
        const qsizetype some = std::min(rowsTogether, number - from);
        NativeStatement insert = some == 1 ? database.native(name) : database.composedNative(ofRows(SqlCatalogue::sqlite().text(name), some));
        for (qsizetype i = from; i < from + some; ++i)
            bindRow(insert, i);
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

void bindOrNull(NativeStatement &insert, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        insert.bindNull();
    else
        insert.bindBlob(bytes);
}

void bindVersion(NativeStatement &insert, const CaseRows &rows)
{
    const core::CaseRoute &route = rows.route;
    insert.bind(rows.version).bindBlob(rows.digest).bindBlob(rows.source);
    bindOrNull(insert, rows.reference);
    insert.bind(route.policyVersion).bindText(rows.rule).bind(route.reviewers).bindText(rows.group).bind(route.blind ? 1 : 0);
    insert.bind(route.windowSeconds).bindText(rows.mode).bind(route.automatic ? 1 : 0);
    insert.bindText(rows.importer).bindText(rows.statement).bindText(rows.arrived);
}

} // namespace

Result<void> SqlCaseRepository::addCase(const NewCase &newCase)
{
    const auto made = rowsOf(newCase, nullptr);
    if (!made)
        return tl::unexpected(made.error());
    const QList<std::shared_ptr<const CaseRows>> one{*made};
    const auto added = addAll(one);
    if (added || added.error().kind != ErrorKind::DuplicateId)
        return added;
    const auto there = known(newCase.record.id, newCase.record.team);
    if (!there || !*there)
        return there ? added : tl::unexpected(there.error());
    const auto version = nextKey("cases/nextVersion");
    if (!version)
        return tl::unexpected(version.error());
    return renewCase(newCase, **there).and_then([&] { return insertParts(one, {{(*there)->key, *version}}); });
}

Result<void> SqlCaseRepository::addAll(const QList<std::shared_ptr<const CaseRows>> &cases)
{
    if (auto writing = m_database.mustBeWriting("addCase"); !writing)
        return writing;
    QList<qint64> teams;
    for (const auto &rows : cases) {
        const Result<qint64> team = m_teams.ensure(rows->team);
        if (!team)
            return tl::unexpected(team.error());
        teams.append(*team);
    }
    const auto firstCase = nextKey("cases/nextKey");
    const auto firstVersion = nextKey("cases/nextVersion");
    if (!firstCase || !firstVersion)
        return tl::unexpected(firstCase ? firstVersion.error() : firstCase.error());
    QList<Keys> keys;
    for (qsizetype i = 0; i < cases.size(); ++i)
        keys.append({*firstCase + i, *firstVersion + i});
    return insertRows(m_database, "cases/insert", cases.size(), [&](NativeStatement &insert, qsizetype i) {
        const CaseRows &rows = *cases[i];
        insert.bind(keys[i].ofCase).bind(teams[i]).bindText(rows.id).bind(rows.version).bind(keys[i].ofVersion).bindText(rows.kind).bindText(rows.title);
        insert.bind(rows.risk).bind(rows.priority).bindText(rows.due).bindText(rows.state).bindText(rows.arrived);
    }).and_then([&] { return insertParts(cases, keys); });
}

Result<qint64> SqlCaseRepository::nextKey(const char *name)
{
    NativeStatement last = m_database.native(name);
    return last.next().map([&](bool) { return last.number(0); });
}

Result<void> SqlCaseRepository::renewCase(const NewCase &newCase, const Known &known)
{
    const core::CaseRecord &record = newCase.record;
    if (record.version == known.version)
        return fail(ErrorKind::ContentDiffers, record.id.value);
    if (record.version < known.version)
        return fail(ErrorKind::StaleVersion, record.id.value, QString::number(known.version));
    if (known.state != CaseState::Open || newCase.route.automatic)
        return fail(ErrorKind::MoveNotAllowed, record.id.value, core::stateName(known.state));
    Statement renew = m_database.statement("cases/renew");
    renew.bind(known.key).bind(record.version).bind(record.kind).bind(record.title).bind(int(record.risk));
    return done(renew.bind(record.priority).bind(dueText(record.due)).bind(core::timeText(newCase.arrived)).run());
}

// The version, its files and its seats.
Result<void> SqlCaseRepository::insertParts(const QList<std::shared_ptr<const CaseRows>> &cases, const QList<Keys> &keys)
{
    QList<std::pair<qsizetype, qsizetype>> files, seats; // which case, and which of its
    for (qsizetype i = 0; i < cases.size(); ++i) {
        for (qsizetype file = 0; file < cases[i]->files.size(); ++file)
            files.append({i, file});
        for (qsizetype seat = 1; seat <= cases[i]->seats; ++seat)
            seats.append({i, seat});
    }
    return insertRows(m_database, "cases/insertVersion", cases.size(), [&](NativeStatement &insert, qsizetype i) {
        bindVersion(insert.bind(keys[i].ofVersion).bind(keys[i].ofCase), *cases[i]);
    }).and_then([&] {
        return insertRows(m_database, "cases/insertEvidence", files.size(), [&](NativeStatement &insert, qsizetype i) {
            const auto &[place, file] = files[i];
            const auto &[id, digest] = cases[place]->files[file];
            insert.bind(keys[place].ofCase).bind(cases[place]->version).bindText(id).bindBlob(digest);
        });
    }).and_then([&] {
        return insertRows(m_database, "cases/insertSlot", seats.size(), [&](NativeStatement &insert, qsizetype i) {
            const auto &[place, seat] = seats[i];
            const auto &claim = cases[place]->claim;
            insert.bind(keys[place].ofCase).bind(cases[place]->version).bind(seat).bindText("review");
            if (claim && claim->slot == seat)
                insert.bind(claim->fence).bindText(claim->holder).bindText(claim->since).bindText(claim->expires);
            else
                insert.bind(0).bindNull().bindNull().bindNull();
        });
    }).and_then([&] { return keepWords(cases, keys); });
}

Result<void> SqlCaseRepository::keepWords(const QList<std::shared_ptr<const CaseRows>> &cases, const QList<Keys> &keys)
{
    for (qsizetype i = 0; i < cases.size(); ++i) {
        m_words.append({keys[i].ofVersion, cases[i]->words});
        m_wordBytes += cases[i]->words.size();
    }
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
