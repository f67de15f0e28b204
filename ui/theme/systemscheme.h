// Whether the desktop asks for a dark window: the portal setting org.freedesktop.appearance color-scheme. Never blocks.
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <optional>

class QDBusPendingCallWatcher;

namespace countersign::ui::theme {

class SystemScheme final : public QObject {
    Q_OBJECT

public:
    explicit SystemScheme(QObject *parent = nullptr);

    // What the portal said last (also in an earlier run), or nothing when it never answered or has no preference.
    std::optional<bool> prefersDark() const { return m_dark; }
    // Asks the portal and listens from then on; answers with changed().
    void ask();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void answered(QDBusPendingCallWatcher *call);
    void take(QVariant value);

    std::optional<bool> m_dark;
};

} // namespace countersign::ui::theme
