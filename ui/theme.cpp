#include "ui/theme.h"

#include "ui/theme/housestyle.h"
#include "ui/theme/systemscheme.h"
#include "ui/theme/tinted.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QSettings>
#include <algorithm>
#include <cmath>

namespace countersign::ui::theme {

namespace {

constexpr double designFontPixels = 40.0 / 3; // ten points at 96 dpi: the size for which the tokens were drawn
const char *const roleProperty = "countersignTextRole";
const char *const inkProperty = "countersignInk";
const char *const fillProperty = "countersignFill";

struct Look {
    Scheme scheme = Scheme::System;
    Tone tone;
    std::optional<bool> strong; // the user's own wish
    bool paletteIsDark = false; // what the platform's own palette said at the start
    double systemScale = 1.0;
    double textScale = 1.0;
    QFont base;
    QFont mono;
    SystemScheme *system = nullptr;
    Notifier notifier;
};

Look &look()
{
    static Look it;
    return it;
}

Scheme schemeFromName(const QString &name)
{
    if (name == u"light")
        return Scheme::Light;
    return name == u"dark" ? Scheme::Dark : Scheme::System;
}

QString schemeName(Scheme scheme)
{
    switch (scheme) {
    case Scheme::System:
        return QStringLiteral("system");
    case Scheme::Light:
        return QStringLiteral("light");
    case Scheme::Dark:
        return QStringLiteral("dark");
    }
    return {};
}

bool wantsStrong()
{
    const Look &it = look();
    return it.strong ? *it.strong : it.system && it.system->prefersContrast();
}

bool wantsDark()
{
    const Look &it = look();
    if (it.scheme != Scheme::System)
        return it.scheme == Scheme::Dark;
    return it.system && it.system->prefersDark() ? *it.system->prefersDark() : it.paletteIsDark;
}

void paint(QWidget *widget)
{
    QPalette palette = widget->palette();
    const QVariant ink = widget->property(inkProperty);
    const QVariant fill = widget->property(fillProperty);
    if (ink.isValid()) {
        palette.setColor(QPalette::WindowText, color(Meaning(ink.toInt())));
        palette.setColor(QPalette::Text, color(Meaning(ink.toInt())));
    }
    if (fill.isValid()) {
        palette.setColor(QPalette::Window, color(Meaning(fill.toInt())));
        palette.setColor(QPalette::Base, color(Meaning(fill.toInt())));
    }
    widget->setPalette(palette);
}

void dress(QWidget *widget)
{
    const QVariant role = widget->property(roleProperty);
    if (role.isValid())
        widget->setFont(font(TextRole(role.toInt())));
    if (widget->property(inkProperty).isValid() || widget->property(fillProperty).isValid()) {
        widget->setPalette(QPalette()); // forget the other scheme's colours first
        paint(widget);
    }
}

void apply()
{
    look().tone = {wantsDark(), wantsStrong()};
    QApplication::setPalette(paletteFor(look().tone));
    QApplication::setFont(font(TextRole::Control));
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        dress(widget);
        widget->updateGeometry();
        widget->update();
    }
    Q_EMIT look().notifier.changed();
}

QTextCharFormat formatFor(Meaning meaning, Tone tone)
{
    const auto of = [tone](Meaning wanted) { return QColor::fromRgb(token(wanted, tone)); };
    QTextCharFormat format;
    switch (meaning) {
    case Meaning::Added:
        format.setBackground(of(Meaning::AddedPane));
        format.setForeground(of(Meaning::Added));
        format.setFontUnderline(true);
        format.setUnderlineColor(of(Meaning::Added));
        return format;
    case Meaning::Deleted:
        format.setBackground(of(Meaning::DeletedPane));
        format.setForeground(of(Meaning::Deleted));
        format.setFontStrikeOut(true);
        return format;
    case Meaning::Source:
        format.setBackground(of(Meaning::Source));
        return format;
    case Meaning::FoundHere:
        format.setUnderlineStyle(QTextCharFormat::DotLine);
        format.setUnderlineColor(of(Meaning::FoundHere));
        return format;
    case Meaning::NotFound:
        format.setBackground(of(Meaning::NotFoundPane));
        format.setForeground(of(Meaning::NotFound));
        return format;
    default:
        format.setForeground(of(meaning));
        return format;
    }
}

// The generic alias means that nobody has chosen an interface font here: prefer one drawn for interfaces where it is installed.
QFont interfaceFont()
{
    QFont font = QApplication::font();
    const QString family = font.family().toLower();
    if (family == u"sans serif" || family == u"sans-serif" || family == u"sans")
        font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Color Emoji"), font.family()});
    font.setStyleHint(QFont::SansSerif);
    return font;
}

} // namespace

void install(QApplication &app)
{
    Look &it = look();
    const QPalette native = QApplication::palette();
    it.paletteIsDark = native.color(QPalette::Window).lightness() < native.color(QPalette::WindowText).lightness();
    it.base = interfaceFont();
    it.mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    it.systemScale = std::clamp(QFontInfo(app.font()).pixelSize() / designFontPixels, 1.0, 2.5);
    const QSettings settings;
    const QString wish = qEnvironmentVariable("COUNTERSIGN_THEME", settings.value(QStringLiteral("look/scheme")).toString());
    it.scheme = schemeFromName(wish);
    if (const QVariant strong = settings.value(QStringLiteral("look/strongContrast")); strong.isValid())
        it.strong = strong.toBool();
    it.textScale = std::clamp(settings.value(QStringLiteral("look/textScale"), 1.0).toDouble(), 0.8, 2.0);
    it.system = new SystemScheme(&app);
    QObject::connect(it.system, &SystemScheme::changed, &app, [] {
        if (Tone{wantsDark(), wantsStrong()} != look().tone)
            apply();
    });
    QObject::connect(it.system, &QObject::destroyed, &it.notifier, [] { look().system = nullptr; });
    it.system->ask();
    QApplication::setStyle(new HouseStyle);
    apply();
}

QColor color(Meaning meaning)
{
    return QColor::fromRgb(token(meaning, look().tone));
}

bool isDark()
{
    return look().tone.dark;
}

Scheme scheme()
{
    return look().scheme;
}

void setScheme(Scheme scheme)
{
    look().scheme = scheme;
    QSettings().setValue(QStringLiteral("look/scheme"), schemeName(scheme));
    apply();
}

bool hasStrongContrast()
{
    return look().tone.strong;
}

void setStrongContrast(bool strong)
{
    look().strong = strong;
    QSettings().setValue(QStringLiteral("look/strongContrast"), strong);
    apply();
}

double textScale()
{
    return look().textScale;
}

void setTextScale(double factor)
{
    look().textScale = std::clamp(factor, 0.8, 2.0);
    QSettings().setValue(QStringLiteral("look/textScale"), look().textScale);
    apply();
}

int px(int designPixels)
{
    return int(std::lround(designPixels * look().systemScale * look().textScale));
}

QFont font(TextRole role)
{
    const auto sized = [](QFont font, double pixels, QFont::Weight weight) {
        font.setPixelSize(std::max(1, int(std::lround(pixels * look().systemScale * look().textScale))));
        font.setWeight(weight);
        return font;
    };
    switch (role) {
    case TextRole::Reading:
        return sized(look().base, 15, QFont::Normal);
    case TextRole::Control:
        return sized(look().base, 13, QFont::Normal);
    case TextRole::Strong:
        return sized(look().base, 13, QFont::DemiBold);
    case TextRole::Label:
        return sized(look().base, 12, QFont::Normal);
    case TextRole::LabelStrong:
        return sized(look().base, 12, QFont::DemiBold);
    case TextRole::Title:
        return sized(look().base, 15, QFont::DemiBold);
    case TextRole::Display:
        return sized(look().base, 26, QFont::DemiBold);
    case TextRole::Mono:
        return sized(look().mono, 12, QFont::Normal);
    }
    return look().base;
}

void setRole(QWidget *widget, TextRole role, Meaning ink)
{
    widget->setProperty(roleProperty, int(role));
    widget->setProperty(inkProperty, int(ink));
    dress(widget);
}

void setBackground(QWidget *widget, Meaning meaning)
{
    widget->setProperty(fillProperty, int(meaning));
    widget->setAutoFillBackground(true);
    dress(widget);
}

QTextCharFormat textFormat(Meaning meaning)
{
    return formatFor(meaning, look().tone);
}

QTextCharFormat printFormat(Meaning meaning)
{
    return formatFor(meaning, {});
}

QTextBlockFormat readingBlock()
{
    QTextBlockFormat block;
    block.setLineHeight(px(int(std::lround(15 * readingSpacing))), QTextBlockFormat::MinimumHeight);
    return block;
}

QIcon icon(const QString &name, Meaning ink)
{
    return QIcon(new TintedIcon(name, ink));
}

Notifier *notifier()
{
    return &look().notifier;
}

} // namespace countersign::ui::theme
