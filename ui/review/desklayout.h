// How the panes of the desk share its width, and whether the lists at the side are there: as the user left it, also at the next start.
#pragma once

#include <QObject>

class QSplitter;

namespace countersign::ui {

class DeskLayout final : public QObject {
public:
    // `side` is one of the splitter's panes; both outlive this.
    DeskLayout(QSplitter &splitter, QWidget &side, QObject *parent);

    void toggleSide();

private:
    QSplitter &m_splitter;
    QWidget &m_side;
};

} // namespace countersign::ui
