#include "ui/theme/tokens.h"

#include <array>

namespace countersign::ui::theme {

namespace {

struct Row {
    QRgb light;
    QRgb dark;
    QRgb strongLight;
    QRgb strongDark;
};

// In the order of Meaning; the first two columns from look.md, the strong ones at least 7 : 1 where text stands (WCAG 2.1, 1.4.6).
constexpr std::array<Row, meaningCount> tokens{{
    {0xfff6f7f9, 0xff14171c, 0xffffffff, 0xff000000}, // Background
    {0xffffffff, 0xff1b1f26, 0xffffffff, 0xff000000}, // Pane
    {0xffeef0f4, 0xff14171c, 0xffffffff, 0xff000000}, // Rail
    {0xffe1e4ea, 0xff2c323c, 0xff4a4a4a, 0xffb8b8b8}, // Line
    {0xfff0f2f6, 0xff252a33, 0xffe4e4e4, 0xff2a2a2a}, // Hover
    {0xff1c2330, 0xffe6e9ef, 0xff000000, 0xffffffff}, // Ink
    {0xff5b6577, 0xffa4adbb, 0xff1f1f1f, 0xfff0f0f0}, // Soft
    {0xff6b7484, 0xff8d96a5, 0xff333333, 0xffd8d8d8}, // Faint
    {0xff2456c8, 0xff7ea6ff, 0xff00309c, 0xffb0c9ff}, // Accent
    {0xffe8eefc, 0xff1f2c4a, 0xffd9e4ff, 0xff14285a}, // AccentPane
    {0xffffffff, 0xff10141b, 0xffffffff, 0xff000000}, // OnAccent
    {0xff0b6b3a, 0xff7fd8a4, 0xff004d22, 0xffa6ffc8}, // Added
    {0xffdff5e7, 0xff17382a, 0xffd9ffe6, 0xff06301a}, // AddedPane
    {0xffa3242b, 0xfff2959a, 0xff7a0008, 0xffffc2c5}, // Deleted
    {0xfffbe4e5, 0xff41232a, 0xffffe0e2, 0xff400a10}, // DeletedPane
    {0xfffff2c2, 0xff4a4114, 0xffffe770, 0xff5c4d00}, // Source
    {0xff2456c8, 0xff7ea6ff, 0xff00309c, 0xffb0c9ff}, // FoundHere
    {0xff8a5a00, 0xfff0c36b, 0xff5c3a00, 0xffffdf9c}, // NotFound
    {0xfffff3d6, 0xff3b2f12, 0xfffff0c2, 0xff3a2a00}, // NotFoundPane
}};

} // namespace

QRgb token(Meaning meaning, Tone tone)
{
    const Row &row = tokens[size_t(meaning)];
    if (tone.strong)
        return tone.dark ? row.strongDark : row.strongLight;
    return tone.dark ? row.dark : row.light;
}

QPalette paletteFor(Tone tone)
{
    const auto of = [tone](Meaning meaning) { return QColor::fromRgb(token(meaning, tone)); };
    QPalette palette;
    const auto all = [&](QPalette::ColorRole role, Meaning meaning) { palette.setColor(QPalette::All, role, of(meaning)); };
    all(QPalette::Window, Meaning::Pane);
    all(QPalette::Base, Meaning::Pane);
    all(QPalette::AlternateBase, Meaning::Background);
    all(QPalette::Button, Meaning::Pane);
    all(QPalette::ToolTipBase, Meaning::Pane);
    all(QPalette::WindowText, Meaning::Ink);
    all(QPalette::Text, Meaning::Ink);
    all(QPalette::ButtonText, Meaning::Ink);
    all(QPalette::ToolTipText, Meaning::Ink);
    all(QPalette::BrightText, Meaning::Deleted);
    all(QPalette::PlaceholderText, Meaning::Faint);
    all(QPalette::Highlight, Meaning::Accent);
    all(QPalette::HighlightedText, Meaning::OnAccent);
    all(QPalette::Link, Meaning::Accent);
    all(QPalette::LinkVisited, Meaning::Accent);
    all(QPalette::Light, Meaning::Pane);
    all(QPalette::Midlight, Meaning::Hover);
    all(QPalette::Mid, Meaning::Line);
    all(QPalette::Dark, Meaning::Line);
    all(QPalette::Shadow, Meaning::Line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, of(Meaning::Faint));
    return palette;
}

} // namespace countersign::ui::theme
