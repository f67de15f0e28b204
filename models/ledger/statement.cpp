#include "ledger/statement.h"

#include <array>

namespace countersign::ledger {

namespace {

struct KindRow {
    QByteArrayView name;
    QByteArrayView firstLine;
    Signedness signedness;
    Body (*empty)();
};

template <typename T>
Body emptyBody()
{
    return T{};
}

template <typename T>
constexpr KindRow row(QByteArrayView name, QByteArrayView firstLine, Signedness signedness)
{
    return {name, firstLine, signedness, &emptyBody<T>};
}

#define COUNTERSIGN_KIND(type, name, signedness) row<type>(name, "countersign." name "/v1", Signedness::signedness)
// In the order of StatementKind and Body; FORMAT.md is the same table for people.
constexpr std::array<KindRow, statementKindCount> kinds{
    COUNTERSIGN_KIND(StoreCreated, "store.created", Signed),
    COUNTERSIGN_KIND(KeyEnrolled, "key.enrolled", Signed),
    COUNTERSIGN_KIND(KeyRevoked, "key.revoked", Signed),
    COUNTERSIGN_KIND(RoleGranted, "role.granted", Signed),
    COUNTERSIGN_KIND(RoleWithdrawn, "role.withdrawn", Signed),
    COUNTERSIGN_KIND(CaseImported, "case.imported", Either),
    COUNTERSIGN_KIND(CaseWithdrawn, "case.withdrawn", Signed),
    COUNTERSIGN_KIND(PolicyAdopted, "policy.adopted", Signed),
    COUNTERSIGN_KIND(Decision, "decision", Signed),
    COUNTERSIGN_KIND(Dispute, "dispute", Either),
    COUNTERSIGN_KIND(Resolution, "resolution", Signed),
    COUNTERSIGN_KIND(Release, "release", Either),
    COUNTERSIGN_KIND(Recall, "recall", Either),
    COUNTERSIGN_KIND(Checkout, "checkout", Signed),
    COUNTERSIGN_KIND(SyncDone, "sync", Store),
    COUNTERSIGN_KIND(Redaction, "redaction", Signed),
    COUNTERSIGN_KIND(Migration, "migration", Either),
    COUNTERSIGN_KIND(Restore, "restore", Signed),
    COUNTERSIGN_KIND(AuditOpened, "audit.opened", Signed),
    COUNTERSIGN_KIND(Finding, "finding", Either),
    COUNTERSIGN_KIND(ClaimExpiredDecided, "claim.expired-decided", Store),
};
#undef COUNTERSIGN_KIND

const KindRow &rowOf(StatementKind kind)
{
    return kinds[size_t(kind)];
}

std::optional<StatementKind> kindOfFirstLine(QByteArrayView text)
{
    const qsizetype end = text.indexOf('\n');
    for (size_t i = 0; i < kinds.size(); ++i)
        if (end >= 0 && kinds[i].firstLine == text.first(end))
            return StatementKind(i);
    return std::nullopt;
}

// What depends on whether a person signed: a few kinds may be either, with different lines.
void checkSignedness(LineReader &in, const Body &body, bool isSigned)
{
    if (const auto *imported = std::get_if<CaseImported>(&body); imported && imported->submitter.isEmpty() != isSigned)
        in.refuse("submitter");
    if (const auto *recall = std::get_if<Recall>(&body); recall && !isSigned && recall->causes.isEmpty())
        in.refuse("cause");
}

core::Result<Statement> parse(QByteArrayView text, bool isSigned)
{
    const auto kind = kindOfFirstLine(text);
    if (!kind || rowOf(*kind).signedness == (isSigned ? Signedness::Store : Signedness::Signed))
        return core::fail(core::ErrorKind::Malformed, QStringLiteral("line 1"), QStringLiteral("kind"));
    LineReader in(text);
    Statement statement;
    in.bare(rowOf(*kind).firstLine);
    statement.store = core::StoreId(in.uuid("store", 4));
    if (isSigned)
        statement.id = core::StatementId(in.uuid("id", 7));
    statement.body = rowOf(*kind).empty();
    std::visit([&](auto &body) { read(in, body); }, statement.body);
    checkSignedness(in, statement.body, isSigned);
    if (isSigned)
        statement.by = readAttestation(in);
    return in.finish().map([&] { return std::move(statement); });
}

} // namespace

QByteArrayView kindName(StatementKind kind)
{
    return rowOf(kind).name;
}

std::optional<StatementKind> kindFromName(QByteArrayView name)
{
    for (size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i].name == name)
            return StatementKind(i);
    return std::nullopt;
}

Signedness signedness(StatementKind kind)
{
    return rowOf(kind).signedness;
}

core::Result<QByteArray> write(const Statement &statement)
{
    LineWriter out;
    out.bare(rowOf(statement.kind()).firstLine);
    out.token("store", statement.store.value);
    if (statement.by)
        out.token("id", statement.id.value);
    std::visit([&](const auto &body) { write(out, body); }, statement.body);
    if (statement.by)
        write(out, *statement.by);
    core::Result<QByteArray> text = out.finish();
    if (!text)
        return text;
    // Reading it back holds the values to every rule of the format: what cannot be read is never signed.
    if (const auto again = parse(*text, statement.by.has_value()); !again)
        return core::fail(core::ErrorKind::BadValue, again.error().detail, again.error().where);
    return text;
}

core::Result<Statement> parseSigned(QByteArrayView text)
{
    return parse(text, true);
}

core::Result<Statement> parseOwn(QByteArrayView text)
{
    return parse(text, false);
}

} // namespace countersign::ledger
