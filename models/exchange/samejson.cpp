#include "exchange/fields.h"

#include <algorithm>
#include <vector>

namespace countersign::exchange {

namespace {

using Pairs = std::vector<std::pair<JsonValue, JsonValue>>;

std::vector<std::pair<QString, JsonValue>> membersByName(JsonValue object)
{
    std::vector<std::pair<QString, JsonValue>> members;
    members.reserve(size_t(object.count()));
    for (JsonValue member = object.first(); member.exists(); member = member.next())
        members.emplace_back(member.key(), member);
    std::sort(members.begin(), members.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    return members;
}

bool pairMembers(JsonValue a, JsonValue b, Pairs &pairs)
{
    const auto left = membersByName(a), right = membersByName(b);
    for (size_t i = 0; i < left.size(); ++i) {
        if (left[i].first != right[i].first)
            return false;
        pairs.emplace_back(left[i].second, right[i].second);
    }
    return true;
}

void pairElements(JsonValue a, JsonValue b, Pairs &pairs)
{
    JsonValue left = a.first(), right = b.first();
    for (; left.exists(); left = left.next(), right = right.next())
        pairs.emplace_back(left, right);
}

// Compares two values but for their children, which go onto the list.
bool sameAlone(JsonValue a, JsonValue b, Pairs &pairs)
{
    if (a.type() != b.type() || a.count() != b.count())
        return false;
    if (a.is(JsonType::Object))
        return pairMembers(a, b, pairs);
    if (a.is(JsonType::Array)) {
        pairElements(a, b, pairs);
        return true;
    }
    return a.slice() == b.slice() || (a.is(JsonType::String) && a.string() == b.string());
}

} // namespace

bool sameJson(QByteArrayView a, QByteArrayView b)
{
    JsonTree left, right;
    const auto rootA = left.read(a), rootB = right.read(b);
    if (!rootA || !rootB)
        return false;
    Pairs pairs{{*rootA, *rootB}};
    while (!pairs.empty()) {
        const auto [one, other] = pairs.back();
        pairs.pop_back();
        if (!sameAlone(one, other, pairs))
            return false;
    }
    return true;
}

} // namespace countersign::exchange
