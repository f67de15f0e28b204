// The difference of two JSON values given as flat lists of fields, so that no JSON library is needed here: exchange makes the lists.
// Fields are paired by RFC 6901 pointer; items of an array by their key field, else by content. Absent, null and "" are three states.
// Pure functions; any thread.
#pragma once

#include "diff/textdiff.h"

namespace countersign::diff {

enum class FieldType : quint8 { Null, Boolean, Number, String, Array, Object };

// One value of a JSON tree. Lists are in document order, a container before what it holds; the root's pointer is "".
struct Field {
    QString pointer;      // RFC 6901, escaped ("~0", "~1")
    FieldType type = FieldType::Null;
    QString literal;      // number: its digits as written; string: its characters, unescaped; boolean: true | false; else empty
    QString key;          // array: name of the member that identifies its items; empty: found by itself ("id", "code", "name" …)
    bool ordered = false; // array: the order of its items matters
    bool operator==(const Field &) const = default;
};

struct FieldDifference {
    enum class Kind : quint8 {
        Added,   // absent in a; the whole subtree is one difference
        Removed, // absent in b
        Value,   // same type, other value
        Type,    // other type, null included
        Form,    // the same number written differently: 5 and 5.0
        Order,   // an ordered array has its items in another order
    };
    Kind kind = Kind::Value;
    QString pointerA; // empty QString() with isNull() where absent; "" (not null) is the root
    QString pointerB;
    std::optional<Field> a;
    std::optional<Field> b;
    QList<Hunk> hunks; // both are strings: the difference of their texts
    bool operator==(const FieldDifference &) const = default;
};

// All differences in the order of b, removed fields at the place where they stood. Equal values give an empty list.
// A reordered array of objects, or one whose items are all different from each other, is no change unless it is `ordered`.
QList<FieldDifference> compareFields(const QList<Field> &a, const QList<Field> &b, const CompareOptions &options = {});

// A field of either value beside the same field of the other.
struct FieldPair {
    QString pointerA;    // isNull() where absent
    QString pointerB;
    QString parent;      // in b: the container it stands in, or would stand in
    qsizetype place = 0; // how many of that container's fields stand before it in b
    bool operator==(const FieldPair &) const = default;
};

// Every field of b, and of a each that is gone, with all it holds, where it stood; in the order of b. Paired as compareFields does.
QList<FieldPair> pairFields(const QList<Field> &a, const QList<Field> &b);

// Whether two JSON number literals have the same value, at any size and precision ("1e2" and "100.0").
bool sameNumber(QStringView a, QStringView b);

} // namespace countersign::diff
