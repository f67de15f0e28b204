// The window as a process: its application, the store it works on, the welcome page where there is none yet.
#pragma once

#include "app/cli/call.h"

namespace countersign::app {

// Whether a window can be shown here at all.
bool hasDisplay();

// Shows the window on the store named, or the welcome page when the default store is not there yet; returns the exit code when it is
// closed. Without a display, or when the store cannot be opened, says so and returns.
int openWindow(int argc, char **argv, const Settings &settings, const GlobalOptions &options, Terminal &terminal);

// The same on the demo store in the user's data folder (made anew when `fresh` or not there), signed in by itself.
int openDemoWindow(bool fresh, const Settings &settings, Terminal &terminal);

} // namespace countersign::app
