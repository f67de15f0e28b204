// The scanner behind JsonTree::read: walks the bytes once and lays down one node per value. Internal to exchange.
// Grammar: RFC 8259 §2 to §8, with names unique within an object and text restricted to what UTF-8 and UTF-16 can both say (I-JSON,
// RFC 7493 §2).
#pragma once

#include "exchange/jsontree.h"

namespace countersign::exchange {

class JsonScanner {
public:
    explicit JsonScanner(JsonTree &tree) : m_tree(tree), m_text(tree.m_text) {}
    core::Result<void> run();

private:
    enum class Step { Value, After, Done, Failed };
    Step readValue();
    Step readAfterValue();
    Step open(JsonType type);
    Step close();
    Step readKey();
    Step readWord(QByteArrayView word, JsonType type);
    Step readNumber();
    Step readString();
    bool scanDigits();
    bool scanString(bool &escaped);
    bool scanEscape();
    bool scanHex(char32_t &unit);
    bool scanSurrogates(char32_t unit);
    bool scanWide();
    bool namesAreUnique(quint32 object);
    void skipPlain();
    void skipBlanks();
    bool atEnd() const { return m_at >= m_text.size(); }
    unsigned char byte(qsizetype ahead = 0) const { return static_cast<unsigned char>(m_text[m_at + ahead]); }
    QString placeOf(quint32 node, qsizetype byte) const;
    Step fail(core::ErrorKind kind, const QString &detail);
    Step failExpecting(const char *what);
    bool refuse(core::ErrorKind kind, const QString &detail);

    static constexpr quint32 none = ~quint32(0);
    JsonTree &m_tree;
    QByteArrayView m_text;
    qsizetype m_at = 0;
    quint32 m_open = none;  // innermost open container
    quint32 m_value = none; // value being read, for the place of an error
    quint32 m_keyStart = 0, m_keyEnd = 0;
    bool m_keyEscaped = false;
    int m_depth = 0;
    core::Error m_error;
};

} // namespace countersign::exchange
