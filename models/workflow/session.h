// A person at the window: the store's door, three background lanes, and who is signed in. Pages hold a reference to it; the window owns it.
#pragma once

#include "workflow/actingperson.h"
#include "workflow/backgroundlane.h"
#include "workflow/storewatch.h"
#include "workflow/workspaceplace.h"

#include <QTimer>

namespace countersign::workflow {

// Saves a draft as of now, and says when that was.
core::Result<QDateTime> saveDraftNow(const Ports &ports, core::Draft draft);

class Session final : public QObject {
    Q_OBJECT

public:
    // Of a store on a server: takes who wants in, for the door to open to them from then on. Quick; the door itself unlocks.
    using Doorkeeper = std::function<void(const core::PersonId &person, const SharedSecret &secret)>;
    // `location`: how the store is shown. The door is used by all lanes, each with its own connection.
    Session(StoreDoor door, QString location, Keyring keyring, QObject *parent = nullptr);
    ~Session() override;

    // Of a store that tells of its changes; else its mark is asked once a second.
    void setListener(ListenerDoor listener) { m_listener = std::move(listener); }
    void setDoorkeeper(Doorkeeper doorkeeper) { m_doorkeeper = std::move(doorkeeper); }
    // The workspace of this installation, where the store can be left with one. `inside`: the session is in it, not on the store; then the door
    // is the place's, and whoever locks leaves nothing of it in memory.
    void setWorkspace(std::shared_ptr<WorkspacePlace> place, bool inside);
    const std::shared_ptr<WorkspacePlace> &workspace() const { return m_workspace; }
    bool isOffline() const { return m_inside; }
    // Whether nobody can look into the store before they said who they are.
    bool isClosed() const { return m_doorkeeper && !m_wasIn; }

    BackgroundLane &reading() { return m_reading; }  // queue, search, opening cases
    BackgroundLane &writing() { return m_writing; }  // claims, drafts, decisions: in order, never dropped
    BackgroundLane &working() { return m_working; }  // imports, verification: long work nobody waits behind; stoppable

    const QString &location() const { return m_location; }
    const Keyring &keyring() const { return m_keyring; }

    bool signedIn() const { return m_acting.has_value(); }
    const ActingPerson &acting() const { return *m_acting; } // only while signedIn()

    // Starts unlocking in the background; ends with signedInChanged or signInFailed.
    void signIn(const core::PersonId &person, const SharedSecret &secret);
    void adopt(const ActingPerson &acting); // after createStore
    enum class Locked { ByHand, Idle, ByWrongPins, TimeOver };
    void lock(Locked how = Locked::ByHand); // wipes the key; drafts stay
    Locked locked() const { return m_locked; } // how the last sign-in ended
    void noteActivity();                    // restarts the idle time
    void setIdleMinutes(int minutes);       // 15 unless told

    // A draft that the store did not take, of a case that is not open any more. Where the store was away it is saved as soon as the store
    // answers and the person is there; until then its text stays in memory, also while the window is locked.
    void keepDraft(const core::Draft &draft, const core::Error &why);

    // While somebody is signed in: says when the store changed, once a second at most. What is new in the record is checked and remembered
    // then; a record that fails ends the person's session.
    void watchStore(bool on);

Q_SIGNALS:
    void aboutToLock();                     // the person is still there: drafts are saved now
    void signedInChanged();                 // signed in, or locked
    void signInFailed(const countersign::core::Error &error);
    void storeChanged();                    // this or another process changed something
    void storeUnreachable(const countersign::core::Error &error);
    void storeReachable();
    void recordRefused(const countersign::core::Error &error); // locked now, signInFailed follows with the same error

private:
    void askMark();
    void listen();
    void setReachable(bool reachable, const core::Error &why = {});
    void watchRecord();
    void leaveStore();
    void saveKeptDrafts();

    BackgroundLane m_reading;
    BackgroundLane m_writing;
    BackgroundLane m_working;
    QString m_location;
    Keyring m_keyring;
    std::optional<ActingPerson> m_acting;
    Locked m_locked = Locked::ByHand;
    QTimer m_idle;
    QTimer m_watch;
    ListenerDoor m_listener;
    std::unique_ptr<StoreWatch> m_listening;
    qint64 m_mark = -1;
    bool m_reachable = true;
    Doorkeeper m_doorkeeper;
    std::shared_ptr<WorkspacePlace> m_workspace;
    bool m_inside = false;
    core::PersonId m_atDoor;
    bool m_wasIn = false;
    quint64 m_visit = 0;
    QList<core::Draft> m_kept;
};

} // namespace countersign::workflow
