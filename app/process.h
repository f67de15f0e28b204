// What must be so before anything else happens in the process.
#pragma once

namespace countersign::app {

// No core dumps and no looking in from outside; files only for their owner; the three standard streams exist; a reader of our output who
// goes away is an error of the write, not the end of the process; a UTF-8 locale. Called once, first thing in main.
void prepareProcess();

} // namespace countersign::app
