// The AI's value of a field, whole at any width, with what is not in mine struck through.
#pragma once

#include "ui/review/text/paragraphlayout.h"

#include <QWidget>

namespace countersign::ui {

class FieldValue final : public QWidget {
    Q_OBJECT

public:
    explicit FieldValue(QWidget *parent = nullptr);

    void setValue(const QString &suggested);                      // unchanged
    void setValue(const QString &suggested, const QString &mine); // changed
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ParagraphLayout laidOut(int width) const;

    DisplayText m_display;
    bool m_rightToLeft = false;
};

} // namespace countersign::ui
