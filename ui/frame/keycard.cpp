#include "ui/frame/keycard.h"

#include "ui/actions.h"
#include "ui/parts/keybutton.h"
#include "ui/theme/drawing.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using theme::TextRole;

namespace {

constexpr int mostColumns = 3;

// One key as a cap, as on the buttons.
class KeyCap final : public QLabel {
public:
    KeyCap(const QString &text, QWidget *parent) : QLabel(text, parent)
    {
        theme::setRole(this, TextRole::Label, Meaning::Soft);
        setAlignment(Qt::AlignCenter);
        setContentsMargins(px(5), px(1), px(5), px(1));
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        setMinimumWidth(std::max(px(22), sizeHint().width())); // never cut
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        theme::drawBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), QColor(), theme::color(Meaning::Line), 4);
        QLabel::paintEvent(event);
    }
};

QList<CommandInfo> commandsWithKeys()
{
    QList<CommandInfo> found;
    for (int i = 0; i < commandCount; ++i)
        if (CommandInfo info = commandInfo(Command(i)); !liveKeys(info).isEmpty())
            found.append(std::move(info));
    return found;
}

QString spokenKeys(const QList<QKeySequence> &keys)
{
    QStringList words;
    for (const QKeySequence &key : keys)
        words.append(key.toString(QKeySequence::NativeText));
    return words.join(QStringLiteral(", "));
}

} // namespace

KeyCard::KeyCard(QWidget *parent) : QDialog(parent), m_scroll(new QScrollArea(this)), m_columns(mostColumns)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    setAccessibleName(tr("Keys"));
    auto *title = new QLabel(tr("Keys"), this);
    theme::setRole(title, TextRole::Title);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("All keys"));
    theme::setBackground(m_scroll, Meaning::Pane);
    theme::setBackground(this, Meaning::Pane);
    auto *single = new QCheckBox(tr("Single letters work as keys (otherwise only with Alt)"), this);
    single->setChecked(singleKeysOn());
    connect(single, &QCheckBox::toggled, this, [this](bool on) {
        setSingleKeysOn(on);
        fill();
    });
    auto *change = new KeyButton(commandInfo(Command::ChangeKeys).text, {}, theme::Weight::Plain, this);
    auto *shut = new KeyButton(tr("Close"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    connect(change, &QPushButton::clicked, this, [this] {
        Q_EMIT changeWanted();
        close();
    });
    connect(shut, &QPushButton::clicked, this, &QDialog::close);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(px(8));
    bottom->addWidget(single, 1);
    bottom->addWidget(change);
    bottom->addWidget(shut);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(24), px(16), px(24), px(16));
    column->setSpacing(px(10));
    column->addWidget(title);
    column->addWidget(m_scroll, 1);
    column->addLayout(bottom);
    const int widest = parent ? parent->window()->width() - px(32) : px(1160);
    fill();
    while (m_columns > 1 && m_page->minimumSizeHint().width() > widest - px(56)) { // large letters
        --m_columns;
        fill();
    }
    const QSize wanted(std::max(px(1160), m_page->minimumSizeHint().width() + px(56)), m_page->sizeHint().height() + px(130));
    resize(parent ? wanted.boundedTo(parent->window()->size() - QSize(px(32), px(24))) : wanted);
    m_scroll->setFocus();
}

void KeyCard::addGroup(QGridLayout *grid, int &row, const QString &group)
{
    auto *head = new QLabel(group, m_page);
    theme::setRole(head, TextRole::LabelStrong, Meaning::Soft);
    head->setContentsMargins(0, row > 0 ? px(10) : 0, 0, px(2));
    grid->addWidget(head, row++, 0, 1, 2);
    const QList<CommandInfo> all = commandsWithKeys();
    for (const CommandInfo &info : all) {
        if (info.group != group)
            continue;
        const QList<QKeySequence> keys = liveKeys(info);
        auto *name = new QLabel(info.text, m_page);
        theme::setRole(name, TextRole::Control);
        name->setAccessibleName(QStringLiteral("%1: %2").arg(info.text, spokenKeys(keys)));
        grid->addWidget(name, row, 0);
        auto *caps = new QHBoxLayout;
        caps->setSpacing(px(4));
        caps->addStretch(1);
        QStringList shown;
        for (const QKeySequence &key : keys)
            if (const QString text = keyText(key); !shown.contains(text) && shown.size() < 2)
                shown.append(text);
        for (const QString &text : std::as_const(shown))
            caps->addWidget(new KeyCap(text, m_page));
        grid->addLayout(caps, row++, 1);
    }
}

// Groups fill one column after the other, each column about as long as the others.
void KeyCard::fill()
{
    const QList<CommandInfo> all = commandsWithKeys();
    QStringList groups;
    QHash<QString, int> lines;
    for (const CommandInfo &info : all) {
        if (!groups.contains(info.group))
            groups.append(info.group);
        ++lines[info.group];
    }
    int total = 0;
    for (const QString &group : std::as_const(groups))
        total += lines[group] + 2;
    m_page = new QWidget;
    theme::setBackground(m_page, Meaning::Pane);
    auto *beside = new QHBoxLayout(m_page);
    beside->setContentsMargins(0, 0, px(8), 0);
    beside->setSpacing(px(36));
    QGridLayout *grid = nullptr;
    int row = 0;
    int done = 0;
    int column = 0;
    for (const QString &group : std::as_const(groups)) {
        const int middle = done + (lines[group] + 2) / 2;
        if (!grid || (column < m_columns && middle > total * column / m_columns)) {
            auto *holder = new QVBoxLayout;
            grid = new QGridLayout;
            grid->setVerticalSpacing(px(3));
            grid->setHorizontalSpacing(px(12));
            grid->setColumnStretch(0, 1);
            holder->addLayout(grid);
            holder->addStretch(1);
            beside->addLayout(holder, 1);
            row = 0;
            ++column;
        }
        addGroup(grid, row, group);
        done += lines[group] + 2;
    }
    m_scroll->setWidget(m_page);
}

} // namespace countersign::ui
