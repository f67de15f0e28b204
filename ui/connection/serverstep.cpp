#include "ui/connection/serverstep.h"

#include "ui/connection/serverwords.h"
#include "ui/parts/field.h"
#include "ui/prompts.h"
#include "ui/theme/drawing.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

ServerStep::ServerStep(const Connector &connector, QWidget *parent)
    : QWidget(parent), m_connector(connector), m_host(new QComboBox), m_database(new QLineEdit), m_check(new QComboBox), m_root(new QLineEdit),
      m_shown(new QLabel(this))
{
    m_host->setEditable(true);
    m_host->setInsertPolicy(QComboBox::NoInsert);
    m_host->lineEdit()->setPlaceholderText(tr("db.example, or a whole address"));
    m_hostField = new Field(tr("Server"), m_host, this);
    m_host->lineEdit()->setAccessibleName(tr("Server"));
    m_databaseField = new Field(tr("Database"), m_database, this);
    using Check = ServerPlace::Check;
    const std::pair<Check, QString> checks[]{{Check::Full, tr("Encrypted, and only to the server of this name")},
                                             {Check::Authority, tr("Encrypted, to any server a trusted authority vouches for")},
                                             {Check::None, tr("Encrypted, whoever answers: somebody may be in between")}};
    for (const auto &[check, words] : checks)
        m_check->addItem(words, int(check));
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto *choose = new QPushButton(tr("Choose…"), line);
    choose->setAccessibleName(tr("Choose the root certificate"));
    row->addWidget(m_root, 1);
    row->addWidget(choose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    column->addWidget(m_hostField);
    column->addWidget(m_databaseField);
    column->addWidget(new Field(tr("Connections to other computers"), m_check, this));
    auto *rootField = new Field(tr("Root certificate"), line, this);
    rootField->say(tr("A file, if whoever runs the server gave you one."));
    m_root->setAccessibleName(tr("Root certificate"));
    column->addWidget(rootField);
    column->addWidget(m_shown);
    column->addStretch();
    m_shown->setWordWrap(true);
    m_shown->setTextFormat(Qt::PlainText);
    theme::setRole(m_shown, theme::TextRole::Control, theme::Meaning::Soft);
    m_shown->hide();
    setFocusProxy(m_host);
    fillKnown();
    connect(choose, &QPushButton::clicked, this, &ServerStep::chooseRoot);
    connect(m_host, &QComboBox::activated, this, [this](int known) { take(m_host->itemData(known).toString()); });
    connect(m_host->lineEdit(), &QLineEdit::editingFinished, this, &ServerStep::takeTyped);
    for (QLineEdit *field : {m_host->lineEdit(), m_database, m_root})
        connect(field, &QLineEdit::textChanged, this, &ServerStep::changed);
    connect(m_check, &QComboBox::currentIndexChanged, this, &ServerStep::changed);
    connect(this, &ServerStep::changed, m_shown, &QLabel::hide);
}

// The newest is what one most likely wants again.
void ServerStep::fillKnown()
{
    for (const QString &address : m_connector.known)
        if (const auto place = m_connector.place(address))
            m_host->addItem(addressWords(*place), address);
    if (m_host->count() > 0)
        take(m_host->itemData(0).toString());
    else
        m_host->setEditText({});
}

void ServerStep::take(const QString &address)
{
    const auto place = m_connector.place(address);
    if (!place)
        return;
    m_host->setEditText(place->host);
    m_database->setText(place->database);
    m_check->setCurrentIndex(m_check->findData(int(place->check)));
    m_root->setText(place->rootCertificate);
    m_person = place->person;
}

// Somebody pasted an address whole.
void ServerStep::takeTyped()
{
    if (m_host->currentText().contains(QStringLiteral("://")))
        take(m_host->currentText().trimmed());
}

void ServerStep::chooseRoot()
{
    prompts().chooseFiles(this, tr("Root certificate"), tr("Certificates (*.crt *.pem);;All files (*)"), [this](const QStringList &files) {
        if (!files.isEmpty())
            m_root->setText(files.first());
    });
}

ServerPlace ServerStep::place() const
{
    const auto check = ServerPlace::Check(m_check->currentData().toInt());
    return {m_host->currentText().trimmed(), m_database->text().trimmed(), m_person, check, m_root->text().trimmed()};
}

bool ServerStep::check()
{
    takeTyped();
    const ServerPlace typed = place();
    m_hostField->say(typed.host.isEmpty() ? tr("The name of the server, as whoever runs it told you.") : QString(), Field::Tone::Wrong);
    m_databaseField->say(typed.database.isEmpty() ? tr("The name of the store's database on the server.") : QString(), Field::Tone::Wrong);
    if (typed.host.isEmpty() || typed.database.isEmpty()) {
        (typed.host.isEmpty() ? static_cast<QWidget *>(m_host) : m_database)->setFocus(Qt::OtherFocusReason);
        return false;
    }
    if (!m_connector.address(typed)) {
        m_hostField->say(tr("This is no address of a server. It is a name, perhaps with a port behind a colon."), Field::Tone::Wrong);
        m_host->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return true;
}

void ServerStep::show(const QString &words)
{
    m_shown->setText(words);
    m_shown->setVisible(!words.isEmpty());
}

} // namespace countersign::ui
