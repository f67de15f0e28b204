#include "sync/session.h"

#include "ledger/lines.h"

#include <algorithm>
#include <array>

namespace countersign::sync {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr std::array<const char *, 7> fateNames{"already", "recorded", "late", "disputed", "quarantined", "held", "refused"};
constexpr std::array<const char *, 3> progressNames{"sent", "acknowledged", "included"};

template <size_t count>
std::optional<size_t> placeIn(const std::array<const char *, count> &names, QByteArrayView name)
{
    for (size_t i = 0; i < count; ++i)
        if (name == QByteArrayView(names[i]))
            return i;
    return std::nullopt;
}

QByteArray spelled(const CheckedOutCase &one)
{
    return ledger::escapeToken(one.team.value) + ' ' + ledger::escapeToken(one.caseId.value) + ' ' + QByteArray::number(one.version) + ' '
        + ledger::digestText(one.digest) + ' ' + QByteArray::number(one.fence) + ' ' + QByteArray::number(one.slot);
}

QByteArray spelled(const core::StatementId &id, const SentStatement &one)
{
    return id.value.toLatin1() + ' ' + progressNames[size_t(one.progress)] + ' ' + QByteArray::number(one.logIndex) + ' ' + one.leaf.hex() + ' '
        + fateName(one.fate) + (one.cause.isEmpty() ? QByteArray() : ' ' + ledger::escapeToken(one.cause));
}

std::optional<CheckedOutCase> caseOf(QByteArrayView value)
{
    const auto words = ledger::parts(value, 6);
    if (words.size() != 6)
        return std::nullopt;
    const auto team = ledger::unescapeToken(words[0]);
    const auto id = ledger::unescapeToken(words[1]);
    const auto version = ledger::readInteger(words[2]);
    const auto digest = ledger::readDigest(words[3]);
    const auto fence = ledger::readInteger(words[4]);
    const auto slot = ledger::readInteger(words[5]);
    if (!team || !id || !version || !digest || !fence || !slot)
        return std::nullopt;
    return CheckedOutCase{core::TeamId(*team), core::CaseId(*id), *version, *digest, *fence, *slot};
}

// `withCauses`: the sixth word may be there.
std::optional<std::pair<core::StatementId, SentStatement>> sentOf(QByteArrayView value, bool withCauses)
{
    const bool hasCause = withCauses && value.count(' ') == 5;
    const auto words = ledger::parts(value, hasCause ? 6 : 5);
    if (words.isEmpty() || !ledger::isUuid(words[0], 7))
        return std::nullopt;
    const auto progress = placeIn(progressNames, words[1]);
    const auto index = ledger::readInteger(words[2]);
    const auto leaf = ledger::Hash::fromHex(words[3]);
    const auto fate = fateFromName(words[4]);
    const auto cause = hasCause ? ledger::unescapeToken(words[5]) : std::optional(QString());
    if (!progress || !index || !leaf || !fate || !cause)
        return std::nullopt;
    return std::pair(core::StatementId(QString::fromLatin1(words[0])), SentStatement{Progress(*progress), *index, *leaf, *fate, *cause});
}

} // namespace

QByteArray progressName(const std::optional<SentStatement> &sent)
{
    return sent ? progressNames[size_t(sent->progress)] : "made";
}

QByteArray fateName(Fate fate)
{
    return fateNames[size_t(fate)];
}

std::optional<Fate> fateFromName(QByteArrayView name)
{
    const auto place = placeIn(fateNames, name);
    return place ? std::optional(Fate(*place)) : std::nullopt;
}

Result<QByteArray> write(const WorkspaceSession &session)
{
    QList<QByteArray> cases;
    for (const CheckedOutCase &one : session.cases)
        cases.append(spelled(one));
    QList<QByteArray> sent;
    for (auto one = session.sent.cbegin(); one != session.sent.cend(); ++one)
        sent.append(spelled(one.key(), one.value()));
    ledger::LineWriter out;
    const bool hasCauses = std::any_of(session.sent.begin(), session.sent.end(), [](const SentStatement &one) { return !one.cause.isEmpty(); });
    out.bare(hasCauses ? "countersign.session/v2" : "countersign.session/v1"); // what an earlier program can read stays readable to it
    out.token("origin", session.origin);
    out.line("checkout", session.checkout.value.toLatin1());
    out.line("state", session.ready ? "ready" : "preparing");
    out.time("until", session.until);
    out.time("began", session.began);
    out.line("basis", QByteArray::number(session.basis.size) + ' ' + session.basis.root.hex());
    out.optionalToken("closed", session.closed);
    out.repeated("case", cases);
    out.repeated("made", sent);
    return out.finish();
}

Result<WorkspaceSession> parseSession(QByteArrayView text)
{
    ledger::LineReader in(text);
    WorkspaceSession session;
    const bool withCauses = text.startsWith("countersign.session/v2\n");
    in.bare(withCauses ? "countersign.session/v2" : "countersign.session/v1");
    session.origin = in.token("origin");
    session.checkout = core::StatementId(in.uuid("checkout", 7));
    const QByteArrayView state = in.value("state");
    session.ready = state == QByteArrayView("ready");
    if (!session.ready && state != QByteArrayView("preparing"))
        in.refuse("state");
    session.until = in.time("until");
    session.began = in.time("began");
    const auto basis = ledger::parts(in.value("basis"), 2);
    const auto size = basis.size() == 2 ? ledger::readInteger(basis[0]) : std::nullopt;
    const auto root = basis.size() == 2 ? ledger::Hash::fromHex(basis[1]) : std::nullopt;
    if (!size || !root)
        in.refuse("basis");
    session.basis = {size.value_or(0), root.value_or(ledger::emptyRoot())};
    session.closed = in.optionalToken("closed");
    for (const QByteArrayView line : in.repeated("case")) {
        if (const auto one = caseOf(line))
            session.cases.append(*one);
        else
            in.refuse("case");
    }
    for (const QByteArrayView line : in.repeated("made")) {
        if (const auto one = sentOf(line, withCauses))
            session.sent.insert(one->first, one->second);
        else
            in.refuse("made");
    }
    return in.finish().map([&] { return session; });
}

} // namespace countersign::sync
