#include "core/decision.h"

#include <array>

namespace countersign::core {

namespace {

constexpr std::array<const char *, 4> verdictNames{"approve", "edit", "reject", "escalate"};
constexpr std::array<const char *, 3> stageNames{"review", "second", "resolution"};
constexpr std::array<const char *, 4> flagNames{"clock", "disputed", "late", "quarantined"};
constexpr std::array<const char *, 3> riskNames{"low", "medium", "high"};

template <typename Enum, size_t N>
std::optional<Enum> fromName(const std::array<const char *, N> &names, QStringView name)
{
    for (size_t i = 0; i < N; ++i)
        if (name == QLatin1String(names[i]))
            return Enum(i);
    return std::nullopt;
}

} // namespace

QString verdictName(Verdict verdict)
{
    return QString::fromLatin1(verdictNames[size_t(verdict)]);
}

std::optional<Verdict> verdictFromName(QStringView name)
{
    return fromName<Verdict>(verdictNames, name);
}

QString stageName(Stage stage)
{
    return QString::fromLatin1(stageNames[size_t(stage)]);
}

std::optional<Stage> stageFromName(QStringView name)
{
    return fromName<Stage>(stageNames, name);
}

QString flagName(DecisionFlag flag)
{
    return QString::fromLatin1(flagNames[size_t(flag)]);
}

std::optional<DecisionFlag> flagFromName(QStringView name)
{
    return fromName<DecisionFlag>(flagNames, name);
}

QString riskName(Risk risk)
{
    return QString::fromLatin1(riskNames[size_t(risk)]);
}

std::optional<Risk> riskFromName(QStringView name)
{
    return fromName<Risk>(riskNames, name);
}

} // namespace countersign::core
