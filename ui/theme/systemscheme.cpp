#include "ui/theme/systemscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QSettings>

namespace countersign::ui::theme {

namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString settingsInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");
const QString contrast = QStringLiteral("contrast");
const QString rememberedKey = QStringLiteral("look/systemDark");

} // namespace

SystemScheme::SystemScheme(QObject *parent) : QObject(parent)
{
    const QVariant remembered = QSettings().value(rememberedKey);
    if (remembered.isValid())
        m_dark = remembered.toBool();
}

void SystemScheme::ask()
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") && qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        return; // connecting would start a bus of its own
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, settingsInterface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    for (const QString &key : {colorScheme, contrast}) {
        QDBusMessage read = QDBusMessage::createMethodCall(service, path, settingsInterface, QStringLiteral("Read"));
        read << appearance << key;
        auto *call = new QDBusPendingCallWatcher(bus.asyncCall(read, 2000), this);
        connect(call, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher *answered) {
            answered->deleteLater();
            const QDBusPendingReply<QVariant> reply = *answered;
            if (reply.isValid())
                take(key, reply.value());
        });
    }
}

void SystemScheme::settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance)
        take(key, value.variant());
}

void SystemScheme::takeContrast(bool strong)
{
    if (strong == m_contrast)
        return;
    m_contrast = strong;
    Q_EMIT changed();
}

void SystemScheme::take(const QString &key, QVariant value)
{
    while (value.canConvert<QDBusVariant>()) // Read wraps its answer twice
        value = value.value<QDBusVariant>().variant();
    if (key == contrast)
        return takeContrast(value.toUInt() == 1);
    if (key != colorScheme)
        return;
    const uint preference = value.toUInt(); // 0 none, 1 dark, 2 light
    const std::optional<bool> dark = preference == 1 ? std::optional(true) : preference == 2 ? std::optional(false) : std::nullopt;
    if (dark == m_dark)
        return;
    m_dark = dark;
    if (dark)
        QSettings().setValue(rememberedKey, *dark);
    else
        QSettings().remove(rememberedKey);
    Q_EMIT changed();
}

} // namespace countersign::ui::theme
