// The masks of a picture by name: each switched on and off, how strongly they are filled, and why one cannot be shown.
#pragma once

#include "ui/review/evidence/masks/mask.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QSlider;

namespace countersign::ui {

class MaskBar final : public QWidget {
    Q_OBJECT

public:
    // A line for each name, until the masks come: nothing moves then.
    explicit MaskBar(const QStringList &names, QWidget *parent = nullptr);

    void showMask(int index, const Mask &mask);
    void sayProblem(int index, const QString &sentence);

    int count() const { return int(m_lines.size()); }
    bool isOn(int index) const;
    void setOn(int index, bool on);
    void toggle(int index);
    void toggleAll(); // all off where one is on
    int fill() const; // percent
    void setFill(int percent);

    static constexpr int firstFill = 30;
    static constexpr int fillStep = 10;

Q_SIGNALS:
    void switched(int index, bool on);
    void fillChanged(int percent);

private:
    struct Line {
        QCheckBox *box;
        QLabel *facts;
    };
    QWidget *scrolled(QWidget *lines);
    QLayout *makeStrength();
    void drawSamples();

    QList<Line> m_lines;
    QSlider *m_fill;
};

} // namespace countersign::ui
