#include "ui/frame/windowmenu.h"

#include "ui/actions.h"
#include "ui/frame/keycard.h"
#include "ui/frame/keysdialog.h"
#include "ui/theme.h"

#include <QActionGroup>

namespace countersign::ui {

WindowMenu::WindowMenu(QWidget *window) : QMenu(window)
{
    setAccessibleName(tr("Window menu"));
    QAction *lock = makeAction(Command::LockWindow, window, Qt::WindowShortcut);
    lock->setIcon(theme::icon(QStringLiteral("lock")));
    connect(lock, &QAction::triggered, this, &WindowMenu::lockWanted);
    addAction(lock);
    addSeparator();
    addLook(window);
    addSeparator();
    addTextSize(window);
    addSeparator();
    QAction *full = makeAction(Command::FullScreen, window, Qt::WindowShortcut);
    full->setCheckable(true);
    connect(this, &QMenu::aboutToShow, full, [full, window] { full->setChecked(window->isFullScreen()); });
    connect(full, &QAction::triggered, window, [window] { window->setWindowState(window->windowState() ^ Qt::WindowFullScreen); });
    addAction(full);
    QAction *single = makeAction(Command::SingleKeys, window, Qt::WindowShortcut);
    single->setCheckable(true);
    connect(this, &QMenu::aboutToShow, single, [single] { single->setChecked(singleKeysOn()); });
    connect(single, &QAction::triggered, this, [](bool on) { setSingleKeysOn(on); });
    addAction(single);
    QAction *all = makeAction(Command::FindCommand, window, Qt::WindowShortcut);
    all->setIcon(theme::icon(QStringLiteral("search")));
    connect(all, &QAction::triggered, this, &WindowMenu::commandsWanted);
    addAction(all);
    QAction *keys = makeAction(Command::ShowKeys, window, Qt::WindowShortcut);
    keys->setIcon(theme::icon(QStringLiteral("keys")));
    addAction(keys);
    QAction *change = makeAction(Command::ChangeKeys, window, Qt::WindowShortcut);
    connect(change, &QAction::triggered, window, [window] { (new KeysDialog(window))->show(); });
    addAction(change);
    connect(keys, &QAction::triggered, window, [window, change] {
        auto *card = new KeyCard(window);
        connect(card, &KeyCard::changeWanted, change, &QAction::trigger);
        card->show();
    });
    addSeparator();
    QAction *quit = makeAction(Command::Quit, window, Qt::WindowShortcut);
    connect(quit, &QAction::triggered, window, &QWidget::close);
    addAction(quit);
}

void WindowMenu::addLook(QWidget *window)
{
    auto *group = new QActionGroup(this);
    const std::pair<Command, theme::Scheme> looks[]{{Command::SchemeSystem, theme::Scheme::System},
                                                    {Command::SchemeLight, theme::Scheme::Light},
                                                    {Command::SchemeDark, theme::Scheme::Dark}};
    for (const auto &[command, scheme] : looks) {
        QAction *action = makeAction(command, window, Qt::WindowShortcut);
        action->setCheckable(true);
        group->addAction(action);
        addAction(action);
        connect(action, &QAction::triggered, this, [scheme = scheme] { theme::setScheme(scheme); });
        connect(this, &QMenu::aboutToShow, action, [action, scheme = scheme] { action->setChecked(theme::scheme() == scheme); });
    }
    QAction *strong = makeAction(Command::StrongContrast, window, Qt::WindowShortcut);
    strong->setCheckable(true);
    addAction(strong);
    connect(this, &QMenu::aboutToShow, strong, [strong] { strong->setChecked(theme::hasStrongContrast()); });
    connect(strong, &QAction::triggered, this, [] { theme::setStrongContrast(!theme::hasStrongContrast()); });
}

void WindowMenu::addTextSize(QWidget *window)
{
    const std::pair<Command, std::function<double()>> sizes[]{{Command::TextLarger, [] { return theme::textScale() + 0.1; }},
                                                              {Command::TextSmaller, [] { return theme::textScale() - 0.1; }},
                                                              {Command::TextNormal, [] { return 1.0; }}};
    for (const auto &[command, next] : sizes) {
        QAction *action = makeAction(command, window, Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, [next = next] { theme::setTextScale(next()); });
        addAction(action);
    }
}

} // namespace countersign::ui
