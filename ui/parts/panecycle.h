// F6 and Shift+F6 on a page: from pane to pane. The page says which panes it has now, in order.
#pragma once

#include <QWidget>
#include <functional>

namespace countersign::ui {

using Panes = std::function<QList<QWidget *>()>;

// Makes the two actions on `page`; they work while the page or a child has the keyboard.
void cyclePanes(QWidget *page, Panes panes);

} // namespace countersign::ui
