// What the AI proposes: a text, or fields. Never changed after import.
#pragma once

#include "core/evidence.h"

namespace countersign::core {

// The content of a suggestion or an outcome: text, or the exact JSON bytes of the fields.
struct Content {
    enum class Form { Text, Fields };
    Form form = Form::Text;
    QString text;      // Form::Text
    QByteArray fields; // Form::Fields: one JSON value, bytes as received or as respelled by the editor
    // What an outcome blob holds: UTF-8 of the text, or the JSON bytes.
    QByteArray bytes() const { return form == Form::Text ? text.toUtf8() : fields; }
    bool operator==(const Content &) const = default;
};

struct Suggestion {
    Content content;
    QByteArray form;         // JSON Schema of the fields as received; empty where there is none
    QString model;           // name of the model
    QString modelVersion;
    QByteArray confidence;   // the number's literal as received; empty for none
    QList<Citation> citations;
    bool operator==(const Suggestion &) const = default;
};

} // namespace countersign::core
