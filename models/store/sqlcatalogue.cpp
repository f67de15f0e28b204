#include "store/sqlcatalogue.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace countersign::store {

namespace {

constexpr QByteArrayView marker("-- name: ");

void readFile(const QFileInfo &info, QHash<QByteArray, QByteArray> &texts)
{
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return;
    QByteArray name;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (line.startsWith(marker))
            name = info.completeBaseName().toUtf8() + '/' + line.mid(marker.size()).trimmed();
        else if (!name.isEmpty() && !line.startsWith("--"))
            texts[name] += line;
    }
}

} // namespace

SqlCatalogue::SqlCatalogue(const QString &folder)
{
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QFileInfo &info : files)
        readFile(info, m_texts);
    for (QByteArray &text : m_texts)
        text = text.trimmed();
}

const SqlCatalogue &SqlCatalogue::sqlite()
{
    static const SqlCatalogue catalogue(QStringLiteral(":/sql/sqlite/statements"));
    return catalogue;
}

const SqlCatalogue &SqlCatalogue::postgresql()
{
    static const SqlCatalogue catalogue(QStringLiteral(":/sql/postgresql/statements"));
    return catalogue;
}

} // namespace countersign::store
