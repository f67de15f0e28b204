// What a screen reader gets of a ParagraphView: its text, caret and selection; in the editor also the change at the caret in words,
// deletions included, since those are drawn but are no part of the text.
#pragma once

namespace countersign::ui {

// Makes every ParagraphView of the program readable; more than once is the same as once.
void installTextAccess();

} // namespace countersign::ui
