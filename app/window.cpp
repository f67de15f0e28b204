#include "app/window.h"

#include "app/cli/sentences.h"
#include "app/demostore.h"
#include "app/desk.h"
#include "ledger/checkpointvault.h"
#include "ui/theme.h"

#include <QApplication>
#include <QIcon>
#include <QLibraryInfo>
#include <QMessageBox>
#include <QTranslator>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace countersign::app {

namespace {

constexpr int windowCannotOpen = 2;

QString noDisplay()
{
    return Cli::tr("There is no display for the window here. In the terminal the same work is done with commands: "
                   "see countersign --help, or try countersign demo --print.");
}

// Qt ends the process with a core dump when it finds no display; the person is told in one sentence instead.
void sayWithoutAbort(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    const QString said = type == QtFatalMsg ? QStringLiteral("countersign: ") + noDisplay() : text;
    const QByteArray line = said.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    if (type == QtFatalMsg)
        std::_Exit(windowCannotOpen);
}

class Application {
public:
    Application(int &argc, char **argv)
    {
        std::signal(SIGINT, SIG_DFL); // a window has no work that ends between two steps: drafts are on disk already
        std::signal(SIGTERM, SIG_DFL);
        const auto before = qInstallMessageHandler(sayWithoutAbort);
        QApplication::setApplicationName(QStringLiteral("countersign"));
        QApplication::setOrganizationName(QStringLiteral("countersign"));
        QApplication::setApplicationDisplayName(QStringLiteral("Countersign"));
        QApplication::setApplicationVersion(QStringLiteral(COUNTERSIGN_VERSION));
        QApplication::setDesktopFileName(QStringLiteral("org.countersign.Countersign"));
        m_qt = std::make_unique<QApplication>(argc, argv);
        qInstallMessageHandler(before);
        translate();
        ui::theme::install(*m_qt);
    }

    int run()
    {
        const int code = QApplication::exec();
        if (auto *vault = ledger::checkpointVault())
            vault->settle();
        return code;
    }

private:
    void translate()
    {
        if (m_own.load(QLocale(), QStringLiteral("countersign"), QStringLiteral("_"), QStringLiteral(":/i18n")))
            QCoreApplication::installTranslator(&m_own);
        if (m_qts.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_qts);
    }

    std::unique_ptr<QApplication> m_qt;
    QTranslator m_own;
    QTranslator m_qts;
};

// The store cannot be opened: said on the terminal, and in a window for those who started it from a menu.
int sayInWindow(Application &application, const core::Error &error, Terminal &terminal)
{
    const int code = terminal.fail(error);
    QMessageBox box(QMessageBox::Critical, QStringLiteral("Countersign"), errorSentence(error), QMessageBox::Close);
    box.show();
    application.run();
    return code;
}

} // namespace

bool hasDisplay()
{
    const QByteArray platform = qgetenv("QT_QPA_PLATFORM");
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || (!platform.isEmpty() && platform != "xcb" && platform != "wayland");
}

int openWindow(int argc, char **argv, const Settings &settings, const GlobalOptions &options, Terminal &terminal)
{
    if (!hasDisplay())
        return terminal.wrongCall(noDisplay());
    const QString named = options.store.isEmpty() ? settings.store : options.store;
    const auto address = storeAddress(named.isEmpty() ? settings.defaultStore() : named);
    if (!address)
        return terminal.fail(address.error());
    Application application(argc, argv);
    Desk desk(settings);
    const QString person = options.person.isEmpty() ? settings.person : options.person;
    if (const auto shown = named.isEmpty() ? desk.openUsual(person) : desk.open(*address, person); !shown)
        return sayInWindow(application, shown.error(), terminal);
    return application.run();
}

int openDemoWindow(bool fresh, const Settings &settings, Terminal &terminal)
{
    if (!hasDisplay())
        return terminal.wrongCall(noDisplay());
    int count = 1;
    char name[] = "countersign";
    char *words[] = {name, nullptr};
    Application application(count, words);
    const DemoStore demo = demoIn(settings.demoFolder());
    if (fresh || !isComplete(demo)) {
        terminal.say(Cli::tr("Making a demo store in %1.").arg(demo.folder));
        if (const auto made = makeDemo(demo); !made)
            return sayInWindow(application, made.error(), terminal);
    }
    terminal.say(Cli::tr("Opening the demo store in %1. You are signed in as %2; the passphrase is in %3.").arg(demo.folder, demo.person.value, demo.secretFile));
    Desk desk(settings);
    if (const auto shown = desk.openDemo(demo); !shown)
        return sayInWindow(application, shown.error(), terminal);
    return application.run();
}

} // namespace countersign::app
