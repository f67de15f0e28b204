// In the suggestion's place until the reviewer has written an answer of their own: where the route asks for one, the AI comes second.
#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace countersign::ui {

class KeyButton;

class FirstAnswer final : public QWidget {
    Q_OBJECT

public:
    explicit FirstAnswer(QWidget *parent = nullptr);

    void begin(const QString &draft); // what was typed before
    QString text() const;
    void takeKeyboard();

Q_SIGNALS:
    void given(const QString &answer); // never empty
    void typed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void give();

    QPlainTextEdit *m_answer;
    KeyButton *m_give;
};

} // namespace countersign::ui
