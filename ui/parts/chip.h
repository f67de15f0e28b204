// A small rounded label with an optional figure ("Queue 214") or dot ("● clinic · live"); can be a toggle for filters.
#pragma once

#include "ui/theme.h"

#include <QAbstractButton>
#include <optional>

namespace countersign::ui {

class Chip final : public QAbstractButton {
    Q_OBJECT

public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    // The figure behind the text, drawn stronger; nothing: none.
    void setCount(std::optional<qint64> count);
    // A dot in front; nothing: none.
    void setDot(std::optional<theme::Meaning> meaning);
    // Only shown, not pressed: no focus, no hover.
    void setPassive(bool passive);
    // Colours other than the calm default, e.g. NotFound on NotFoundPane.
    void setMeaning(theme::Meaning ink, theme::Meaning pane);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString countText() const;
    void describe();

    std::optional<qint64> m_count;
    std::optional<theme::Meaning> m_dot;
    std::optional<std::pair<theme::Meaning, theme::Meaning>> m_meaning;
    bool m_passive = false;
};

} // namespace countersign::ui
