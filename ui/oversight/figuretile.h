// One figure with its name below.
#pragma once

#include <QWidget>

class QLabel;

namespace countersign::ui {

class FigureTile final : public QWidget {
    Q_OBJECT

public:
    explicit FigureTile(const QString &name, QWidget *parent = nullptr);

    void setFigure(const QString &figure, const QString &note = {});

private:
    void dress();

    QLabel *m_figure;
    QLabel *m_name;
    QString m_plainName;
};

} // namespace countersign::ui
