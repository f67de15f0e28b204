// The menu behind the person's name: lock, look, keys, quit. The window's own commands live here.
#pragma once

#include <QMenu>

namespace countersign::ui {

class WindowMenu final : public QMenu {
    Q_OBJECT

public:
    explicit WindowMenu(QWidget *window);

Q_SIGNALS:
    void lockWanted();
    void commandsWanted(); // the palette

private:
    void addLook(QWidget *window);
    void addTextSize(QWidget *window);
};

} // namespace countersign::ui
