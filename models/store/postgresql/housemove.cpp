#include "store/postgresql/housemove.h"

#include "store/ledgerrows.h"
#include "store/openstore.h"
#include "store/postgresql/movedlog.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/postgresstore.h"
#include "store/searchtext.h"

#include <QRegularExpression>
#include <QSet>

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr quint64 readAtOnce = 2000;

// A table whose columns go over as they are: its name in both moving.sql, and the columns' types.
struct Table {
    const char *name;
    const char *types;
};
constexpr Table before[] = {{"moving/teams", "nt"},       {"moving/people", "tttn"},         {"moving/grants", "tnt"},
                            {"moving/policies", "nbtt"},  {"moving/events", "tttt"},         {"moving/wordings", "ntttt"},
                            {"moving/cases", "nntnnttnnttttt"}, {"moving/states", "nt"}};
constexpr Table behind[] = {{"moving/evidence", "nntbn"}, {"moving/slots", "nnnntntttnt"}, {"moving/drafts", "tnnntbtttntttb"},
                            {"moving/firstAnswers", "nnntbt"}, {"moving/sentinels", "nnb"}};

class HouseMove {
public:
    HouseMove(SqliteStore &from, PgConnection &to, const MoveTools &tools) : m_from(from), m_source(from.database()), m_to(to), m_tools(tools) {}

    Result<void> run(const QString &person, const QByteArray &verifier);
    const MovedHouse &moved() const { return m_moved; }

private:
    using Extra = std::function<Result<void>(const NativeStatement &row, ColumnBatch &batch)>;
    Result<void> copy(const char *name, const char *types, qsizetype plain, const Extra &extra = {});
    Result<void> copy(const Table &table) { return copy(table.name, table.types, qsizetype(qstrlen(table.types))); }
    Result<void> send(const char *name, ColumnBatch &batch);
    Result<void> act(const char *name, const PgValues &values) { return m_to.run(name, values).map([](const PgRows &) {}); }

    Result<void> takeStock();
    Result<void> move(const QString &person, const QByteArray &verifier);
    Result<void> recognise();
    Result<ledger::TreeHead> headThere(quint64 size);
    Result<void> copyRows();
    Result<void> copyVersions();
    Result<void> copyLog();
    Result<void> copyDecisions();
    Result<void> copyBlobs();
    Result<void> readUses();
    Result<void> copyHead();
    Result<void> readBack();
    Result<void> finish(const QString &person, const QByteArray &verifier);

    SqliteStore &m_from;
    Database &m_source;
    PgConnection &m_to;
    const MoveTools &m_tools;
    MovedHouse m_moved;
    MovedLog m_log;
    QHash<QByteArray, BlobUse> m_uses;
    QHash<QString, QString> m_veiled; // statement → its reviewer
    bool m_wasOpen = false; // before this move the file did not say that the store is elsewhere
    qint64 m_done = 0;
    qint64 m_whole = 0;
};

Result<void> HouseMove::send(const char *name, ColumnBatch &batch)
{
    if (m_tools.stop.stop_requested())
        return fail(ErrorKind::Cancelled);
    if (batch.rows() == 0)
        return {};
    const auto sent = act(name, batch.values());
    m_done += batch.rows();
    if (m_tools.progress)
        m_tools.progress(std::min(m_done, m_whole), m_whole);
    batch.clear();
    return sent;
}

// The first columns of each row as they are, the others by `extra`.
Result<void> HouseMove::copy(const char *name, const char *types, qsizetype plain, const Extra &extra)
{
    ColumnBatch batch(types);
    NativeStatement rows = m_source.native(name);
    for (;;) {
        const auto row = rows.next();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return send(name, batch);
        batch.take(rows, plain);
        if (extra)
            if (const auto more = extra(rows, batch); !more)
                return more;
        if (batch.isFull())
            if (const auto sent = send(name, batch); !sent)
                return sent;
    }
}

// How much there is, and whose roles a server does not join.
Result<void> HouseMove::takeStock()
{
    const auto people = m_from.people().people();
    if (!people)
        return tl::unexpected(people.error());
    QStringList ids;
    for (const core::Person &person : *people) {
        ids.append(person.id.value);
        const bool isApart = person.has(core::Role::Administrator) || person.has(core::Role::Submitter);
        if (isApart && (person.has(core::Role::Reviewer) || person.has(core::Role::Supervisor)))
            m_moved.deciding.append(person.id.value);
    }
    const auto elsewhere = m_to.run("moving/loginElsewhere", PgValues().texts(ids));
    if (!elsewhere)
        return tl::unexpected(elsewhere.error());
    if (!elsewhere->isNull(0, 0))
        return fail(ErrorKind::PersonExists, elsewhere->text(0, 0), QStringLiteral("login"));
    NativeStatement sizes = m_source.native("moving/sizes");
    if (const auto row = sizes.next(); !row)
        return tl::unexpected(row.error());
    m_whole = 3 * sizes.number(0) + sizes.number(1) + 2 * sizes.number(2);
    m_moved.blobs = sizes.number(1);
    m_moved.cases = sizes.number(2);
    return {};
}

// What was redacted has no words to be found by, and no form that matters.
Result<void> HouseMove::copyVersions()
{
    constexpr int source = 19;
    return copy("moving/versions", "nnnnbbbntntnntntttttt", source, [&](const NativeStatement &row, ColumnBatch &batch) -> Result<void> {
        if (row.isNull(source)) {
            batch.text(QStringLiteral("text")).text({});
            return {};
        }
        const auto words = m_tools.describe(row.bytes(source));
        if (!words)
            return fail(ErrorKind::StoreDamaged, m_from.opening().path, QStringLiteral("source"));
        batch.text(words->form).text(QString::fromUtf8(searchWords(words->searchText)).toLower());
        return {};
    });
}

Result<void> HouseMove::copyLog()
{
    NativeStatement keys = m_source.native("moving/caseKeys");
    for (auto row = keys.next(); !row || *row; row = keys.next()) {
        if (!row)
            return tl::unexpected(row.error());
        m_log.addCase(keys.text(2), keys.text(3), keys.number(0));
    }
    NativeStatement teams = m_source.native("moving/teams");
    for (auto row = teams.next(); !row || *row; row = teams.next()) {
        if (!row)
            return tl::unexpected(row.error());
        m_log.addTeam(teams.text(1), teams.number(0));
    }
    constexpr int entry = 8;
    ColumnBatch recorded("tnttbbttn");
    const auto copied = copy("moving/entries", "nbbtttnbbn", entry + 1, [&](const NativeStatement &row, ColumnBatch &batch) -> Result<void> {
        const auto place = m_log.take(quint64(row.number(0)), row.bytes(1), row.bytes(entry).toByteArray(), recorded);
        if (!place)
            return tl::unexpected(place.error());
        batch.number(place->team);
        return recorded.isFull() ? send("moving/recorded", recorded) : Result<void>();
    });
    if (!copied)
        return copied;
    ColumnBatch devices("tnbt"), enrolled("tbtttnn"), findings("tnttntt");
    m_log.addDevices(devices);
    m_log.addKeys(enrolled);
    m_log.addFindings(findings);
    return send("moving/recorded", recorded)
        .and_then([&] { return send("moving/devices", devices); })
        .and_then([&] { return send("moving/keys", enrolled); })
        .and_then([&] { return send("moving/findings", findings); });
}

Result<void> HouseMove::copyDecisions()
{
    constexpr int number = 0, id = 1, reviewer = 8, veiled = 15, plain = 22;
    return copy("moving/decisions", "ntnnnnttttbbttnntttnnnt", plain, [&](const NativeStatement &row, ColumnBatch &batch) -> Result<void> {
        batch.text(m_log.flagsOf(quint64(row.number(number)) - 1));
        if (row.number(veiled) != 0)
            m_veiled.insert(row.text(id), row.text(reviewer));
        return {};
    });
}

Result<void> HouseMove::readUses()
{
    m_uses = m_log.uses();
    for (BlobUse &use : m_uses)
        use.veiledFor = m_veiled.value(use.decision.value);
    NativeStatement uses = m_source.native("moving/uses");
    for (auto row = uses.next(); !row || *row; row = uses.next()) {
        if (!row)
            return tl::unexpected(row.error());
        const QByteArray digest = uses.bytes(0).toByteArray();
        if (!m_uses.contains(digest))
            m_uses.insert(digest, {uses.text(1), uses.number(2), uses.number(3), uses.text(4), {}});
    }
    return {};
}

// What nothing names any more is kept where only compliance looks.
Result<void> HouseMove::copyBlobs()
{
    if (const auto read = readUses(); !read)
        return read;
    const BlobUse unnamed{QStringLiteral("reference"), 1, -1, {}, {}};
    return copy("moving/blobs", "bbbtnnt", 3, [&](const NativeStatement &row, ColumnBatch &batch) -> Result<void> {
        const BlobUse use = m_uses.value(row.bytes(0).toByteArray(), unnamed);
        batch.text(use.sort).number(use.team).number(use.caseKey).text(use.veiledFor);
        return {};
    });
}

Result<void> HouseMove::copyHead()
{
    const auto head = m_from.ledger().head();
    const auto identity = m_from.people().storeIdentity();
    if (!head || !identity)
        return tl::unexpected(!head ? head.error() : identity.error());
    if (!*identity)
        return fail(ErrorKind::StoreMissing, m_from.opening().path);
    m_moved.size = head->size;
    m_moved.root = head->root();
    const core::StoreIdentity &store = **identity;
    return act("moving/identity", PgValues().text(store.id.value).text(store.name).text(core::timeText(store.created)))
        .and_then([&] { return act("moving/head", PgValues().number(qint64(head->size)).bytes(joinedHashes(head->peaks))); })
        .and_then([&] { return act("moving/root", PgValues().number(qint64(head->size)).bytes(m_moved.root.toBytes())); })
        .and_then([&] { return m_log.roster().epoch() > 1 ? act("moving/epoch", PgValues().number(qint64(m_log.roster().epoch()))) : Result<void>(); });
}

// The root once more, of the bytes that the server has.
Result<ledger::TreeHead> HouseMove::headThere(quint64 size)
{
    ledger::TreeHead head;
    for (quint64 next = 0; next < size; next += readAtOnce) {
        if (m_tools.stop.stop_requested())
            return fail(ErrorKind::Cancelled);
        const auto rows = m_to.run("moving/written", PgValues().number(qint64(next)).number(qint64(std::min(next + readAtOnce, size))));
        if (!rows)
            return tl::unexpected(rows.error());
        for (int i = 0; i < rows->size(); ++i)
            head.append(ledger::leafHash(rows->view(i, 0)));
        m_done += rows->size();
        if (m_tools.progress)
            m_tools.progress(std::min(m_done, m_whole), m_whole);
    }
    return head;
}

Result<void> HouseMove::readBack()
{
    const auto head = headThere(m_moved.size);
    if (!head)
        return tl::unexpected(head.error());
    const auto wrong = m_to.run("moving/wrongBlobs");
    const auto wrongCases = m_to.run("moving/wrongCases");
    if (!wrong || !wrongCases)
        return tl::unexpected(!wrong ? wrong.error() : wrongCases.error());
    if (head->size != m_moved.size || head->root() != m_moved.root)
        return fail(ErrorKind::StoreDamaged, m_from.opening().path, QStringLiteral("root"));
    if (wrong->number(0, 0) > 0)
        return fail(ErrorKind::StoreDamaged, m_from.opening().path, QStringLiteral("blob"));
    if (wrongCases->number(0, 0) > 0)
        return fail(ErrorKind::StoreDamaged, m_from.opening().path, QStringLiteral("case"));
    return {};
}

Result<void> HouseMove::copyRows()
{
    for (const Table &table : before)
        if (const auto copied = copy(table); !copied)
            return copied;
    if (const auto copied = copyVersions(); !copied)
        return copied;
    for (const Table &table : behind)
        if (const auto copied = copy(table); !copied)
            return copied;
    return copyLog()
        .and_then([&] { return copyDecisions(); })
        .and_then([&] { return copy("moving/releases", "nnnnnbtntt", 10); })
        .and_then([&] { return copyBlobs(); })
        .and_then([&] { return copy("moving/checkpoints", "nb", 2); })
        .and_then([&] { return copyHead(); })
        .and_then([&] { return act("moving/checkouts", {}); })
        .and_then([&] { return readBack(); });
}

// The owner's part: numbers go on from here, the mark of the move goes, and one person gets in.
Result<void> HouseMove::finish(const QString &person, const QByteArray &verifier)
{
    const auto greatest = m_to.run("moving/greatest");
    if (!greatest)
        return tl::unexpected(greatest.error());
    PgValues numbers;
    for (int column = 0; column < 4; ++column)
        numbers.number(greatest->number(0, column));
    return m_to.execute("SET LOCAL ROLE countersign_owner", QStringLiteral("owner"))
        .and_then([&] { return act("moving/sequences", numbers); })
        .and_then([&] { return m_to.execute("DELETE FROM countersign.setting WHERE name = 'copying'", QStringLiteral("copying")); })
        .and_then([&] { return m_to.execute("SET LOCAL ROLE countersign_logins", QStringLiteral("logins")); })
        .and_then([&] { return m_to.runText("SELECT countersign.set_login($1, $2)", PgValues().text(person).utf8(verifier)); })
        .and_then([&](const PgRows &) { return m_to.execute("RESET ROLE", QStringLiteral("reset")); });
}

Result<void> HouseMove::move(const QString &person, const QByteArray &verifier)
{
    // Between two words to the server a whole store may be read here.
    return m_to.execute("SELECT pg_advisory_xact_lock(1131378030, 2); SET LOCAL ROLE countersign_code; SET LOCAL idle_in_transaction_session_timeout = 0",
                        QStringLiteral("copy"))
        .and_then([&] { return m_to.runText("SELECT EXISTS (SELECT FROM countersign.store_identity)"); })
        .and_then([&](const PgRows &there) {
            if (there.flag(0, 0))
                return takeStock().and_then([&] { return recognise(); });
            return takeStock().and_then([&] { return copyRows(); }).and_then([&] { return finish(person, verifier); });
        });
}

// The move went through before, and only the file does not know of it.
Result<void> HouseMove::recognise()
{
    const auto other = fail(ErrorKind::StoreExists, m_to.address().url(false));
    const auto identity = m_from.people().storeIdentity();
    const auto head = m_from.ledger().head();
    const auto there = m_to.runText("SELECT id, (SELECT size FROM countersign.ledger_head) FROM countersign.store_identity");
    if (!identity || !head || !there)
        return tl::unexpected(!identity ? identity.error() : !head ? head.error() : there.error());
    m_moved.size = head->size;
    m_moved.root = head->root();
    if (!m_wasOpen || !*identity || (*identity)->id.value != there->text(0, 0) || quint64(there->number(0, 1)) < head->size)
        return other;
    return headThere(head->size).and_then([&](const ledger::TreeHead &same) { return same.root() == m_moved.root ? Result<void>() : Result<void>(other); });
}

// The server's commit comes before the file's: what was cut off in between is recognised.
Result<void> HouseMove::run(const QString &person, const QByteArray &verifier)
{
    const auto there = [&] { return demandMovable(m_from).and_then([&] { return m_to.write([&] { return move(person, verifier); }); }); };
    m_moved.isClosed = !m_from.opening().readOnly;
    if (!m_moved.isClosed)
        return m_source.read(there);
    return m_source.write([&]() -> Result<void> {
        NativeStatement marked = m_source.native("moving/movedTo");
        const auto isMarked = marked.next();
        if (!isMarked)
            return tl::unexpected(isMarked.error());
        m_wasOpen = !*isMarked;
        marked.again();
        const QByteArray url = m_to.address().url(false).toUtf8();
        return m_source.native("moving/mark").bindText(url).run().and_then(there);
    });
}

} // namespace

Result<void> demandMovable(SqliteStore &from)
{
    static const QRegularExpression login(QStringLiteral("^(?!pg_)[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$"));
    const auto people = from.people().people();
    if (!people)
        return tl::unexpected(people.error());
    for (const core::Person &person : *people)
        if (!login.match(person.id.value).hasMatch())
            return fail(ErrorKind::BadValue, person.id.value, QStringLiteral("login"));
    NativeStatement sizes = from.database().native("moving/sizes");
    const auto row = sizes.next();
    if (!row)
        return tl::unexpected(row.error());
    return sizes.number(3) > 0 ? Result<void>(fail(ErrorKind::StoreBusy, from.opening().path, QStringLiteral("pending"))) : Result<void>();
}

Result<MovedHouse> moveHouse(SqliteStore &from, PgConnection &administrator, const MoveTools &tools, const QString &person, QByteArrayView rolePassword)
{
    const auto identity = from.people().storeIdentity();
    const auto verifier = administrator.verifierOf(person, loginPassword(rolePassword)->view());
    if (!identity || !verifier)
        return tl::unexpected(!identity ? identity.error() : verifier.error());
    const QString id = *identity ? (*identity)->id.value : QString();
    const auto marked = administrator.write([&] {
        return administrator
            .runText("INSERT INTO countersign.setting (name, value) SELECT 'copying', $1 WHERE NOT EXISTS (SELECT FROM countersign.store_identity)"
                     " ON CONFLICT (name) DO UPDATE SET value = excluded.value", PgValues().text(id))
            .map([](const PgRows &) {});
    });
    if (!marked)
        return tl::unexpected(marked.error());
    HouseMove move(from, administrator, tools);
    return move.run(person, *verifier).map([&] { return move.moved(); });
}

Result<QString> unfinishedMove(PgConnection &connection)
{
    return connection.runText("SELECT value FROM countersign.setting WHERE name = 'copying'").map([](const PgRows &rows) {
        return rows.size() == 0 ? QString() : rows.text(0, 0);
    });
}

} // namespace countersign::store
