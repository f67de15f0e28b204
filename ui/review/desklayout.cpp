#include "ui/review/desklayout.h"

#include "ui/theme.h"

#include <QAction>
#include <QCloseEvent>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

const QString widthsKey = QStringLiteral("desk/panes");
const QString apartWidthsKey = QStringLiteral("desk/panes-apart");
const QString sideKey = QStringLiteral("desk/side");
const QString apartKey = QStringLiteral("desk/evidence-apart");
const QString placeKey = QStringLiteral("desk/evidence-window");

} // namespace

class DeskLayout::Apart final : public QWidget {
public:
    Apart(DeskLayout &layout, QWidget &page) : QWidget(&page, Qt::Window), m_layout(layout)
    {
        setWindowTitle(DeskLayout::tr("Evidence"));
        addActions(page.actions());
        addActions(page.window()->actions());
        for (QAction *action : actions())
            connect(action, &QAction::triggered, this, &Apart::followKeyboard);
        auto *rows = new QVBoxLayout(this);
        rows->setContentsMargins({});
        rows->addWidget(&layout.m_evidence);
        const QSize room = screen()->availableSize() - QSize(theme::px(16), theme::px(56)); // for the frame around it
        resize(QSize(theme::px(760), theme::px(900)).boundedTo(room));
        restoreGeometry(QSettings().value(placeKey).toByteArray());
    }

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::ActivationChange && isActiveWindow())
            m_focus = m_layout.m_page.window()->focusWidget();
        QWidget::changeEvent(event);
    }
    // Closed by its own button: back to the desk.
    void closeEvent(QCloseEvent *event) override
    {
        event->accept();
        QMetaObject::invokeMethod(&m_layout, [layout = &m_layout] { layout->setApart(false); }, Qt::QueuedConnection);
    }

private:
    // What a command gave the keyboard to at the desk has it then.
    void followKeyboard()
    {
        QWidget *desk = m_layout.m_page.window();
        if (isActiveWindow() && desk->focusWidget() != m_focus)
            desk->activateWindow();
    }

    DeskLayout &m_layout;
    const QWidget *m_focus = nullptr; // at the desk, since this window is the active one; compared only
};

DeskLayout::DeskLayout(QSplitter &splitter, QWidget &evidence, QWidget &side, QWidget &page)
    : QObject(&page), m_splitter(splitter), m_evidence(evidence), m_side(side), m_page(page)
{
    restoreWidths();
    splitter.setHandleWidth(1);
    side.setVisible(QSettings().value(sideKey, true).toBool());
    connect(&splitter, &QSplitter::splitterMoved, this, &DeskLayout::saveWidths);
}

DeskLayout::~DeskLayout()
{
    if (m_apart)
        QSettings().setValue(placeKey, m_apart->saveGeometry());
}

void DeskLayout::saveWidths()
{
    QSettings().setValue(m_apart ? apartWidthsKey : widthsKey, m_splitter.saveState());
}

void DeskLayout::restoreWidths()
{
    m_splitter.restoreState(QSettings().value(m_apart ? apartWidthsKey : widthsKey).toByteArray()); // without effect when there is none
}

void DeskLayout::toggleSide()
{
    const bool shown = m_side.isHidden();
    if (!shown && m_side.isAncestorOf(m_side.window()->focusWidget()))
        m_side.parentWidget()->setFocus();
    m_side.setVisible(shown);
    QSettings().setValue(sideKey, shown);
}

void DeskLayout::toggleApart()
{
    setApart(!m_apart);
}

void DeskLayout::restoreApart()
{
    if (!m_apart && QSettings().value(apartKey, false).toBool())
        setApart(true);
}

void DeskLayout::setApart(bool apart)
{
    if (apart == (m_apart != nullptr))
        return;
    QSettings settings;
    settings.setValue(apartKey, apart);
    if (apart) {
        m_apart = new Apart(*this, m_page);
        restoreWidths();
        m_apart->show();
    } else {
        settings.setValue(placeKey, m_apart->saveGeometry());
        m_splitter.insertWidget(0, &m_evidence);
        m_apart->deleteLater();
        m_apart = nullptr;
        restoreWidths();
    }
    m_evidence.show();
}

} // namespace countersign::ui
