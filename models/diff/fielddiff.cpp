#include "diff/fielddiff.h"

#include "diff/engine/fieldtree.h"
#include "diff/engine/itempairs.h"

#include <QSet>

namespace countersign::diff {

namespace {

// Not null, also for the root.
QString pointerOf(const Field &field) { return field.pointer.isNull() ? QStringLiteral("") : field.pointer; }

class FieldComparison {
public:
    FieldComparison(const FieldTree &a, const FieldTree &b, const CompareOptions &options) : m_a(a), m_b(b), m_options(options) {}

    QList<FieldDifference> run()
    {
        if (m_a.isEmpty() && !m_b.isEmpty())
            added(m_b.root());
        else if (!m_a.isEmpty() && m_b.isEmpty())
            removed(m_a.root());
        else if (!m_a.isEmpty())
            value(m_a.root(), m_b.root());
        return std::move(m_list);
    }

private:
    void added(int right)
    {
        const Field &field = m_b.at(right).field;
        m_list.append({FieldDifference::Kind::Added, QString(), pointerOf(field), std::nullopt, field, {}});
    }
    void removed(int left)
    {
        const Field &field = m_a.at(left).field;
        m_list.append({FieldDifference::Kind::Removed, pointerOf(field), QString(), field, std::nullopt, {}});
    }
    void changed(FieldDifference::Kind kind, int left, int right)
    {
        const Field &before = m_a.at(left).field;
        const Field &now = m_b.at(right).field;
        m_list.append({kind, pointerOf(before), pointerOf(now), before, now, {}});
        if (kind == FieldDifference::Kind::Value && now.type == FieldType::String)
            m_list.last().hunks = compare(before.literal, now.literal, m_options).hunks;
    }

    void value(int left, int right)
    {
        const FieldTree::Node &before = m_a.at(left);
        const FieldTree::Node &now = m_b.at(right);
        if (before.field.type != now.field.type)
            return changed(FieldDifference::Kind::Type, left, right);
        if (before.depth > FieldTree::deepest)
            return before.content == now.content ? void() : changed(FieldDifference::Kind::Value, left, right);
        switch (before.field.type) {
        case FieldType::Null:
            return;
        case FieldType::Object:
            return object(left, right);
        case FieldType::Array:
            return array(left, right);
        case FieldType::Number:
            if (before.field.literal != now.field.literal)
                changed(sameNumber(before.field.literal, now.field.literal) ? FieldDifference::Kind::Form : FieldDifference::Kind::Value, left, right);
            return;
        case FieldType::Boolean:
        case FieldType::String:
            if (before.field.literal != now.field.literal)
                changed(FieldDifference::Kind::Value, left, right);
        }
    }

    void object(int left, int right)
    {
        const std::vector<int> &members = m_a.at(left).children;
        QHash<QString, size_t> places;
        for (size_t k = 0; k < members.size(); ++k)
            places.insert(m_a.at(members[k]).name, k);
        QSet<QString> kept;
        for (int child : m_b.at(right).children)
            kept.insert(m_b.at(child).name);
        std::vector<int> otherOfB;
        for (int child : m_b.at(right).children)
            otherOfB.push_back(places.contains(m_b.at(child).name) ? int(places.value(m_b.at(child).name)) : -1);
        std::vector<bool> gone;
        for (int child : members)
            gone.push_back(!kept.contains(m_a.at(child).name));
        inOrder(members, m_b.at(right).children, otherOfB, gone);
    }

    void array(int left, int right)
    {
        const ItemPairs pairs = pairItems(m_a, left, m_b, right);
        std::vector<bool> gone;
        for (int other : pairs.otherOfA)
            gone.push_back(other < 0);
        if (pairs.crossed && orderMatters(left, right))
            changed(FieldDifference::Kind::Order, left, right);
        inOrder(m_a.at(left).children, m_b.at(right).children, pairs.otherOfB, gone);
    }
    bool orderMatters(int left, int right) const
    {
        if (m_a.at(left).field.ordered || m_b.at(right).field.ordered)
            return true;
        const auto isSet = [](const FieldTree &tree, int array) {
            QSet<quint64> seen;
            for (int item : tree.at(array).children) {
                if (tree.at(item).field.type != FieldType::Object && seen.contains(tree.at(item).content))
                    return false;
                seen.insert(tree.at(item).content);
            }
            return true;
        };
        return !isSet(m_a, left) || !isSet(m_b, right);
    }

    // In the order of b; what is gone from a comes where it stood, behind the part before it.
    void inOrder(const std::vector<int> &partsA, const std::vector<int> &partsB, const std::vector<int> &otherOfB, const std::vector<bool> &gone)
    {
        size_t next = 0;
        for (size_t j = 0; j < partsB.size(); ++j) {
            if (otherOfB[j] < 0) {
                added(partsB[j]);
                continue;
            }
            for (; next <= size_t(otherOfB[j]); ++next)
                if (gone[next])
                    removed(partsA[next]);
            value(partsA[size_t(otherOfB[j])], partsB[j]);
        }
        for (; next < partsA.size(); ++next)
            if (gone[next])
                removed(partsA[next]);
    }

    const FieldTree &m_a;
    const FieldTree &m_b;
    const CompareOptions &m_options;
    QList<FieldDifference> m_list;
};

} // namespace

QList<FieldDifference> compareFields(const QList<Field> &a, const QList<Field> &b, const CompareOptions &options)
{
    return FieldComparison(FieldTree(a), FieldTree(b), options).run();
}

} // namespace countersign::diff
