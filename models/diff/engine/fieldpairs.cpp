#include "diff/engine/fieldtree.h"
#include "diff/engine/itempairs.h"

namespace countersign::diff {

namespace {

QString pointerOf(const Field &field) { return field.pointer.isNull() ? QStringLiteral("") : field.pointer; }

class Pairs {
public:
    Pairs(const FieldTree &a, const FieldTree &b) : m_a(a), m_b(b) {}

    QList<FieldPair> run()
    {
        if (!m_b.isEmpty())
            both(m_a.isEmpty() ? -1 : m_a.root(), m_b.root(), {}, 0);
        else if (!m_a.isEmpty())
            m_list.append({pointerOf(m_a.at(m_a.root()).field), {}, {}, 0});
        return std::move(m_list);
    }

private:
    void both(int left, int right, const QString &parent, qsizetype place)
    {
        const FieldTree::Node &now = m_b.at(right);
        m_list.append({left < 0 ? QString() : pointerOf(m_a.at(left).field), pointerOf(now.field), parent, place});
        if (left >= 0 && (m_a.at(left).field.type != now.field.type || now.depth > FieldTree::deepest))
            left = -1;
        parts(left, right);
    }

    // In the order of b; what is gone from a comes where it stood, behind the part before it.
    void parts(int left, int right)
    {
        static const std::vector<int> none;
        const std::vector<int> &now = m_b.at(right).children;
        const std::vector<int> &before = left < 0 ? none : m_a.at(left).children;
        const std::vector<int> others = left < 0 ? std::vector<int>(now.size(), -1) : othersOf(left, right);
        std::vector<bool> kept(before.size(), false);
        for (int other : others)
            if (other >= 0)
                kept[size_t(other)] = true;
        const QString parent = pointerOf(m_b.at(right).field);
        size_t next = 0;
        const auto goneBefore = [&](size_t end, size_t place) {
            for (; next < end; ++next)
                if (!kept[next])
                    m_list.append({pointerOf(m_a.at(before[next]).field), {}, parent, qsizetype(place)});
        };
        for (size_t j = 0; j < now.size(); ++j) {
            if (others[j] >= 0)
                goneBefore(size_t(others[j]), j);
            both(others[j] < 0 ? -1 : before[size_t(others[j])], now[j], parent, qsizetype(j));
        }
        goneBefore(before.size(), now.size());
    }

    // For each part of b its place in a, -1 for none.
    std::vector<int> othersOf(int left, int right) const
    {
        if (m_b.at(right).field.type == FieldType::Array)
            return pairItems(m_a, left, m_b, right).otherOfB;
        QHash<QString, int> places;
        for (int child : m_a.at(left).children)
            places.insert(m_a.at(child).name, int(places.size()));
        std::vector<int> others;
        for (int child : m_b.at(right).children)
            others.push_back(places.value(m_b.at(child).name, -1));
        return others;
    }

    const FieldTree &m_a;
    const FieldTree &m_b;
    QList<FieldPair> m_list;
};

} // namespace

QList<FieldPair> pairFields(const QList<Field> &a, const QList<Field> &b)
{
    return Pairs(FieldTree(a), FieldTree(b)).run();
}

} // namespace countersign::diff
