// What a person has set about keys, remembered: whether bare letters work (WCAG 2.1.4 asks that they can be switched off), and keys of
// their own for commands.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <optional>

namespace countersign::ui {

class KeyPreference final : public QObject {
    Q_OBJECT

public:
    static KeyPreference *instance();

    bool singleKeys() const { return m_singleKeys; }
    void setSingleKeys(bool on);

    // By the command's id: another first key, or an empty one for none; nothing where the program's own stands.
    std::optional<QKeySequence> ownKey(const QString &command) const;
    void setOwnKey(const QString &command, const std::optional<QKeySequence> &key);
    void forgetOwnKeys();

Q_SIGNALS:
    void changed();

private:
    KeyPreference();

    bool m_singleKeys;
    QHash<QString, QKeySequence> m_own;
};

} // namespace countersign::ui
