// A flat list of fields as a tree, with what array items are matched by. Not thread-safe.
#pragma once

#include "diff/fielddiff.h"

#include <QHash>
#include <vector>

namespace countersign::diff {

class FieldTree {
public:
    struct Node {
        Field field;
        QString name; // the last reference token, unescaped
        std::vector<int> children;
        quint64 content = 0; // equal for equal values; numbers by value
        int depth = 0;
    };

    static constexpr int deepest = 1000; // values further down are the same or not, and that is all

    // A field whose container is missing is hung under the root; a pointer given twice counts once, the last.
    explicit FieldTree(const QList<Field> &fields);

    bool isEmpty() const { return m_nodes.empty(); }
    int root() const { return 0; }
    const Node &at(int node) const { return m_nodes[size_t(node)]; }
    // The member of an object; -1 when it has none.
    int member(int object, const QString &name) const;

private:
    int parentOf(const QString &pointer) const;
    void hashContents();

    std::vector<Node> m_nodes; // a container before what it holds
    QHash<QString, int> m_byPointer;
    QHash<std::pair<int, QString>, int> m_members;
};

// Same value all through, arrays in the same order, objects in any.
bool sameContent(const FieldTree &a, int left, const FieldTree &b, int right);

} // namespace countersign::diff
