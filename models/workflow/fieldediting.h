// A fields value as rows that a form can show and change, without the form knowing JSON.
#pragma once

#include "core/result.h"
#include "core/suggestion.h"
#include "diff/fielddiff.h"

#include <QByteArray>
#include <QStringList>

namespace countersign::workflow {

struct FieldRow {
    enum class Type { String, Number, Boolean, Null, Object, Array };
    QString pointer;        // RFC 6901; empty for the value itself
    QString label;          // the member's name or position, or the schema's title
    QString description;    // from the schema
    Type type = Type::String;
    QString text;           // as shown in an editor: decoded string, number literal, true/false
    int depth = 0;
    QStringList choices;    // schema enum, or empty
    bool operator==(const FieldRow &) const = default;
};

// Rows in the order of the value, described by the schema where there is one. Malformed when `fields` is not JSON.
core::Result<QList<FieldRow>> fieldRows(const QByteArray &fields, const QByteArray &schema);
// `fields` with one value respelled, every other byte kept. BadValue when the text does not fit the type (numbers keep their digits).
core::Result<QByteArray> withField(const QByteArray &fields, const QString &pointer, FieldRow::Type type, const QString &text);
// One thing about the fields that does not fit the suggestion's form.
struct FieldProblem {
    QString pointer;  // of the value, or of a member that is missing
    QString rule;     // the form's keyword: "type", "maximum", "required" …
    QString expected; // what the form says there, as JSON
    bool operator==(const FieldProblem &) const = default;
};
// In document order; none where there is no form, or one that cannot be read.
QList<FieldProblem> fieldProblems(const QByteArray &fields, const QByteArray &form);
// Those that were not there before: what an edit has brought in. An edit that brings any cannot be signed.
QList<FieldProblem> newProblems(const QByteArray &before, const QByteArray &after, const QByteArray &form);
// Differences per field between the suggestion's value and mine, for the change list.
QList<diff::FieldDifference> fieldChanges(const QByteArray &before, const QByteArray &after);
// The fields as the difference engine takes them; none when they are no JSON.
QList<diff::Field> comparedFields(const QByteArray &fields);
// The pointer of a member or item of what `parent` points to, the part escaped.
QString pointerTo(const QString &parent, const QString &part);
// Indented text of a fields value, for reading (decision pages, terminal).
QString fieldsAsText(const QByteArray &fields);
// A text as it is; fields as that.
QString contentAsText(const core::Content &content);

} // namespace countersign::workflow
