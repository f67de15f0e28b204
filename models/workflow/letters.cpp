#include "workflow/letters.h"

#include "ledger/atomicfile.h"
#include "ledger/witness.h"
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

// The log it speaks of continues what this computer saw of it: when the letter was written, or when the cases were checked out.
Result<void> Posting::demandConsistent(const sync::Answer &answer)
{
    const auto isAnswers = [&](const ledger::SeenCheckpoint &seen) { return seen.size == answer.seen.size && seen.root == answer.seen.root; };
    const bool isKnown = answer.seen == m_session.basis || std::any_of(m_witness.seen.cbegin(), m_witness.seen.cend(), isAnswers);
    if (isKnown && ledger::verifyConsistency(answer.seen.size, answer.log.size, answer.consistency, answer.seen.root, answer.log.root))
        return {};
    return fail(ErrorKind::VerificationFailed, QString::number(answer.log.size), QStringLiteral("consistency"));
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
    session.closed = closedFrom(session.closed, answer.closed);
    if (session != m_session)
        if (const auto saved = m_side.saveSession(session); !saved)
            return saved;
    m_session = session;
    return dropChanged(answer.changed);
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
    sync::Letter letter{m_workspace.ports.clock.now(), m_witness.basis().size >= m_session.basis.size ? m_witness.basis() : m_session.basis, m_session, {}, {}};
    for (const MadeThere &made : std::as_const(m_made)) {
        letter.notes.append(made.bytes); // all of them: the store holds each against the one before
        if (isIncluded(made))
            continue;
        ++m_posted.sent;
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
    Result<QList<ledger::Hash>> consistencyFrom(const ledger::Basis &seen, const ledger::TreeHead &head);

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
    const auto known = m_ports.ledger.head().and_then([&](const ledger::TreeHead &now) { return consistencyFrom(letter->seen, now); });
    if (!known)
        return tl::unexpected(known.error());
    LetterSide side(head->label, *letter);
    const auto report = syncSide(m_ports, side, m_acting.keyringFolder, m_show, m_stop);
    return report ? answer(path, *head, *letter, side, *report) : Result<void>(tl::unexpected(report.error()));
}

Result<QList<ledger::Hash>> Taking::consistencyFrom(const ledger::Basis &seen, const ledger::TreeHead &head)
{
    const auto sizes = QStringLiteral("%1 > %2").arg(seen.size).arg(head.size);
    if (seen.size > head.size)
        return fail(ErrorKind::HistoryRewritten, {}, sizes);
    auto proof = ledger::consistencyProof(m_ports.ledger, seen.size, head.size);
    if (proof && !ledger::verifyConsistency(seen.size, head.size, *proof, seen.root, head.root()))
        return fail(ErrorKind::HistoryRewritten, {}, sizes);
    return proof;
}

Result<sync::Answer> Taking::answerOf(const sync::Letter &letter, LetterSide &side, const SyncReport &report)
{
    const auto head = m_ports.ledger.head();
    const auto consistency = head.and_then([&](const ledger::TreeHead &now) { return consistencyFrom(letter.seen, now); });
    const auto session = side.session();
    if (!consistency || !session)
        return tl::unexpected(consistency ? session.error() : consistency.error());
    sync::Answer answer{m_ports.clock.now(), letter.seen, {head->size, head->root()}, *consistency, {}, report.plan.changed, session->closed};
    for (auto sent = session->sent.cbegin(); sent != session->sent.cend(); ++sent) {
        if (sent->progress != Progress::Included)
            continue;
        const auto row = m_ports.ledger.row(sent->logIndex);
        const auto proof = ledger::inclusionProof(m_ports.ledger, sent->logIndex, head->size);
        if (!row || !proof)
            return tl::unexpected(row ? proof.error() : row.error());
        answer.taken.append({sent.key(), sent->fate, sent->logIndex, row->entry, *proof, sent->cause});
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
