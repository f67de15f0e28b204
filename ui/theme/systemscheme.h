// Whether the desktop asks for a dark window or for high contrast: the portal settings org.freedesktop.appearance color-scheme and contrast.
// Never blocks.
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <optional>

namespace countersign::ui::theme {

class SystemScheme final : public QObject {
    Q_OBJECT

public:
    explicit SystemScheme(QObject *parent = nullptr);

    // What the portal said last (also in an earlier run), or nothing when it never answered or has no preference.
    std::optional<bool> prefersDark() const { return m_dark; }
    bool prefersContrast() const { return m_contrast; } // false until the portal has said otherwise
    // Asks the portal and listens from then on; answers with changed().
    void ask();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QString &key, QVariant value);
    void takeContrast(bool strong);

    std::optional<bool> m_dark;
    bool m_contrast = false;
};

} // namespace countersign::ui::theme
