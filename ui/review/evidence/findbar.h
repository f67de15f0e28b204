// Words to find, how many places there are in how many items, and steps between them. Finding itself is somebody else's.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace countersign::ui {

class FindBar final : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    void open(); // shows itself and takes the keyboard, its words selected
    QString words() const;
    // How many places hold the words, in how many items; nothing: this evidence cannot be searched. The place one is at stays.
    void setCount(std::optional<int> count, int items);
    int place() const { return m_index; } // from 0; -1: none
    void setPlace(int index);             // without stepped()
    void step(int direction);

Q_SIGNALS:
    void wordsChanged(const QString &words);
    void stepped(int index); // the place to show
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void say();

    QLineEdit *m_words;
    QLabel *m_place;
    std::optional<int> m_count;
    int m_items = 0;
    int m_index = -1;
};

} // namespace countersign::ui
