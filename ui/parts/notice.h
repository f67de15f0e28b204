// One sentence where it happened, with a way out: an error, a warning or a confirmation. Hidden while it has nothing to say.
#pragma once

#include "core/result.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace countersign::ui {

class Notice final : public QWidget {
    Q_OBJECT

public:
    explicit Notice(QWidget *parent = nullptr);

    void showError(const core::Error &error);       // the sentence of ui/speech
    void showProblem(const QString &sentence);
    void showSuccess(const QString &sentence);
    void showNote(const QString &sentence); // something to know; nothing is wrong with what one did
    // A button behind the sentence; pressing it emits wayOut. Call after one of the above.
    void offer(const QString &action);
    void clear();
    QString text() const;

Q_SIGNALS:
    void wayOut();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Tone { Problem, Success, Note };
    void say(Tone tone, const QString &sentence);
    void dress();

    QLabel *m_text;
    QPushButton *m_button;
    Tone m_tone = Tone::Problem;
};

} // namespace countersign::ui
