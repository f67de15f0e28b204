#include "exchange/jsonnames.h"

#include "exchange/jsontree.h"

#include <algorithm>
#include <cstring>

namespace countersign::exchange {

namespace {

// Any total order will do; by length first is cheapest.
int order(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return a.size() < b.size() ? -1 : 1;
    return a.isEmpty() ? 0 : std::memcmp(a.data(), b.data(), size_t(a.size()));
}

} // namespace

void JsonNames::add(QByteArrayView literal, bool escaped, quint32 node)
{
    Name name{literal.sliced(1, literal.size() - 2), {}, node};
    if (escaped)
        name.decoded = decodedJsonString(literal).toUtf8();
    m_names.push_back(std::move(name));
}

std::optional<quint32> JsonNames::firstTwice()
{
    constexpr size_t few = 12; // below, comparing all pairs beats sorting
    std::optional<quint32> found;
    if (m_names.size() <= few) {
        for (size_t i = 1; i < m_names.size() && !found; ++i) {
            for (size_t j = 0; j < i; ++j)
                if (order(m_names[i].view(), m_names[j].view()) == 0)
                    found = m_names[i].node;
        }
        return found;
    }
    std::sort(m_names.begin(), m_names.end(), [](const Name &a, const Name &b) {
        const int names = order(a.view(), b.view());
        return names != 0 ? names < 0 : a.node < b.node;
    });
    for (size_t i = 1; i < m_names.size(); ++i) {
        if (order(m_names[i].view(), m_names[i - 1].view()) == 0 && (!found || m_names[i].node < *found))
            found = m_names[i].node;
    }
    return found;
}

} // namespace countersign::exchange
