// Words to find, how many places there are, and steps between them. Finding itself is somebody else's.
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
    // How many places hold the words; nothing: this evidence cannot be searched.
    void setCount(std::optional<int> count);
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
    int m_index = -1;
};

} // namespace countersign::ui
