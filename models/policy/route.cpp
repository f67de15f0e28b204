#include "policy/route.h"

namespace countersign::policy {

namespace {

// Confidence in 0..1 as its literal; the comparison is on the double nearest to it, which is exact enough for a threshold.
double number(const QByteArray &literal)
{
    bool ok = false;
    const double value = literal.toDouble(&ok);
    return ok ? value : 0.0;
}

bool confidenceFits(const Conditions &when, const QByteArray &confidence)
{
    const double value = number(confidence);
    if (!when.confidenceBelow.isEmpty() && value >= number(when.confidenceBelow.toLatin1()))
        return false;
    return when.confidenceAtLeast.isEmpty() || value >= number(when.confidenceAtLeast.toLatin1());
}

bool labelsFit(const Conditions &when, const core::CaseRecord &record)
{
    for (auto label = when.labels.cbegin(); label != when.labels.cend(); ++label)
        if (!record.labels.contains(label.key()) || record.labels.value(label.key()) != label.value())
            return false;
    return true;
}

} // namespace

bool matches(const Conditions &when, const core::CaseRecord &record)
{
    return (when.kinds.isEmpty() || when.kinds.contains(record.kind)) && (when.risks.isEmpty() || when.risks.contains(record.risk))
        && (when.teams.isEmpty() || when.teams.contains(record.team.value)) && labelsFit(when, record)
        && confidenceFits(when, record.suggestion.confidence) && (!when.action || *when.action == !record.action.isEmpty());
}

core::CaseRoute routeByRule(const Policy &policy, const QString &name)
{
    core::CaseRoute route;
    route.policyVersion = policy.version;
    route.rule = name;
    for (const Rule &rule : policy.rules) {
        if (rule.name != name)
            continue;
        route.automatic = rule.who == Who::Automatic;
        route.reviewers = rule.who == Who::Two ? 2 : 1;
        route.group = rule.group;
        route.blind = rule.blind;
        route.windowSeconds = rule.windowSeconds;
        route.signingMode = rule.signingMode;
        break;
    }
    return route;
}

core::CaseRoute route(const Policy &policy, const core::CaseRecord &record)
{
    const auto rule = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const Rule &one) { return matches(one.when, record); });
    return routeByRule(policy, rule == policy.rules.end() ? QStringLiteral("unmatched") : rule->name);
}

} // namespace countersign::policy
