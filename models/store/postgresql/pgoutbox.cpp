#include "store/postgresql/pgoutbox.h"

#include "ledger/entry.h"
#include "store/postgresql/pgconnection.h"
#include "store/postgresql/pgerror.h"

namespace countersign::store {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

struct Blobs {
    QList<QByteArray> salts;
    QList<QByteArray> contents;

    void add(const core::StoredBlob &blob)
    {
        salts.append(blob.salt);
        contents.append(notNull(blob.content));
    }
};

} // namespace

std::optional<core::StoredBlob> PgOutbox::blob(const QString &digest) const
{
    const auto found = m_blobs.constFind(digest);
    return found == m_blobs.constEnd() ? std::nullopt : std::optional(*found);
}

void PgOutbox::clear()
{
    m_blobs.clear();
    m_cases.clear();
    m_statements.clear();
    m_logins.clear();
}

Result<void> PgOutbox::send()
{
    for (const ledger::LogRow &row : std::as_const(m_statements)) {
        const auto entry = ledger::parseEntry(row.entry);
        if (!entry)
            return tl::unexpected(entry.error());
        const auto sent = row.kind == ledger::StatementKind::CaseImported ? import(row, entry->content) : record(row, entry->content);
        if (!sent)
            return sent;
        m_handedOver = true;
        if (m_refusal && &row != &std::as_const(m_statements).first()) // what came before it must not stand alone
            return tl::unexpected(*takeRefusal());
        if (m_refusal) { // the server noted it: that is kept
            clear();
            return {};
        }
    }
    for (const auto &[person, verifier] : std::as_const(m_logins))
        if (const auto opened = m_connection.run("people/openLogin", PgValues().text(person).utf8(verifier)); !opened)
            return tl::unexpected(opened.error());
    clear();
    return {};
}

// The server wants exactly the blobs that the statement names.
Result<void> PgOutbox::record(const ledger::LogRow &row, const QByteArray &note)
{
    Blobs blobs;
    for (const core::StoredBlob &blob : std::as_const(m_blobs))
        if (note.contains(blob.digest.toLatin1()))
            blobs.add(blob);
    const auto rows = m_connection.run("ledger/record", PgValues().bytes(note).byteLists(blobs.salts).byteLists(blobs.contents));
    return rows ? answered(*rows, row.statement.value) : Result<void>(tl::unexpected(rows.error()));
}

Result<void> PgOutbox::import(const ledger::LogRow &row, const QByteArray &note)
{
    const auto cases = m_cases.value(row.statement.value);
    Blobs blobs;
    for (const auto &newCase : cases)
        for (const core::StoredBlob &named : newCase->blobs) {
            if (!named.salt.isEmpty())
                blobs.add(named);
            else if (const auto gathered = m_blobs.constFind(named.digest); gathered != m_blobs.constEnd())
                blobs.add(*gathered);
        }
    PgValues values;
    values.bytes(note).byteLists(blobs.salts).byteLists(blobs.contents);
    appendColumns(values, cases);
    const auto rows = m_connection.run("ledger/import", values);
    return rows ? answered(*rows, row.statement.value) : Result<void>(tl::unexpected(rows.error()));
}

Result<void> PgOutbox::answered(const PgRows &rows, const QString &statement)
{
    if (rows.size() != 1)
        return fail(ErrorKind::StoreDamaged, statement, QStringLiteral("record"));
    if (!rows.isNull(0, 0))
        m_refusal = core::Error{kindOfCode(rows.text(0, 0), ErrorKind::VerificationFailed), statement, rows.text(0, 1)};
    return {};
}

} // namespace countersign::store
