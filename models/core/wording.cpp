#include "core/wording.h"

#include <array>

namespace countersign::core {

namespace {
constexpr std::array<const char *, 3> sortNames{"reason", "rationale", "snippet"};
} // namespace

QString sortName(Wording::Sort sort)
{
    return QString::fromLatin1(sortNames[size_t(sort)]);
}

std::optional<Wording::Sort> sortFromName(QStringView name)
{
    for (size_t i = 0; i < sortNames.size(); ++i)
        if (name == QLatin1String(sortNames[i]))
            return Wording::Sort(i);
    return std::nullopt;
}

} // namespace countersign::core
