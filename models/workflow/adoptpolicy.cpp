#include "workflow/adoptpolicy.h"

#include "workflow/people.h"
#include "workflow/recordstatement.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

Result<PolicyAdoption> adopt(const Ports &ports, const ActingPerson &acting, const policy::Policy &policy, const QByteArray &text)
{
    const auto person = personNow(ports, acting);
    if (!person)
        return tl::unexpected(person.error());
    const core::TeamId team(QStringLiteral("main"));
    if (!person->has(core::Role::Compliance, team))
        return fail(ErrorKind::NotAllowed, acting.person.id.value, core::roleName(core::Role::Compliance));
    const auto current = currentPolicy(ports);
    if (!current)
        return tl::unexpected(current.error());
    if (policy.version != current->version + 1)
        return fail(ErrorKind::StaleVersion, QStringLiteral("policy"), QString::number(current->version));
    const auto content = saveContent(ports, text);
    if (!content)
        return tl::unexpected(content.error());
    const auto recorded = recordStatement(ports, acting, ledger::PolicyAdopted{team, quint64(policy.version), *content, {}},
                                          QStringLiteral("I adopt this policy."));
    if (!recorded)
        return tl::unexpected(recorded.error());
    const auto &[id, receipt] = *recorded;
    return ports.people.savePolicy({policy.version, text, id, receipt.arrived}).map([&, id = id, receipt = receipt] {
        return PolicyAdoption{id, receipt.index, policy.version, receipt.arrived};
    });
}

} // namespace

Result<core::AdoptedPolicy> currentPolicy(const Ports &ports)
{
    const auto current = ports.people.currentPolicy();
    if (!current)
        return tl::unexpected(current.error());
    return *current ? Result<core::AdoptedPolicy>(**current) : fail(ErrorKind::StoreDamaged, {}, QStringLiteral("policy"));
}

Result<PolicyAdoption> adoptPolicy(const Ports &ports, const ActingPerson &compliance, const QByteArray &text)
{
    const auto policy = policy::readPolicy(text);
    if (!policy)
        return tl::unexpected(policy.error());
    PolicyAdoption adoption;
    const auto written = ports.work.write(
        [&] { return adopt(ports, compliance, *policy, text).map([&](const PolicyAdoption &made) { adoption = made; }); });
    if (!written)
        return tl::unexpected(written.error());
    return placed(ports, adoption.id, {adoption.logIndex, {}, adoption.arrived}).map([&](const ledger::Receipt &place) {
        adoption.logIndex = place.index;
        adoption.arrived = place.arrived;
        return adoption;
    });
}

} // namespace countersign::workflow
