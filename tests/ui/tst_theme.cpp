// The look: readable in both schemes, meaning never by colour alone, sizes that follow the user.
#include "ui/hands.h"

#include <QDir>
#include <QFontInfo>
#include <QSignalSpy>
#include <cmath>

using namespace countersign;
using ui::theme::Meaning;
using ui::theme::TextRole;
namespace theme = ui::theme;

namespace {

double linear(double part)
{
    return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// WCAG 2.1, relative luminance.
double contrast(const QColor &a, const QColor &b)
{
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { uitest::prepareApplication(m_folder); }

    void everyInkIsReadableOnItsPane_data()
    {
        QTest::addColumn<Meaning>("ink");
        QTest::addColumn<Meaning>("pane");
        const auto row = [](const char *name, Meaning ink, Meaning pane) { QTest::newRow(name) << ink << pane; };
        row("ink on a pane", Meaning::Ink, Meaning::Pane);
        row("soft on a pane", Meaning::Soft, Meaning::Pane);
        row("faint on a pane", Meaning::Faint, Meaning::Pane);
        row("ink in a field", Meaning::Ink, Meaning::Background);
        row("soft on the rail", Meaning::Soft, Meaning::Rail);
        row("accent on its pane", Meaning::Accent, Meaning::AccentPane);
        row("ink on the current row", Meaning::Ink, Meaning::AccentPane);
        row("text on a primary button", Meaning::OnAccent, Meaning::Accent);
        row("added", Meaning::Added, Meaning::AddedPane);
        row("deleted", Meaning::Deleted, Meaning::DeletedPane);
        row("the lit source", Meaning::Ink, Meaning::Source);
        row("not found", Meaning::NotFound, Meaning::NotFoundPane);
        row("high risk on a pane", Meaning::Deleted, Meaning::Pane);
    }

    void everyInkIsReadableOnItsPane()
    {
        QFETCH(Meaning, ink);
        QFETCH(Meaning, pane);
        for (const theme::Scheme scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            theme::setScheme(scheme);
            const double ratio = contrast(theme::color(ink), theme::color(pane));
            QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 : 1").arg(ratio)));
        }
    }

    void highContrastIsSevenToOne_data() { everyInkIsReadableOnItsPane_data(); }
    void highContrastIsSevenToOne()
    {
        QFETCH(Meaning, ink);
        QFETCH(Meaning, pane);
        theme::setStrongContrast(true);
        for (const theme::Scheme scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            theme::setScheme(scheme);
            const double ratio = contrast(theme::color(ink), theme::color(pane));
            QVERIFY2(ratio >= 7, qPrintable(QStringLiteral("%1 : 1").arg(ratio)));
            QVERIFY(contrast(theme::color(Meaning::Line), theme::color(Meaning::Pane)) >= 4.5);
        }
        QVERIFY(QSettings().value(QStringLiteral("look/strongContrast")).toBool());
        theme::setStrongContrast(false);
    }

    void addedIsUnderlinedAndDeletedIsStruck()
    {
        QVERIFY(theme::textFormat(Meaning::Added).fontUnderline());
        QVERIFY(theme::textFormat(Meaning::Deleted).fontStrikeOut());
        QCOMPARE(theme::textFormat(Meaning::FoundHere).underlineStyle(), QTextCharFormat::DotLine);
        QVERIFY(theme::printFormat(Meaning::Deleted).fontStrikeOut());
    }

    void paperIsLightInEitherScheme()
    {
        theme::setScheme(theme::Scheme::Dark);
        QVERIFY(luminance(theme::printFormat(Meaning::Ink).foreground().color()) < 0.1);
        QVERIFY(luminance(theme::color(Meaning::Ink)) > 0.5);
    }

    void widgetsFollowAChangeOfScheme()
    {
        theme::setScheme(theme::Scheme::Light);
        QLabel label(QStringLiteral("text"));
        theme::setRole(&label, TextRole::Label, Meaning::Soft);
        QSignalSpy changed(theme::notifier(), &theme::Notifier::changed);
        theme::setScheme(theme::Scheme::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(theme::isDark());
        QCOMPARE(label.palette().color(QPalette::WindowText), theme::color(Meaning::Soft));
    }

    void everythingScalesWithTheTextSize()
    {
        QLabel label(QStringLiteral("text"));
        theme::setRole(&label, TextRole::Reading);
        theme::setTextScale(1.0);
        const int before = QFontInfo(label.font()).pixelSize();
        const int target = theme::px(32);
        theme::setTextScale(2.0);
        QCOMPARE(theme::px(32), 2 * target);
        QCOMPARE(QFontInfo(label.font()).pixelSize(), 2 * before);
        theme::setTextScale(99);
        QCOMPARE(theme::textScale(), 2.0);
        theme::setTextScale(1.0);
    }

    void theChoiceIsRemembered()
    {
        theme::setScheme(theme::Scheme::Dark);
        QCOMPARE(QSettings().value(QStringLiteral("look/scheme")).toString(), QStringLiteral("dark"));
        theme::setScheme(theme::Scheme::System);
    }

    void everyIconIsDrawnInTheInkAskedFor()
    {
        theme::setScheme(theme::Scheme::Light);
        const QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(names.size() > 20);
        for (const QString &file : names) {
            const QImage image = theme::icon(file.chopped(4), Meaning::Accent).pixmap(40, 40).toImage().convertToFormat(QImage::Format_ARGB32);
            int painted = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (qAlpha(image.pixel(x, y)) == 255) {
                        QCOMPARE(QColor::fromRgb(image.pixel(x, y)), theme::color(Meaning::Accent));
                        ++painted;
                    }
            QVERIFY2(painted > 5, qPrintable(file));
        }
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
