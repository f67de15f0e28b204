#include "ui/actions/keypreference.h"

#include <QSettings>

namespace countersign::ui {

namespace {
const QString singleName = QStringLiteral("keys/single");
const QString ownGroup = QStringLiteral("keys/own");
} // namespace

KeyPreference *KeyPreference::instance()
{
    static KeyPreference it;
    return &it;
}

KeyPreference::KeyPreference() : m_singleKeys(QSettings().value(singleName, true).toBool())
{
    QSettings settings;
    settings.beginGroup(ownGroup);
    const QStringList commands = settings.childKeys();
    for (const QString &command : commands)
        m_own.insert(command, QKeySequence::fromString(settings.value(command).toString(), QKeySequence::PortableText));
}

void KeyPreference::setSingleKeys(bool on)
{
    if (m_singleKeys == on)
        return;
    m_singleKeys = on;
    QSettings().setValue(singleName, on);
    Q_EMIT changed();
}

std::optional<QKeySequence> KeyPreference::ownKey(const QString &command) const
{
    const auto found = m_own.constFind(command);
    return found == m_own.cend() ? std::nullopt : std::optional(*found);
}

void KeyPreference::setOwnKey(const QString &command, const std::optional<QKeySequence> &key)
{
    const QString name = ownGroup + u'/' + command;
    if (key) {
        m_own.insert(command, *key);
        QSettings().setValue(name, key->toString(QKeySequence::PortableText));
    } else {
        m_own.remove(command);
        QSettings().remove(name);
    }
    Q_EMIT changed();
}

void KeyPreference::forgetOwnKeys()
{
    m_own.clear();
    QSettings().remove(ownGroup);
    Q_EMIT changed();
}

} // namespace countersign::ui
