// The one writer and the one strict reader of "key SP value LF" lines.
#pragma once

#include "core/result.h"
#include "ledger/text.h"

#include <QList>
#include <QStringList>
#include <QVarLengthArray>

namespace countersign::ledger {

// Builds lines in the order the format gives them. Text is normalised to NFC. The first value that cannot be written is remembered by
// its key; ask finish() at the end.
class LineWriter {
public:
    LineWriter() { m_text.reserve(2048); } // most statements are shorter

    void bare(QByteArrayView line);                 // a first line such as "countersign.decision/v1"
    void line(QByteArrayView key, QByteArrayView value);                // empty values and line feeds are refused
    void token(QByteArrayView key, QStringView text) { line(key, escapeToken(text)); }
    void optionalToken(QByteArrayView key, QStringView text);           // no line when empty
    void free(QByteArrayView key, const QString &text);
    void integer(QByteArrayView key, quint64 number);
    void digest(QByteArrayView key, const Hash &hash) { line(key, digestText(hash)); }
    void optionalDigest(QByteArrayView key, const std::optional<Hash> &hash); // no line when absent
    void time(QByteArrayView key, const QDateTime &moment) { line(key, timeBytes(moment)); }
    void repeated(QByteArrayView key, QList<QByteArray> values);        // sorted, duplicates dropped
    void tokens(QByteArrayView key, const QStringList &texts);          // the same, of tokens
    // The bytes; BadValue with where = the key.
    core::Result<QByteArray> finish();

private:
    QByteArray m_text;
    QByteArray m_wrong;
};

// Reads lines in the order the format gives them. The first thing wrong is remembered as (line number, key) and every later
// read gives an empty value; ask finish() at the end. Reads no byte twice and copies nothing but the values.
class LineReader {
public:
    // The text must outlive the reader.
    explicit LineReader(QByteArrayView text) : m_text(text) {}

    void bare(QByteArrayView expected);
    QByteArrayView value(QByteArrayView key);                           // the line's value, raw
    QByteArray bytes(QByteArrayView key);                               // the same, kept
    bool next(QByteArrayView key) const;                                // whether the next line has this key
    QString token(QByteArrayView key);
    QString optionalToken(QByteArrayView key);                          // empty when there is no such line
    QString free(QByteArrayView key);
    quint64 integer(QByteArrayView key);
    Hash digest(QByteArrayView key);
    std::optional<Hash> optionalDigest(QByteArrayView key);
    QDateTime time(QByteArrayView key);
    QString uuid(QByteArrayView key, int version);
    QString optionalUuid(QByteArrayView key, int version);
    Hash hex64(QByteArrayView key);
    QList<QByteArrayView> repeated(QByteArrayView key);                 // refuses disorder and duplicates
    QStringList tokens(QByteArrayView key);                             // repeated tokens
    QStringList uuids(QByteArrayView key, int version);                 // repeated uuids

    // Marks the line read last as wrong; `expected` is a word such as "role". The first mark wins.
    void refuse(QByteArrayView expected);
    bool failed() const { return !m_expected.isEmpty(); }
    qsizetype position() const { return m_position; }
    // Everything was right and, unless `rest` is allowed, nothing is left. Else Malformed with where "line N" and what was expected.
    core::Result<void> finish(bool restAllowed = false);

private:
    QByteArrayView takeLine();

    QByteArrayView m_text;
    qsizetype m_position = 0;
    int m_line = 0;
    int m_wrongLine = 0;
    QByteArray m_expected;
};

// A token that the same key likely had before: what was read last under it on this thread is handed out again for the same bytes.
std::optional<QString> tokenAgain(QByteArrayView key, QByteArrayView token);

using Parts = QVarLengthArray<QByteArrayView, 6>;
// Splits a value of several parts at single blanks; fewer or more parts than `count` give none.
Parts parts(QByteArrayView value, int count);

} // namespace countersign::ledger
