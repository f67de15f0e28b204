// The SQL statements of one engine, read once from its resource files: "file/name" → text.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

namespace countersign::store {

// A file holds statements, each after a line "-- name: NAME". Immutable once made; any thread.
class SqlCatalogue {
public:
    // Every *.sql of a resource folder, e.g. ":/sql/sqlite/statements".
    explicit SqlCatalogue(const QString &folder);

    // The statement's text; empty for a name that is not there.
    QByteArray text(const QByteArray &name) const { return m_texts.value(name); }
    QList<QByteArray> names() const { return m_texts.keys(); }

    // The embedded engine's.
    static const SqlCatalogue &sqlite();
    // The server's.
    static const SqlCatalogue &postgresql();

private:
    QHash<QByteArray, QByteArray> m_texts;
};

} // namespace countersign::store
