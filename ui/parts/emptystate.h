// What a page shows when it has nothing: a sentence that says what is so, one that says what to do next, and the button for it.
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace countersign::ui {

class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    // `icon`: a name of resources/icons.
    void say(const QString &icon, const QString &title, const QString &next);
    // Put below the sentences; the state becomes the parent.
    void addButton(QWidget *button);

private:
    void dress();

    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_next;
    QVBoxLayout *m_column;
    QString m_icon;
};

} // namespace countersign::ui
