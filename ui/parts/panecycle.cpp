#include "ui/parts/panecycle.h"

#include "ui/actions.h"

namespace countersign::ui {

namespace {

void step(const QWidget *page, const QList<QWidget *> &panes, qsizetype direction)
{
    if (panes.isEmpty())
        return;
    const QWidget *focus = page->window()->focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus)))
            at = i;
    const qsizetype next = at < 0 ? (direction > 0 ? 0 : panes.size() - 1) : (at + direction + panes.size()) % panes.size();
    panes.at(next)->setFocus(Qt::TabFocusReason);
}

} // namespace

void cyclePanes(QWidget *page, Panes panes)
{
    for (const Command command : {Command::NextPane, Command::PreviousPane}) {
        QAction *action = makeAction(command, page);
        QObject::connect(action, &QAction::triggered, page, [page, panes, forward = command == Command::NextPane] {
            step(page, panes(), forward ? 1 : -1);
        });
    }
}

} // namespace countersign::ui
