// Statistics: what waits, what was decided and how, and how long it took; by kind and by person.
#pragma once

#include "workflow/readings.h"
#include "workflow/session.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QStackedWidget;

namespace countersign::items {
class MetricsModel;
}

namespace countersign::ui {

class EmptyState;
class FigureTile;
class ListTable;
class Notice;

class StatisticsPage final : public QWidget {
    Q_OBJECT

public:
    explicit StatisticsPage(workflow::Session &session, QWidget *parent = nullptr);

    void restart();
    void refresh();

Q_SIGNALS:
    void backRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildFigures();
    QWidget *buildTables();
    void show(const workflow::StoreFigures &figures);
    void dress();
    void fit();
    void arrange(int columns);

    workflow::Session &m_session;
    items::MetricsModel *m_byKind;
    items::MetricsModel *m_byPerson;
    ListTable *m_kindTable;
    ListTable *m_personTable;
    QLabel *m_kindHead;
    QLabel *m_personHead;
    QGridLayout *m_figures;
    FigureTile *m_waiting;
    FigureTile *m_decided;
    FigureTile *m_unchanged;
    FigureTile *m_edited;
    FigureTile *m_rejected;
    FigureTile *m_released;
    QStackedWidget *m_body;
    EmptyState *m_empty;
    Notice *m_notice;
    QTimer m_later;
    bool m_outdated = true;
};

} // namespace countersign::ui
