#include "diff/engine/fieldtree.h"

#include "diff/engine/numbers.h"

namespace countersign::diff {

namespace {

QString unescaped(QString token)
{
    token.replace(QStringLiteral("~1"), QStringLiteral("/"));
    return token.replace(QStringLiteral("~0"), QStringLiteral("~"));
}

QString lastToken(const QString &pointer)
{
    return unescaped(pointer.sliced(pointer.lastIndexOf(u'/') + 1));
}

quint64 hashOf(const QString &text, quint64 seed) { return quint64(qHash(text, size_t(seed))); }

} // namespace

FieldTree::FieldTree(const QList<Field> &fields)
{
    for (const Field &field : fields) {
        if (const auto known = m_byPointer.constFind(field.pointer); known != m_byPointer.cend()) {
            m_nodes[size_t(*known)].field = field;
            continue;
        }
        const int index = int(m_nodes.size());
        Node node;
        node.field = field;
        node.name = lastToken(field.pointer);
        if (index > 0) {
            const int parent = parentOf(field.pointer);
            node.depth = m_nodes[size_t(parent)].depth + 1;
            m_nodes[size_t(parent)].children.push_back(index);
            m_members.insert({parent, node.name}, index);
        }
        m_nodes.push_back(std::move(node));
        m_byPointer.insert(field.pointer, index);
    }
    hashContents();
}

int FieldTree::parentOf(const QString &pointer) const
{
    const qsizetype slash = pointer.lastIndexOf(u'/');
    return slash < 0 ? 0 : m_byPointer.value(pointer.first(slash), 0);
}

int FieldTree::member(int object, const QString &name) const
{
    return m_members.value({object, name}, -1);
}

// Children come behind their container in the list, so one pass from the end knows them all.
void FieldTree::hashContents()
{
    for (size_t k = m_nodes.size(); k-- > 0;) {
        Node &node = m_nodes[k];
        const Field &field = node.field;
        const bool number = field.type == FieldType::Number;
        node.content = hashOf(number ? numberValue(field.literal) : field.literal, quint64(field.type) + 1);
        quint64 place = 0;
        for (int child : node.children) {
            const Node &part = at(child);
            if (field.type == FieldType::Array)
                node.content = node.content * 1099511628211ull + part.content + ++place;
            else
                node.content += hashOf(part.name, part.content); // any order
        }
    }
}

bool sameContent(const FieldTree &a, int left, const FieldTree &b, int right)
{
    const FieldTree::Node &x = a.at(left);
    const FieldTree::Node &y = b.at(right);
    if (x.content != y.content || x.field.type != y.field.type || x.children.size() != y.children.size())
        return false;
    if (x.field.type == FieldType::Number && !sameNumber(x.field.literal, y.field.literal))
        return false;
    if (x.field.type != FieldType::Number && x.field.literal != y.field.literal)
        return false;
    if (x.depth > FieldTree::deepest)
        return true; // by the hash alone
    for (size_t k = 0; k < x.children.size(); ++k) {
        const bool array = x.field.type == FieldType::Array;
        const int other = array ? y.children[k] : b.member(right, a.at(x.children[k]).name);
        if (other < 0 || !sameContent(a, x.children[k], b, other))
            return false;
    }
    return true;
}

} // namespace countersign::diff
