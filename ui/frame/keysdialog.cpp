#include "ui/frame/keysdialog.h"

#include "ui/frame/keycatcher.h"
#include "ui/parts/keybutton.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using theme::TextRole;

namespace {

constexpr int commandRole = Qt::UserRole;

QString allKeys(const CommandInfo &info)
{
    QStringList keys;
    for (const QKeySequence &key : info.keys)
        keys << key.toString(QKeySequence::NativeText);
    keys.removeDuplicates();
    return keys.join(QStringLiteral("   "));
}

// Keys every dialog, list and text needs for itself.
bool isReserved(const QKeySequence &key)
{
    static const QList<QKeySequence> kept{QKeySequence(Qt::Key_Tab),   QKeySequence(Qt::SHIFT | Qt::Key_Backtab), QKeySequence(Qt::Key_Escape),
                                          QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter),               QKeySequence(Qt::Key_Space),
                                          QKeySequence(Qt::Key_Up),     QKeySequence(Qt::Key_Down),                QKeySequence(Qt::Key_Left),
                                          QKeySequence(Qt::Key_Right),  QKeySequence(Qt::Key_F6),                  QKeySequence(Qt::SHIFT | Qt::Key_F6)};
    return kept.contains(key);
}

} // namespace

KeysDialog::KeysDialog(QWidget *parent)
    : QDialog(parent), m_list(new QTreeWidget(this)), m_which(new QLabel(this)), m_said(new QLabel(this)), m_catcher(new KeyCatcher(this)),
      m_none(new KeyButton(tr("No key"), {}, theme::Weight::Plain, this)), m_own(new KeyButton(tr("As delivered"), {}, theme::Weight::Plain, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change keys"));
    setAccessibleName(tr("Change keys"));
    theme::setBackground(this, Meaning::Pane);
    build();
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] {
        m_said->clear();
        showCurrent();
    });
    connect(m_list, &QTreeWidget::itemActivated, m_catcher, [this] {
        m_catcher->setFocus();
        m_catcher->click();
    });
    connect(m_catcher, &KeyCatcher::caught, this, &KeysDialog::take);
    connect(m_none, &QPushButton::clicked, this, [this] { take({}); });
    connect(m_own, &QPushButton::clicked, this, [this] {
        if (const auto command = current())
            setOwnKey(*command, std::nullopt);
        m_said->clear();
        fill();
    });
    fill();
    m_list->setCurrentItem(m_list->topLevelItem(0)->child(0));
    resize(QSize(px(640), px(640)).boundedTo(parent ? parent->window()->size() : QSize(px(640), px(640))));
}

void KeysDialog::build()
{
    auto *title = new QLabel(windowTitle(), this);
    theme::setRole(title, TextRole::Title);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setColumnWidth(0, px(320));
    QPalette inks = m_list->palette();
    inks.setColor(QPalette::HighlightedText, theme::color(Meaning::Ink));
    m_list->setPalette(inks);
    auto *single = new QCheckBox(tr("Single letters work as keys (otherwise only with Alt)"), this);
    single->setChecked(singleKeysOn());
    connect(single, &QCheckBox::toggled, this, [](bool on) { setSingleKeysOn(on); });
    auto *all = new KeyButton(tr("All as delivered"), {}, theme::Weight::Plain, this);
    connect(all, &QPushButton::clicked, this, [this] {
        forgetOwnKeys();
        m_said->clear();
        fill();
    });
    auto *shut = new KeyButton(tr("Close"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    connect(shut, &QPushButton::clicked, this, &QDialog::close);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(px(8));
    bottom->addWidget(single, 1);
    bottom->addWidget(all);
    bottom->addWidget(shut);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(16), px(20), px(16));
    column->setSpacing(px(10));
    column->addWidget(title);
    column->addWidget(m_list, 1);
    column->addWidget(buildChanging());
    column->addLayout(bottom);
}

QWidget *KeysDialog::buildChanging()
{
    auto *box = new QWidget(this);
    theme::setRole(m_which, TextRole::Strong);
    theme::setRole(m_said, TextRole::Control, Meaning::NotFound);
    m_said->setAccessibleName(tr("What was said"));
    m_said->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(px(8));
    buttons->addWidget(m_which, 1);
    for (QWidget *button : {static_cast<QWidget *>(m_catcher), static_cast<QWidget *>(m_none), static_cast<QWidget *>(m_own)})
        buttons->addWidget(button);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->addLayout(buttons);
    column->addWidget(m_said);
    return box;
}

void KeysDialog::fill()
{
    const auto kept = current();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    QHash<QString, QTreeWidgetItem *> groups;
    for (int i = 0; i < commandCount; ++i) {
        const CommandInfo info = commandInfo(Command(i));
        if (info.fixed)
            continue;
        QTreeWidgetItem *&group = groups[info.group];
        if (!group) {
            group = new QTreeWidgetItem(m_list, {info.group, QString()});
            group->setFont(0, theme::font(TextRole::LabelStrong));
            group->setForeground(0, theme::color(Meaning::Soft));
            group->setFlags(Qt::ItemIsEnabled);
            group->setSizeHint(0, {0, px(34)});
        }
        auto *row = new QTreeWidgetItem(group, {info.text, allKeys(info)});
        row->setData(0, commandRole, i);
        row->setData(0, Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(info.text, allKeys(info)));
        row->setSizeHint(0, {0, px(28)});
        row->setForeground(1, theme::color(hasOwnKey(info.command) ? Meaning::Accent : Meaning::Soft));
        if (kept == info.command)
            m_list->setCurrentItem(row);
    }
    m_list->expandAll();
    showCurrent();
}

std::optional<Command> KeysDialog::current() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    const QVariant command = item ? item->data(0, commandRole) : QVariant();
    return command.isValid() ? std::optional(Command(command.toInt())) : std::nullopt;
}

void KeysDialog::showCurrent()
{
    const auto command = current();
    m_which->setText(command ? commandInfo(*command).text : QString());
    m_catcher->setEnabled(command.has_value());
    m_none->setEnabled(command && !commandInfo(*command).keys.isEmpty());
    m_own->setEnabled(command && hasOwnKey(*command));
}

void KeysDialog::take(const QKeySequence &key)
{
    const auto command = current();
    if (!command)
        return;
    const QString name = key.toString(QKeySequence::NativeText);
    if (isReserved(key)) {
        m_said->setText(tr("%1 has its own use in texts, lists and dialogs.").arg(name));
    } else if (const auto taken = keyTaken(*command, key)) {
        m_said->setText(tr("%1 is the key of “%2” already.").arg(name, commandInfo(*taken).text));
    } else {
        m_said->clear();
        setOwnKey(*command, key);
        fill();
    }
    m_list->setFocus();
}

} // namespace countersign::ui
