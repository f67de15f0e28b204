// Checks fields against a suggestion's form, a JSON Schema. It is for telling a person what does not fit while they edit: findings are
// advice, what to do about them is for the caller to say. Understood of draft 2020-12: type, enum, const, required, properties,
// additionalProperties, minProperties, maxProperties, prefixItems, items, minItems, maxItems, uniqueItems, minimum, maximum,
// exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, maxLength, pattern, format (date, date-time), allOf, anyOf, oneOf, not,
// $ref within the form. Others are passed over. Numbers are compared exactly at any length. Pure; any thread.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace countersign::exchange {

struct FormFinding {
    QString pointer;     // RFC 6901: of the value that does not fit, or of the member that is missing
    QString rule;        // the keyword: "type", "required", "maximum", …; "false" where nothing may stand
    QByteArray expected; // its value in the form, as JSON
    bool operator==(const FormFinding &) const = default;
};

// What does not fit, in document order, at most 1 000; none when all does or the form is empty. Fails as JsonTree::read does when
// either is no JSON, and with TooLarge (detail: "form") when the form asks for more work than any form for people does.
core::Result<QList<FormFinding>> checkAgainstForm(const QByteArray &fields, const QByteArray &form);

} // namespace countersign::exchange
