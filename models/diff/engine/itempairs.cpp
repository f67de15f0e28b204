#include "diff/engine/itempairs.h"

#include <QMultiHash>
#include <QSet>
#include <algorithm>

namespace countersign::diff {

namespace {

constexpr size_t mostCompared = 4000; // pairs of leftover items looked at for likeness

class Pairing {
public:
    Pairing(const FieldTree &a, int left, const FieldTree &b, int right)
        : m_a(a), m_b(b), m_itemsA(a.at(left).children), m_itemsB(b.at(right).children)
    {
        m_pairs.otherOfA.assign(m_itemsA.size(), -1);
        m_pairs.otherOfB.assign(m_itemsB.size(), -1);
        m_key = a.at(left).field.key.isEmpty() ? b.at(right).field.key : a.at(left).field.key;
    }

    ItemPairs run()
    {
        if (m_key.isEmpty() || !isKey(m_key))
            m_key = findKey();
        if (!m_key.isEmpty()) {
            byKey();
        } else {
            byContent();
            byLikeness();
            byPlace();
        }
        int last = -1;
        for (int other : m_pairs.otherOfA) {
            m_pairs.crossed = m_pairs.crossed || (other >= 0 && other < last);
            last = std::max(last, other);
        }
        return std::move(m_pairs);
    }

private:
    void pair(size_t i, size_t j)
    {
        m_pairs.otherOfA[i] = int(j);
        m_pairs.otherOfB[j] = int(i);
    }
    bool isFreeA(size_t i) const { return m_pairs.otherOfA[i] < 0; }
    bool isFreeB(size_t j) const { return m_pairs.otherOfB[j] < 0; }

    static QString keyValue(const FieldTree &tree, int item, const QString &key)
    {
        if (tree.at(item).field.type != FieldType::Object)
            return {};
        const int member = tree.member(item, key);
        if (member < 0 || (tree.at(member).field.type != FieldType::String && tree.at(member).field.type != FieldType::Number))
            return {};
        return QString::number(int(tree.at(member).field.type)) + tree.at(member).field.literal;
    }
    // Every item on both sides has it, no two of one side the same.
    bool isKey(const QString &key) const
    {
        const auto unique = [&](const FieldTree &tree, const std::vector<int> &items) {
            QSet<QString> values;
            for (int item : items) {
                const QString value = keyValue(tree, item, key);
                if (value.isEmpty() || values.contains(value))
                    return false;
                values.insert(value);
            }
            return true;
        };
        return unique(m_a, m_itemsA) && unique(m_b, m_itemsB);
    }
    QString findKey() const
    {
        static const QStringList names{QStringLiteral("id"),   QStringLiteral("uuid"), QStringLiteral("key"), QStringLiteral("identifier"),
                                       QStringLiteral("code"), QStringLiteral("name"), QStringLiteral("label")};
        if (m_itemsA.empty() || m_itemsB.empty())
            return {};
        for (const QString &name : names)
            if (isKey(name))
                return name;
        return {};
    }

    void byKey()
    {
        QHash<QString, size_t> places;
        for (size_t j = 0; j < m_itemsB.size(); ++j)
            places.insert(keyValue(m_b, m_itemsB[j], m_key), j);
        for (size_t i = 0; i < m_itemsA.size(); ++i)
            if (const auto found = places.constFind(keyValue(m_a, m_itemsA[i], m_key)); found != places.cend())
                pair(i, *found);
    }
    // Equal items, first with first.
    void byContent()
    {
        QHash<quint64, std::vector<size_t>> places;
        for (size_t j = m_itemsB.size(); j-- > 0;)
            places[m_b.at(m_itemsB[j]).content].push_back(j);
        for (size_t i = 0; i < m_itemsA.size(); ++i) {
            const auto found = places.find(m_a.at(m_itemsA[i]).content);
            if (found == places.end() || found->empty() || !sameContent(m_a, m_itemsA[i], m_b, m_itemsB[found->back()]))
                continue;
            pair(i, found->back());
            found->pop_back();
        }
    }
    // Members that two objects have in common.
    int likeness(int left, int right) const
    {
        int alike = 0;
        if (m_a.at(left).field.type != FieldType::Object || m_b.at(right).field.type != FieldType::Object)
            return 0;
        for (int child : m_a.at(left).children) {
            const int other = m_b.member(right, m_a.at(child).name);
            alike += other >= 0 && sameContent(m_a, child, m_b, other) ? 1 : 0;
        }
        return alike;
    }
    void byLikeness()
    {
        struct Offer {
            int alike;
            size_t i;
            size_t j;
        };
        std::vector<Offer> offers;
        const auto freeA = std::count(m_pairs.otherOfA.begin(), m_pairs.otherOfA.end(), -1);
        const auto freeB = std::count(m_pairs.otherOfB.begin(), m_pairs.otherOfB.end(), -1);
        if (size_t(freeA) * size_t(freeB) > mostCompared)
            return;
        for (size_t i = 0; i < m_itemsA.size(); ++i)
            for (size_t j = 0; j < m_itemsB.size(); ++j)
                if (isFreeA(i) && isFreeB(j))
                    if (const int alike = likeness(m_itemsA[i], m_itemsB[j]); alike > 0)
                        offers.push_back({alike, i, j});
        std::stable_sort(offers.begin(), offers.end(), [](const Offer &x, const Offer &y) { return x.alike > y.alike; });
        for (const Offer &offer : offers)
            if (isFreeA(offer.i) && isFreeB(offer.j))
                pair(offer.i, offer.j);
    }
    // What is left: the first with the first of the same type.
    void byPlace()
    {
        size_t j = 0;
        for (size_t i = 0; i < m_itemsA.size(); ++i) {
            if (!isFreeA(i))
                continue;
            while (j < m_itemsB.size() && !isFreeB(j))
                ++j;
            if (j == m_itemsB.size())
                return;
            if (m_a.at(m_itemsA[i]).field.type == m_b.at(m_itemsB[j]).field.type)
                pair(i, j);
        }
    }

    const FieldTree &m_a;
    const FieldTree &m_b;
    const std::vector<int> &m_itemsA;
    const std::vector<int> &m_itemsB;
    QString m_key;
    ItemPairs m_pairs;
};

} // namespace

ItemPairs pairItems(const FieldTree &a, int left, const FieldTree &b, int right)
{
    return Pairing(a, left, b, right).run();
}

} // namespace countersign::diff
