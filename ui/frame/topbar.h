// The top of the window: the name, how much waits, which store and whether it answers, who works.
#pragma once

#include "core/caserepository.h"
#include "ui/queue/queuefilters.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace countersign::ui {

class Chip;

class TopBar final : public QWidget {
    Q_OBJECT

public:
    // The menu opens from the person's name; not owned.
    explicit TopBar(QMenu *menu, QWidget *parent = nullptr);

    void setCounts(const core::QueueCounts &counts);
    void setStore(const QString &name, const QString &location);
    void setLive(bool live, const QString &why = {});
    void setOffline(bool offline); // what is named is a workspace
    void setPerson(const QString &words);

Q_SIGNALS:
    void viewWanted(countersign::ui::QueueFilters::View view);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void dress();
    void sayStore();

    QLabel *m_name;
    Chip *m_open;
    Chip *m_mine;
    Chip *m_second;
    Chip *m_store;
    QToolButton *m_person;
    QString m_storeName;
    bool m_live = true;
    bool m_offline = false;
};

} // namespace countersign::ui
