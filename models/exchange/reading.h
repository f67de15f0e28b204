// Reads the members of a record and keeps the first thing that is wrong with it, so that a reader of a format is a list of what it
// expects. After a refusal everything reads as empty. Internal to exchange.
#pragma once

#include "core/result.h"
#include "exchange/jsontree.h"

namespace countersign::exchange {

class Reading {
public:
    bool failed() const { return m_error.has_value(); }
    const core::Error &error() const { return *m_error; }

    void refuse(core::ErrorKind kind, JsonValue at, const QString &detail = {});
    void refuseType(JsonValue at, const QString &expected);
    void refuseMissing(JsonValue parent, QByteArrayView key, const QString &expected);

    // The member, or no value when it is absent or null.
    JsonValue given(JsonValue parent, QByteArrayView key) const;
    // The member when it is given and of that type; no value when absent, null or refused.
    JsonValue optional(JsonValue parent, QByteArrayView key, JsonType type);
    // The member, which must be there and of that type; no value when refused.
    JsonValue required(JsonValue parent, QByteArrayView key, JsonType type);

    QString text(JsonValue parent, QByteArrayView key) { return optional(parent, key, JsonType::String).string(); }
    // A name people and statements refer to: 1 to 200 characters, no controls, no blank at either end.
    QString requiredName(JsonValue parent, QByteArrayView key);
    QString optionalName(JsonValue parent, QByteArrayView key);
    // A number written with digits only, within both bounds; `otherwise` when absent, null or refused.
    qint64 integer(JsonValue parent, QByteArrayView key, qint64 least, qint64 most, qint64 otherwise);

private:
    QString checkedName(JsonValue value);
    std::optional<core::Error> m_error;
};

} // namespace countersign::exchange
