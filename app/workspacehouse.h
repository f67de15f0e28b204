// The workspace of this installation as the window and the terminal use it. Part of the composition.
#pragma once

#include "app/composition.h"
#include "app/sharedstore.h"
#include "app/workspaces.h"

#include <mutex>

namespace countersign::app {

// From the origin that a workspace names to the open store; `closing` as of workflow::StoreDoor.
using OriginDoor = std::function<core::Result<std::unique_ptr<workflow::OpenStore>>(const QString &origin, const std::stop_token &closing)>;
// An embedded store by its path, held against what was seen of it.
OriginDoor embeddedOrigin(const workflow::Keyring &keyring);
// The server that whoever came in by this door works at.
OriginDoor sharedOrigin(const SharedDoor &door, const workflow::Keyring &keyring);

class WorkspaceHouse final : public workflow::WorkspacePlace {
public:
    WorkspaceHouse(QString path, workflow::Keyring keyring, OriginDoor origin, const core::Clock &clock = systemClock());

    QString path() const override { return m_path; }
    bool isThere() const override;
    bool isBegun() const override;
    core::Result<std::unique_ptr<WorkspaceConnection>> open(const workflow::ActingPerson &acting) override;
    core::Result<std::unique_ptr<workflow::OpenStore>> openStore(const workflow::OpenWorkspace &workspace, const std::stop_token &closing) override;
    core::Result<std::unique_ptr<WorkspaceConnection>> begin(const workflow::ActingPerson &acting) override;
    core::Result<std::unique_ptr<WorkspaceConnection>> openBegun(const workflow::ActingPerson &acting) override;
    core::Result<void> publish() override;
    void discardBegun() override;
    core::Result<void> destroy() override;
    void offer(const core::PersonId &person, const workflow::SharedSecret &secret) override;
    core::Result<std::unique_ptr<workflow::OpenStore>> enter() override;
    core::Result<workflow::ActingPerson> actingInside() override;

private:
    core::Result<std::unique_ptr<WorkspaceConnection>> connect(const ledger::UnlockedKey &key);
    core::Result<WorkspaceKey> unlock();

    QString m_path;
    workflow::Keyring m_keyring;
    OriginDoor m_origin;
    const core::Clock &m_clock;
    std::mutex m_guard;
    core::PersonId m_person;                        // guarded: who wants in
    workflow::SharedSecret m_secret;                // guarded; gone once the key was tried
    std::optional<core::Result<WorkspaceKey>> m_in; // guarded
    std::optional<SharedLogin> m_login;             // guarded: at a server, of whoever came in
    std::weak_ptr<store::WorkspaceMemory> m_memory; // guarded; lasts as long as somebody is connected
};

} // namespace countersign::app
