// A store of the engine under test with people who sign: on a server nothing else gets in. One source for every engine (COUNTERSIGN_ENGINE
// names it); what is particular to one is in here only.
#pragma once

#include "app/composition.h"
#include "policy/rule.h"
#include "support/manualclock.h"
#include "support/throwawayserver.h"
#include "workflow/claimcase.h"
#include "workflow/createstore.h"
#include "workflow/importcases.h"
#include "workflow/people.h"
#include "workflow/recorddecision.h"
#include "workflow/recordstatement.h"
#include "workflow/signing.h"

#include <QTemporaryDir>

namespace countersign::engines {

inline bool onServer()
{
    return qEnvironmentVariable("COUNTERSIGN_ENGINE") == u"postgresql";
}

// The value, or the end of the program with what failed.
template <typename Value>
Value must(core::Result<Value> result)
{
    if (!result)
        qFatal("%s: %s: %s", qPrintable(core::kindName(result.error().kind)), qPrintable(result.error().where), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

template <typename Value>
QString outcome(const core::Result<Value> &result)
{
    return result ? QStringLiteral("ok") : core::kindName(result.error().kind);
}

inline const core::TeamId mainTeam{QStringLiteral("main")};

// The server that every scene of one program has its database on.
inline testsupport::ThrowawayServer &server()
{
    static testsupport::ThrowawayServer one;
    return one;
}

#define skipWithoutEngine()                                                                                                                          \
    if (onServer())                                                                                                                                  \
    skipWithoutServer(server())

class Scene {
public:
    // Somebody at work: who they are, and their own connection.
    struct Person {
        workflow::ActingPerson acting;
        std::unique_ptr<workflow::OpenStore> store;

        workflow::Ports ports() const { return store->ports(); }
        core::CaseRepository &cases() const { return store->ports().cases; }
        const core::Person &self() const { return acting.person; }
    };

    // Ada, who enrols and imports; she decides nothing here, as on a server.
    Scene()
    {
        m_keyring = {m_folder.filePath(QStringLiteral("keys")), ledger::SealCost::floor()};
        const QString ada = QStringLiteral("ada");
        const workflow::NewStore request{QStringLiteral("Ward 7"), core::PersonId(ada), QStringLiteral("Dr. ada"), secretOf(ada)};
        if (onServer()) {
            static int number = 0;
            m_address = *app::storeAddress(server().freshDatabase(QStringLiteral("scene%1").arg(++number)));
            auto made = must(app::makeShared(m_address, true, m_keyring, request, app::systemClock()));
            m_ada = {std::move(made.acting), std::move(made.store)};
        } else {
            m_address = {app::StoreAddress::Kind::Embedded, m_folder.filePath(QStringLiteral("store.db")), {}};
            m_ada.store = must(app::openStore(m_address, app::Access::Make));
            m_ada.acting = must(workflow::createStore(m_ada.ports(), m_keyring, request));
        }
    }

    const Person &ada() const { return m_ada; }
    workflow::Ports ports() const { return m_ada.ports(); }

    // One more person, enrolled by Ada, at a connection of their own.
    Person join(const QString &id, const QList<core::Role> &roles = {core::Role::Reviewer}, const core::TeamId &team = mainTeam) const
    {
        must(workflow::addPerson(ports(), m_keyring, m_ada.acting, {core::PersonId(id), QStringLiteral("Dr. ") + id, roles, team, secretOf(id)}));
        return enter(id);
    }
    // Somebody who is enrolled already, once more.
    Person enter(const QString &id) const
    {
        Person person;
        const core::PersonId who(id);
        if (onServer()) {
            const auto login = must(app::loginOf(m_keyring, m_address, who, [&]() -> core::Result<workflow::SharedSecret> { return secretOf(id); }));
            person.store = must(app::openShared(m_address, *login, m_keyring.folder, app::systemClock()));
        } else {
            person.store = must(app::openStore(m_address, app::Access::Write));
        }
        person.acting = must(workflow::signIn(person.ports(), m_keyring, who, *secretOf(id)));
        return person;
    }

    core::Result<workflow::ImportReport> import(const QList<QByteArray> &lines) const { return import(m_ada, lines); }
    core::Result<workflow::ImportReport> import(const Person &by, const QList<QByteArray> &lines) const
    {
        QFile file(m_folder.filePath(QStringLiteral("cases.jsonl")));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        file.write(lines.join('\n') + '\n');
        file.close();
        return workflow::importCases(by.ports(), by.acting, {file.fileName()}, {});
    }
    // A text case; `more`: further members, each with a comma before it.
    static QByteArray line(const QByteArray &id, const QByteArray &more = {}, const QByteArray &evidence = "plain words")
    {
        return R"({"schema":"countersign.case/1","id":")" + id + R"(","kind":"note","title":"Title of )" + id
            + R"(","evidence":[{"id":"visit","mediaType":"text/plain","text":")" + evidence + R"("}],"suggestion":{"text":"Take 50 mg."})" + more + '}';
    }
    void bring(const QList<QByteArray> &lines) const
    {
        const auto report = must(import(lines));
        if (report.files.first().imported != lines.size())
            qFatal("imported %lld of %lld", static_cast<long long>(report.files.first().imported), static_cast<long long>(lines.size()));
    }
    // Version 2 and on, adopted by Cora of compliance, who joins for it.
    void adopt(const QByteArray &rules) const
    {
        const Person cora = join(QStringLiteral("cora"), {core::Role::Compliance});
        const policy::Policy policy = must(policy::readPolicy(rules));
        must(cora.ports().work.write([&]() -> core::Result<void> {
            const auto content = workflow::saveContent(cora.ports(), rules);
            if (!content)
                return tl::unexpected(content.error());
            const ledger::PolicyAdopted body{mainTeam, quint64(policy.version), *content, {}};
            const auto adopted = workflow::recordStatement(cora.ports(), cora.acting, body, QStringLiteral("I adopt this policy."));
            if (!adopted)
                return tl::unexpected(adopted.error());
            return cora.ports().people.savePolicy({policy.version, rules, adopted->first, adopted->second.arrived});
        }));
    }

    static core::Result<workflow::DecisionReceipt> decide(const Person &by, const QString &id, core::Verdict verdict = core::Verdict::Approve,
                                                          const std::optional<core::Content> &text = {})
    {
        workflow::DecisionRequest request;
        request.caseId = core::CaseId(id);
        request.verdict = verdict;
        request.rationale = QStringLiteral("as the visit says");
        request.outcome = text;
        return workflow::recordDecision(by.ports(), by.acting, request);
    }
    static workflow::SharedSecret secretOf(const QString &id) { return workflow::typedSecret(QStringLiteral("seven herons cross the lake, says ") + id); }
    const workflow::Keyring &keyring() const { return m_keyring; }

private:
    QTemporaryDir m_folder;
    workflow::Keyring m_keyring;
    app::StoreAddress m_address;
    Person m_ada;
};

} // namespace countersign::engines
