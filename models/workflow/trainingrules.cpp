#include "workflow/trainingrules.h"

#include <algorithm>

namespace countersign::workflow {

namespace {

// Of the case as a whole: what nothing that was said about it gets past.
std::optional<KeptBack> whyCaseKeptBack(const JudgedDecision &decision)
{
    if (decision.sentinel)
        return KeptBack::Sentinel;
    if (!decision.valid)
        return KeptBack::Invalid;
    if (decision.state == core::CaseState::Redacted)
        return KeptBack::Redacted;
    if (decision.state == core::CaseState::Withdrawn)
        return KeptBack::Withdrawn;
    if (decision.state == core::CaseState::Disputed)
        return KeptBack::Disputed;
    return std::nullopt;
}

// What stands beside it in this version: a third person's word goes before, and of two who agree the later one is taken.
std::optional<KeptBack> whyAnotherLeaves(const JudgedDecision &decision)
{
    const core::DecisionRow &row = decision.row;
    const bool settles = row.stage == core::Stage::Resolution;
    bool agreed = false;
    for (const core::DecisionRow &other : decision.ofCase) {
        if (other.id == row.id || !other.stands || other.version != row.version)
            continue;
        const bool later = other.logIndex > row.logIndex;
        if (other.stage == core::Stage::Resolution && (later || !settles))
            return KeptBack::Overruled;
        agreed = agreed || (later && !settles);
    }
    return agreed ? std::optional(KeptBack::SameOutcome) : std::nullopt;
}

// One that stands no longer for what a third person decided, not for what took its place.
bool isOverruled(const JudgedDecision &decision)
{
    bool isSettledLater = false;
    for (const core::DecisionRow &other : decision.ofCase) {
        if (other.supersedes == decision.row.id)
            return false;
        isSettledLater = isSettledLater
            || (other.stands && other.stage == core::Stage::Resolution && other.version == decision.row.version && other.logIndex > decision.row.logIndex);
    }
    return isSettledLater || decision.flags.contains(core::DecisionFlag::Disputed);
}

} // namespace

QString keptBackName(KeptBack reason)
{
    switch (reason) {
    case KeptBack::Sentinel:
        return {};
    case KeptBack::Invalid:
        return QStringLiteral("invalid");
    case KeptBack::Redacted:
        return QStringLiteral("redacted");
    case KeptBack::Withdrawn:
        return QStringLiteral("withdrawn");
    case KeptBack::Disputed:
        return QStringLiteral("disputed");
    case KeptBack::SetAside:
        return QStringLiteral("set-aside");
    case KeptBack::Overruled:
        return QStringLiteral("overruled");
    case KeptBack::Replaced:
        return QStringLiteral("replaced");
    case KeptBack::Escalated:
        return QStringLiteral("escalated");
    case KeptBack::NotSettled:
        return QStringLiteral("not-settled");
    case KeptBack::EarlierVersion:
        return QStringLiteral("earlier-version");
    case KeptBack::SameOutcome:
        return QStringLiteral("same-outcome");
    case KeptBack::TextsGone:
        return QStringLiteral("texts-gone");
    }
    Q_UNREACHABLE();
}

std::optional<KeptBack> whyKeptBack(const JudgedDecision &decision)
{
    const core::DecisionRow &row = decision.row;
    if (const auto why = whyCaseKeptBack(decision))
        return why;
    if (decision.flags.contains(core::DecisionFlag::Quarantined))
        return KeptBack::SetAside;
    if (!row.stands)
        return isOverruled(decision) ? KeptBack::Overruled : KeptBack::Replaced;
    if (row.version != decision.caseVersion)
        return KeptBack::EarlierVersion;
    if (decision.state != core::CaseState::Released && decision.state != core::CaseState::Closed)
        return KeptBack::NotSettled;
    if (row.verdict == core::Verdict::Escalate)
        return KeptBack::Escalated;
    if (const auto why = whyAnotherLeaves(decision))
        return why;
    return decision.textsThere ? std::nullopt : std::optional(KeptBack::TextsGone);
}

} // namespace countersign::workflow
