#include "ui/review/desklayout.h"

#include <QSettings>
#include <QSplitter>

namespace countersign::ui {

namespace {

const QString widthsKey = QStringLiteral("desk/panes");
const QString sideKey = QStringLiteral("desk/side");

} // namespace

DeskLayout::DeskLayout(QSplitter &splitter, QWidget &side, QObject *parent) : QObject(parent), m_splitter(splitter), m_side(side)
{
    const QSettings settings;
    splitter.restoreState(settings.value(widthsKey).toByteArray()); // without effect when there is none
    splitter.setHandleWidth(1);
    side.setVisible(settings.value(sideKey, true).toBool());
    connect(&splitter, &QSplitter::splitterMoved, this, [this] { QSettings().setValue(widthsKey, m_splitter.saveState()); });
}

void DeskLayout::toggleSide()
{
    const bool shown = m_side.isHidden();
    if (!shown && m_side.isAncestorOf(m_side.window()->focusWidget()))
        m_side.parentWidget()->setFocus();
    m_side.setVisible(shown);
    QSettings().setValue(sideKey, shown);
}

} // namespace countersign::ui
