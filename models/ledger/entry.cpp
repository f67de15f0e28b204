#include "ledger/entry.h"

#include "ledger/signednote.h"

#include <array>

namespace countersign::ledger {

namespace {
constexpr std::array<QByteArrayView, 4> flagNames{"clock", "disputed", "late", "quarantined"};

QList<Flag> readFlags(LineReader &in)
{
    QList<Flag> flags;
    for (const QByteArrayView name : in.repeated("flag")) {
        const auto *found = std::find(flagNames.begin(), flagNames.end(), name);
        if (found == flagNames.end())
            in.refuse("flag");
        else
            flags += Flag(found - flagNames.begin());
    }
    return flags;
}

} // namespace

bool Entry::isSigned() const
{
    return !noteText(content).isEmpty();
}

QByteArrayView flagName(Flag flag)
{
    return flagNames[size_t(flag)];
}

core::Result<QByteArray> write(const Entry &entry)
{
    LineWriter out;
    out.bare("countersign.entry/v1");
    out.line("kind", kindName(entry.kind));
    out.time("arrived", entry.arrived);
    out.token("session", entry.session);
    QList<QByteArray> flags;
    for (const Flag flag : entry.flags)
        flags += flagName(flag).toByteArray();
    out.repeated("flag", std::move(flags));
    out.integer("length", quint64(entry.content.size()));
    out.bare("");
    return out.finish().map([&](const QByteArray &header) { return header + entry.content; });
}

core::Result<Entry> parseEntry(QByteArrayView bytes)
{
    LineReader in(bytes);
    Entry entry;
    in.bare("countersign.entry/v1");
    if (const auto kind = kindFromName(in.value("kind")))
        entry.kind = *kind;
    else
        in.refuse("kind");
    entry.arrived = in.time("arrived");
    entry.session = in.token("session");
    entry.flags = readFlags(in);
    const quint64 length = in.integer("length");
    in.bare("");
    if (quint64(bytes.size() - in.position()) != length)
        in.refuse("length");
    entry.content = bytes.sliced(in.position()).toByteArray();
    return in.finish(true).map([&] { return std::move(entry); });
}

core::Result<Statement> statementOf(const Entry &entry)
{
    const QByteArrayView text = noteText(entry.content);
    core::Result<Statement> statement = text.isEmpty() ? parseOwn(entry.content) : parseSigned(text);
    if (statement && statement->kind() != entry.kind)
        return core::fail(core::ErrorKind::Malformed, QStringLiteral("line 1"), QStringLiteral("kind"));
    return statement;
}

} // namespace countersign::ledger
