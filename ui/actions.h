// Every command once: its text, its keys, who may. Menus, buttons and key lists are made from here.
#pragma once

#include "core/reviewer.h"

#include <QAction>
#include <QKeySequence>
#include <optional>

namespace countersign::ui {

enum class Command {
    // the frame
    GoQueue, GoDesk, GoLedger, GoStatistics, GoPeople, GoOversight, GoOffline, Back, NextPane, PreviousPane, LockWindow, FindCommand,
    ShowKeys, ChangeKeys, MyDecisions,
    TextLarger, TextSmaller, TextNormal, SchemeSystem, SchemeLight, SchemeDark, StrongContrast, FullScreen, SingleKeys, Quit,
    // the queue
    SearchQueue, OpenCase, TakeNext, ImportCases, SampleCases,
    // the desk
    Approve, ApproveWithEdits, Reject, Escalate, Skip, BackToSkipped, Sign, EditText, LeaveText, FocusRationale, FocusReason,
    NextChange, PreviousChange, TakeChangeBack, PutChangeBack, TakeAllBack, PutAllBack, NextCitation, PreviousCitation, GoToSource,
    NextUnfound, PreviousUnfound, ShowLeftOut, FindInEvidence, NextEvidence,
    PreviousEvidence, ZoomIn, ZoomOut, ZoomFit, ShowWithChanges, ShowSideBySide, ShowFinalText, SideLists, EvidenceApart,
    PutTextIn, EditWordings, CompareDecisions, SuggestSpelling, CheckSpelling, AddField, RemoveField, EmptyField,
    // the ledger
    VerifyLedger, OpenDecision, PrintDecision, SavePdf, FilterLedger, StopWork, CorrectDecision,
    // a case, on the desk and beside its decisions
    RecallCase, WithdrawCase, RedactCase, OpenFinding,
    // oversight
    AnswerFinding, CloseFinding,
    // offline
    CheckOut, SyncNow, ReturnWorkspace, OtherSide, ByLetter, RecallCheckout, AcceptAside, VoidAside,
    // people
    AddPerson, InvitePerson, DisablePerson, EnablePerson, ResetKey, OwnPassphrase, OwnPin,
};
inline constexpr int commandCount = int(Command::OwnPin) + 1;

struct CommandInfo {
    Command command = Command::GoQueue;
    QString id;                      // stable: "desk.approve"
    QString text;                    // as on a button
    QList<QKeySequence> keys;        // the first one is shown
    bool singleKey = false;          // the first key is a bare letter or sign: can be switched off (WCAG 2.1.4)
    bool fixed = false;              // its keys cannot be changed: they belong to what has the keyboard
    std::optional<core::Role> who;   // nothing: everybody
    QString group;                   // heading in the list of keys
};

// Complete for every command, with the keys as this person has set them.
CommandInfo commandInfo(Command command);
// The keys that act now: without single keys where those are switched off.
QList<QKeySequence> liveKeys(const CommandInfo &info);

// Another first key in place of the program's own; empty: none. Nothing: the program's own again. Remembered.
void setOwnKey(Command command, const std::optional<QKeySequence> &key);
bool hasOwnKey(Command command);
void forgetOwnKeys();
// Who else would answer to this key where the command acts.
std::optional<Command> keyTaken(Command command, const QKeySequence &key);

// Whether the roles of this person allow the command.
bool mayUse(Command command, const core::Person &person);

// Whether the command means nothing away from the store.
bool needsStore(Command command);

// A new action of `owner` with text, keys and icon text of the command. Single keys come and go with the setting by themselves.
// Bare letters never fire while a text field has the keyboard (Qt's ShortcutOverride); Alt + letter always does.
QAction *makeAction(Command command, QWidget *owner, Qt::ShortcutContext context = Qt::WidgetWithChildrenShortcut);

bool singleKeysOn();
void setSingleKeysOn(bool on); // remembered

} // namespace countersign::ui
