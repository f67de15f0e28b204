#include "exchange/reading.h"

#include "exchange/fields.h"

#include <algorithm>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

constexpr qsizetype longestName = 200;

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

qsizetype codePoints(QStringView text)
{
    return text.size() - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

bool isName(QStringView text)
{
    return !text.isEmpty() && codePoints(text) <= longestName && text.trimmed().size() == text.size()
           && std::none_of(text.begin(), text.end(), isControl);
}

} // namespace

void Reading::refuse(ErrorKind kind, JsonValue at, const QString &detail)
{
    if (!failed())
        m_error = core::Error{kind, at.pointer(), detail};
}

void Reading::refuseType(JsonValue at, const QString &expected)
{
    refuse(ErrorKind::WrongType, at, expected);
}

void Reading::refuseMissing(JsonValue parent, QByteArrayView key, const QString &expected)
{
    if (!failed())
        m_error = core::Error{ErrorKind::MissingField, pointerTo(parent.pointer(), QString::fromUtf8(key)), expected};
}

JsonValue Reading::given(JsonValue parent, QByteArrayView key) const
{
    const JsonValue value = failed() ? JsonValue() : parent.find(key);
    return value.is(JsonType::Null) ? JsonValue() : value;
}

JsonValue Reading::optional(JsonValue parent, QByteArrayView key, JsonType type)
{
    const JsonValue value = given(parent, key);
    if (!value.exists() || value.is(type))
        return value;
    refuseType(value, jsonTypeName(type));
    return {};
}

JsonValue Reading::required(JsonValue parent, QByteArrayView key, JsonType type)
{
    const JsonValue value = failed() ? JsonValue() : parent.find(key);
    if (value.is(type))
        return value;
    if (value.exists())
        refuseType(value, jsonTypeName(type));
    else
        refuseMissing(parent, key, jsonTypeName(type));
    return {};
}

QString Reading::checkedName(JsonValue value)
{
    const QString name = value.string();
    if (value.exists() && !isName(name)) {
        refuse(ErrorKind::BadValue, value, QStringLiteral("1 to 200 characters, no controls, no outer blanks"));
        return {};
    }
    return name;
}

QString Reading::requiredName(JsonValue parent, QByteArrayView key)
{
    return checkedName(required(parent, key, JsonType::String));
}

QString Reading::optionalName(JsonValue parent, QByteArrayView key)
{
    return checkedName(optional(parent, key, JsonType::String));
}

qint64 Reading::integer(JsonValue parent, QByteArrayView key, qint64 least, qint64 most, qint64 otherwise)
{
    const JsonValue value = optional(parent, key, JsonType::Number);
    if (!value.exists())
        return otherwise;
    const auto number = value.integer();
    if (number && *number >= least && *number <= most)
        return *number;
    refuse(ErrorKind::BadValue, value, QStringLiteral("a whole number, %1 to %2").arg(least).arg(most));
    return otherwise;
}

} // namespace countersign::exchange
