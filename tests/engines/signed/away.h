// Somebody away from a scene's store, with a workspace.
#pragma once

#include "app/workspaces.h"
#include "engines/signed/scene.h"
#include "sync/workspacekey.h"
#include "workflow/checkout.h"
#include "workflow/syncnow.h"

namespace countersign::engines {

// A workspace of a person, and what was signed in it.
struct Away {
    const Scene &scene;
    const Scene::Person &person;
    std::unique_ptr<app::WorkspaceConnection> connection;
    QTemporaryDir folder;
    QList<core::StatementId> made;
    QByteArray otherFile, otherMark;

    Away(const Scene &home, const Scene::Person &who) : scene(home), person(who)
    {
        connection = must(app::makeWorkspace(path(), who.acting.signer.store, *who.acting.key, home.keyring(), app::systemClock()));
    }
    QString path() const { return folder.filePath(QStringLiteral("trip")); }
    workflow::OpenWorkspace open() { return connection->workspace(); }
    core::Result<workflow::CheckoutReport> take(const QStringList &cases)
    {
        workflow::CheckoutRequest request;
        for (const QString &id : cases)
            request.cases.append(core::CaseId(id));
        return take(request);
    }
    core::Result<workflow::CheckoutReport> take(const workflow::CheckoutRequest &request)
    {
        return workflow::chooseCases(person.ports(), person.self(), request).and_then([&](const workflow::ChosenCases &chosen) {
            return workflow::checkOut(person.ports(), person.acting, chosen, open(), QStringLiteral("here"), [](const workflow::CheckoutProgress &) {}, {});
        });
    }
    core::Result<workflow::DecisionReceipt> decide(const QString &id, core::Verdict verdict = core::Verdict::Approve, const core::StatementId &supersedes = {})
    {
        workflow::DecisionRequest request;
        request.caseId = core::CaseId(id);
        request.verdict = verdict;
        request.rationale = QStringLiteral("away");
        request.supersedes = supersedes;
        const auto acting = workflow::actInWorkspace(open(), person.acting.key, {}, scene.keyring().folder);
        if (!acting)
            return tl::unexpected(acting.error());
        auto receipt = workflow::recordDecision(open().ports, *acting, request);
        if (receipt)
            made.append(receipt->id);
        return receipt;
    }
    core::Result<workflow::SyncReport> sync()
    {
        return workflow::syncNow(person.ports(), open(), scene.keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    }
    // The file closed, and opened by its passphrase.
    void reopen()
    {
        connection.reset();
        connection = std::move(must(app::openWorkspace(path(), scene.keyring(), *Scene::secretOf(person.self().id.value), app::systemClock())).connection);
    }
    // A copy of it that goes its own way: the file and the mark, as they would be on another machine.
    void keepCopy()
    {
        const QString mark = markPath();
        connection.reset();
        otherFile = contentOf(path());
        otherMark = contentOf(mark);
        reopen();
    }
    void goToCopy()
    {
        const QString mark = markPath();
        connection.reset();
        const QByteArray file = std::exchange(otherFile, contentOf(path())), beside = std::exchange(otherMark, contentOf(mark));
        put(path(), file);
        put(mark, beside);
        reopen();
    }
    QString markPath() { return sync::workspaceMarkPath(scene.keyring().folder, open().desk.label().id); }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const QString &name, const QByteArray &bytes)
    {
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
    }
    QStringList fates() { return wordsOf(must(sync()).plan); }
    // What was planned is what happens.
    QStringList plannedFates()
    {
        const QStringList planned = wordsOf(must(workflow::planSync(person.ports(), open())));
        const QStringList happened = fates();
        return planned == happened ? happened : QStringList{QStringLiteral("planned ") + planned.join(u',') + QStringLiteral(", not ") + happened.join(u',')};
    }
    static QStringList wordsOf(const sync::SyncPlan &plan)
    {
        QStringList words;
        for (const sync::PlannedStatement &one : plan.statements)
            words.append((QString::fromLatin1(sync::fateName(one.fate)) + u' ' + one.cause).trimmed());
        return words;
    }
};

} // namespace countersign::engines
