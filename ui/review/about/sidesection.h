// One section of the side pane: a head with a figure and perhaps small buttons, what it holds, a line below. Hidden while empty.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace countersign::ui {

class SideSection final : public QWidget {
    Q_OBJECT

public:
    explicit SideSection(const QString &title, QWidget *parent = nullptr);

    void setCount(int count); // beside the head; below zero: no figure
    void setContent(QWidget *content);
    // A small button at the end of the head.
    QPushButton *addButton(const QString &icon, const QString &spoken);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void dress();

    QLabel *m_title;
    QLabel *m_count;
    QHBoxLayout *m_head;
    QVBoxLayout *m_column;
};

} // namespace countersign::ui
