#include "exchange/form.h"

#include "exchange/caseline.h"
#include "exchange/decimal.h"
#include "exchange/fields.h"
#include "exchange/fieldsize.h"
#include "exchange/formcheck.h"

#include <QDate>
#include <QRegularExpression>

#include <algorithm>

namespace countersign::exchange {

namespace {

bool hasType(JsonValue value, const QString &name)
{
    if (name == QStringLiteral("integer"))
        return value.is(JsonType::Number) && Decimal::of(value.slice()).isWhole();
    return name == jsonTypeName(value.type());
}

// Equal as JSON Schema means it: numbers by value, everything else as sameJson.
bool equal(JsonValue a, JsonValue b)
{
    if (a.is(JsonType::Number) && b.is(JsonType::Number))
        return Decimal::of(a.slice()) == Decimal::of(b.slice());
    return sameJson(a.slice(), b.slice());
}

bool hasFormat(const QString &text, const QString &format)
{
    if (format == QStringLiteral("date"))
        return text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid();
    return format != QStringLiteral("date-time") || utcFromRfc3339(text).has_value();
}

// JSON Schema's patterns are ECMA-262; what Qt's expressions write differently is \u0041 as \x{0041}.
QString translated(const QString &pattern)
{
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != u'\\' || i + 1 == pattern.size()) {
            text += pattern[i];
        } else if (pattern[i + 1] == u'u' && i + 5 < pattern.size()) {
            text += QStringLiteral("\\x{") + pattern.sliced(i + 2, 4) + u'}';
            i += 5;
        } else {
            text += pattern.sliced(i++, 2);
        }
    }
    return text;
}

// True also for a pattern that is none, or that does not come to an end.
bool matches(const QString &text, const QString &pattern)
{
    const QString limit = QStringLiteral("(*LIMIT_MATCH=200000)"); // a pattern may be made to try for hours
    const QRegularExpression expression(limit + translated(pattern), QRegularExpression::UseUnicodePropertiesOption);
    if (!expression.isValid())
        return true;
    const QRegularExpressionMatch match = expression.match(text);
    return match.hasMatch() || !match.isValid();
}

qsizetype codePoints(QStringView text)
{
    return text.size() - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

bool hasEqualElements(JsonValue array)
{
    for (JsonValue one = array.first(); one.exists(); one = one.next())
        for (JsonValue other = one.next(); other.exists(); other = other.next())
            if (equal(one, other))
                return true;
    return false;
}

} // namespace

core::Result<QList<FormFinding>> checkAgainstForm(const QByteArray &fields, const QByteArray &form)
{
    if (form.isEmpty())
        return QList<FormFinding>();
    JsonTree fieldTree, formTree;
    const auto value = fieldTree.read(fields);
    if (!value)
        return tl::unexpected(value.error());
    if (pointerBytes(*value) > maxPointerBytes)
        return core::fail(core::ErrorKind::TooLarge, {}, QString::number(maxPointerBytes));
    const auto schema = formTree.read(form);
    if (!schema)
        return tl::unexpected(schema.error());
    FormCheck check(*schema);
    check.check(*value, {}, *schema);
    if (check.isExhausted())
        return core::fail(core::ErrorKind::TooLarge, {}, QStringLiteral("form"));
    return check.findings();
}

void FormCheck::note(const QString &pointer, JsonValue schema, QByteArrayView rule)
{
    if (m_findings.size() < maxFindings)
        m_findings.append({pointer, QString::fromUtf8(rule), schema.find(rule).slice().toByteArray()});
}

void FormCheck::check(JsonValue value, const QString &pointer, JsonValue schema)
{
    if (++m_steps > maxSteps)
        return;
    if (m_depth == maxDepth) { // a form that refers to itself
        m_steps = maxSteps + 1;
        return;
    }
    ++m_depth;
    if (schema.boolean() == false)
        m_findings.append({pointer, QStringLiteral("false"), {}});
    checkType(value, pointer, schema);
    checkChoices(value, pointer, schema);
    if (value.is(JsonType::Number))
        checkNumber(value, pointer, schema);
    else if (value.is(JsonType::String))
        checkString(value, pointer, schema);
    else if (value.is(JsonType::Array))
        checkArray(value, pointer, schema);
    else if (value.is(JsonType::Object))
        checkObject(value, pointer, schema);
    checkCombined(value, pointer, schema);
    --m_depth;
}

void FormCheck::checkType(JsonValue value, const QString &pointer, JsonValue schema)
{
    const JsonValue type = schema.find("type");
    bool fits = !type.exists() || (type.is(JsonType::String) && hasType(value, type.string()));
    for (JsonValue one = type.is(JsonType::Array) ? type.first() : JsonValue(); one.exists(); one = one.next())
        fits = fits || hasType(value, one.string());
    if (!fits)
        note(pointer, schema, "type");
}

void FormCheck::checkChoices(JsonValue value, const QString &pointer, JsonValue schema)
{
    if (const JsonValue choices = schema.find("enum"); choices.is(JsonType::Array)) {
        JsonValue choice = choices.first();
        while (choice.exists() && !equal(value, choice))
            choice = choice.next();
        if (!choice.exists())
            note(pointer, schema, "enum");
    }
    if (const JsonValue only = schema.find("const"); only.exists() && !equal(value, only))
        note(pointer, schema, "const");
}

void FormCheck::checkNumber(JsonValue value, const QString &pointer, JsonValue schema)
{
    const Decimal number = Decimal::of(value.slice());
    const auto test = [&](QByteArrayView rule, auto &&fits) {
        const JsonValue limit = schema.find(rule);
        if (limit.is(JsonType::Number) && !fits(Decimal::of(limit.slice())))
            note(pointer, schema, rule);
    };
    test("minimum", [&](const Decimal &limit) { return number >= limit; });
    test("maximum", [&](const Decimal &limit) { return number <= limit; });
    test("exclusiveMinimum", [&](const Decimal &limit) { return number > limit; });
    test("exclusiveMaximum", [&](const Decimal &limit) { return number < limit; });
    test("multipleOf", [&](const Decimal &divisor) { return isMultipleOf(number, divisor).value_or(true); });
}

void FormCheck::checkString(JsonValue value, const QString &pointer, JsonValue schema)
{
    const QString text = value.string();
    checkCount(codePoints(text), pointer, schema, "minLength", "maxLength");
    if (const JsonValue pattern = schema.find("pattern"); pattern.is(JsonType::String)) {
        if (!matches(text, pattern.string()))
            note(pointer, schema, "pattern");
    }
    if (const JsonValue format = schema.find("format"); format.is(JsonType::String) && !hasFormat(text, format.string()))
        note(pointer, schema, "format");
}

void FormCheck::checkCount(qsizetype count, const QString &pointer, JsonValue schema, QByteArrayView least, QByteArrayView most)
{
    const Decimal number = Decimal::of(QByteArray::number(count));
    if (const JsonValue limit = schema.find(least); limit.is(JsonType::Number) && number < Decimal::of(limit.slice()))
        note(pointer, schema, least);
    if (const JsonValue limit = schema.find(most); limit.is(JsonType::Number) && number > Decimal::of(limit.slice()))
        note(pointer, schema, most);
}

void FormCheck::checkArray(JsonValue value, const QString &pointer, JsonValue schema)
{
    constexpr qsizetype mostCompared = 500; // pairs grow with the square
    checkCount(value.count(), pointer, schema, "minItems", "maxItems");
    if (schema.find("uniqueItems").boolean() == true && value.count() <= mostCompared && hasEqualElements(value))
        note(pointer, schema, "uniqueItems");
    const JsonValue rest = schema.find("items");
    JsonValue own = schema.find("prefixItems").first();
    qsizetype index = 0;
    for (JsonValue element = value.first(); element.exists() && !isExhausted(); element = element.next(), ++index) {
        if (own.exists() || rest.exists())
            check(element, pointerTo(pointer, QString::number(index)), own.exists() ? own : rest);
        own = own.next();
    }
}

void FormCheck::checkObject(JsonValue value, const QString &pointer, JsonValue schema)
{
    checkCount(value.count(), pointer, schema, "minProperties", "maxProperties");
    for (JsonValue name = schema.find("required").first(); name.exists(); name = name.next()) {
        if (name.is(JsonType::String) && !value.find(name.string().toUtf8()).exists())
            note(pointerTo(pointer, name.string()), schema, "required");
    }
    const JsonValue properties = schema.find("properties"), others = schema.find("additionalProperties");
    for (JsonValue member = value.first(); member.exists() && !isExhausted(); member = member.next()) {
        const QString name = member.key();
        const JsonValue own = properties.find(name.toUtf8());
        if (own.exists() || others.exists())
            check(member, pointerTo(pointer, name), own.exists() ? own : others);
    }
}

void FormCheck::checkCombined(JsonValue value, const QString &pointer, JsonValue schema)
{
    if (schema.find("$ref").exists())
        if (const JsonValue other = resolved(schema); other.exists())
            check(value, pointer, other);
    for (JsonValue part = schema.find("allOf").first(); part.exists() && !isExhausted(); part = part.next())
        check(value, pointer, part);
    const auto fitting = [&](JsonValue list) {
        int count = 0;
        for (JsonValue part = list.first(); part.exists() && !isExhausted(); part = part.next())
            count += fits(value, part) ? 1 : 0;
        return count;
    };
    if (const JsonValue any = schema.find("anyOf"); any.is(JsonType::Array) && fitting(any) == 0)
        note(pointer, schema, "anyOf");
    if (const JsonValue one = schema.find("oneOf"); one.is(JsonType::Array) && fitting(one) != 1)
        note(pointer, schema, "oneOf");
    if (const JsonValue none = schema.find("not"); none.exists() && fits(value, none))
        note(pointer, schema, "not");
}

bool FormCheck::fits(JsonValue value, JsonValue schema)
{
    const QList<FormFinding> before = std::exchange(m_findings, {});
    check(value, {}, schema);
    const bool none = m_findings.isEmpty();
    m_findings = before;
    return none;
}

// "#" and "#/pointer" only; what lies outside the form is not fetched.
JsonValue FormCheck::resolved(JsonValue schema)
{
    const QString reference = schema.find("$ref").string();
    return reference.startsWith(u'#') ? m_root.at(QStringView(reference).sliced(1)) : JsonValue();
}

} // namespace countersign::exchange
