// The bar above a pane: what stands left, room, what stands right; a one-pixel line below. And lines by themselves.
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace countersign::ui {

class HeaderBar final : public QWidget {
    Q_OBJECT

public:
    explicit HeaderBar(QWidget *parent = nullptr);

    // In reading order; the bar becomes the parent.
    void addLeading(QWidget *widget, int stretch = 0);
    void addTrailing(QWidget *widget);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void size();

    QHBoxLayout *m_leading;
    QHBoxLayout *m_trailing;
};

// A one-pixel line.
class Rule final : public QWidget {
    Q_OBJECT

public:
    explicit Rule(Qt::Orientation orientation, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace countersign::ui
