// The look: meanings instead of colours, sizes that follow the user's text size, one style for every widget.
// Widgets ask for what a thing means ("added"); only this file and ui/theme/ know colours. The window's thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QTextBlockFormat>
#include <QTextCharFormat>
#include <QWidget>

class QApplication;

namespace countersign::ui::theme {

// What a colour says. Pairs: text in X stands on XPane.
enum class Meaning {
    Background, // behind the panes, inside fields
    Pane,       // where content lies
    Rail,       // the strip of icons at the side
    Line,       // one-pixel lines
    Hover,      // under the pointer
    Ink,        // text
    Soft,       // secondary text
    Faint,      // tertiary text
    Accent,     // current or armed
    AccentPane,
    OnAccent,   // text on an accent-filled button
    Added,      // inserted by the reviewer (also: success); always underlined as well
    AddedPane,
    Deleted,    // removed from the suggestion (also: high risk, danger); always struck as well
    DeletedPane,
    Source,     // background of the place in the evidence that is lit now
    FoundHere,  // dotted underline: the program found it in the evidence
    NotFound,   // not found in the evidence (also: attention)
    NotFoundPane,
};

enum class Scheme { System, Light, Dark };

// What a text is for; decides family, size and weight.
enum class TextRole {
    Reading,     // 15 px, spacing 1.6: what is read and judged
    Control,     // 13 px: buttons, rows, fields
    Strong,      // 13 px, semibold
    Label,       // 12 px: what stands beside things
    LabelStrong, // 12 px, semibold: section heads
    Title,       // 15 px, semibold: the head of a page
    Display,     // 26 px, semibold: welcome, figures
    Mono,        // 12 px fixed pitch: hashes, notes
};

inline constexpr double readingSpacing = 1.6; // line height of reading text
inline constexpr int radius = 7;              // design pixels; use px(radius)

// Style, palette and fonts for the whole program; call once, after QApplication is made and before the first widget. Follows the
// desktop's light or dark setting (portal org.freedesktop.appearance, else the palette) while the scheme is System.
// COUNTERSIGN_THEME=light|dark|system in the environment wins over the setting for this run.
void install(QApplication &app);

QColor color(Meaning meaning);
bool isDark();

Scheme scheme();
void setScheme(Scheme scheme); // remembered for the next start
bool hasStrongContrast();      // as the desktop asks for it, unless the user has said
void setStrongContrast(bool strong); // remembered for the next start
double textScale();            // the user's own factor, 0.8 … 2.0, on top of the system's text size
void setTextScale(double factor); // remembered; out of range is cut

// Design pixels as device-independent pixels at the user's text size. px(32) is the least height of a target.
int px(int designPixels);

QFont font(TextRole role);
inline QFont readingFont() { return font(TextRole::Reading); }
inline QFont controlFont() { return font(TextRole::Control); }
inline QFont labelFont() { return font(TextRole::Label); }

// Gives a widget the font of a role and the ink of a meaning, now and after every change of scheme or text size.
void setRole(QWidget *widget, TextRole role, Meaning ink = Meaning::Ink);
// Fills the widget's background with a meaning (autoFillBackground), now and after every change.
void setBackground(QWidget *widget, Meaning meaning);

// How a stretch of text with this meaning is drawn in a document: colour and its second sign (underline, strike, dots).
QTextCharFormat textFormat(Meaning meaning);
// The same for paper: always the light tokens.
QTextCharFormat printFormat(Meaning meaning);
// Reading text: 1.6 line spacing at the present text size.
QTextBlockFormat readingBlock();

// One of resources/icons by name without ".svg"; drawn in the ink of the meaning, fainter when disabled, accent when selected or on.
QIcon icon(const QString &name, Meaning ink = Meaning::Soft);

// changed() after scheme or text size changed and every role was applied again: rebuild formats, relayout what px() sized.
class Notifier final : public QObject {
    Q_OBJECT

Q_SIGNALS:
    void changed();
};
Notifier *notifier();

} // namespace countersign::ui::theme
