// Finds a name that occurs twice among the members of one object. Internal to exchange.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace countersign::exchange {

class JsonNames {
public:
    void reserve(qsizetype count) { m_names.reserve(size_t(count)); }
    // A name as written, quotes included; the bytes must stay while this object is used.
    void add(QByteArrayView literal, bool escaped, quint32 node);
    // The node of the first member, in document order, whose name stands earlier too.
    std::optional<quint32> firstTwice();

private:
    struct Name {
        QByteArrayView bytes; // literal, when not escaped
        QByteArray decoded;   // else
        quint32 node = 0;
        QByteArrayView view() const { return decoded.isNull() ? bytes : QByteArrayView(decoded); }
    };
    std::vector<Name> m_names;
};

} // namespace countersign::exchange
