#include "workflow/takealong.h"

#include <QFileInfo>
#include <QStorageInfo>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

// A file that was cut off while it was made, before the store heard of it: it cannot be opened, and nothing is lost with it.
bool isNothingYet(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::StoreDamaged:
    case ErrorKind::NotAStore:
    case ErrorKind::CannotRead:
    case ErrorKind::BadKeyFile:
        return true;
    default:
        return error.detail == u"workspace-key";
    }
}

// Sealed it is little larger than what is taken; while it is made, up to sixteen megabytes of it are there twice.
quint64 roomFor(quint64 bytes)
{
    constexpr quint64 megabyte = 1'000'000;
    return bytes + bytes / 8 + std::min(bytes, 16 * megabyte) + megabyte;
}

// Before the store hears of it: what cannot be carried is not taken.
Result<void> demandRoom(const QString &path, quint64 bytes)
{
    QString folder = QFileInfo(path).absolutePath();
    while (!QFileInfo(folder).isDir() && folder != QFileInfo(folder).path())
        folder = QFileInfo(folder).path();
    const QStorageInfo volume(folder);
    if (volume.isValid() && quint64(volume.bytesAvailable()) < roomFor(bytes))
        return fail(ErrorKind::DiskFull, path, QString::number(roomFor(bytes)));
    return {};
}

struct BothSides {
    std::unique_ptr<WorkspaceConnection> workspace;
    std::unique_ptr<OpenStore> store;
};

Result<BothSides> openBoth(const ActingPerson &acting, WorkspacePlace &place, const std::stop_token &stop)
{
    auto workspace = place.open(acting);
    if (!workspace)
        return tl::unexpected(workspace.error());
    auto store = place.openStore((*workspace)->workspace(), stop);
    if (!store)
        return tl::unexpected(store.error());
    return BothSides{std::move(*workspace), std::move(*store)};
}

// A line that broke because it was to.
Result<SyncReport> cancelledBy(const std::stop_token &stop, Result<SyncReport> report)
{
    const bool isMeant = !report && report.error().kind == ErrorKind::StoreUnreachable && stop.stop_requested();
    return isMeant ? Result<SyncReport>(fail(ErrorKind::Cancelled)) : std::move(report);
}

} // namespace

Result<std::optional<CheckoutReport>> finishCheckout(const Ports &ports, const ActingPerson &acting, WorkspacePlace &place, const ShowCheckout &show,
                                                     std::stop_token stop)
{
    std::optional<CheckoutReport> report;
    if (!place.isBegun())
        return report;
    {
        const auto opened = place.openBegun(acting);
        if (!opened && !isNothingYet(opened.error()))
            return tl::unexpected(opened.error());
        const auto known = opened ? isCheckedOut(ports, (*opened)->workspace()) : Result<bool>(false);
        if (!known && (*opened)->workspace().desk.session()) // the store may have heard of it, and cannot be asked
            return tl::unexpected(known.error());
        if (known && *known) {
            const auto done = continueCheckout(ports, acting, (*opened)->workspace(), show, stop);
            if (!done)
                return tl::unexpected(done.error());
            report = *done;
        }
    }
    if (report)
        return place.publish().map([&] { return report; });
    place.discardBegun();
    return report;
}

Result<CheckoutReport> takeAlong(const Ports &ports, const ActingPerson &acting, WorkspacePlace &place, const ChosenCases &chosen,
                                 const QString &origin, const ShowCheckout &show, std::stop_token stop)
{
    if (place.isThere())
        return fail(ErrorKind::StoreExists, place.path(), QStringLiteral("workspace"));
    if (const auto room = demandRoom(place.path(), chosen.bytes); !room)
        return tl::unexpected(room.error());
    Result<CheckoutReport> report;
    {
        const auto made = place.begin(acting);
        if (!made)
            return tl::unexpected(made.error());
        report = checkOut(ports, acting, chosen, (*made)->workspace(), origin, show, stop);
    }
    if (!report && report.error().kind != ErrorKind::Cancelled) {
        const auto again = finishCheckout(ports, acting, place, show, stop); // taken away where the store never recorded it
        return again && *again ? Result<CheckoutReport>(**again) : report;
    }
    return report ? place.publish().map([&] { return *report; }) : report;
}

Result<WorkspaceLook> lookAtWorkspace(const ActingPerson &acting, WorkspacePlace &place, std::stop_token stop)
{
    const auto opened = place.open(acting);
    if (!opened)
        return tl::unexpected(opened.error());
    const OpenWorkspace workspace = (*opened)->workspace();
    const auto status = workspaceStatus(workspace);
    if (!status)
        return tl::unexpected(status.error());
    WorkspaceLook look{*status, {}, {}};
    const auto store = place.openStore(workspace, stop);
    const auto plan = store ? planSync((*store)->ports(), workspace) : Result<sync::SyncPlan>(tl::unexpected(store.error()));
    if (plan)
        look.plan = *plan;
    else
        look.away = plan.error();
    return look;
}

Result<SyncReport> syncNow(const ActingPerson &acting, WorkspacePlace &place, const ShowSync &show, std::stop_token stop)
{
    return cancelledBy(stop, openBoth(acting, place, stop).and_then([&](const BothSides &both) {
        return syncNow(both.store->ports(), both.workspace->workspace(), acting.keyringFolder, show, stop);
    }));
}

Result<SyncReport> syncAndGiveBack(const ActingPerson &acting, WorkspacePlace &place, const ShowSync &show, std::stop_token stop)
{
    return cancelledBy(stop, openBoth(acting, place, stop).and_then([&](const BothSides &both) -> Result<SyncReport> {
        const auto report = syncNow(both.store->ports(), both.workspace->workspace(), acting.keyringFolder, show, stop);
        if (!report)
            return report;
        return giveBack(both.store->ports(), both.workspace->workspace()).map([&] { return *report; });
    }));
}

} // namespace countersign::workflow
