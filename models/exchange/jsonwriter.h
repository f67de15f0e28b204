// Writes one JSON text, compact (", " and ": " without their blanks) and on one line, with the keys in the order given.
// Everything the terminal prints with --json is made with it. A value; not for several threads at once.
// Misuse (a value without a key inside an object, an end without its begin) is a programming error and asserts.
#pragma once

#include <QAnyStringView>
#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <type_traits>
#include <vector>

namespace countersign::exchange {

// The JSON string literal of a text, quotes included, UTF-8. Lone surrogates become U+FFFD; only ", \ and controls are escaped.
QByteArray jsonString(QAnyStringView text);

class JsonWriter {
public:
    JsonWriter &beginObject();
    JsonWriter &endObject();
    JsonWriter &beginArray();
    JsonWriter &endArray();
    JsonWriter &key(QAnyStringView name); // names the next value; char literals are UTF-8

    JsonWriter &value(QAnyStringView text);
    template <typename T>
    requires std::is_same_v<T, bool> JsonWriter &value(T yes) { return raw(yes ? "true" : "false"); }
    template <typename T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char>) JsonWriter &value(T number)
    {
        return raw(QByteArray::number(number));
    }
    JsonWriter &value(double number); // shortest form that reads back the same; not finite: null
    JsonWriter &value(const QStringList &texts);
    JsonWriter &null() { return raw("null"); }
    // One complete JSON value, unchecked, taken over byte for byte; but its line breaks, which are white space, become blanks.
    JsonWriter &raw(QByteArrayView json);

    // key and value in one call; an empty optional is null.
    template <typename T>
    JsonWriter &member(QAnyStringView name, const T &content)
    {
        key(name);
        if constexpr (requires {
                          content.has_value();
                          *content;
                      })
            return content.has_value() ? value(*content) : null();
        else
            return value(content);
    }
    JsonWriter &rawMember(QAnyStringView name, QByteArrayView json) { return key(name).raw(json); }

    // The text so far, without a line end. Complete once every begin has its end.
    const QByteArray &bytes() const { return m_bytes; }
    bool isComplete() const { return m_open.empty() && !m_bytes.isEmpty(); }
    void clear(); // to write the next line with the same memory

private:
    void separate();
    QByteArray m_bytes;
    std::vector<char> m_open; // closing brackets that are due
    bool m_first = true;      // nothing written yet inside the innermost bracket
    bool m_named = false;     // a key waits for its value
};

} // namespace countersign::exchange
