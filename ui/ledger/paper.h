// A document on paper or in a PDF file.
#pragma once

#include "core/result.h"

#include <QTextDocument>
#include <memory>

class QWidget;

namespace countersign::ui {

// Opens the system's print window; nothing waits for it.
void printOnPaper(QWidget *parent, std::shared_ptr<QTextDocument> document);
// CannotWrite when the file cannot be made.
core::Result<void> writePdf(QTextDocument &document, const QString &path, const QString &title);

} // namespace countersign::ui
