// What a verb gets: the streams, the global options, the store and the person who acts.
#pragma once

#include "app/cli/interruption.h"
#include "app/cli/secretentry.h"
#include "app/cli/terminal.h"
#include "app/composition.h"
#include "app/workspaces.h"
#include "workflow/actingperson.h"

namespace countersign::app {

// The options every verb takes, before or after its name.
struct GlobalOptions {
    QString store;
    QString person;
    QString secretFile;
    QString pinFile;
    bool json = false;
    bool quiet = false;
    bool verbose = false;
};

// One call of one verb. One thread.
class Call {
public:
    Call(Settings settings, GlobalOptions options, Terminal &terminal, Interruption &interruption);

    Terminal &terminal() { return m_terminal; }
    Interruption &interruption() { return m_interruption; }
    std::stop_token stop() const { return m_interruption.token(); }
    bool json() const { return m_options.json; }
    const Settings &settings() const { return m_settings; }
    const GlobalOptions &options() const { return m_options; }
    const workflow::Keyring &keyring() const { return m_keyring; }

    // After a verb that acted: what it added is checked and remembered, so that a store put back to before it is noticed.
    void rememberRecord();

    // --store, COUNTERSIGN_STORE, or the default store.
    core::Result<StoreAddress> address() const;
    // A store without its first person is StoreMissing, unless it is to be made. HistoryRewritten when the record does not continue what
    // this installation saw of it.
    core::Result<std::unique_ptr<workflow::OpenStore>> openStore(Access access);
    core::Result<std::unique_ptr<workflow::OpenStore>> openStore(const StoreAddress &address, Access access);

    // Said by a verb that also works in a workspace; the others refuse one that --store names (NotAllowed, detail: workspace-verb).
    void worksOffline() { m_worksOffline = true; }
    // Opens the workspace with the passphrase of whose it is. NotAllowed (detail: workspace-person) where somebody else acts.
    core::Result<std::unique_ptr<WorkspaceConnection>> openWorkspace(const QString &path);

    // Of the workspace that was opened.
    const ledger::UnlockedKey &workspaceKey() const { return *m_workspaceKey->person; }

    // Who hears from the store while it is open; nobody where it is a file.
    core::Result<std::unique_ptr<workflow::ChangeListener>> listener();

    // Who logs in at a store on a server: their key is unlocked once a call.
    core::Result<SharedLogin> sharedLogin(const StoreAddress &address);
    // From here on that person logs in with a code they were told: from `file` where one is named, else asked for on the terminal.
    core::Result<void> enterByCode(const core::PersonId &person, const QString &file);
    // From here on that person logs in at the server, with their own passphrase: from `file` where one is named. WrongCall for an embedded store.
    core::Result<void> enterThrough(const StoreAddress &address, const core::PersonId &person, const QString &file);
    // --as, COUNTERSIGN_PERSON, or the one person there is; WrongCall when it stays open who acts.
    core::Result<core::PersonId> whoActs(const workflow::Ports &ports) const;
    // The store opened for writing, and who acts signed in.
    struct SignedIn {
        std::unique_ptr<workflow::OpenStore> store;
        workflow::ActingPerson acting;

        workflow::Ports ports() const { return store->ports(); }
    };
    core::Result<SignedIn> signIn();
    // NotAllowed where the store of the file that was opened has moved and this computer has seen it go on: less is here than it knows.
    core::Result<void> demandNewest() const;
    // Asks for the secret and unlocks the key.
    core::Result<workflow::ActingPerson> signIn(const workflow::Ports &ports);
    // The same person as who signs about this case: where its policy asks for more than being signed in, the passphrase given above counts, and
    // the PIN is asked for, or read from --pin-file. A case that is not there is left for the work itself to refuse.
    core::Result<workflow::ActingPerson> signingFor(const workflow::Ports &ports, const workflow::ActingPerson &acting, const core::CaseId &id);
    // The passphrase that signIn was given.
    const workflow::SharedSecret &givenSecret() const { return m_secret; }
    core::Result<workflow::SharedSecret> pin();
    // The passphrase of a person who gets a new key: from `file` where one is named, else asked for twice on the terminal. WeakSecret.
    core::Result<workflow::SharedSecret> newSecret(const QString &file, const core::PersonId &person, const QString &printedName);
    // The passphrase of a backup: from `file` where one is named, else asked for on the terminal; twice when it is a new one.
    core::Result<workflow::SharedSecret> backupSecret(const QString &file, bool isNew);
    // The passphrase of who acts, from --secret-file or the terminal.
    core::Result<workflow::SharedSecret> personSecret(const core::PersonId &who);

private:
    core::Result<std::unique_ptr<workflow::OpenStore>> connect(const StoreAddress &address, Access access);
    core::PersonId named() const; // --as or COUNTERSIGN_PERSON; empty for neither
    core::Result<void> holdAgainstMemory(workflow::OpenStore &store);

    Settings m_settings;
    GlobalOptions m_options;
    Terminal &m_terminal;
    Interruption &m_interruption;
    workflow::Keyring m_keyring;
    bool m_acted = false;
    bool m_worksOffline = false;
    std::optional<WorkspaceKey> m_workspaceKey; // of the workspace that was opened
    std::optional<StoreAddress> m_wentOn; // where the store of the file that was opened was seen to go on
    std::optional<SharedLogin> m_login; // at the server, once it was asked for
    workflow::SharedSecret m_secret;
    workflow::SharedSecret m_pin;
};

// An exit code after a result was printed, or the error; shortens the end of a verb.
inline constexpr int done = 0;
inline constexpr int answerIsNo = 1;

// Passes an error on from any Result to any other.
template <typename T>
tl::unexpected<core::Error> passOn(const core::Result<T> &failed)
{
    return tl::unexpected<core::Error>(failed.error());
}

} // namespace countersign::app
