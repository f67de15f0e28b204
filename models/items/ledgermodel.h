// The log as a table, newest entry first: only its size is known, entries are fetched a page at a time when they are looked at.
// Lives in one thread; never blocks: entriesWanted() asks, setEntries() answers.
#pragma once

#include "items/roles.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHash>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <optional>

namespace countersign::items {

// One entry as far as the list shows it.
struct LedgerItem {
    quint64 seq = 0;
    QString kind;       // statement kind: "decision"
    QDateTime arrived;
    QString actor;
    QString actorName;
    QString subject;
    QString leafHash;
    QStringList flags;
    bool operator==(const LedgerItem &) const = default;
};

class LedgerModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Seq, Arrived, What, Subject, Actor, Hash };
    static constexpr int columns = Hash + 1;
    static constexpr int pageRows = 64;
    static constexpr int itemsKept = 4096;
    static constexpr quint64 mostAsked = 8 * pageRows; // in one request, the newest entries of the wish

    struct Wording {
        std::function<QString(const LedgerItem &, Column)> cell;
        std::function<QString(Column)> heading;
    };
    explicit LedgerModel(Wording wording, QObject *parent = nullptr);

    // A log only grows: new entries are inserted at the top. A smaller size (another store) starts anew.
    void setSize(quint64 size);
    quint64 size() const { return m_size; }
    void setEntries(const QList<LedgerItem> &items);
    const LedgerItem *entry(int row) const; // nullptr while it is not here
    quint64 seqOf(int row) const { return m_size - 1 - quint64(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    // Entries [from, from + count); the newest wish, everything it covers that is missing.
    void entriesWanted(quint64 from, qsizetype count);

private:
    void want(quint64 seq) const;
    void ask();

    Wording m_wording;
    quint64 m_size = 0;
    QHash<quint64, LedgerItem> m_items;
    mutable quint64 m_lowest = 0;  // of the wish being gathered
    mutable quint64 m_highest = 0;
    mutable bool m_wishing = false;
    std::optional<std::pair<quint64, quint64>> m_asked; // unanswered: from, to
    mutable QTimer m_soon;
};

} // namespace countersign::items
