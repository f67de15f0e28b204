#include "ui/actions.h"

#include "ui/actions/keypreference.h"

#include <QCoreApplication>
#include <QWidget>

namespace countersign::ui {

namespace {

using core::Role;

struct Row {
    Command command;
    const char *id;
    const char *text;
    const char *keys; // portable, "; " between; empty: none
    std::optional<Role> who;
};

// In the order of Command.
constexpr Row rows[]{
    {Command::GoQueue, "go.queue", QT_TRANSLATE_NOOP("command", "Queue"), "Ctrl+1", {}},
    {Command::GoDesk, "go.desk", QT_TRANSLATE_NOOP("command", "Review desk"), "Ctrl+2", {}},
    {Command::GoLedger, "go.ledger", QT_TRANSLATE_NOOP("command", "Ledger"), "Ctrl+3", {}},
    {Command::GoStatistics, "go.statistics", QT_TRANSLATE_NOOP("command", "Statistics"), "Ctrl+4", {}},
    {Command::GoPeople, "go.people", QT_TRANSLATE_NOOP("command", "People"), "Ctrl+5", Role::Administrator},
    {Command::GoOversight, "go.oversight", QT_TRANSLATE_NOOP("command", "Oversight"), "Ctrl+6", {}},
    {Command::GoOffline, "go.offline", QT_TRANSLATE_NOOP("command", "Offline"), "Ctrl+7", {}},
    {Command::Back, "go.back", QT_TRANSLATE_NOOP("command", "Back"), "Esc", {}},
    {Command::NextPane, "go.next-pane", QT_TRANSLATE_NOOP("command", "Next pane"), "F6", {}},
    {Command::PreviousPane, "go.previous-pane", QT_TRANSLATE_NOOP("command", "Previous pane"), "Shift+F6", {}},
    {Command::LockWindow, "window.lock", QT_TRANSLATE_NOOP("command", "Lock"), "Ctrl+L", {}},
    {Command::FindCommand, "window.commands", QT_TRANSLATE_NOOP("command", "All commands…"), "Ctrl+K", {}},
    {Command::ShowKeys, "window.keys", QT_TRANSLATE_NOOP("command", "Keys"), "F1", {}},
    {Command::ChangeKeys, "window.change-keys", QT_TRANSLATE_NOOP("command", "Change keys…"), "", {}},
    {Command::MyDecisions, "go.my-decisions", QT_TRANSLATE_NOOP("command", "My last decisions…"), "H; Alt+H", {}},
    {Command::TextLarger, "window.text-larger", QT_TRANSLATE_NOOP("command", "Larger text"), "Ctrl++; Ctrl+=", {}},
    {Command::TextSmaller, "window.text-smaller", QT_TRANSLATE_NOOP("command", "Smaller text"), "Ctrl+-", {}},
    {Command::TextNormal, "window.text-normal", QT_TRANSLATE_NOOP("command", "Text as the system has it"), "Ctrl+0", {}},
    {Command::SchemeSystem, "window.scheme-system", QT_TRANSLATE_NOOP("command", "Light or dark as the system"), "", {}},
    {Command::SchemeLight, "window.scheme-light", QT_TRANSLATE_NOOP("command", "Light"), "", {}},
    {Command::SchemeDark, "window.scheme-dark", QT_TRANSLATE_NOOP("command", "Dark"), "", {}},
    {Command::StrongContrast, "window.strong-contrast", QT_TRANSLATE_NOOP("command", "High contrast"), "", {}},
    {Command::FullScreen, "window.full-screen", QT_TRANSLATE_NOOP("command", "Full screen"), "F11", {}},
    {Command::SingleKeys, "window.single-keys", QT_TRANSLATE_NOOP("command", "Single keys work without Alt"), "", {}},
    {Command::Quit, "window.quit", QT_TRANSLATE_NOOP("command", "Quit"), "Ctrl+Q", {}},

    {Command::SearchQueue, "queue.search", QT_TRANSLATE_NOOP("command", "Search"), "/; Ctrl+F", {}},
    {Command::OpenCase, "queue.open", QT_TRANSLATE_NOOP("command", "Open"), "Return; Enter", {}},
    {Command::TakeNext, "queue.next", QT_TRANSLATE_NOOP("command", "Next case"), "N; Alt+N", Role::Reviewer},
    {Command::ImportCases, "queue.import", QT_TRANSLATE_NOOP("command", "Import cases…"), "Ctrl+O", {}},
    {Command::SampleCases, "queue.samples", QT_TRANSLATE_NOOP("command", "Add sample cases"), "", {}},

    {Command::Approve, "desk.approve", QT_TRANSLATE_NOOP("command", "Approve"), "A; Alt+A", Role::Reviewer},
    {Command::ApproveWithEdits, "desk.edit", QT_TRANSLATE_NOOP("command", "Approve with edits"), "E; Alt+E", Role::Reviewer},
    {Command::Reject, "desk.reject", QT_TRANSLATE_NOOP("command", "Reject"), "R; Alt+R", Role::Reviewer},
    {Command::Escalate, "desk.escalate", QT_TRANSLATE_NOOP("command", "Escalate"), "U; Alt+U", Role::Reviewer},
    {Command::Skip, "desk.skip", QT_TRANSLATE_NOOP("command", "Skip"), "S; Alt+S", Role::Reviewer},
    {Command::BackToSkipped, "desk.back-to-skipped", QT_TRANSLATE_NOOP("command", "Back to the skipped case"), "Shift+S; Alt+Shift+S", Role::Reviewer},
    {Command::Sign, "desk.sign", QT_TRANSLATE_NOOP("command", "Sign"), "Ctrl+Return; Ctrl+Enter", Role::Reviewer},
    {Command::EditText, "desk.edit-text", QT_TRANSLATE_NOOP("command", "Edit the text"), "F2; Return", Role::Reviewer},
    {Command::LeaveText, "desk.leave-text", QT_TRANSLATE_NOOP("command", "Leave the text"), "Esc", {}},
    {Command::FocusRationale, "desk.rationale", QT_TRANSLATE_NOOP("command", "Rationale"), "Alt+T", Role::Reviewer},
    {Command::FocusReason, "desk.reason", QT_TRANSLATE_NOOP("command", "Reason"), "Alt+O", Role::Reviewer},
    {Command::NextChange, "desk.next-change", QT_TRANSLATE_NOOP("command", "Next change"), "F8; Alt+Down", {}},
    {Command::PreviousChange, "desk.previous-change", QT_TRANSLATE_NOOP("command", "Previous change"), "Shift+F8; Alt+Up", {}},
    {Command::TakeChangeBack, "desk.take-back", QT_TRANSLATE_NOOP("command", "Take the change back"), "Ctrl+Backspace; Alt+Backspace", Role::Reviewer},
    {Command::PutChangeBack, "desk.put-back", QT_TRANSLATE_NOOP("command", "Put the change back"), "Ctrl+Shift+Backspace", Role::Reviewer},
    {Command::TakeAllBack, "desk.take-all-back", QT_TRANSLATE_NOOP("command", "Take every change back"), "Ctrl+Alt+Backspace", Role::Reviewer},
    {Command::PutAllBack, "desk.put-all-back", QT_TRANSLATE_NOOP("command", "Put every change back"), "Ctrl+Alt+Shift+Backspace", Role::Reviewer},
    {Command::NextCitation, "desk.next-citation", QT_TRANSLATE_NOOP("command", "Next citation"), "C; Alt+C", {}},
    {Command::PreviousCitation, "desk.previous-citation", QT_TRANSLATE_NOOP("command", "Previous citation"), "Shift+C; Alt+Shift+C", {}},
    {Command::GoToSource, "desk.source", QT_TRANSLATE_NOOP("command", "Show the source"), "Ctrl+J", {}},
    {Command::NextUnfound, "desk.next-unfound", QT_TRANSLATE_NOOP("command", "Next not found"), "F9; Alt+Right", {}},
    {Command::PreviousUnfound, "desk.previous-unfound", QT_TRANSLATE_NOOP("command", "Previous not found"), "Shift+F9; Alt+Left", {}},
    {Command::ShowLeftOut, "desk.left-out", QT_TRANSLATE_NOOP("command", "What was left out"), "Alt+L", {}},
    {Command::FindInEvidence, "desk.find", QT_TRANSLATE_NOOP("command", "Find"), "/; Ctrl+F", {}},
    {Command::NextEvidence, "desk.next-evidence", QT_TRANSLATE_NOOP("command", "Next evidence"), "Ctrl+PgDown; Ctrl+Tab", {}},
    {Command::PreviousEvidence, "desk.previous-evidence", QT_TRANSLATE_NOOP("command", "Previous evidence"), "Ctrl+PgUp; Ctrl+Shift+Tab", {}},
    {Command::ZoomIn, "desk.zoom-in", QT_TRANSLATE_NOOP("command", "Zoom in"), "+; Alt++", {}},
    {Command::ZoomOut, "desk.zoom-out", QT_TRANSLATE_NOOP("command", "Zoom out"), "-; Alt+-", {}},
    {Command::ZoomFit, "desk.zoom-fit", QT_TRANSLATE_NOOP("command", "Fit"), "0; Alt+0", {}},
    {Command::ShowWithChanges, "desk.with-changes", QT_TRANSLATE_NOOP("command", "With changes"), "Alt+1", {}},
    {Command::ShowSideBySide, "desk.side-by-side", QT_TRANSLATE_NOOP("command", "Side by side"), "Alt+2", {}},
    {Command::ShowFinalText, "desk.final-text", QT_TRANSLATE_NOOP("command", "Final text"), "Alt+3", {}},
    {Command::SideLists, "desk.side-lists", QT_TRANSLATE_NOOP("command", "Lists at the side, or not"), "F4", {}},
    {Command::EvidenceApart, "desk.evidence-apart", QT_TRANSLATE_NOOP("command", "Evidence in a window of its own, or not"), "Shift+F4", {}},
    {Command::PutTextIn, "desk.put-text-in", QT_TRANSLATE_NOOP("command", "Put a text in…"), "Alt+I", Role::Reviewer},
    {Command::EditWordings, "desk.wordings", QT_TRANSLATE_NOOP("command", "Reasons and texts…"), "", Role::Supervisor},
    {Command::CompareDecisions, "desk.both-decisions", QT_TRANSLATE_NOOP("command", "What is disputed…"), "B; Alt+B", {}},
    {Command::SuggestSpelling, "desk.suggest-spelling", QT_TRANSLATE_NOOP("command", "Spelling suggestions…"), "F7", Role::Reviewer},
    {Command::CheckSpelling, "desk.check-spelling", QT_TRANSLATE_NOOP("command", "Check spelling, or do not"), "", Role::Reviewer},
    {Command::AddField, "desk.add-field", QT_TRANSLATE_NOOP("command", "Add a field or item…"), "Alt+Ins", Role::Reviewer},
    {Command::RemoveField, "desk.remove-field", QT_TRANSLATE_NOOP("command", "Remove the field"), "Alt+Del", Role::Reviewer},
    {Command::EmptyField, "desk.empty-field", QT_TRANSLATE_NOOP("command", "No value in this field"), "", Role::Reviewer},

    {Command::VerifyLedger, "ledger.verify", QT_TRANSLATE_NOOP("command", "Verify"), "V; Alt+V", {}},
    {Command::OpenDecision, "ledger.open", QT_TRANSLATE_NOOP("command", "Open decision"), "Return; Enter", {}},
    {Command::PrintDecision, "ledger.print", QT_TRANSLATE_NOOP("command", "Print…"), "Ctrl+P", {}},
    {Command::SavePdf, "ledger.pdf", QT_TRANSLATE_NOOP("command", "Save as PDF…"), "Ctrl+S", {}},
    {Command::FilterLedger, "ledger.filter", QT_TRANSLATE_NOOP("command", "Filter"), "/; Ctrl+F", {}},
    {Command::StopWork, "work.stop", QT_TRANSLATE_NOOP("command", "Stop"), "Ctrl+.", {}},
    {Command::CorrectDecision, "ledger.correct", QT_TRANSLATE_NOOP("command", "Correct this decision"), "Ctrl+E", Role::Reviewer},

    {Command::RecallCase, "case.recall", QT_TRANSLATE_NOOP("command", "Recall the release…"), "Ctrl+Shift+R", Role::Supervisor},
    {Command::WithdrawCase, "case.withdraw", QT_TRANSLATE_NOOP("command", "Withdraw the case…"), "Ctrl+Shift+W", {}},
    {Command::RedactCase, "case.redact", QT_TRANSLATE_NOOP("command", "Delete the case's texts…"), "", Role::Compliance},
    {Command::OpenFinding, "case.finding", QT_TRANSLATE_NOOP("command", "Open a finding…"), "Ctrl+Shift+F", {}},

    {Command::AnswerFinding, "oversight.answer", QT_TRANSLATE_NOOP("command", "Answer…"), "", {}},
    {Command::CloseFinding, "oversight.close", QT_TRANSLATE_NOOP("command", "Close the finding…"), "", {}},

    {Command::CheckOut, "offline.checkout", QT_TRANSLATE_NOOP("command", "Check out…"), "Ctrl+Shift+O", Role::Reviewer},
    {Command::SyncNow, "offline.sync", QT_TRANSLATE_NOOP("command", "Sync now"), "F5", {}},
    {Command::ReturnWorkspace, "offline.return", QT_TRANSLATE_NOOP("command", "Return…"), "", {}},
    {Command::OtherSide, "offline.other-side", QT_TRANSLATE_NOOP("command", "Work offline, or at the store"), "", {}},
    {Command::ByLetter, "offline.letter", QT_TRANSLATE_NOOP("command", "By letter…"), "", {}},
    {Command::RecallCheckout, "offline.recall", QT_TRANSLATE_NOOP("command", "Recall the check-out…"), "", Role::Supervisor},
    {Command::AcceptAside, "offline.accept", QT_TRANSLATE_NOOP("command", "Accept…"), "", Role::Supervisor},
    {Command::VoidAside, "offline.void", QT_TRANSLATE_NOOP("command", "Void…"), "", Role::Supervisor},

    {Command::AddPerson, "people.add", QT_TRANSLATE_NOOP("command", "Add a person…"), "Ctrl+N", Role::Administrator},
    {Command::InvitePerson, "people.invite", QT_TRANSLATE_NOOP("command", "Invite…"), "Ctrl+Shift+N", Role::Administrator},
    {Command::DisablePerson, "people.disable", QT_TRANSLATE_NOOP("command", "Disable…"), "", Role::Administrator},
    {Command::EnablePerson, "people.enable", QT_TRANSLATE_NOOP("command", "Enable…"), "", Role::Administrator},
    {Command::ResetKey, "people.reset", QT_TRANSLATE_NOOP("command", "New key…"), "", Role::Administrator},
    {Command::OwnPassphrase, "people.passphrase", QT_TRANSLATE_NOOP("command", "My passphrase…"), "", {}},
    {Command::OwnPin, "people.pin", QT_TRANSLATE_NOOP("command", "My PIN…"), "", {}},
};
static_assert(std::size(rows) == size_t(commandCount));

constexpr bool inOrder()
{
    for (size_t i = 0; i < std::size(rows); ++i)
        if (rows[i].command != Command(i))
            return false;
    return true;
}
static_assert(inOrder());

QString deskGroup(const QString &id)
{
    static const QStringList evidence{QStringLiteral("desk.next-citation"), QStringLiteral("desk.previous-citation"), QStringLiteral("desk.source"),
                                      QStringLiteral("desk.next-unfound"),  QStringLiteral("desk.previous-unfound"), QStringLiteral("desk.left-out"),
                                      QStringLiteral("desk.find"),          QStringLiteral("desk.next-evidence"),     QStringLiteral("desk.previous-evidence"),
                                      QStringLiteral("desk.zoom-in"),       QStringLiteral("desk.zoom-out"),          QStringLiteral("desk.zoom-fit")};
    static const QStringList deciding{QStringLiteral("desk.approve"),   QStringLiteral("desk.edit"),      QStringLiteral("desk.reject"),
                                      QStringLiteral("desk.escalate"),  QStringLiteral("desk.skip"),      QStringLiteral("desk.back-to-skipped"),
                                      QStringLiteral("desk.rationale"), QStringLiteral("desk.reason"),    QStringLiteral("desk.sign"),
                                      QStringLiteral("desk.both-decisions")};
    if (deciding.contains(id))
        return QCoreApplication::translate("command", "Deciding");
    if (evidence.contains(id))
        return QCoreApplication::translate("command", "Evidence");
    return QCoreApplication::translate("command", "Text and changes");
}

QString groupName(const QString &id)
{
    const auto word = [](const char *source) { return QCoreApplication::translate("command", source); };
    if (id.startsWith(u"queue."))
        return word(QT_TRANSLATE_NOOP("command", "Queue"));
    if (id.startsWith(u"desk."))
        return deskGroup(id);
    if (id.startsWith(u"ledger.") || id.startsWith(u"work."))
        return word(QT_TRANSLATE_NOOP("command", "Ledger"));
    if (id.startsWith(u"case.") || id.startsWith(u"oversight."))
        return word(QT_TRANSLATE_NOOP("command", "Cases and findings"));
    if (id.startsWith(u"offline."))
        return word(QT_TRANSLATE_NOOP("command", "Offline"));
    if (id.startsWith(u"people."))
        return word(QT_TRANSLATE_NOOP("command", "People"));
    return word(QT_TRANSLATE_NOOP("command", "Window"));
}

// A key that types a character by itself, so that speech input or a stray touch could trigger it.
bool isBare(const QKeySequence &key)
{
    const QKeyCombination first = key[0];
    const bool plain = first.keyboardModifiers() == Qt::NoModifier || first.keyboardModifiers() == Qt::ShiftModifier;
    return key.count() == 1 && plain && first.key() >= Qt::Key_Space && first.key() < Qt::Key_Escape;
}

// Keys of these are read where the keyboard is, so that a text, a list or a dialog can have them first.
constexpr Command fixedCommands[]{Command::Back, Command::NextPane, Command::PreviousPane, Command::OpenCase, Command::OpenDecision, Command::LeaveText};

bool isFixed(Command command)
{
    return std::find(std::begin(fixedCommands), std::end(fixedCommands), command) != std::end(fixedCommands);
}

// Where a command acts; commands of the frame act everywhere.
QStringView placeOf(Command command)
{
    static constexpr std::pair<const char16_t *, const char *> places[]{{u"queue", "queue."}, {u"desk", "desk."}, {u"ledger", "ledger."}, {u"people", "people."}};
    const QLatin1String id(rows[size_t(command)].id);
    for (const auto &[place, prefix] : places)
        if (id.startsWith(QLatin1String(prefix)))
            return QStringView(place);
    return {};
}

} // namespace

CommandInfo commandInfo(Command command)
{
    const Row &row = rows[size_t(command)];
    CommandInfo info;
    info.command = command;
    info.id = QLatin1String(row.id);
    info.text = QCoreApplication::translate("command", row.text);
    const QStringList keys = QString::fromLatin1(row.keys).split(QStringLiteral("; "), Qt::SkipEmptyParts);
    for (const QString &key : keys)
        info.keys << QKeySequence::fromString(key, QKeySequence::PortableText);
    info.fixed = isFixed(command);
    if (const auto own = KeyPreference::instance()->ownKey(info.id); own && !info.fixed) {
        if (!info.keys.isEmpty())
            info.keys.removeFirst();
        info.keys.removeAll(*own);
        if (!own->isEmpty())
            info.keys.prepend(*own);
    }
    info.singleKey = !info.keys.isEmpty() && isBare(info.keys.first());
    info.who = row.who;
    info.group = groupName(info.id);
    return info;
}

QList<QKeySequence> liveKeys(const CommandInfo &info)
{
    QList<QKeySequence> keys = info.keys;
    if (!singleKeysOn())
        keys.removeIf(isBare);
    return keys;
}

void setOwnKey(Command command, const std::optional<QKeySequence> &key)
{
    KeyPreference::instance()->setOwnKey(QLatin1String(rows[size_t(command)].id), key);
}

bool hasOwnKey(Command command)
{
    return KeyPreference::instance()->ownKey(QLatin1String(rows[size_t(command)].id)).has_value();
}

void forgetOwnKeys()
{
    KeyPreference::instance()->forgetOwnKeys();
}

std::optional<Command> keyTaken(Command command, const QKeySequence &key)
{
    const QStringView place = placeOf(command);
    for (int i = 0; i < commandCount && !key.isEmpty(); ++i) {
        const QStringView other = placeOf(Command(i));
        const bool meets = place.isEmpty() || other.isEmpty() || place == other;
        if (Command(i) != command && meets && commandInfo(Command(i)).keys.contains(key))
            return Command(i);
    }
    return std::nullopt;
}

bool mayUse(Command command, const core::Person &person)
{
    const std::optional<Role> who = rows[size_t(command)].who;
    if (!who)
        return true;
    return person.has(*who) || (*who == Role::Reviewer && person.has(Role::Supervisor));
}

bool needsStore(Command command)
{
    static constexpr Command needy[]{Command::GoStatistics, Command::GoPeople, Command::GoOversight, Command::ImportCases, Command::SampleCases,
                                     Command::EditWordings, Command::VerifyLedger, Command::RecallCase, Command::WithdrawCase, Command::RedactCase,
                                     Command::OpenFinding, Command::CheckOut, Command::RecallCheckout, Command::AcceptAside, Command::VoidAside};
    return std::find(std::begin(needy), std::end(needy), command) != std::end(needy);
}

QAction *makeAction(Command command, QWidget *owner, Qt::ShortcutContext context)
{
    const CommandInfo info = commandInfo(command);
    auto *action = new QAction(info.text, owner);
    action->setObjectName(info.id);
    action->setShortcutContext(context);
    const auto setKeys = [action, command] { action->setShortcuts(liveKeys(commandInfo(command))); };
    setKeys();
    QObject::connect(KeyPreference::instance(), &KeyPreference::changed, action, setKeys);
    owner->addAction(action);
    return action;
}

bool singleKeysOn()
{
    return KeyPreference::instance()->singleKeys();
}

void setSingleKeysOn(bool on)
{
    KeyPreference::instance()->setSingleKeys(on);
}

} // namespace countersign::ui
