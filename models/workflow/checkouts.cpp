#include "workflow/checkouts.h"

#include "workflow/opencase.h"
#include "workflow/people.h"
#include "workflow/preparedcase.h"
#include "workflow/receivestatement.h"
#include "workflow/syncnow.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

const QString recalledSubject = QStringLiteral("checkout.recalled");

// Every statement of a kind, in the log's order.
template <typename Body>
using Take = std::function<void(const Body &, const ledger::Entry &, const ledger::Statement &, quint64 index)>;
template <typename Body>
Result<void> each(const Ports &ports, ledger::StatementKind kind, const Take<Body> &take)
{
    const auto head = ports.ledger.head();
    if (!head)
        return tl::unexpected(head.error());
    std::optional<core::Error> bad;
    const auto scanned = ports.ledger.scanKinds({kind}, 0, head->size, [&](const ledger::LogRow &row) {
        const auto entry = ledger::parseEntry(row.entry);
        const auto statement = entry.and_then(ledger::statementOf);
        if (statement)
            take(std::get<Body>(statement->body), *entry, *statement, row.index);
        else
            bad = statement.error();
        return !bad;
    });
    return scanned && bad ? Result<void>(tl::unexpected(*bad)) : scanned;
}

Result<core::Claim> heldUnder(const Ports &ports, const core::TeamId &team, const ledger::Checkout::Case &one, const core::PersonId &holder)
{
    const auto all = ports.cases.slotsOf(one.id, team);
    if (!all)
        return tl::unexpected(all.error());
    for (const core::Slot &slot : *all)
        if (slot.claim && !slot.decision && quint64(slot.slot) == one.slot && slot.claim->holder == holder && quint64(slot.claim->fence) == one.fence)
            return *slot.claim;
    return fail(ErrorKind::ClaimLost, one.id.value);
}

struct Known {
    CheckoutView view;
    ledger::Checkout body;
};

Result<QList<Known>> allCheckouts(const Ports &ports)
{
    QList<Known> all;
    const auto kind = ledger::StatementKind::Checkout;
    const auto read = each<ledger::Checkout>(ports, kind, [&](const auto &body, const auto &entry, const auto &statement, quint64 index) {
        CheckoutView view{statement.id, index, body.team, statement.by->actor, statement.by->name, entry.arrived, body.until, {}, 0, false};
        for (const ledger::Checkout::Case &one : body.cases)
            view.cases.append(one.id);
        all.append({view, body});
    });
    if (!read)
        return tl::unexpected(read.error());
    const auto marked = each<ledger::Finding>(ports, ledger::StatementKind::Finding, [&](const auto &body, const auto &, const auto &, quint64) {
        for (Known &one : all)
            if (body.subject == recalledSubject && body.statement == one.view.statement)
                one.view.recalled = true;
    });
    for (Known &one : all)
        for (const ledger::Checkout::Case &taken : one.body.cases)
            one.view.held += heldUnder(ports, one.body.team, taken, one.view.actor) ? 1 : 0;
    return marked ? Result<QList<Known>>(all) : tl::unexpected(marked.error());
}

// As the store says where it has a say of its own; what is known of the cases is not asked there.
Result<QList<Known>> knownCheckouts(const Ports &ports)
{
    if (!ports.desk)
        return allCheckouts(ports);
    return ports.desk->checkouts().map([](const QList<CheckoutView> &views) {
        QList<Known> all;
        for (auto view = views.crbegin(); view != views.crend(); ++view)
            all.append({*view, {view->team, view->until, {}}});
        return all;
    });
}

Result<Known> checkoutWith(const Ports &ports, const core::StatementId &id)
{
    const auto all = knownCheckouts(ports);
    if (!all)
        return tl::unexpected(all.error());
    for (const Known &one : *all)
        if (one.view.statement == id)
            return one;
    return fail(ErrorKind::MoveNotAllowed, id.value, QStringLiteral("no-checkout"));
}

Result<void> freeClaims(const Ports &ports, const Known &known)
{
    core::Person holder;
    holder.id = known.view.actor;
    for (const ledger::Checkout::Case &one : known.body.cases)
        if (heldUnder(ports, known.body.team, one, holder.id))
            if (const auto freed = ports.cases.releaseClaim(one.id, holder); !freed)
                return freed;
    return {};
}

Result<void> recallInside(const Ports &ports, const ActingPerson &acting, const Known &known, const QString &rationale)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    if (!person->has(core::Role::Supervisor, known.body.team))
        return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Supervisor));
    if (known.view.recalled)
        return fail(ErrorKind::MoveNotAllowed, known.view.statement.value, QStringLiteral("checkout-recalled"));
    if (rationale.trimmed().isEmpty())
        return fail(ErrorKind::RationaleMissing, known.view.statement.value);
    const auto words = saveWords(ports, rationale);
    if (!words)
        return tl::unexpected(words.error());
    const ledger::Finding body{known.body.team, core::newStatementId(ports.clock.now().toMSecsSinceEpoch()), QStringLiteral("opened"), recalledSubject, {},
                               known.view.statement, known.view.actor, *words};
    return recordStatement(ports, acting, body, QStringLiteral("I recall this check-out; what is still decided under it is to be looked at."))
        .and_then([&](const auto &) { return ports.desk ? Result<void>() : freeClaims(ports, known); });
}

} // namespace

Result<CheckoutMarks> marksOf(const Ports &ports, const core::StatementId &checkout, const QByteArray &device)
{
    CheckoutMarks marks;
    const QString suspended = suspendedSubject(device);
    return each<ledger::Finding>(ports, ledger::StatementKind::Finding,
                                 [&](const auto &body, const auto &, const auto &, quint64) {
                                     marks.recalled = marks.recalled || (body.subject == recalledSubject && body.statement == checkout);
                                     marks.suspended = marks.suspended || body.subject == suspended;
                                 })
        .map([&] { return marks; });
}

Result<QList<CheckoutView>> listCheckouts(const Ports &ports, const core::Person &asker)
{
    const auto all = knownCheckouts(ports);
    if (!all)
        return tl::unexpected(all.error());
    QList<CheckoutView> views;
    for (const Known &one : *all)
        if (one.view.actor == asker.id || asker.has(core::Role::Supervisor, one.view.team))
            views.prepend(one.view);
    return views;
}

Result<QList<CopiedWorkspace>> copiedWorkspaces(const Ports &ports, const core::Person &asker)
{
    struct Alarm {
        QByteArray device;
        core::TeamId team;
        core::StatementId statement; // by which it was noticed
        QDateTime since;
    };
    QList<Alarm> alarms;
    const QString prefix = suspendedSubject({});
    const auto read = each<ledger::Finding>(ports, ledger::StatementKind::Finding, [&](const auto &body, const auto &entry, const auto &, quint64) {
        const QByteArray device = body.subject.startsWith(prefix) ? body.subject.mid(prefix.size()).toLatin1() : QByteArray();
        const bool isKnown = std::any_of(alarms.begin(), alarms.end(), [&](const Alarm &one) { return one.device == device; });
        if (!device.isEmpty() && !isKnown)
            alarms.append({device, body.team, body.statement, entry.arrived});
    });
    if (!read)
        return tl::unexpected(read.error());
    QList<CopiedWorkspace> copied;
    for (const Alarm &one : std::as_const(alarms)) {
        const auto by = ports.decisions.decision(one.statement, {one.team});
        if (!by)
            return tl::unexpected(by.error());
        if (*by && ((*by)->reviewer == asker.id || asker.has(core::Role::Supervisor, one.team)))
            copied.append({one.device, (*by)->reviewer, (*by)->reviewerName, one.since});
    }
    return copied;
}

Result<QList<CheckoutView>> openCheckouts(const Ports &ports)
{
    return knownCheckouts(ports).map([&](const QList<Known> &all) {
        QList<CheckoutView> views;
        for (const Known &one : all)
            if (!one.view.recalled && one.view.held > 0 && one.view.until > ports.clock.now())
                views.append(one.view);
        return views;
    });
}

Result<CheckoutView> recallCheckout(const Ports &ports, const ActingPerson &acting, const core::StatementId &checkout,
                                    const QString &rationale)
{
    const auto written = ports.work.write([&] {
        return checkoutWith(ports, checkout).and_then([&](const Known &known) { return recallInside(ports, acting, known, rationale); });
    });
    return written.and_then([&] { return checkoutWith(ports, checkout); }).map([](const Known &known) { return known.view; });
}

namespace {

// A draft that the store does not have a newer one of.
Result<void> bringDraft(const Ports &ports, const OpenWorkspace &workspace, const core::CaseId &id)
{
    const core::PersonId &person = workspace.desk.label().person;
    if (ports.desk && ports.session != person.value)
        return {}; // somebody else is in: a draft is nobody else's
    const auto here = workspace.ports.cases.loadDraft(id, person);
    const auto there = here && *here ? ports.cases.loadDraft(id, person) : Result<std::optional<core::Draft>>(std::nullopt);
    if (!here || !there)
        return tl::unexpected(here ? there.error() : here.error());
    if (!*here || (*there && (*there)->saved >= (*here)->saved))
        return {};
    const auto stored = ports.cases.findCase(id, {(*here)->team});
    if (!stored)
        return tl::unexpected(stored.error());
    const bool fits = *stored && (*stored)->row.version == (*here)->version && (*stored)->row.state != core::CaseState::Redacted;
    return fits ? ports.cases.saveDraft(**here) : Result<void>();
}

} // namespace

Result<bool> dropCase(const Ports &ports, const OpenWorkspace &workspace, const sync::ChangedCase &changed)
{
    const auto stored = workspace.ports.cases.findCase(changed.caseId, {changed.team});
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored || (*stored)->row.state == core::CaseState::Redacted)
        return false;
    if (changed.cause != u"redacted")
        if (const auto brought = bringDraft(ports, workspace, changed.caseId); !brought)
            return tl::unexpected(brought.error());
    const auto laid = layCase(workspace.ports, **stored);
    if (!laid)
        return tl::unexpected(laid.error());
    const auto blobs = workspace.ports.cases.caseBlobs(changed.caseId, changed.team);
    if (!blobs)
        return tl::unexpected(blobs.error());
    const auto written = workspace.ports.work.write([&]() -> Result<void> {
        for (const QString &digest : blobs->sources.values() + blobs->others)
            if (const auto gone = workspace.ports.blobs.removeBlob(digest); !gone)
                return gone;
        const QMap<int, QString> texts{{(*stored)->row.version, searchTextOf(laid->record)}};
        return workspace.ports.cases.forgetTexts(changed.caseId, changed.team, texts).and_then([&] {
            return workspace.ports.cases.setState(changed.caseId, changed.team, core::CaseState::Redacted);
        });
    });
    return written.map([] { return true; });
}

Result<void> giveBack(const Ports &ports, const OpenWorkspace &workspace)
{
    const auto status = workspaceStatus(workspace);
    if (!status)
        return tl::unexpected(status.error());
    if (status->included != status->decided())
        return fail(ErrorKind::NotAllowed, QString::fromLatin1(status->label.id), QStringLiteral("not-sent"));
    for (const sync::CheckedOutCase &one : status->session.cases)
        if (const auto brought = bringDraft(ports, workspace, one.caseId); !brought)
            return brought;
    if (ports.desk)
        return ports.desk->giveBack(status->session.checkout);
    core::Person holder;
    holder.id = status->label.person;
    return ports.work.write([&]() -> Result<void> {
        for (const sync::CheckedOutCase &one : status->session.cases)
            if (heldUnder(ports, one.team, {one.caseId, one.version, one.digest, one.fence, one.slot}, holder.id))
                if (const auto freed = ports.cases.releaseClaim(one.caseId, holder); !freed)
                    return freed;
        return {};
    });
}

} // namespace countersign::workflow
