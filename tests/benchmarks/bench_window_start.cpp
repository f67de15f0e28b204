// From the start of the process to a sign-in page one can type into, against an empty Qt window. Target: at most 2.
#include "app/desk.h"
#include "benchmarks/benchmark.h"
#include "benchmarks/windowtiming.h"
#include "support/ward.h"
#include "ui/signin/signinpage.h"
#include "ui/theme.h"

#include <QLineEdit>
#include <QProcess>

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr int rounds = 15;

// The program's own start, up to the moment when the passphrase can be typed; then it is over.
int startProgram(int argc, char **argv)
{
    QApplication application(argc, argv);
    ui::theme::install(application);
    app::Desk desk(app::settingsFromEnvironment());
    if (!desk.open(app::storeAddress(QString::fromLocal8Bit(argv[2])).value(), QStringLiteral("ada")))
        qFatal("the store cannot be opened");
    auto *page = desk.window()->findChild<ui::SignInPage *>();
    const PaintWatch *paints = new PaintWatch(page);
    pump([&] {
        const auto *field = qobject_cast<QLineEdit *>(desk.window()->focusWidget()); // a bare display server activates no window
        return paints->count() > 0 && field && field->isEnabled() && field->echoMode() == QLineEdit::Password;
    }, "the sign-in page");
    std::_Exit(0);
}

double runSeconds(const QString &program, const QStringList &arguments)
{
    return seconds([&] {
        if (QProcess::execute(program, arguments) != 0)
            qFatal("%s failed", qPrintable(program));
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 3)
        return startProgram(argc, argv);
    const QCoreApplication application(argc, argv);
    testsupport::Ward ward;
    qputenv("COUNTERSIGN_KEYS", ward.keyring().folder.toLocal8Bit());
    const QString self = QCoreApplication::applicationFilePath();
    const QString empty = QCoreApplication::applicationDirPath() + QStringLiteral("/emptywindow");
    const Measured start = interleaved(rounds, [&] { return runSeconds(self, {QStringLiteral("--window"), ward.storePath()}); },
                                       [&] { return runSeconds(empty, {}); });
    report("start to sign-in", start.ours * 1000, "ms", start.ratio, "an empty Qt window, at most 2");
    return 0;
}
