// The tabs of a case's evidence; those there is no room for are in a menu behind the last one.
#pragma once

#include "core/evidence.h"

#include <QTabBar>

class QPushButton;

namespace countersign::ui {

class EvidenceTabs final : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceTabs(QWidget *parent = nullptr);

    void setItems(const QList<core::EvidenceItem> &items); // the first becomes the current one, without currentChanged
    int current() const;
    void setCurrent(int index);
    int count() const;
    QSize minimumSizeHint() const override;

    // A title short enough for a tab.
    static QString shortTitle(const core::EvidenceItem &item);

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // Knows how wide a tab would like to be.
    class Bar final : public QTabBar {
    public:
        using QTabBar::QTabBar;
        int wish(int index) const { return tabSizeHint(index).width(); }
    };

    void arrange();
    void showMenu();

    Bar *m_bar;
    QPushButton *m_more;
    QStringList m_titles;
    bool m_arranging = false;
};

} // namespace countersign::ui
