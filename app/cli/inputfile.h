// Files that a person names on the command line: texts and JSON values, checked before anything else happens.
#pragma once

#include "core/suggestion.h"
#include "core/result.h"

namespace countersign::app {

// The whole file; "-" is standard input. CannotRead (detail: the system's reason), TooLarge.
core::Result<QByteArray> bytesFromFile(const QString &path);
// UTF-8 text without NUL, taken byte for byte. BadEncoding.
core::Result<core::Content> textFromFile(const QString &path);
// One JSON value; blanks around it are left away. Every failure of exchange::JsonTree, with the file in front of its place.
core::Result<core::Content> fieldsFromFile(const QString &path);

// One JSON value in these bytes, as content. `where` stands in front of the place of a failure.
core::Result<core::Content> fieldsFrom(QByteArrayView json, const QString &where);

} // namespace countersign::app
