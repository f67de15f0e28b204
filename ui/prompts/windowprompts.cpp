#include "ui/prompts/windowprompts.h"

#include "ui/prompts/questiondialog.h"
#include "ui/prompts/signingdialog.h"

#include <QFileDialog>

namespace countersign::ui {

namespace {

QFileDialog *fileDialog(QWidget *parent, const QString &title)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    return dialog;
}

void openFor(QFileDialog *dialog, std::function<void(QStringList)> answer)
{
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog, answer = std::move(answer)](int result) {
        answer(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
    });
    dialog->open();
}

} // namespace

void WindowPrompts::ask(QWidget *parent, const Question &question, std::function<void(bool)> answer)
{
    auto *dialog = new QuestionDialog(question, parent);
    QObject::connect(dialog, &QDialog::finished, dialog, [answer = std::move(answer)](int result) { answer(result == QDialog::Accepted); });
    dialog->open();
}

void WindowPrompts::askSigning(QWidget *parent, const SigningQuestion &question, std::function<void(std::optional<SigningAnswer>)> answer)
{
    auto *dialog = new SigningDialog(question, parent);
    QObject::connect(dialog, &QDialog::finished, dialog, [dialog, answer = std::move(answer)](int result) {
        answer(result == QDialog::Accepted ? std::optional(dialog->answer()) : std::nullopt);
    });
    dialog->open();
}

void WindowPrompts::chooseFiles(QWidget *parent, const QString &title, const QString &filter, std::function<void(QStringList)> answer)
{
    QFileDialog *dialog = fileDialog(parent, title);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(filter);
    openFor(dialog, std::move(answer));
}

void WindowPrompts::chooseFolder(QWidget *parent, const QString &title, const QString &start, std::function<void(QString)> answer)
{
    QFileDialog *dialog = fileDialog(parent, title);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(start);
    openFor(dialog, [answer = std::move(answer)](const QStringList &files) { answer(files.value(0)); });
}

void WindowPrompts::chooseSavePath(QWidget *parent, const QString &title, const QString &suggested, const QString &filter,
                                   std::function<void(QString)> answer)
{
    QFileDialog *dialog = fileDialog(parent, title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filter);
    dialog->selectFile(suggested);
    openFor(dialog, [answer = std::move(answer)](const QStringList &files) { answer(files.value(0)); });
}

} // namespace countersign::ui
