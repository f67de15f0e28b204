#include "sync/letter.h"

#include "ledger/blob.h"
#include "ledger/lines.h"
#include "sync/sodium.h"

#include <algorithm>

namespace countersign::sync {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

const QByteArray firstLine = QByteArrayLiteral("countersign.letter/v1\n");
constexpr qsizetype longestHead = 2048;
constexpr qsizetype saltBytes = 32;

QByteArray headText(const LetterHead &head)
{
    return firstLine + "way " + (head.isAnswer ? "back" : "out") + "\nworkspace " + head.label.id + "\nstore " + head.label.store.value.toLatin1() + "\nperson "
        + ledger::escapeToken(head.label.person.value) + "\n\n";
}

ledger::Secret letterKey(const LetterHead &head, const ledger::UnlockedKey &person)
{
    return keyedSecret(person.seed(), "countersign.letter/v1\n" + head.label.id + (head.isAnswer ? "back" : "out"));
}

core::Error noLetter()
{
    return {ErrorKind::Malformed, {}, QStringLiteral("letter")};
}

QByteArray joined(const QList<ledger::Hash> &hashes)
{
    QByteArray bytes;
    for (const ledger::Hash &hash : hashes)
        bytes += hash.toBytes();
    return bytes.isEmpty() ? QByteArrayLiteral("-") : ledger::base64(bytes);
}

std::optional<QList<ledger::Hash>> hashesIn(QByteArrayView value)
{
    if (value == QByteArrayView("-"))
        return QList<ledger::Hash>();
    const auto bytes = ledger::readBase64(value);
    if (!bytes || bytes->isEmpty() || bytes->size() % 32 != 0)
        return std::nullopt;
    QList<ledger::Hash> hashes;
    for (qsizetype at = 0; at < bytes->size(); at += 32)
        hashes.append(*ledger::Hash::fromBytes(QByteArrayView(*bytes).sliced(at, 32)));
    return hashes;
}

QByteArray spelled(const ledger::Basis &basis)
{
    return QByteArray::number(basis.size) + ' ' + basis.root.hex();
}

ledger::Basis basisIn(ledger::LineReader &in, QByteArrayView key)
{
    const auto words = ledger::parts(in.value(key), 2);
    const auto size = words.size() == 2 ? ledger::readInteger(words[0]) : std::nullopt;
    const auto root = words.size() == 2 ? ledger::Hash::fromHex(words[1]) : std::nullopt;
    if (!size || !root)
        in.refuse(key);
    return {size.value_or(0), root.value_or(ledger::emptyRoot())};
}

QByteArray spelled(const ledger::SeenCheckpoint &seen)
{
    return QByteArray::number(seen.epoch) + ' ' + spelled(ledger::Basis{seen.size, seen.root});
}

std::optional<ledger::SeenCheckpoint> checkpointIn(QByteArrayView line)
{
    const auto words = ledger::parts(line, 3);
    const auto epoch = words.size() == 3 ? ledger::readInteger(words[0]) : std::nullopt;
    const auto size = words.size() == 3 ? ledger::readInteger(words[1]) : std::nullopt;
    const auto root = words.size() == 3 ? ledger::Hash::fromHex(words[2]) : std::nullopt;
    return epoch && *epoch > 0 && size && root ? std::optional(ledger::SeenCheckpoint{*epoch, *size, *root}) : std::nullopt;
}

bool precedes(const ledger::SeenCheckpoint &a, const ledger::SeenCheckpoint &b)
{
    return std::pair(a.epoch, a.size) < std::pair(b.epoch, b.size);
}

// Before restores counted a letter said the newest alone, and no epoch.
QList<ledger::SeenCheckpoint> seenIn(ledger::LineReader &in, bool isFirstForm)
{
    QList<ledger::SeenCheckpoint> seen;
    if (isFirstForm) {
        const ledger::Basis newest = basisIn(in, "seen");
        return {{1, newest.size, newest.root}};
    }
    for (const QByteArrayView line : in.repeated("seen")) {
        if (const auto one = checkpointIn(line))
            seen.append(*one);
        else
            in.refuse("seen");
    }
    std::sort(seen.begin(), seen.end(), precedes);
    return seen;
}

// Without a word about its epoch it is the first.
ledger::SeenCheckpoint logIn(ledger::LineReader &in, bool withEpoch)
{
    if (!withEpoch) {
        const ledger::Basis log = basisIn(in, "log");
        return {1, log.size, log.root};
    }
    const auto log = checkpointIn(in.value("log"));
    if (!log)
        in.refuse("log");
    return log.value_or(ledger::SeenCheckpoint());
}

// A letter is read by whoever sealed it: one that opens and does not parse is a newer program's, or nobody's.
template <typename T>
Result<T> asLetter(Result<T> parsed)
{
    return parsed ? std::move(parsed) : Result<T>(tl::unexpected(noLetter()));
}

QByteArray spelled(const Answer::Taken &one)
{
    return one.id.value.toLatin1() + ' ' + fateName(one.fate) + ' ' + QByteArray::number(one.index) + ' ' + ledger::base64(one.entry) + ' ' + joined(one.proof)
        + (one.cause.isEmpty() ? QByteArray() : ' ' + ledger::escapeToken(one.cause));
}

// `withCauses`: the sixth word may be there.
std::optional<Answer::Taken> takenIn(QByteArrayView line, bool withCauses)
{
    const bool hasCause = withCauses && line.count(' ') == 5;
    const auto words = ledger::parts(line, hasCause ? 6 : 5);
    if (words.isEmpty() || !ledger::isUuid(words[0], 7))
        return std::nullopt;
    const auto fate = fateFromName(words[1]);
    const auto index = ledger::readInteger(words[2]);
    const auto entry = ledger::readBase64(words[3]);
    const auto proof = hashesIn(words[4]);
    const auto cause = hasCause ? ledger::unescapeToken(words[5]) : std::optional(QString());
    if (!fate || !index || !entry || !proof || !cause)
        return std::nullopt;
    return Answer::Taken{core::StatementId(QString::fromLatin1(words[0])), *fate, *index, *entry, *proof, *cause};
}

QByteArray spelled(const Answer::Restored &one)
{
    return QByteArray::number(one.index) + ' ' + ledger::base64(one.entry) + ' ' + joined(one.proof);
}

std::optional<Answer::Restored> restoredIn(QByteArrayView line)
{
    const auto words = ledger::parts(line, 3);
    const auto index = words.size() == 3 ? ledger::readInteger(words[0]) : std::nullopt;
    const auto entry = words.size() == 3 ? ledger::readBase64(words[1]) : std::nullopt;
    const auto proof = words.size() == 3 ? hashesIn(words[2]) : std::nullopt;
    return index && entry && proof ? std::optional(Answer::Restored{*index, *entry, *proof}) : std::nullopt;
}

std::optional<ChangedCase> changedIn(QByteArrayView line)
{
    const auto words = ledger::parts(line, 3);
    const auto team = words.size() == 3 ? ledger::unescapeToken(words[0]) : std::nullopt;
    const auto id = words.size() == 3 ? ledger::unescapeToken(words[1]) : std::nullopt;
    const auto cause = words.size() == 3 ? ledger::unescapeToken(words[2]) : std::nullopt;
    return team && id && cause ? std::optional(ChangedCase{core::TeamId(*team), core::CaseId(*id), *cause}) : std::nullopt;
}

// The blobs of a letter carry no digest: it follows from salt and content.
std::optional<core::StoredBlob> blobIn(QByteArrayView line)
{
    const auto bytes = ledger::readBase64(line);
    if (!bytes || bytes->size() < saltBytes)
        return std::nullopt;
    core::StoredBlob blob{{}, bytes->left(saltBytes), bytes->mid(saltBytes)};
    blob.digest = QString::fromLatin1(ledger::digestText(ledger::blobDigest(blob.salt, blob.content)));
    return blob;
}

} // namespace

QByteArray sealLetter(const LetterHead &head, const ledger::UnlockedKey &person, QByteArrayView content)
{
    const QByteArray text = headText(head);
    const Sealed sealed = seal(letterKey(head, person), content, text);
    return text + sealed.bytes + sealed.tag;
}

Result<LetterHead> letterHead(QByteArrayView letter)
{
    const qsizetype end = letter.first(std::min(letter.size(), longestHead)).indexOf("\n\n");
    if (end < 0 || !letter.startsWith(firstLine))
        return tl::unexpected(noLetter());
    ledger::LineReader in(letter.first(end + 1));
    LetterHead head;
    in.bare("countersign.letter/v1");
    const QByteArrayView way = in.value("way");
    head.isAnswer = way == QByteArrayView("back");
    head.label.id = in.value("workspace").toByteArray();
    head.label.store = core::StoreId(in.uuid("store", 4));
    head.label.person = core::PersonId(in.token("person"));
    const bool isSpelled = in.finish() && headText(head) == letter.first(end + 2);
    return isSpelled ? Result<LetterHead>(head) : tl::unexpected(noLetter());
}

Result<QByteArray> openLetter(QByteArrayView letter, const ledger::UnlockedKey &person)
{
    const auto head = letterHead(letter);
    if (!head)
        return tl::unexpected(head.error());
    const QByteArray text = headText(*head);
    const QByteArrayView rest = letter.sliced(text.size());
    if (rest.size() < nonceBytes + tagBytes)
        return tl::unexpected(noLetter());
    auto content = unseal(letterKey(*head, person), rest.chopped(tagBytes), rest.last(tagBytes), text);
    return content ? Result<QByteArray>(std::move(*content)) : tl::unexpected(noLetter());
}

Result<QByteArray> write(const Letter &letter)
{
    const auto session = write(letter.session);
    if (!session)
        return tl::unexpected(session.error());
    QList<QByteArray> seen, notes, blobs;
    for (const ledger::SeenCheckpoint &one : letter.seen)
        seen.append(spelled(one));
    for (const QByteArray &note : letter.notes)
        notes.append(ledger::base64(note));
    for (const core::StoredBlob &blob : letter.blobs)
        blobs.append(ledger::base64(blob.salt + blob.content));
    ledger::LineWriter out;
    out.bare("countersign.letter-out/v2");
    out.time("made", letter.made);
    out.repeated("seen", seen);
    out.line("session", ledger::base64(*session));
    out.repeated("note", notes);
    out.repeated("blob", blobs);
    return out.finish();
}

Result<Letter> parseLetter(QByteArrayView content)
{
    ledger::LineReader in(content);
    Letter letter;
    const bool isFirstForm = content.startsWith("countersign.letter-out/v1\n");
    in.bare(isFirstForm ? "countersign.letter-out/v1" : "countersign.letter-out/v2");
    letter.made = in.time("made");
    letter.seen = seenIn(in, isFirstForm);
    const auto session = ledger::readBase64(in.value("session"));
    const auto parsed = session ? parseSession(*session) : fail(ErrorKind::Malformed);
    if (parsed)
        letter.session = *parsed;
    else
        in.refuse("session");
    for (const QByteArrayView line : in.repeated("note")) {
        if (const auto note = ledger::readBase64(line))
            letter.notes.append(*note);
        else
            in.refuse("note");
    }
    for (const QByteArrayView line : in.repeated("blob")) {
        if (const auto blob = blobIn(line))
            letter.blobs.append(*blob);
        else
            in.refuse("blob");
    }
    return asLetter(in.finish().map([&] { return letter; }));
}

Result<QByteArray> write(const Answer &answer)
{
    QList<QByteArray> restored, taken, changed;
    for (const Answer::Restored &one : answer.restored)
        restored.append(spelled(one));
    for (const Answer::Taken &one : answer.taken)
        taken.append(spelled(one));
    for (const ChangedCase &one : answer.changed)
        changed.append(ledger::escapeToken(one.team.value) + ' ' + ledger::escapeToken(one.caseId.value) + ' ' + ledger::escapeToken(one.cause));
    ledger::LineWriter out;
    const bool hasCauses = std::any_of(answer.taken.begin(), answer.taken.end(), [](const Answer::Taken &one) { return !one.cause.isEmpty(); });
    const bool isReopened = answer.log.epoch > 1;
    out.bare(isReopened ? "countersign.letter-back/v3" : hasCauses ? "countersign.letter-back/v2" : "countersign.letter-back/v1");
    out.time("made", answer.made);
    out.line("seen", spelled(answer.seen));
    out.line("log", isReopened ? spelled(answer.log) : spelled(ledger::Basis{answer.log.size, answer.log.root}));
    out.line("consistency", joined(answer.consistency));
    if (isReopened)
        out.repeated("restored", restored);
    out.optionalToken("closed", answer.closed);
    out.repeated("taken", taken);
    out.repeated("changed", changed);
    return out.finish();
}

Result<Answer> parseAnswer(QByteArrayView content)
{
    ledger::LineReader in(content);
    Answer answer;
    const bool isReopened = content.startsWith("countersign.letter-back/v3\n");
    const bool withCauses = isReopened || content.startsWith("countersign.letter-back/v2\n");
    in.bare(isReopened ? "countersign.letter-back/v3" : withCauses ? "countersign.letter-back/v2" : "countersign.letter-back/v1");
    answer.made = in.time("made");
    answer.seen = basisIn(in, "seen");
    answer.log = logIn(in, isReopened);
    if (const auto hashes = hashesIn(in.value("consistency")))
        answer.consistency = *hashes;
    else
        in.refuse("consistency");
    for (const QByteArrayView line : isReopened ? in.repeated("restored") : QList<QByteArrayView>()) {
        if (const auto one = restoredIn(line))
            answer.restored.append(*one);
        else
            in.refuse("restored");
    }
    answer.closed = in.optionalToken("closed");
    for (const QByteArrayView line : in.repeated("taken")) {
        if (const auto one = takenIn(line, withCauses))
            answer.taken.append(*one);
        else
            in.refuse("taken");
    }
    for (const QByteArrayView line : in.repeated("changed")) {
        if (const auto one = changedIn(line))
            answer.changed.append(*one);
        else
            in.refuse("changed");
    }
    return asLetter(in.finish().map([&] { return answer; }));
}

} // namespace countersign::sync
