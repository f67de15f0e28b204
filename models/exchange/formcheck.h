// One walk over a value and a schema side by side. Internal to exchange.
#pragma once

#include "exchange/form.h"
#include "exchange/jsontree.h"

namespace countersign::exchange {

class FormCheck {
public:
    explicit FormCheck(JsonValue rootSchema) : m_root(rootSchema) {}
    // Adds what does not fit of the value, which stands at that pointer.
    void check(JsonValue value, const QString &pointer, JsonValue schema);
    const QList<FormFinding> &findings() const { return m_findings; }
    bool isExhausted() const { return m_steps > maxSteps; }

private:
    void checkType(JsonValue value, const QString &pointer, JsonValue schema);
    void checkChoices(JsonValue value, const QString &pointer, JsonValue schema);
    void checkNumber(JsonValue value, const QString &pointer, JsonValue schema);
    void checkString(JsonValue value, const QString &pointer, JsonValue schema);
    void checkArray(JsonValue value, const QString &pointer, JsonValue schema);
    void checkObject(JsonValue value, const QString &pointer, JsonValue schema);
    void checkCombined(JsonValue value, const QString &pointer, JsonValue schema);
    void checkCount(qsizetype count, const QString &pointer, JsonValue schema, QByteArrayView least, QByteArrayView most);
    bool fits(JsonValue value, JsonValue schema);
    JsonValue resolved(JsonValue schema);
    void note(const QString &pointer, JsonValue schema, QByteArrayView rule);

    static constexpr int maxSteps = 200'000; // schemas applied; an anyOf in an anyOf could multiply without end
    static constexpr int maxDepth = 600;     // of a value (256) with its schemas in schemas
    static constexpr int maxFindings = 1'000;
    JsonValue m_root;
    QList<FormFinding> m_findings;
    int m_steps = 0;
    int m_depth = 0;
};

} // namespace countersign::exchange
