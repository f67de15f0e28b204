#include "app/cli/outputfile.h"

#include <QFileInfo>

#include <cerrno>

namespace countersign::app {

core::Result<void> demandNothingThere(const QString &path)
{
    const QFileInfo file(path);
    if (file.exists() || file.isSymLink())
        return core::fail(core::ErrorKind::CannotWrite, path, qt_error_string(EEXIST));
    return {};
}

} // namespace countersign::app
