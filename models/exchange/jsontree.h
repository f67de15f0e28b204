// Reads one JSON text (RFC 8259) strictly and keeps every value as the exact bytes it was written in.
// Nothing is converted while reading: a number stays its literal at any length, a string is decoded only when asked for.
// Not recursive; at most `maxDepth` deep and `maxValues` large. One object per thread; reading again reuses its memory.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

namespace countersign::exchange {

enum class JsonType : quint8 { Null, Boolean, Number, String, Array, Object };

// "null", "boolean", "number", "string", "array", "object".
QString jsonTypeName(JsonType type);

class JsonTree;

// A place in a JsonTree, or no place at all. Cheap to copy; valid until its tree reads again or the text goes away.
class JsonValue {
public:
    JsonValue() = default;
    bool exists() const { return m_tree != nullptr; }
    JsonType type() const; // of a value that exists
    bool is(JsonType type) const { return exists() && this->type() == type; }
    QByteArrayView slice() const; // exact bytes of the value, empty where there is none
    qsizetype offset() const;     // of the slice in the text
    qsizetype keyOffset() const;  // of the member's name, or of the value where it has none
    qsizetype count() const;      // members or elements; 0 for scalars
    QString key() const;          // the member's name, decoded; empty for elements and the root
    QString string() const;       // a string, decoded; null for every other type
    QString pointer() const;      // RFC 6901
    std::optional<bool> boolean() const;
    std::optional<qint64> integer() const; // a number written with digits only that fits; else nothing

    // The member of that name (UTF-8), or no value; also for every type that has no members.
    JsonValue find(QByteArrayView key) const;
    // The value an RFC 6901 pointer leads to from here, or no value.
    JsonValue at(QStringView pointer) const;
    // First member or element, and the next one beside this; no value after the last.
    JsonValue first() const;
    JsonValue next() const;

private:
    friend class JsonTree;
    friend class JsonScanner;
    JsonValue(const JsonTree *tree, quint32 index) : m_tree(tree), m_index(index) {}
    const JsonTree *m_tree = nullptr;
    quint32 m_index = 0;
};

class JsonTree {
public:
    static constexpr int maxDepth = 256;
    static constexpr qsizetype maxValues = 4'000'000; // bounds the memory of one text to about 130 MB
    static constexpr qsizetype maxBytes = 1'000'000'000;

    // Reads one text whole; it must outlive the values. Failures, with `where` the pointer and byte ("/a/0, byte 17"):
    // Malformed (detail: what was expected there), BadEncoding (not UTF-8, lone surrogate, NUL, a byte order mark),
    // DuplicateKey (detail: the name), TooDeep, TooLarge (detail: the limit).
    core::Result<JsonValue> read(QByteArrayView text);

private:
    friend class JsonValue;
    friend class JsonScanner;
    struct Node {
        quint32 start = 0, end = 0;       // the value's bytes
        quint32 keyStart = 0, keyEnd = 0; // the name's bytes with its quotes; equal where there is none
        quint32 parent = 0;
        quint32 next = 0; // node after this one's last descendant
        quint32 count = 0;
        JsonType type = JsonType::Null;
        bool escaped = false; // the string holds a backslash
        bool keyEscaped = false;
    };
    QByteArrayView m_text;
    std::vector<Node> m_nodes;
};

// Decodes a string literal with its quotes, as read by JsonTree; the writer of the other direction is jsonString().
QString decodedJsonString(QByteArrayView literal);

} // namespace countersign::exchange
