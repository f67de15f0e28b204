// What of the queue is shown: chips by state with their counts, search as one types, kind, risk, order.
#pragma once

#include "core/caserepository.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace countersign::ui {

class Chip;

class QueueFilters final : public QWidget {
    Q_OBJECT

public:
    enum class View { Waiting, Mine, SecondLook, Held, Released, Rejected, All };
    static constexpr int viewCount = int(View::All) + 1;
    static constexpr int searchDelayMilliseconds = 120; // after the last letter

    explicit QueueFilters(QWidget *parent = nullptr);

    // The filter as chosen now; teams and asker are not set, `me` fills "Mine".
    core::QueueFilter filter(const core::PersonId &me) const;
    View view() const { return m_view; }
    void setView(View view);
    bool narrowed() const; // a search, kind or risk besides the view
    void reset();          // no search, kind or risk
    void setCounts(const core::QueueCounts &counts);
    void setShown(qint64 cases); // how many the list has; -1: not known
    void focusSearch();
    QString searchText() const;
    QWidget *search() const;

    static qint64 countOf(View view, const core::QueueCounts &counts);

Q_SIGNALS:
    void changed();
    void leaveSearch();  // down or escape in the search field: to the list
    void openFirst();    // return in the search field

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildChips();
    QWidget *buildFields();
    void fillKinds(const core::QueueCounts &counts);
    void dress();

    View m_view = View::Waiting;
    QList<Chip *> m_chips;
    QLineEdit *m_search;
    QComboBox *m_kind;
    QComboBox *m_risk;
    QComboBox *m_order;
    QLabel *m_shown;
    QTimer m_typing;
};

} // namespace countersign::ui
