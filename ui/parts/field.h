// A labelled field of a form: a label above, the field, a line below for what is expected or wrong.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace countersign::ui {

class Field final : public QWidget {
    Q_OBJECT

public:
    // The label becomes the accessible name of `editor`, the hint its description; the field becomes the parent.
    Field(const QString &label, QWidget *editor, QWidget *parent = nullptr);

    enum class Tone { Hint, Wrong, Right };
    void say(const QString &text, Tone tone = Tone::Hint);
    QString said() const;

private:
    void dress();

    QLabel *m_label;
    QWidget *m_editor;
    QLabel *m_hint;
    Tone m_tone = Tone::Hint;
};

// A line for a passphrase: hidden, with a button to look at it; pasting is allowed (SP 800-63B).
QLineEdit *passphraseLine(QWidget *parent = nullptr);
// A button in the line that empties it, with a name; for a search line also the lens in front.
void offerClearing(QLineEdit *line);
void makeSearchLine(QLineEdit *line);
// Empties the line and overwrites what it held, as far as Qt lets us.
void wipe(QLineEdit *line);

} // namespace countersign::ui
