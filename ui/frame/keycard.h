// All keys on one page, made from the commands; F1.
#pragma once

#include <QDialog>

class QGridLayout;
class QScrollArea;

namespace countersign::ui {

class KeyCard final : public QDialog {
    Q_OBJECT

public:
    explicit KeyCard(QWidget *parent);

Q_SIGNALS:
    void changeWanted(); // keys are to be changed

private:
    void fill();
    void addGroup(QGridLayout *grid, int &row, const QString &group);

    QWidget *m_page = nullptr;
    QScrollArea *m_scroll;
    int m_columns;
};

} // namespace countersign::ui
