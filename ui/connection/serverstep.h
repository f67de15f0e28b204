// Where the store is: a server met before, or a new one; how the connection is checked.
#pragma once

#include "ui/connection/connector.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace countersign::ui {

class Field;

class ServerStep final : public QWidget {
    Q_OBJECT

public:
    explicit ServerStep(const Connector &connector, QWidget *parent = nullptr);

    ServerPlace place() const;
    // Says what is missing beside the field and returns false, or returns true.
    bool check();
    // What the server showed, while one may not go on.
    void show(const QString &words);

Q_SIGNALS:
    void changed();

private:
    void fillKnown();
    void take(const QString &address);
    void takeTyped();
    void chooseRoot();

    const Connector &m_connector;
    QComboBox *m_host;
    QLineEdit *m_database;
    QComboBox *m_check;
    QLineEdit *m_root;
    Field *m_hostField;
    Field *m_databaseField;
    QLabel *m_shown;
    QString m_person; // of the address
};

} // namespace countersign::ui
