// The strip of icons at the side: one button per page, the present one marked.
#pragma once

#include <QActionGroup>
#include <QWidget>

class QVBoxLayout;

namespace countersign::ui {

class Rail final : public QWidget {
    Q_OBJECT

public:
    explicit Rail(QWidget *parent = nullptr);

    // In order from the top; the action is made checkable and its text and key become the button's name and tip.
    void add(QAction *action, const QString &icon);
    // One at the bottom, not a page.
    void addBelow(QAction *action, const QString &icon);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *button(QAction *action, const QString &icon);
    void dress();

    QActionGroup *m_pages;
    QVBoxLayout *m_column;
    int m_above = 0;
};

} // namespace countersign::ui
