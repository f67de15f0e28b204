// How the panes of the desk share its width, whether the lists at the side are there, and whether the evidence stands in a window of its own,
// for a second screen: as the user left it, also at the next start.
#pragma once

#include <QObject>
#include <QWidget>

class QSplitter;

namespace countersign::ui {

class DeskLayout final : public QObject {
    Q_OBJECT

public:
    // `evidence` is the first of the splitter's panes, `side` another one; all outlive this. `page` has the commands.
    DeskLayout(QSplitter &splitter, QWidget &evidence, QWidget &side, QWidget &page);
    ~DeskLayout() override;

    void toggleSide();
    void toggleApart();
    // The evidence goes to its own window when it stood there before; called once its page is on the screen.
    void restoreApart();

private:
    // Where the evidence stands alone. The page's commands are its own too.
    class Apart;
    void setApart(bool apart);
    void saveWidths();
    void restoreWidths();

    QSplitter &m_splitter;
    QWidget &m_evidence;
    QWidget &m_side;
    QWidget &m_page;
    Apart *m_apart = nullptr; // while the evidence is there
};

} // namespace countersign::ui
