#include "ui/frame/keycatcher.h"

#include <QKeyEvent>

namespace countersign::ui {

namespace {

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_AltGr || key == Qt::Key_Meta || key == Qt::Key_unknown
        || key == 0;
}

} // namespace

KeyCatcher::KeyCatcher(QWidget *parent) : QPushButton(parent)
{
    setAutoDefault(false);
    setCatching(false);
    connect(this, &QPushButton::clicked, this, [this] { setCatching(true); });
}

void KeyCatcher::setCatching(bool on)
{
    m_catching = on;
    setText(on ? tr("Press the new key… Esc leaves") : tr("Set a new key…"));
    setAccessibleName(text());
}

bool KeyCatcher::take(const QKeyEvent &key)
{
    if (isModifier(key.key()))
        return true;
    setCatching(false);
    const Qt::KeyboardModifiers held = key.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    if (key.key() == Qt::Key_Escape && held == Qt::NoModifier)
        return true;
    // Shift is part of a sign such as "+" already; with a letter it makes another key.
    const bool sign = held == Qt::ShiftModifier && key.key() < Qt::Key_Escape && !QChar(key.key()).isLetter();
    Q_EMIT caught(QKeySequence(QKeyCombination(sign ? Qt::NoModifier : held, Qt::Key(key.key()))));
    return true;
}

bool KeyCatcher::event(QEvent *event)
{
    if (m_catching && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (m_catching && event->type() == QEvent::KeyPress)
        return take(*static_cast<QKeyEvent *>(event));
    return QPushButton::event(event);
}

void KeyCatcher::focusOutEvent(QFocusEvent *event)
{
    setCatching(false);
    QPushButton::focusOutEvent(event);
}

} // namespace countersign::ui
