// OfflinePage: what was set aside, and letters.
#include "ui/sync/offlinepage.h"

#include "items/textrowsmodel.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/listtable.h"
#include "ui/parts/notice.h"
#include "ui/prompts.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace countersign::ui {

using core::Result;
using workflow::AsideDecision;
using workflow::AsideState;

namespace {

QString stateOf(const AsideDecision &one)
{
    switch (one.state) {
    case AsideState::Waiting:
        return OfflinePage::tr("waits for a supervisor");
    case AsideState::Accepted:
        return OfflinePage::tr("accepted by %1, %2: a third person settles it").arg(one.judgedBy.value, dayTime(one.judged));
    case AsideState::Voided:
        break;
    }
    return OfflinePage::tr("voided by %1, %2").arg(one.judgedBy.value, dayTime(one.judged));
}

// What went both ways, in the order in which it went.
struct Exchanged {
    std::optional<workflow::TakenLetters> taken;
    std::optional<workflow::Posted> posted;
};

QStringList sentencesOf(const Exchanged &exchanged)
{
    QStringList words;
    QList<workflow::RefusedLetter> refused;
    if (exchanged.taken) {
        qsizetype statements = 0;
        for (const workflow::TakenLetter &one : exchanged.taken->taken)
            statements += one.report.statements;
        if (!exchanged.taken->taken.isEmpty())
            words << OfflinePage::tr("%1 taken in from letters; the answers lie beside them.").arg(statementsWords(statements));
        refused += exchanged.taken->refused;
    }
    if (exchanged.posted) {
        if (exchanged.posted->reopened)
            words << reopenedWords(*exchanged.posted->reopened);
        if (exchanged.posted->again > 0)
            words << againWords(exchanged.posted->again);
        if (exchanged.posted->allIncluded() && exchanged.posted->statements > 0)
            words << OfflinePage::tr("All sent: %1, each proven to be in the record.").arg(statementsWords(exchanged.posted->statements));
        else if (!exchanged.posted->letter.isEmpty())
            words << OfflinePage::tr("A letter with %1 (%2) is written. Take the folder to the store, choose “By letter…” there, and bring the answer back.")
                         .arg(statementsWords(exchanged.posted->sent), sizeWords(exchanged.posted->bytes));
        refused += exchanged.posted->refused;
    }
    for (const workflow::RefusedLetter &one : refused)
        words << OfflinePage::tr("%1: %2").arg(QFileInfo(one.file).fileName(), sentence(one.why));
    if (words.isEmpty())
        words << OfflinePage::tr("No letter for you there, and nothing to write.");
    return words;
}

} // namespace

// ---- what was set aside

const AsideDecision *OfflinePage::currentAside() const
{
    const int row = m_asideTable->currentRow();
    return tab() == Tab::Aside && m_session.signedIn() && row >= 0 && row < m_aside.size() ? &m_aside.at(row) : nullptr;
}

void OfflinePage::loadAside()
{
    m_session.reading().run<QList<AsideDecision>>(
        this, QStringLiteral("offline/aside"),
        [person = m_session.acting().person](const workflow::Ports &ports, std::stop_token) { return workflow::listAside(ports, person); },
        [this](const Result<QList<AsideDecision>> &all) {
            if (!all)
                return m_notice->showError(all.error());
            const int row = std::max(0, m_asideTable->currentRow());
            m_aside = *all;
            QList<QStringList> rows;
            for (const AsideDecision &one : std::as_const(m_aside))
                rows.append({one.row.caseId.value, words(one.row.verdict), one.row.reviewerName, stateOf(one), dayTime(one.row.arrived)});
            m_asideRows->setRows(rows);
            m_asideTable->selectRowAt(std::min<int>(row, int(rows.size()) - 1));
            m_empty->say(QStringLiteral("shield"), tr("Nothing is set aside"),
                         tr("What is signed under a check-out that was recalled, or with a key that was replaced, waits here for a supervisor."));
            follow();
        });
}

void OfflinePage::askAside(bool accept)
{
    const auto *aside = currentAside();
    if (!aside)
        return;
    const Question question = accept
        ? Question{tr("Accept this decision of %1?").arg(aside->row.reviewerName),
                   tr("The case waits for a third person, who sees it beside what stands. It moves nothing by itself."), tr("Sign and accept"), {}, false, {}}
        : Question{tr("Void this decision of %1?").arg(aside->row.reviewerName), tr("It stays in the record, and counts for nothing."), tr("Sign and void"), {}, true, {}};
    prompts().askSigning(this, {question, tr("Why"), {}}, [this, id = aside->row.id, accept](const std::optional<SigningAnswer> &answer) {
        if (!answer || !m_session.signedIn())
            return;
        m_session.writing().run<AsideDecision>(
            this, {},
            [acting = m_session.acting(), id, accept, why = answer->words](const workflow::Ports &ports, std::stop_token) {
                return workflow::judgeAside(ports, acting, id, accept, why);
            },
            [this, accept](const Result<AsideDecision> &judged) {
                if (!judged)
                    return m_notice->showError(judged.error());
                m_notice->showSuccess(accept ? tr("Accepted: a third person settles the case.") : tr("Voided: it stays in the record, and counts for nothing."));
                refresh();
            });
    });
}

// ---- letters

void OfflinePage::askFolder()
{
    const QString start = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    prompts().chooseFolder(this, tr("Folder of the letters: a stick, a share"), start, [this](const QString &folder) {
        if (!folder.isEmpty() && m_session.signedIn())
            goByLetter(folder);
    });
}

// At the store: letters are taken in. With a workspace at hand: answers to it are read, and what is not proven is written.
void OfflinePage::goByLetter(const QString &folder)
{
    m_session.working().run<Exchanged>(
        this, {},
        [folder, acting = m_session.acting(), place = m_session.workspace(), inside = m_session.isOffline(),
         here = m_run.hasWorkspace()](const workflow::Ports &ports, std::stop_token stop) -> Result<Exchanged> {
            Exchanged exchanged;
            if (!inside) {
                const auto taken = workflow::takeLetters(ports, acting, folder, [](const sync::SyncPlan &, qsizetype) {}, stop);
                if (!taken)
                    return tl::unexpected(taken.error());
                exchanged.taken = *taken;
            }
            if (!here)
                return exchanged;
            const auto posted = place->open(acting).and_then([&](const std::unique_ptr<workflow::WorkspaceConnection> &opened) {
                return workflow::postLetters(opened->workspace(), *acting.key, acting.keyringFolder, folder);
            });
            if (!posted)
                return tl::unexpected(posted.error());
            exchanged.posted = *posted;
            return exchanged;
        },
        [this](const Result<Exchanged> &exchanged) {
            if (!exchanged)
                return m_notice->showError(exchanged.error());
            const bool refused = (exchanged->taken && !exchanged->taken->refused.isEmpty()) || (exchanged->posted && !exchanged->posted->refused.isEmpty());
            const QString said = sentencesOf(*exchanged).join(u' ');
            if (refused)
                m_notice->showProblem(said);
            else
                m_notice->showSuccess(said);
            m_run.look();
        });
}

} // namespace countersign::ui
