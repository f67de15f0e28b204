// Underlines what no dictionary knows (spelling.h) in the small fields of the desk: a line, or a text of several lines.
#pragma once

#include "diff/range.h"

#include <QList>

class QLineEdit;
class QPlainTextEdit;

namespace countersign::ui {

// From now on, as long as the field lives.
void spell(QLineEdit *line);
void spell(QPlainTextEdit *text);

// What is underlined in a line now.
QList<diff::Range> misspelled(const QLineEdit *line);

} // namespace countersign::ui
