// Somebody away from a ward's store, with a workspace and a clock of its own.
#pragma once

#include "app/workspaces.h"
#include "support/ward.h"
#include "workflow/checkout.h"
#include "workflow/syncnow.h"
#include "workflow/verifyledger.h"

#include <QTest>

namespace countersign::testsupport {

// A workspace of a person, and what was signed in it.
struct Away {
    // The device's own: as the ward's, unless it goes wrong.
    struct Clock final : core::Clock {
        Ward &ward;
        qint64 skew = 0; // seconds

        explicit Clock(Ward &home) : ward(home) {}
        QDateTime now() const override { return ward.clock().now().addSecs(skew); }
    };
    Ward &ward;
    Clock clock;
    workflow::ActingPerson person;
    QString path;
    std::unique_ptr<app::WorkspaceConnection> connection;
    QList<core::StatementId> made;

    Away(Ward &home, const workflow::ActingPerson &who, const QString &name) : ward(home), clock(home), person(who), path(home.folder() + u'/' + name)
    {
        auto workspace = app::makeWorkspace(path, who.signer.store, *who.key, home.keyring(), clock);
        if (!workspace)
            qFatal("workspace: %s", qPrintable(workspace.error().detail));
        connection = std::move(*workspace);
    }
    workflow::OpenWorkspace open() { return connection->workspace(); }
    core::Result<workflow::CheckoutReport> checkOut(const workflow::CheckoutRequest &request)
    {
        return workflow::chooseCases(ward.ports(), person.person, request).and_then([&](const workflow::ChosenCases &chosen) {
            return workflow::checkOut(ward.ports(), person, chosen, open(), ward.storePath(), [](const workflow::CheckoutProgress &) {}, {});
        });
    }
    core::Result<workflow::CheckoutReport> take(const QStringList &cases)
    {
        workflow::CheckoutRequest request;
        for (const QString &id : cases)
            request.cases.append(core::CaseId(id));
        return checkOut(request);
    }
    core::Result<workflow::DecisionReceipt> decide(const QString &id, core::Verdict verdict = core::Verdict::Approve)
    {
        workflow::DecisionRequest request;
        request.caseId = core::CaseId(id);
        request.verdict = verdict;
        request.rationale = verdict == core::Verdict::Approve ? QString() : QStringLiteral("away");
        const auto acting = workflow::actInWorkspace(open(), person.key, {}, ward.keyring().folder);
        if (!acting)
            return tl::unexpected(acting.error());
        auto receipt = workflow::recordDecision(open().ports, *acting, request);
        if (receipt)
            made.append(receipt->id);
        return receipt;
    }
    core::Result<workflow::SyncReport> sync()
    {
        return workflow::syncNow(ward.ports(), open(), ward.keyring().folder, [](const sync::SyncPlan &, qsizetype) {}, {});
    }
    QStringList fates()
    {
        const auto report = sync();
        if (!report)
            return {core::kindName(report.error().kind) + u' ' + report.error().detail};
        QStringList words;
        for (const sync::PlannedStatement &one : report->plan.statements)
            words.append((QString::fromLatin1(sync::fateName(one.fate)) + u' ' + one.cause).trimmed());
        return words;
    }
    void reopen(const QString &passphrase)
    {
        connection.reset();
        auto opened = app::openWorkspace(path, ward.keyring(), ledger::Secret::fromTyped(passphrase), clock);
        if (!opened)
            qFatal("workspace: %s %s", qPrintable(core::kindName(opened.error().kind)), qPrintable(opened.error().detail));
        connection = std::move(opened->connection);
    }
};

inline workflow::DecisionRequest online(const QString &id, core::Verdict verdict)
{
    workflow::DecisionRequest request;
    request.caseId = core::CaseId(id);
    request.verdict = verdict;
    request.rationale = verdict == core::Verdict::Approve ? QString() : QStringLiteral("online");
    return request;
}

inline void demandGood(Ward &ward)
{
    const auto verdict = workflow::verifyLedger(ward.ports(), ward.keyring().folder);
    QVERIFY2(verdict && verdict->ok, verdict ? qPrintable(verdict->why) : qPrintable(core::kindName(verdict.error().kind) + verdict.error().detail));
}

} // namespace countersign::testsupport
