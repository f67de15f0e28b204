#include "ui/frame/palette.h"

#include "ui/actions.h"
#include "ui/parts/chooser.h"
#include "ui/parts/keybutton.h"

#include <QApplication>
#include <QKeyEvent>

namespace countersign::ui {

namespace {

// The action of a command that would answer to its key now.
QAction *usableAction(const QList<QAction *> &actions, const QString &id)
{
    for (QAction *action : actions) {
        const auto *owner = qobject_cast<QWidget *>(action->parent());
        if (action->objectName() == id && action->isEnabled() && (!owner || owner->isVisible() || owner->isWindow()))
            return action;
    }
    return nullptr;
}

// Commands that are read where the keyboard is get their key there.
void press(QWidget *focused, const QKeySequence &key)
{
    const QKeyCombination combination = key[0];
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, combination.key(), combination.keyboardModifiers());
        QCoreApplication::sendEvent(focused, &event);
    }
}

} // namespace

Chooser *openPalette(QWidget *window, const core::Person &person, const QString &place)
{
    struct Entry {
        CommandInfo info;
        QPointer<QAction> action;
    };
    const QList<QAction *> actions = window->findChildren<QAction *>();
    const QPointer<QWidget> focused = QApplication::focusWidget();
    QList<Entry> entries;
    QList<Choice> choices;
    for (int i = 0; i < commandCount; ++i) {
        const CommandInfo info = commandInfo(Command(i));
        if (!mayUse(info.command, person) || info.command == Command::FindCommand)
            continue;
        QAction *action = usableAction(actions, info.id);
        const bool readHere = info.fixed && !info.keys.isEmpty() && focused && (info.id.startsWith(u"go.") || info.id.startsWith(place));
        const QList<QKeySequence> keys = liveKeys(info);
        choices.append({info.text, info.group, keyText(keys.value(0)), action || readHere});
        entries.append({info, action});
    }
    auto *chooser = new Chooser(QApplication::translate("command", "All commands"), QApplication::translate("command", "Commands"), window);
    chooser->setChoices(choices);
    QObject::connect(chooser, &Chooser::chosen, window, [entries, focused](int index) {
        const Entry &entry = entries[index];
        if (entry.action)
            entry.action->trigger();
        else if (focused)
            press(focused, entry.info.keys.first());
    });
    chooser->open();
    return chooser;
}

} // namespace countersign::ui
