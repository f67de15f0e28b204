#include "workflow/letters.h"

#include "ledger/atomicfile.h"
#include "ledger/ledger.h"
#include "sync/letter.h"
#include "workflow/closedworkspace.h"
#include "workflow/recordstatement.h"
#include "workflow/syncside.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;
using sync::Progress;

namespace {

constexpr qint64 longestLetter = 512LL << 20;
const QString outSuffix = QStringLiteral(".letter");
const QString backSuffix = QStringLiteral(".answer");

QString nameOf(const sync::WorkspaceLabel &label, const QString &suffix)
{
    return QStringLiteral("countersign-") + QString::fromLatin1(label.id) + suffix;
}

// The files of that kind in the folder, by name.
QStringList filesIn(const QString &folder, const QString &suffix)
{
    QStringList paths;
    const QStringList names = QDir(folder).entryList({QStringLiteral("countersign-*") + suffix}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        paths.append(QDir(folder).filePath(name));
    return paths;
}

Result<void> demandFolder(const QString &folder)
{
    return QFileInfo(folder).isDir() ? Result<void>() : fail(ErrorKind::CannotRead, folder);
}

bool isFatal(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::Cancelled:
    case ErrorKind::DiskFull:
    case ErrorKind::StoreBusy:
    case ErrorKind::CannotWrite:
        return true;
    default:
        return false;
    }
}

Result<void> save(const QString &path, const QByteArray &bytes)
{
    return ledger::writeFileAtomically(path, bytes).map([](bool) {});
}

// ---- at the workspace

// How much of the log as the answer tells of it can be what was seen in that epoch: as Witness and commonSize do it at the store itself.
Result<quint64> commonSize(const sync::Answer &answer, quint64 seenEpoch)
{
    quint64 common = answer.log.size;
    quint64 epoch = 1;
    for (const sync::Answer::Restored &one : answer.restored) {
        const auto statement = ledger::parseEntry(one.entry).and_then(ledger::statementOf);
        const auto *const restore = statement ? std::get_if<ledger::Restore>(&statement->body) : nullptr;
        if (!restore || restore->size != one.index
            || !ledger::verifyInclusion(one.index, answer.log.size, ledger::leafHash(one.entry), one.proof, answer.log.root))
            return fail(ErrorKind::VerificationFailed, QString::number(one.index), QStringLiteral("inclusion"));
        epoch = std::max(epoch, restore->oldEpoch + 1);
        if (restore->oldEpoch >= seenEpoch)
            common = std::min(common, one.index);
    }
    return epoch == answer.log.epoch ? Result<quint64>(common) : fail(ErrorKind::VerificationFailed, QString::number(epoch), QStringLiteral("consistency"));
}

class Posting {
public:
    Posting(const OpenWorkspace &workspace, const ledger::UnlockedKey &key, const QString &keyringFolder, const QString &folder)
        : m_side(workspace), m_workspace(workspace), m_key(key), m_keyringFolder(keyringFolder), m_folder(folder)
    {
    }

    Result<Posted> carryOut()
    {
        const auto gone = demandFolder(m_folder).and_then([&] { return begin(); }).and_then([&] { return readAnswers(); });
        return gone.and_then([&] { return writeLetter(); }).map([&] {
            m_posted.statements = m_made.size();
            for (const MadeThere &made : std::as_const(m_made))
                m_posted.included += isIncluded(made) ? 1 : 0;
            return m_posted;
        });
    }

private:
    Result<void> begin();
    Result<void> readAnswers();
    Result<void> readAnswer(const QString &path);
    Result<void> demandConsistent(const sync::Answer &answer);
    Result<void> believe(const sync::Answer &answer);
    void forgetLost(const sync::Answer &answer, sync::WorkspaceSession &session);
    Result<void> rememberLog(const sync::Answer &answer);
    ledger::SeenCheckpoint newestSeen() const
    {
        return m_witness.seen.isEmpty() ? ledger::SeenCheckpoint{1, m_session.basis.size, m_session.basis.root} : m_witness.seen.last();
    }
    Result<void> dropChanged(const QList<sync::ChangedCase> &changed);
    Result<bool> hasDraft(const sync::ChangedCase &one);
    Result<void> writeLetter();
    Result<sync::Letter> letter();
    bool isIncluded(const MadeThere &made) const
    {
        const auto sent = m_session.sent.constFind(made.statement.id);
        return sent != m_session.sent.constEnd() && sent->progress == Progress::Included;
    }

    OpenSide m_side;
    const OpenWorkspace &m_workspace;
    const ledger::UnlockedKey &m_key;
    const QString &m_keyringFolder;
    const QString &m_folder;
    Posted m_posted;
    QList<MadeThere> m_made;
    sync::WorkspaceSession m_session;
    ledger::Witness m_witness;
};

Result<void> Posting::begin()
{
    const auto session = m_side.session();
    auto made = m_side.made();
    const auto witness = ledger::loadWitness(m_keyringFolder, m_side.label().store);
    if (!session || !made || !witness)
        return tl::unexpected(!session ? session.error() : !made ? made.error() : witness.error());
    m_session = *session;
    m_made = std::move(*made);
    m_witness = *witness;
    return {};
}

Result<void> Posting::readAnswers()
{
    for (const QString &path : filesIn(m_folder, backSuffix)) {
        const auto read = readAnswer(path);
        if (!read && isFatal(read.error()))
            return read;
        if (!read)
            m_posted.refused.append({path, read.error()});
    }
    return {};
}

// Another workspace's answer is not this one's to say anything about.
Result<void> Posting::readAnswer(const QString &path)
{
    const auto bytes = ledger::readWholeFile(path, longestLetter);
    const auto head = bytes.and_then([](const QByteArray &letter) { return sync::letterHead(letter); });
    if (!head)
        return tl::unexpected(head.error());
    if (head->label.id != m_side.label().id)
        return {};
    if (!head->isAnswer || head->label != m_side.label())
        return fail(ErrorKind::NotAllowed, QString::fromLatin1(head->label.id), QStringLiteral("another-store"));
    const auto answer = sync::openLetter(*bytes, m_key).and_then([](const QByteArray &content) { return sync::parseAnswer(content); });
    if (!answer)
        return tl::unexpected(answer.error());
    return demandConsistent(*answer).and_then([&] { return believe(*answer); }).map([&] { ++m_posted.answers; });
}

// The log it speaks of continues what this computer saw of it: when the letter was written, or when the cases were checked out; after a restore
// as far as that went back.
Result<void> Posting::demandConsistent(const sync::Answer &answer)
{
    const ledger::SeenCheckpoint newest = newestSeen();
    if (answer.log.epoch < newest.epoch)
        return fail(ErrorKind::VerificationFailed, QString::number(answer.log.size), QStringLiteral("earlier-epoch"));
    const auto common = commonSize(answer, newest.epoch);
    if (!common)
        return tl::unexpected(common.error());
    const auto isAnswers = [&](const ledger::SeenCheckpoint &seen) { return seen.size == answer.seen.size && seen.root == answer.seen.root; };
    const bool isNothing = answer.seen == ledger::Basis() && m_session.basis.size > *common && !m_witness.newestWithin(*common);
    const bool isKnown = isNothing || answer.seen == m_session.basis || std::any_of(m_witness.seen.cbegin(), m_witness.seen.cend(), isAnswers);
    if (!isKnown || answer.seen.size > *common
        || !ledger::verifyConsistency(answer.seen.size, answer.log.size, answer.consistency, answer.seen.root, answer.log.root))
        return fail(ErrorKind::VerificationFailed, QString::number(answer.log.size), QStringLiteral("consistency"));
    if (answer.log.epoch > newest.epoch)
        m_posted.reopened = Reopened{answer.log.epoch, *common, newest.size > *common ? newest.size - *common : 0};
    return {};
}

// What was proven to be in the record where a restore went back before it, and is not in it now, has to be brought again.
void Posting::forgetLost(const sync::Answer &answer, sync::WorkspaceSession &session)
{
    const ledger::SeenCheckpoint newest = newestSeen();
    if (answer.restored.isEmpty() || std::pair(newest.epoch, newest.size) >= std::pair(answer.log.epoch, answer.log.size))
        return;
    const auto first = std::min_element(answer.restored.cbegin(), answer.restored.cend(), [](const auto &a, const auto &b) { return a.index < b.index; });
    for (auto sent = session.sent.begin(); sent != session.sent.end(); ++sent) {
        const bool isThere = std::any_of(answer.taken.cbegin(), answer.taken.cend(), [&](const sync::Answer::Taken &one) { return one.id == sent.key(); });
        if (isThere || sent->progress != Progress::Included || sent->logIndex < first->index)
            continue;
        *sent = {Progress::Sent, 0, {}, sync::Fate::Already};
        ++m_posted.again;
    }
}

Result<void> Posting::rememberLog(const sync::Answer &answer)
{
    m_witness.remember(answer.log);
    return ledger::saveWitness(m_keyringFolder, m_witness);
}

Result<void> Posting::believe(const sync::Answer &answer)
{
    sync::WorkspaceSession session = m_session;
    for (const sync::Answer::Taken &one : answer.taken) {
        const auto made = std::find_if(m_made.cbegin(), m_made.cend(), [&](const MadeThere &each) { return each.statement.id == one.id; });
        const auto entry = ledger::parseEntry(one.entry);
        const ledger::Hash leaf = ledger::leafHash(one.entry);
        const bool isIn = made != m_made.cend() && entry && entry->content == made->bytes
            && ledger::verifyInclusion(one.index, answer.log.size, leaf, one.proof, answer.log.root);
        if (!isIn)
            return fail(ErrorKind::VerificationFailed, QString::number(one.index), QStringLiteral("inclusion"));
        session.sent.insert(one.id, {Progress::Included, one.index, leaf, one.fate, one.cause});
    }
    forgetLost(answer, session);
    session.closed = closedFrom(session.closed, answer.closed);
    if (session != m_session)
        if (const auto saved = m_side.saveSession(session); !saved)
            return saved;
    m_session = session;
    return rememberLog(answer).and_then([&] { return dropChanged(answer.changed); });
}

// A case with a draft stays until its draft can be brought to the store; one that was redacted does not.
Result<bool> Posting::hasDraft(const sync::ChangedCase &one)
{
    return m_workspace.ports.cases.loadDraft(one.caseId, m_side.label().person).map([](const std::optional<core::Draft> &draft) { return draft.has_value(); });
}

Result<void> Posting::dropChanged(const QList<sync::ChangedCase> &changed)
{
    QList<sync::ChangedCase> leaving;
    for (const sync::ChangedCase &one : changed) {
        const auto drafted = one.cause == u"redacted" ? Result<bool>(false) : hasDraft(one);
        if (!drafted)
            return tl::unexpected(drafted.error());
        if (!*drafted)
            leaving.append(one);
    }
    m_posted.takenOut += leaving.size();
    return m_side.dropChanged(m_workspace.ports, leaving); // without a draft nothing is asked of the store
}

Result<sync::Letter> Posting::letter()
{
    sync::Letter letter{m_workspace.ports.clock.now(), m_witness.seen, m_session, {}, {}};
    if (letter.seen.isEmpty())
        letter.seen.append(newestSeen());
    for (const MadeThere &made : std::as_const(m_made)) { // all of them, with their texts: the store may have been put back to before it had them
        letter.notes.append(made.bytes);
        m_posted.sent += isIncluded(made) ? 0 : 1;
        const auto &body = std::get<ledger::Decision>(made.statement.body);
        for (const auto &digest : {body.outcome, body.rationale, body.contact, body.firstAnswer}) {
            const auto blob = digest ? m_side.loadBlob(digestString(*digest)) : Result<std::optional<core::StoredBlob>>(std::nullopt);
            if (!blob)
                return tl::unexpected(blob.error());
            if (*blob)
                letter.blobs.append(**blob);
        }
    }
    return letter;
}

// Sent is on disk in the workspace before the letter is: what may have left counts as having left.
Result<void> Posting::writeLetter()
{
    const QString path = QDir(m_folder).filePath(nameOf(m_side.label(), outSuffix));
    const bool isDone = std::all_of(m_made.cbegin(), m_made.cend(), [this](const MadeThere &made) { return isIncluded(made); });
    if (isDone) {
        QFile::remove(path); // nothing in it is news any more
        return {};
    }
    const auto content = letter().and_then([](const sync::Letter &made) { return sync::write(made); });
    if (!content)
        return tl::unexpected(content.error());
    const QByteArray sealed = sync::sealLetter({false, m_side.label()}, m_key, *content);
    sync::WorkspaceSession session = m_session;
    for (const MadeThere &made : std::as_const(m_made))
        if (!session.sent.contains(made.statement.id))
            session.sent.insert(made.statement.id, {Progress::Sent, 0, {}, sync::Fate::Already});
    if (const auto saved = session == m_session ? Result<void>() : m_side.saveSession(session); !saved)
        return saved;
    m_posted.letter = path;
    m_posted.bytes = quint64(sealed.size());
    return save(path, sealed);
}

// ---- at the store

class LetterSide final : public WorkspaceSide {
public:
    LetterSide(sync::WorkspaceLabel label, sync::Letter letter) : m_label(std::move(label)), m_letter(std::move(letter)) {}

    const sync::WorkspaceLabel &label() const override { return m_label; }
    Result<sync::WorkspaceSession> session() override { return m_letter.session; }
    Result<void> saveSession(const sync::WorkspaceSession &session) override
    {
        m_letter.session = session;
        return {};
    }
    Result<QList<MadeThere>> made() override;
    Result<std::optional<core::StoredBlob>> loadBlob(const QString &digest) override
    {
        for (const core::StoredBlob &blob : std::as_const(m_letter.blobs))
            if (blob.digest == digest)
                return std::optional(blob);
        return std::optional<core::StoredBlob>();
    }
    Result<void> dropChanged(const Ports &, const QList<sync::ChangedCase> &) override { return {}; }

private:
    sync::WorkspaceLabel m_label;
    sync::Letter m_letter;
};

// Only what was signed in that workspace, by that person, for that store.
Result<QList<MadeThere>> LetterSide::made()
{
    QList<MadeThere> all;
    for (const QByteArray &note : std::as_const(m_letter.notes)) {
        auto made = madeFrom(*this, note);
        const auto *const by = made ? &*made->statement.by : nullptr;
        const bool isIts = by && made->statement.store == m_label.store && by->device == m_label.id && by->actor == m_label.person;
        if (!isIts)
            return fail(ErrorKind::Malformed, {}, QStringLiteral("letter"));
        all.append(std::move(*made));
    }
    std::sort(all.begin(), all.end(), [](const MadeThere &a, const MadeThere &b) {
        return a.local.deviceSeq != b.local.deviceSeq ? a.local.deviceSeq < b.local.deviceSeq : a.bytes < b.bytes;
    });
    return all;
}

class Taking {
public:
    Taking(const Ports &ports, const ActingPerson &acting, const QString &folder, const ShowSync &show, std::stop_token stop)
        : m_ports(ports), m_acting(acting), m_folder(folder), m_show(show), m_stop(std::move(stop))
    {
    }

    Result<TakenLetters> carryOut()
    {
        if (const auto there = demandFolder(m_folder); !there)
            return tl::unexpected(there.error());
        for (const QString &path : filesIn(m_folder, outSuffix)) {
            if (m_stop.stop_requested())
                return fail(ErrorKind::Cancelled);
            const auto taken = take(path);
            if (!taken && isFatal(taken.error()))
                return tl::unexpected(taken.error());
            if (!taken)
                m_letters.refused.append({path, taken.error()});
        }
        return m_letters;
    }

private:
    Result<void> take(const QString &path);
    Result<void> answer(const QString &path, const sync::LetterHead &head, const sync::Letter &letter, LetterSide &side, const SyncReport &report);
    Result<sync::Answer> answerOf(const sync::Letter &letter, LetterSide &side, const SyncReport &report);
    Result<void> proveLog(const sync::Letter &letter, sync::Answer &answer);
    Result<void> addRestores(sync::Answer &answer);

    const Ports &m_ports;
    const ActingPerson &m_acting;
    const QString &m_folder;
    const ShowSync &m_show;
    std::stop_token m_stop;
    TakenLetters m_letters;
};

Result<void> Taking::take(const QString &path)
{
    const auto bytes = ledger::readWholeFile(path, longestLetter);
    const auto head = bytes.and_then([](const QByteArray &letter) { return sync::letterHead(letter); });
    if (!head)
        return tl::unexpected(head.error());
    if (head->isAnswer)
        return fail(ErrorKind::Malformed, {}, QStringLiteral("letter"));
    if (head->label.person != m_acting.person.id) {
        ++m_letters.others;
        return {};
    }
    if (head->label.store != m_acting.signer.store)
        return fail(ErrorKind::NotAllowed, QString::fromLatin1(head->label.id), QStringLiteral("another-store"));
    const auto letter = sync::openLetter(*bytes, *m_acting.key).and_then([](const QByteArray &content) { return sync::parseLetter(content); });
    if (!letter)
        return tl::unexpected(letter.error());
    // Before anything is taken in: a log that does not continue what the workspace saw of it is not the one it was checked out of.
    const auto known = ledger::demandConsistency(m_ports.ledger, {head->label.store, letter->seen}, m_acting.keyringFolder);
    if (!known)
        return tl::unexpected(known.error());
    LetterSide side(head->label, *letter);
    const auto report = syncSide(m_ports, side, m_acting.keyringFolder, m_show, m_stop);
    return report ? answer(path, *head, *letter, side, *report) : Result<void>(tl::unexpected(report.error()));
}

// The log as it stands, and that it continues the newest of what the letter had seen that it can continue.
Result<void> Taking::proveLog(const sync::Letter &letter, sync::Answer &answer)
{
    const auto found = ledger::checkpoint(m_ports.ledger);
    if (!found)
        return tl::unexpected(found.error());
    answer.log = {found->epoch, found->size, found->root};
    const quint64 seenEpoch = letter.seen.isEmpty() ? found->epoch : letter.seen.last().epoch;
    const auto common = seenEpoch == found->epoch ? Result<quint64>(found->size) : ledger::commonSize(m_ports.ledger, *found, seenEpoch);
    if (!common)
        return tl::unexpected(common.error());
    if (const auto seen = ledger::Witness{found->store, letter.seen}.newestWithin(*common))
        answer.seen = {seen->size, seen->root};
    const auto proof = ledger::consistencyProof(m_ports.ledger, answer.seen.size, found->size);
    if (!proof)
        return tl::unexpected(proof.error());
    answer.consistency = *proof;
    return addRestores(answer);
}

Result<void> Taking::addRestores(sync::Answer &answer)
{
    QList<ledger::LogRow> rows;
    const auto scanned = m_ports.ledger.scanKinds({ledger::StatementKind::Restore}, 0, answer.log.size, [&](const ledger::LogRow &row) {
        rows.append(row);
        return true;
    });
    if (!scanned)
        return scanned;
    for (const ledger::LogRow &row : std::as_const(rows)) {
        const auto proof = ledger::inclusionProof(m_ports.ledger, row.index, answer.log.size);
        if (!proof)
            return tl::unexpected(proof.error());
        answer.restored.append({row.index, row.entry, *proof});
    }
    return {};
}

Result<sync::Answer> Taking::answerOf(const sync::Letter &letter, LetterSide &side, const SyncReport &report)
{
    const auto session = side.session();
    if (!session)
        return tl::unexpected(session.error());
    sync::Answer answer{m_ports.clock.now(), {}, {}, {}, {}, {}, report.plan.changed, session->closed};
    if (const auto proven = proveLog(letter, answer); !proven)
        return tl::unexpected(proven.error());
    for (auto sent = session->sent.cbegin(); sent != session->sent.cend(); ++sent) {
        if (sent->progress != Progress::Included)
            continue;
        const auto index = m_ports.ledger.indexOf(sent.key()); // the letter may know it where it was before a restore
        const auto row = index && *index ? m_ports.ledger.row(**index) : fail(ErrorKind::StoreDamaged, sent.key().value);
        const auto proof = row ? ledger::inclusionProof(m_ports.ledger, row->index, answer.log.size) : tl::unexpected(row.error());
        if (!proof)
            return tl::unexpected(index ? proof.error() : index.error());
        answer.taken.append({sent.key(), sent->fate, row->index, row->entry, *proof, sent->cause});
    }
    return answer;
}

Result<void> Taking::answer(const QString &path, const sync::LetterHead &head, const sync::Letter &letter, LetterSide &side, const SyncReport &report)
{
    std::optional<sync::Answer> made;
    const auto read = m_ports.work.read([&] { return answerOf(letter, side, report).map([&](const sync::Answer &answer) { made = answer; }); });
    if (!read)
        return read;
    const auto content = sync::write(*made);
    if (!content)
        return tl::unexpected(content.error());
    const QString file = QDir(m_folder).filePath(nameOf(head.label, backSuffix));
    return save(file, sync::sealLetter({true, head.label}, *m_acting.key, *content)).map([&] { m_letters.taken.append({path, file, report}); });
}

} // namespace

Result<Posted> postLetters(const OpenWorkspace &workspace, const ledger::UnlockedKey &key, const QString &keyringFolder, const QString &folder)
{
    return Posting(workspace, key, keyringFolder, folder).carryOut();
}

Result<TakenLetters> takeLetters(const Ports &ports, const ActingPerson &acting, const QString &folder, const ShowSync &show, std::stop_token stop)
{
    return Taking(ports, acting, folder, show, std::move(stop)).carryOut();
}

} // namespace countersign::workflow
