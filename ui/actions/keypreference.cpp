#include "ui/actions/keypreference.h"

#include <QSettings>

namespace countersign::ui {

KeyPreference *KeyPreference::instance()
{
    static KeyPreference it;
    return &it;
}

KeyPreference::KeyPreference() : m_singleKeys(QSettings().value(QStringLiteral("keys/single"), true).toBool()) {}

void KeyPreference::setSingleKeys(bool on)
{
    if (m_singleKeys == on)
        return;
    m_singleKeys = on;
    QSettings().setValue(QStringLiteral("keys/single"), on);
    Q_EMIT changed();
}

} // namespace countersign::ui
