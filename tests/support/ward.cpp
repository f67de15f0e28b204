#include "support/ward.h"

#include "app/composition.h"
#include "app/storefiles.h"
#include "ledger/statement.h"
#include "policy/rule.h"
#include "workflow/backup.h"
#include "workflow/recordstatement.h"

#include <QFile>

namespace countersign::testsupport {

namespace {


template <typename T>
T must(core::Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s %s %s", what, qPrintable(core::kindName(result.error().kind)), qPrintable(result.error().where), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

Ward::Ward() : m_keyring{m_folder.filePath(QStringLiteral("keys")), ledger::SealCost::floor()}
{
    const app::StoreAddress address{app::StoreAddress::Kind::Embedded, storePath(), {}};
    m_open = must(app::openStore(address, app::Access::Make, m_clock), "open");
    workflow::NewStore request;
    request.name = QStringLiteral("Ward 7");
    request.adminId = core::PersonId(QStringLiteral("ada"));
    request.adminName = QStringLiteral("Dr. Ada Mwangi");
    request.secret = workflow::typedSecret(passphrase(QStringLiteral("ada")));
    m_ada = must(workflow::createStore(ports(), m_keyring, request), "create");
}

workflow::StoreDoor Ward::door()
{
    return [address = app::StoreAddress{app::StoreAddress::Kind::Embedded, storePath(), {}}, &clock = m_clock](const std::stop_token &) {
        return app::openStore(address, app::Access::Write, clock);
    };
}

workflow::ActingPerson Ward::join(const QString &id, const QList<core::Role> &roles)
{
    workflow::NewPerson request;
    request.id = core::PersonId(id);
    request.printedName = QStringLiteral("Dr. ") + id;
    request.roles = roles;
    request.secret = workflow::typedSecret(passphrase(id));
    must(workflow::addPerson(ports(), m_keyring, ada(), request), "join");
    return enter(id);
}

workflow::ActingPerson Ward::enter(const QString &id)
{
    return must(workflow::signIn(ports(), m_keyring, core::PersonId(id), *workflow::typedSecret(passphrase(id))), "sign in");
}

void Ward::backUp()
{
    app::EmbeddedStoreFiles files;
    m_backup = m_folder.filePath(QStringLiteral("backup-%1").arg(++m_files));
    must(workflow::makeBackup(files, m_keyring, {storePath(), m_backup, workflow::typedSecret(passphrase(QStringLiteral("backup")))}), "back up");
}

void Ward::putBack()
{
    app::EmbeddedStoreFiles files;
    m_open.reset();
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(storePath() + QLatin1String(suffix));
    must(workflow::restoreBackup(files, m_keyring, {m_backup, storePath(), workflow::typedSecret(passphrase(QStringLiteral("backup"))), m_ada->person.id,
                                                    workflow::typedSecret(passphrase(QStringLiteral("ada")))}), "restore");
    m_open = must(app::openStore({app::StoreAddress::Kind::Embedded, storePath(), {}}, app::Access::Write, m_clock), "open");
    m_ada = enter(QStringLiteral("ada"));
}

core::Result<workflow::ImportReport> Ward::importLines(const QList<QByteArray> &lines)
{
    const QString path = m_folder.filePath(QStringLiteral("cases-%1.jsonl").arg(++m_files));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    for (const QByteArray &line : lines)
        file.write(line + '\n');
    file.close();
    return workflow::importCases(ports(), ada(), {path}, {});
}

void Ward::importTexts(int number)
{
    QList<QByteArray> lines;
    for (int i = 1; i <= number; ++i)
        lines.append(textCase(QStringLiteral("c%1").arg(i)));
    const auto report = must(importLines(lines), "import");
    if (report.files.first().imported != number)
        qFatal("imported %lld of %d", static_cast<long long>(report.files.first().imported), number);
}

QByteArray Ward::textCase(const QString &id, const QString &text)
{
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id.toUtf8()
        + "\",\"kind\":\"clinical-note\",\"evidence\":[{\"id\":\"dialogue\",\"mediaType\":\"text/plain\",\"text\":\"[doctor] how much? "
          "[patient] five hundred\"}],\"suggestion\":{\"text\":\""
        + text.toUtf8() + "\"}}";
}

core::Result<workflow::DecisionReceipt> Ward::decide(const workflow::ActingPerson &person, const workflow::DecisionRequest &request)
{
    return workflow::recordDecision(ports(), person, request);
}

void Ward::adoptPolicy(const QByteArray &rules)
{
    const policy::Policy policy = must(policy::readPolicy(rules), "policy");
    const workflow::ActingPerson cora = join(QStringLiteral("cora"), {core::Role::Compliance});
    must(ports().work.write([&]() -> core::Result<void> {
        const auto content = workflow::saveContent(ports(), rules);
        if (!content)
            return tl::unexpected(content.error());
        const auto adopted = workflow::recordStatement(ports(), cora,
                                                       ledger::PolicyAdopted{core::TeamId(QStringLiteral("main")), quint64(policy.version), *content, {}},
                                                       QStringLiteral("I adopt this policy."));
        if (!adopted)
            return tl::unexpected(adopted.error());
        return ports().people.savePolicy({policy.version, rules, adopted->first, m_clock.now()});
    }), "adopt");
}

} // namespace countersign::testsupport
