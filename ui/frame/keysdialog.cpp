#include "ui/frame/keysdialog.h"

#include "ui/actions.h"
#include "ui/parts/keybutton.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

namespace {

QString allKeys(const CommandInfo &info)
{
    QStringList keys;
    for (const QKeySequence &key : info.keys)
        keys << key.toString(QKeySequence::NativeText);
    keys.removeDuplicates();
    return keys.join(QStringLiteral("   "));
}

void fill(QTreeWidget *list)
{
    QHash<QString, QTreeWidgetItem *> groups;
    for (int i = 0; i < commandCount; ++i) {
        const CommandInfo info = commandInfo(Command(i));
        if (info.keys.isEmpty())
            continue;
        QTreeWidgetItem *&group = groups[info.group];
        if (!group) {
            group = new QTreeWidgetItem(list, {info.group, QString()});
            group->setFont(0, theme::font(theme::TextRole::LabelStrong));
            group->setForeground(0, theme::color(theme::Meaning::Soft));
            group->setFlags(Qt::ItemIsEnabled);
            group->setSizeHint(0, {0, px(36)});
        }
        auto *row = new QTreeWidgetItem(group, {info.text, allKeys(info)});
        row->setSizeHint(0, {0, px(28)});
        row->setForeground(1, theme::color(theme::Meaning::Soft));
    }
    list->expandAll();
}

} // namespace

KeysDialog::KeysDialog(QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    auto *title = new QLabel(tr("Keys"), this);
    theme::setRole(title, theme::TextRole::Title);
    auto *list = new QTreeWidget(this);
    list->setAccessibleName(tr("Keys"));
    list->setColumnCount(2);
    list->setHeaderHidden(true);
    list->setRootIsDecorated(false);
    list->setIndentation(0);
    list->setFrameShape(QFrame::NoFrame);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    fill(list);
    list->setColumnWidth(0, px(280));
    auto *single = new QCheckBox(tr("Single letters work as keys (otherwise only with Alt)"), this);
    single->setChecked(singleKeysOn());
    connect(single, &QCheckBox::toggled, this, [](bool on) { setSingleKeysOn(on); });
    auto *close = new KeyButton(tr("Close"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(single, 1);
    bottom->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(16), px(20), px(16));
    column->addWidget(title);
    column->addWidget(list, 1);
    column->addLayout(bottom);
    resize(px(620), px(620));
}

} // namespace countersign::ui
