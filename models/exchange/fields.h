// A suggestion's fields (any JSON value) as rows for a form, and changes to them that respell nothing but the changed value.
// Every function takes and gives JSON bytes and refuses what JsonTree::read refuses. Pointers are RFC 6901, "" is the root. Pure; any
// thread.
#pragma once

#include "core/result.h"
#include "exchange/jsontree.h"

#include <QList>
#include <QMap>

namespace countersign::exchange {

struct FieldRow {
    QString pointer;
    QString key; // the member's name, an element's index as digits, empty for the root
    JsonType type = JsonType::Null;
    QByteArray literal; // exact JSON bytes; empty for an array or object that has children
    QString text;       // as a person reads it: a string's characters, a number's digits, true, false; empty for null and containers
    int depth = 0;      // the root has 0
    qsizetype children = 0;
    bool hasChildren() const { return children > 0; }
    bool operator==(const FieldRow &) const = default;
};

// All values in document order, a container before what it holds; the first row is the root. TooLarge (detail: the limit) when all
// pointers together would have more than 128 MB; CaseLineReader refuses such fields, so no stored case has them.
core::Result<QList<FieldRow>> fieldRows(const QByteArray &fields);

// The literal at a pointer; BadValue (where: the pointer) when it leads nowhere.
core::Result<QByteArray> literalAt(const QByteArray &fields, const QString &pointer);

// The JSON literal for what a person typed into a field of that type. Numbers keep their digits ("007" and "1,5" are refused), strings
// are taken whole, blanks included; boolean: true or false; null: null or nothing; array and object: JSON of that type. Failure:
// BadValue, detail: what is expected.
core::Result<QByteArray> literalFromText(JsonType type, const QString &text);

// The same bytes with the values at those pointers spelled anew. BadValue when a pointer leads nowhere or lies inside another one;
// a new literal that is no JSON value fails as in JsonTree::read, with the pointer in front of `where`.
core::Result<QByteArray> replaceValues(const QByteArray &fields, const QMap<QString, QByteArray> &literals);

// The same bytes with one value more: into the array before `index` (its length: at the end), or as the object's last member.
// WrongType when the pointer does not lead to an array or object, BadValue for an index outside, DuplicateKey for a name in use.
core::Result<QByteArray> insertElement(const QByteArray &fields, const QString &array, qsizetype index, const QByteArray &literal);
core::Result<QByteArray> insertMember(const QByteArray &fields, const QString &object, const QString &key, const QByteArray &literal);

// The same bytes without the element or member (and one comma). BadValue when it leads nowhere or is the root.
core::Result<QByteArray> removeValue(const QByteArray &fields, const QString &pointer);

// Whether two texts mean the same: white space, the order of members and the way strings are escaped do not count, the digits of
// numbers do
// ("5" is not "5.0"). False when either is no JSON.
bool sameJson(QByteArrayView a, QByteArrayView b);

// Everything a full text search may find, one value a line: strings and numbers, no names. Empty when it is no JSON.
QString searchableText(const QByteArray &fields);

// One pointer part, escaped ("~0", "~1"), appended to a pointer.
QString pointerTo(const QString &parent, QStringView part);

} // namespace countersign::exchange
