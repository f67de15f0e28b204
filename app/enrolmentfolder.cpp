#include "app/enrolmentfolder.h"

#include <QDir>
#include <QSaveFile>

namespace countersign::app {

using core::ErrorKind;
using core::fail;
using workflow::EnrolmentPaper;

namespace {

constexpr qint64 largestPaper = 64 * 1024;

} // namespace

// An id may hold what a file name may not; its UTF-8 in hex may stand anywhere.
QString EnrolmentFolder::pathOf(const core::PersonId &person, EnrolmentPaper paper) const
{
    return m_folder + u'/' + QString::fromLatin1(person.value.toUtf8().left(64).toHex()) + u'.' + workflow::paperName(paper);
}

core::Result<void> EnrolmentFolder::lay(const core::PersonId &person, EnrolmentPaper paper, const QByteArray &bytes)
{
    QDir().mkpath(m_folder);
    QSaveFile file(pathOf(person, paper));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorKind::CannotWrite, file.fileName(), file.errorString());
    return {};
}

core::Result<std::optional<QByteArray>> EnrolmentFolder::look(const core::PersonId &person, EnrolmentPaper paper)
{
    QFile file(pathOf(person, paper));
    if (!file.exists())
        return std::optional<QByteArray>();
    if (!file.open(QIODevice::ReadOnly))
        return file.exists() ? core::Result<std::optional<QByteArray>>(fail(ErrorKind::CannotRead, file.fileName(), file.errorString()))
                             : std::optional<QByteArray>(); // taken meanwhile
    if (file.size() > largestPaper)
        return fail(ErrorKind::TooLarge, file.fileName(), QString::number(largestPaper));
    return std::optional(file.readAll());
}

void EnrolmentFolder::take(const core::PersonId &person, EnrolmentPaper paper)
{
    QFile::remove(pathOf(person, paper));
    QDir().rmdir(m_folder); // only when it is empty
}

} // namespace countersign::app
