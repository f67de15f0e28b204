// The suggestion's fields and mine as the lines of one form, and fields added to mine and taken out of it, as the suggestion's form (a
// JSON Schema) has them where there is one. Values in, values out; any thread.
#pragma once

#include "workflow/fieldediting.h"

namespace countersign::workflow {

// A field as the suggestion has it beside the same field as I have it; one of the two may be absent. A field that is gone with all it
// holds is one pair, its text all of it.
struct FieldPair {
    std::optional<FieldRow> suggested;
    std::optional<FieldRow> mine;
    QString parent;      // in mine: the pointer of the container it stands in, or would stand in
    qsizetype place = 0; // how many of that container's fields stand before it in mine
    bool isContainer() const { return mine && (mine->type == FieldRow::Type::Object || mine->type == FieldRow::Type::Array); }
    bool operator==(const FieldPair &) const = default;
};

// In the order of the schema where there is one, else of mine; what is gone stands where it stood. Malformed when mine is not JSON.
core::Result<QList<FieldPair>> fieldPairs(const QByteArray &suggestion, const QByteArray &mine, const QByteArray &schema);

struct NewMember {
    QString key;
    QString label; // the schema's title, else the key
    bool operator==(const NewMember &) const = default;
};

// Members an object may get by name: those of its schema that it has not, else those that other objects of the same array have.
QList<NewMember> possibleMembers(const QByteArray &fields, const QString &object, const QByteArray &schema);
// Whether its schema lets the object have members of any other name.
bool takesOtherMembers(const QString &object, const QByteArray &schema);
// Whether the schema of what holds the field says that it must be there.
bool isRequired(const QString &pointer, const QByteArray &schema);

// `fields` with a member or element more; every other byte kept. Its first value is the schema's default or constant, else empty: "" for
// a text, null where no value can be taken for granted, an object with the members it must have. Like its neighbours without a schema.
// DuplicateKey for a name in use.
core::Result<QByteArray> withMember(const QByteArray &fields, const QString &object, const QString &key, const QByteArray &schema);
core::Result<QByteArray> withItem(const QByteArray &fields, const QString &array, qsizetype place, const QByteArray &schema);
// `mine` without that field; the suggestion itself once nothing differs any more. BadValue for the root.
core::Result<QByteArray> withoutField(const QByteArray &mine, const QString &pointer, const QByteArray &suggestion);
// `mine` with a field that is gone put back where it stood; the suggestion itself once nothing differs any more.
core::Result<QByteArray> withFieldBack(const QByteArray &mine, const FieldPair &gone, const QByteArray &suggestion);
// `mine` with what was typed into a field of a type that is open (it was added, or had no value): what its schema says, else a number
// or a boolean only where it is spelled as one, and no value for nothing.
core::Result<QByteArray> withTyped(const QByteArray &mine, const QString &pointer, const QString &text, const QByteArray &schema);

} // namespace countersign::workflow
