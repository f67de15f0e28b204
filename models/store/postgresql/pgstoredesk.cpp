#include "store/postgresql/pgstoredesk.h"

#include "core/clock.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgerror.h"
#include "store/postgresql/pgledgerstorage.h"
#include "store/postgresql/pgrowmapping.h"
#include "store/rowmapping.h"

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;
using sync::Remote;

namespace {

core::Error damaged(const char *what)
{
    return {ErrorKind::StoreDamaged, QLatin1String(what), {}};
}

Result<void> readStore(const PgRows &rows, int row, Remote &remote)
{
    remote.now = core::timeFromText(rows.text(row, 1));
    remote.recalled = rows.text(row, 2) == u"true";
    remote.suspended = rows.text(row, 3) == u"true";
    remote.keyRevoked = rows.text(row, 4) == u"true";
    if (rows.isNull(row, 7))
        return {};
    remote.deviceSeq = quint64(rows.number(row, 7));
    remote.deviceNote = ledger::Hash::fromBytes(rows.view(row, 9));
    return remote.deviceNote ? Result<void>() : tl::unexpected(damaged("device_head"));
}

Result<void> readStatement(const PgRows &rows, int row, Remote &remote)
{
    const core::StatementId id(rows.text(row, 1));
    const auto note = ledger::Hash::fromBytes(rows.view(row, 9));
    if (!note)
        return tl::unexpected(damaged("recorded"));
    remote.recorded.insert(id, *note);
    return {};
}

Result<void> readCase(const PgRows &rows, int row, Remote &remote)
{
    const auto state = readState(rows.text(row, 3));
    const auto digest = ledger::Hash::fromBytes(rows.view(row, 9));
    if (!state || !digest)
        return tl::unexpected(damaged("cases"));
    remote.cases.insert({rows.text(row, 1), rows.text(row, 2)}, {*state, *digest, {}});
    return {};
}

Result<void> readSlot(const PgRows &rows, int row, Remote &remote)
{
    const auto found = remote.cases.find({rows.text(row, 1), rows.text(row, 2)});
    if (found == remote.cases.end())
        return tl::unexpected(damaged("case_slot"));
    sync::RemoteSlot slot;
    slot.decidedBy = core::PersonId(rows.text(row, 3));
    slot.decision = core::StatementId(rows.text(row, 4));
    slot.holder = core::PersonId(rows.text(row, 5));
    slot.fence = rows.number(row, 8);
    if (!rows.isNull(row, 6))
        slot.expires = core::timeFromText(rows.text(row, 6));
    found->slotsByNumber.insert(quint64(rows.number(row, 7)), slot);
    return {};
}

Result<void> readView(const PgRows &rows, Remote &remote)
{
    for (int row = 0; row < rows.size(); ++row) {
        const QString what = rows.text(row, 0);
        const auto read = what == u"store" ? readStore(rows, row, remote)
            : what == u"statement"         ? readStatement(rows, row, remote)
            : what == u"case"              ? readCase(rows, row, remote)
                                           : readSlot(rows, row, remote);
        if (!read)
            return read;
    }
    return {};
}

Result<sync::PlannedStatement> readArrival(const PgRows &rows, int row)
{
    const auto fate = sync::fateFromName(rows.text(row, 1).toLatin1());
    if (!fate)
        return tl::unexpected(damaged("arrive"));
    sync::PlannedStatement planned{core::StatementId(rows.text(row, 0)), {}, *fate, rows.text(row, 2), {}, core::StatementId(rows.text(row, 4)), 0};
    const QList<QByteArray> flags = rows.list(row, 3);
    for (const ledger::Flag flag : {ledger::Flag::Clock, ledger::Flag::Disputed, ledger::Flag::Late, ledger::Flag::Quarantined})
        if (flags.contains(ledger::flagName(flag)))
            planned.flags.append(flag);
    return planned;
}

} // namespace

Result<sync::Offer> PgStoreDesk::offer(const core::TeamId &team, const QList<core::CaseId> &cases)
{
    const auto rows = m_connection.run("away/offer", PgValues().text(team.value).texts(idsOf(cases)));
    if (!rows)
        return tl::unexpected(rows.error());
    sync::Offer offer;
    for (int row = 0; row < rows->size(); ++row) {
        offer.now = core::timeFromText(rows->text(row, 6));
        sync::OfferedCase one{core::CaseId(rows->text(row, 0)), quint64(rows->number(row, 2)), {}, quint64(rows->number(row, 5)),
                              quint64(rows->number(row, 4)), {}};
        if (!rows->isNull(row, 1)) {
            one.refused = core::Error{kindOfCode(rows->text(row, 1), ErrorKind::StoreDamaged), one.caseId.value, {}};
        } else if (const auto digest = ledger::Hash::fromBytes(rows->view(row, 3))) {
            one.digest = *digest;
        } else {
            return tl::unexpected(damaged("case_version"));
        }
        offer.cases.append(one);
    }
    return offer;
}

Result<Remote> PgStoreDesk::view(const sync::ViewQuestion &question)
{
    QStringList teams, cases;
    for (const sync::CaseKey &key : question.cases) {
        teams.append(key.first);
        cases.append(key.second);
    }
    PgValues values;
    values.text(QString::fromLatin1(question.device)).text(question.key ? QString::fromLatin1(question.key->hex()) : QString());
    values.text(question.keyTeam.value).text(question.checkout.value).texts(idsOf(question.statements)).texts(teams).texts(cases);
    const auto rows = m_connection.run("away/view", values);
    if (!rows)
        return tl::unexpected(rows.error());
    Remote remote;
    const auto read = readView(*rows, remote);
    remote.keyRevoked = remote.keyRevoked && question.key;
    return read.map([&] { return remote; });
}

Result<QHash<core::StatementId, sync::LogPlace>> PgStoreDesk::places(const QList<core::StatementId> &statements)
{
    if (const auto moved = moveWaiting(m_connection); !moved)
        return tl::unexpected(moved.error());
    return m_connection.run("away/entries", PgValues().texts(idsOf(statements))).map([](const PgRows &rows) {
        QHash<core::StatementId, sync::LogPlace> found;
        for (int row = 0; row < rows.size(); ++row)
            found.insert(core::StatementId(rows.text(row, 0)), {quint64(rows.number(row, 1)), rows.bytes(row, 2)});
        return found;
    });
}

Result<QList<sync::PlannedStatement>> PgStoreDesk::takeIn(const QByteArray &device, const QList<sync::Arriving> &statements)
{
    if (const auto writing = m_connection.mustBeWriting("takeIn"); !writing)
        return tl::unexpected(writing.error());
    QList<QByteArray> notes, salts, contents;
    QList<qint64> whose;
    for (const sync::Arriving &one : statements) {
        notes.append(one.note);
        for (const core::StoredBlob &blob : one.blobs) {
            whose.append(notes.size());
            salts.append(blob.salt);
            contents.append(notNull(blob.content));
        }
    }
    PgValues values;
    values.text(QString::fromLatin1(device)).byteLists(notes).numbers(whose).byteLists(salts).byteLists(contents);
    const auto rows = m_connection.run("away/arrive", values);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->size() != statements.size())
        return tl::unexpected(damaged("arrive"));
    QList<sync::PlannedStatement> planned;
    for (int row = 0; row < rows->size(); ++row) {
        const auto one = readArrival(*rows, row);
        if (!one)
            return tl::unexpected(one.error());
        planned.append(*one);
    }
    return planned;
}

Result<void> PgStoreDesk::giveBack(const core::StatementId &checkout)
{
    return m_connection.writeOrJoin([&] { return m_connection.run("away/giveBack", PgValues().text(checkout.value)).map([](const PgRows &) {}); });
}

Result<QList<sync::KnownCheckout>> PgStoreDesk::checkouts()
{
    if (const auto moved = moveWaiting(m_connection); !moved)
        return tl::unexpected(moved.error());
    const auto rows = m_connection.run("away/checkouts");
    if (!rows)
        return tl::unexpected(rows.error());
    QList<sync::KnownCheckout> all;
    for (int row = 0; row < rows->size(); ++row) {
        sync::KnownCheckout one{core::StatementId(rows->text(row, 0)), quint64(rows->number(row, 1)), core::TeamId(rows->text(row, 2)),
                                core::PersonId(rows->text(row, 3)), rows->text(row, 4), core::timeFromText(rows->text(row, 5)),
                                core::timeFromText(rows->text(row, 6)), {}, qsizetype(rows->number(row, 8)), rows->flag(row, 9)};
        for (const QByteArray &id : rows->list(row, 7))
            one.cases.append(core::CaseId(QString::fromUtf8(id)));
        all.append(one);
    }
    return all;
}

} // namespace countersign::store
