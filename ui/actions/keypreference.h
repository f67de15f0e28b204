// Whether bare letters work as keys: a remembered setting (WCAG 2.1.4 asks that they can be switched off).
#pragma once

#include <QObject>

namespace countersign::ui {

class KeyPreference final : public QObject {
    Q_OBJECT

public:
    static KeyPreference *instance();

    bool singleKeys() const { return m_singleKeys; }
    void setSingleKeys(bool on);

Q_SIGNALS:
    void changed();

private:
    KeyPreference();

    bool m_singleKeys;
};

} // namespace countersign::ui
