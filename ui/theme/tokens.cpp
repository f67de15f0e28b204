#include "ui/theme/tokens.h"

#include <array>

namespace countersign::ui::theme {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

// In the order of Meaning; values from look.md.
constexpr std::array<Pair, meaningCount> tokens{{
    {0xfff6f7f9, 0xff14171c}, // Background
    {0xffffffff, 0xff1b1f26}, // Pane
    {0xffeef0f4, 0xff14171c}, // Rail
    {0xffe1e4ea, 0xff2c323c}, // Line
    {0xfff0f2f6, 0xff252a33}, // Hover
    {0xff1c2330, 0xffe6e9ef}, // Ink
    {0xff5b6577, 0xffa4adbb}, // Soft
    {0xff6b7484, 0xff8d96a5}, // Faint
    {0xff2456c8, 0xff7ea6ff}, // Accent
    {0xffe8eefc, 0xff1f2c4a}, // AccentPane
    {0xffffffff, 0xff10141b}, // OnAccent
    {0xff0b6b3a, 0xff7fd8a4}, // Added
    {0xffdff5e7, 0xff17382a}, // AddedPane
    {0xffa3242b, 0xfff2959a}, // Deleted
    {0xfffbe4e5, 0xff41232a}, // DeletedPane
    {0xfffff2c2, 0xff4a4114}, // Source
    {0xff2456c8, 0xff7ea6ff}, // FoundHere
    {0xff8a5a00, 0xfff0c36b}, // NotFound
    {0xfffff3d6, 0xff3b2f12}, // NotFoundPane
}};

} // namespace

QRgb token(Meaning meaning, bool dark)
{
    const Pair &pair = tokens[size_t(meaning)];
    return dark ? pair.dark : pair.light;
}

QPalette paletteFor(bool dark)
{
    const auto of = [dark](Meaning meaning) { return QColor::fromRgb(token(meaning, dark)); };
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
