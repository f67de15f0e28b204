#include "workflow/fieldediting.h"

#include "exchange/fields.h"
#include "exchange/form.h"
#include "workflow/formschema.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

FieldRow::Type typeOf(exchange::JsonType type)
{
    switch (type) {
    case exchange::JsonType::String:
        return FieldRow::Type::String;
    case exchange::JsonType::Number:
        return FieldRow::Type::Number;
    case exchange::JsonType::Boolean:
        return FieldRow::Type::Boolean;
    case exchange::JsonType::Null:
        return FieldRow::Type::Null;
    case exchange::JsonType::Object:
        return FieldRow::Type::Object;
    case exchange::JsonType::Array:
        return FieldRow::Type::Array;
    }
    return FieldRow::Type::Null;
}

exchange::JsonType jsonType(FieldRow::Type type)
{
    switch (type) {
    case FieldRow::Type::String:
        return exchange::JsonType::String;
    case FieldRow::Type::Number:
        return exchange::JsonType::Number;
    case FieldRow::Type::Boolean:
        return exchange::JsonType::Boolean;
    case FieldRow::Type::Null:
        return exchange::JsonType::Null;
    case FieldRow::Type::Object:
        return exchange::JsonType::Object;
    case FieldRow::Type::Array:
        return exchange::JsonType::Array;
    }
    return exchange::JsonType::Null;
}

diff::FieldType diffType(exchange::JsonType type)
{
    switch (type) {
    case exchange::JsonType::String:
        return diff::FieldType::String;
    case exchange::JsonType::Number:
        return diff::FieldType::Number;
    case exchange::JsonType::Boolean:
        return diff::FieldType::Boolean;
    case exchange::JsonType::Null:
        return diff::FieldType::Null;
    case exchange::JsonType::Object:
        return diff::FieldType::Object;
    case exchange::JsonType::Array:
        return diff::FieldType::Array;
    }
    return diff::FieldType::Null;
}

void describe(FieldRow &row, const FormSchema &form)
{
    const exchange::JsonValue schema = form.at(row.pointer);
    if (const exchange::JsonValue title = schema.find("title"); title.is(exchange::JsonType::String))
        row.label = title.string();
    if (const exchange::JsonValue words = schema.find("description"); words.is(exchange::JsonType::String))
        row.description = words.string();
    for (exchange::JsonValue choice = schema.find("enum").first(); choice.exists(); choice = choice.next())
        row.choices.append(choice.is(exchange::JsonType::String) ? choice.string() : QString::fromUtf8(choice.slice()));
    if (row.choices.isEmpty() && form.typeOf(schema) == exchange::JsonType::Boolean)
        row.choices = {QStringLiteral("true"), QStringLiteral("false")};
}

// Elements are counted from one: "items 3".
QString elementLabel(const QString &array, const QString &index)
{
    const QString number = QString::number(index.toLongLong() + 1);
    return array.isEmpty() ? number : array + u' ' + number;
}

} // namespace

Result<QList<FieldRow>> fieldRows(const QByteArray &fields, const QByteArray &schema)
{
    auto rows = exchange::fieldRows(fields);
    if (!rows)
        return tl::unexpected(rows.error());
    const FormSchema form(schema);
    QList<FieldRow> shown;
    QList<qsizetype> holders; // of the row at hand, outermost first
    for (const exchange::FieldRow &row : *rows) {
        while (row.depth > 0 && shown[holders.last()].depth >= row.depth)
            holders.removeLast();
        const bool element = row.depth > 0 && shown[holders.last()].type == FieldRow::Type::Array;
        const QString label = element ? elementLabel(shown[holders.last()].label, row.key) : row.key;
        FieldRow field{row.pointer, label, {}, typeOf(row.type), row.text, row.depth, {}};
        if (form.isThere())
            describe(field, form);
        shown.append(field);
        if (row.hasChildren())
            holders.append(shown.size() - 1);
    }
    return shown;
}

Result<QByteArray> withField(const QByteArray &fields, const QString &pointer, FieldRow::Type type, const QString &text)
{
    const auto literal = exchange::literalFromText(jsonType(type), text);
    if (!literal)
        return fail(literal.error().kind, pointer, literal.error().detail);
    return exchange::replaceValues(fields, {{pointer, *literal}});
}

QList<FieldProblem> fieldProblems(const QByteArray &fields, const QByteArray &form)
{
    QList<FieldProblem> problems;
    const auto found = exchange::checkAgainstForm(fields, form);
    for (const exchange::FormFinding &finding : found ? *found : QList<exchange::FormFinding>())
        problems.append({finding.pointer, finding.rule, QString::fromUtf8(finding.expected)});
    return problems;
}

QList<FieldProblem> newProblems(const QByteArray &before, const QByteArray &after, const QByteArray &form)
{
    QList<FieldProblem> problems = fieldProblems(after, form);
    if (problems.isEmpty())
        return problems;
    const QList<FieldProblem> old = fieldProblems(before, form);
    problems.removeIf([&old](const FieldProblem &problem) { return old.contains(problem); });
    return problems;
}

QList<diff::Field> comparedFields(const QByteArray &fields)
{
    QList<diff::Field> list;
    const auto rows = exchange::fieldRows(fields);
    if (!rows)
        return list;
    for (const exchange::FieldRow &row : *rows)
        list.append({row.pointer, diffType(row.type), row.text, {}, false});
    return list;
}

QList<diff::FieldDifference> fieldChanges(const QByteArray &before, const QByteArray &after)
{
    return diff::compareFields(comparedFields(before), comparedFields(after));
}

QString pointerTo(const QString &parent, const QString &part)
{
    return exchange::pointerTo(parent, part);
}

QString fieldsAsText(const QByteArray &fields)
{
    const auto rows = exchange::fieldRows(fields);
    if (!rows)
        return QString::fromUtf8(fields);
    QStringList lines;
    for (const exchange::FieldRow &row : *rows) {
        if (row.depth == 0 && row.hasChildren())
            continue;
        const QString indent(2 * std::max(0, row.depth - 1), u' ');
        const QString value = row.type == exchange::JsonType::Null ? QStringLiteral("null") : row.hasChildren() ? QString() : row.type == exchange::JsonType::Array
            ? QStringLiteral("[]") : row.type == exchange::JsonType::Object ? QStringLiteral("{}") : row.text;
        const bool element = !row.key.isEmpty() && row.key.at(0).isDigit();
        const QString name = row.key.isEmpty() ? QString() : element ? QString::number(row.key.toLongLong() + 1) + u'.' : row.key + u':';
        lines.append((indent + name + (value.isEmpty() || name.isEmpty() ? QString() : QStringLiteral(" ")) + value));
    }
    return lines.join(u'\n');
}

QString contentAsText(const core::Content &content)
{
    return content.form == core::Content::Form::Text ? content.text : fieldsAsText(content.fields);
}

} // namespace countersign::workflow
