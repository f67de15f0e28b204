#include "exchange/decimal.h"
#include "exchange/recordparts.h"

#include <QHash>

#include <algorithm>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

constexpr qint64 farthest = 1'000'000'000;

// What a selector points into.
struct Target {
    const QString *text = nullptr; // nothing for fields, files and images
    bool fields = false;
    qsizetype length = -1; // of the text in code points, counted when first needed: thousands of citations may share a long text
};

bool isPointer(QStringView text)
{
    if (!text.isEmpty() && text[0] != u'/')
        return false;
    for (qsizetype i = text.indexOf(u'~'); i >= 0; i = text.indexOf(u'~', i + 1)) {
        if (i + 1 == text.size() || (text[i + 1] != u'0' && text[i + 1] != u'1'))
            return false;
    }
    return true;
}

qsizetype codePoints(QStringView text)
{
    return text.size() - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

void readPosition(Reading &reading, JsonValue selector, Target &target, core::Selector &result)
{
    const bool start = reading.given(selector, "start").exists(), end = reading.given(selector, "end").exists();
    if (start != end)
        return reading.refuseMissing(selector, start ? "end" : "start", jsonTypeName(JsonType::Number));
    result.start = reading.integer(selector, "start", 0, farthest, -1);
    result.end = reading.integer(selector, "end", 0, farthest, -1);
    if (result.end < result.start)
        return reading.refuse(ErrorKind::BadValue, selector.find("end"), QStringLiteral("not before start"));
    if (!start || reading.failed() || !result.exact.isEmpty())
        return; // a quote wins over positions that disagree, so these may be anything
    if (target.text && target.length < 0)
        target.length = codePoints(*target.text);
    if (target.text && result.end > target.length)
        reading.refuse(ErrorKind::BadValue, selector.find("end"), QStringLiteral("0 to %1").arg(target.length));
}

void readRegion(Reading &reading, JsonValue selector, core::Selector &result)
{
    const JsonValue region = reading.optional(selector, "region", JsonType::Array);
    if (!region.exists())
        return;
    const QString expected = QStringLiteral("x, y, width, height as fractions");
    for (JsonValue side = region.first(); side.exists(); side = side.next()) {
        if (!side.is(JsonType::Number))
            return reading.refuseType(side, jsonTypeName(JsonType::Number));
        if (!isWithinOne(side.slice()))
            return reading.refuse(ErrorKind::BadValue, side, QStringLiteral("0 to 1"));
        result.region.append(side.slice().toDouble());
    }
    constexpr double rounding = 1e-6; // 0.7 + 0.3 of a writer that computes in floating point
    const auto &r = result.region;
    if (r.size() != 4 || r[0] + r[2] > 1 + rounding || r[1] + r[3] > 1 + rounding)
        reading.refuse(ErrorKind::BadValue, region, expected);
}

core::Selector readSelector(Reading &reading, JsonValue selector, Target &target)
{
    core::Selector result;
    result.exact = reading.text(selector, "exact");
    result.prefix = reading.text(selector, "prefix");
    result.suffix = reading.text(selector, "suffix");
    readPosition(reading, selector, target, result);
    readRegion(reading, selector, result);
    result.page = int(reading.integer(selector, "page", 1, 1'000'000, 0));
    const JsonValue field = reading.optional(selector, "field", JsonType::String);
    result.field = field.string();
    if (field.exists() && !isPointer(result.field))
        reading.refuse(ErrorKind::BadValue, field, QStringLiteral("RFC 6901 pointer"));
    else if (field.exists() && !target.fields)
        reading.refuse(ErrorKind::BadValue, field, QStringLiteral("a suggestion with fields"));
    return result;
}

bool saysWhere(const core::Selector &selector)
{
    return selector.start >= 0 || !selector.exact.isEmpty() || !selector.field.isNull() || !selector.region.isEmpty()
           || selector.page > 0;
}

core::Citation readCitation(Reading &reading, JsonValue citation, Target &suggestion, QHash<QString, Target> &evidence)
{
    core::Citation result;
    if (!citation.is(JsonType::Object)) {
        reading.refuseType(citation, jsonTypeName(JsonType::Object));
        return result;
    }
    const JsonValue at = reading.required(citation, "at", JsonType::Object);
    result.at = readSelector(reading, at, suggestion);
    if (!saysWhere(result.at))
        reading.refuse(ErrorKind::BadValue, at, QStringLiteral("start and end, exact, or field"));
    result.evidence = reading.requiredName(citation, "evidence");
    const auto item = evidence.find(result.evidence);
    if (item == evidence.end()) {
        reading.refuse(ErrorKind::BadValue, citation.find("evidence"), QStringLiteral("the id of an evidence item"));
        return result;
    }
    const JsonValue in = reading.optional(citation, "in", JsonType::Object); // absent: the whole item
    result.in = readSelector(reading, in, *item);
    return result;
}

} // namespace

QList<core::Citation> readCitations(Reading &reading, JsonValue suggestion, const core::Content &content,
                                    const QList<core::EvidenceItem> &evidence)
{
    const JsonValue list = reading.optional(suggestion, "citations", JsonType::Array);
    const bool fields = content.form == core::Content::Form::Fields;
    Target own{fields ? nullptr : &content.text, fields};
    QHash<QString, Target> items;
    for (const core::EvidenceItem &item : evidence)
        items.insert(item.id, {item.text ? &*item.text : nullptr, true});
    QList<core::Citation> citations;
    for (JsonValue citation = list.first(); citation.exists() && !reading.failed(); citation = citation.next())
        citations.append(readCitation(reading, citation, own, items));
    return citations;
}

} // namespace countersign::exchange
