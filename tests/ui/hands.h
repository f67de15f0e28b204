// What a person at the window does, for tests: find things by their accessible name, press keys, wait for what must come.
#pragma once

#include "decoding/child.h"
#include "support/ward.h"
#include "ui/prompts.h"
#include "ui/theme.h"
#include "workflow/session.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTest>

namespace countersign::uitest {

constexpr int patience = 60'000; // milliseconds; for a loaded machine, never waited for in full

// Settings of their own, and the program's look; call from initTestCase.
inline void prepareApplication(const QTemporaryDir &folder)
{
#ifdef COUNTERSIGN_DECODER
    decoding::Child::setProgram(QStringLiteral(COUNTERSIGN_DECODER));
#endif
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("countersign-test"));
    QCoreApplication::setApplicationName(QStringLiteral("countersign-test"));
    ui::theme::install(*qApp);
}

inline QString nameOf(QWidget *widget)
{
    const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}

// The first widget of this type below `root` with that accessible name, shown or not; nullptr if there is none.
template <typename Widget>
Widget *find(QWidget *root, const QString &name)
{
    const QList<Widget *> all = root->findChildren<Widget *>();
    for (Widget *widget : all)
        if (nameOf(widget) == name || widget->accessibleName() == name)
            return widget;
    return nullptr;
}

// Whether a text can be read somewhere below `root`.
inline bool reads(QWidget *root, const QString &part)
{
    const QList<QLabel *> labels = root->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        if (label->isVisibleTo(root) && label->text().contains(part))
            return true;
    return false;
}

inline void show(QWidget &widget)
{
    widget.resize(1280, 800);
    widget.show();
    widget.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&widget));
}

// Focusable controls below `root` that a screen reader could not name.
inline QStringList unnamed(QWidget *root)
{
    QStringList found;
    const QList<QWidget *> all = root->findChildren<QWidget *>();
    for (QWidget *widget : all)
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(root) && nameOf(widget).isEmpty() && !widget->focusProxy()
            && !widget->objectName().startsWith(u"qt_"))
            found << QStringLiteral("%1 in %2").arg(QString::fromLatin1(widget->metaObject()->className()),
                                                   QString::fromLatin1(widget->parentWidget()->metaObject()->className()));
    return found;
}

// Answers every question at once, as the test has laid down.
class LaidDownAnswers final : public ui::Prompts {
public:
    LaidDownAnswers() { ui::setPrompts(this); }
    ~LaidDownAnswers() override { ui::setPrompts(nullptr); }

    void ask(QWidget *, const ui::Question &question, std::function<void(bool)> answer) override
    {
        asked << question.title;
        answer(yes);
    }
    void askSigning(QWidget *, const ui::SigningQuestion &question, std::function<void(std::optional<ui::SigningAnswer>)> answer) override
    {
        asked << question.question.title;
        shown = question.asks;
        answer(yes ? std::optional(signing) : std::nullopt);
    }
    void chooseFiles(QWidget *, const QString &, const QString &, std::function<void(QStringList)> answer) override { answer(files); }
    void chooseFolder(QWidget *, const QString &, const QString &, std::function<void(QString)> answer) override { answer(path); }
    void chooseSavePath(QWidget *, const QString &, const QString &, const QString &, std::function<void(QString)> answer) override { answer(path); }

    bool yes = true;
    ui::SigningAnswer signing;
    workflow::Asks shown = workflow::Asks::Nothing; // what the last one asked for
    QStringList files;
    QString path;
    QStringList asked;
};

// A session on a ward's store.
inline std::unique_ptr<workflow::Session> sessionOn(testsupport::Ward &ward)
{
    return std::make_unique<workflow::Session>(ward.door(), ward.storePath(), ward.keyring());
}

} // namespace countersign::uitest
