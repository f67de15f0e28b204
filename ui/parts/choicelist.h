// The list of a Chooser: choices filtered as one types, the best first, each with its key at the end.
#pragma once

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace countersign::ui {

struct Choice {
    QString text;
    QString detail;      // soft, behind the text
    QString key;         // as a cap at the end
    bool usable = true;  // else drawn faint and never chosen
};

class ChoiceModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { ChoiceRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;
    void setChoices(QList<Choice> choices);
    // Every word must occur in text, detail or key, whatever its case and accents; what begins with the words comes first.
    void setWords(const QString &words);
    int choiceOf(int row) const { return m_shown.value(row, -1); } // position in the list set
    const Choice &choice(int row) const { return m_choices[m_shown[row]]; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Choice> m_choices;
    QStringList m_folded; // of the choices, for comparing
    QList<int> m_shown;
    QString m_words;
};

class ChoiceDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace countersign::ui
