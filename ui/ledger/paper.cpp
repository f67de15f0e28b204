#include "ui/ledger/paper.h"

#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>

namespace countersign::ui {

void printOnPaper(QWidget *parent, std::shared_ptr<QTextDocument> document)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog, [printer, document](int result) {
        if (result == QDialog::Accepted)
            document->print(printer.get());
    });
    dialog->open();
}

core::Result<void> writePdf(QTextDocument &document, const QString &path, const QString &title)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return core::fail(core::ErrorKind::CannotWrite, path, file.errorString());
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Countersign"));
        writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout::Millimeter);
        document.print(&writer);
    }
    if (!file.commit())
        return core::fail(core::ErrorKind::CannotWrite, path, file.errorString());
    return {};
}

} // namespace countersign::ui
