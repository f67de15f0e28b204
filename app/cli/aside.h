// offline aside, accept, void: what arrived from workspaces and was set aside.
#pragma once

#include "app/cli/verb.h"

namespace countersign::app {

void addAside(Verb &offline);

} // namespace countersign::app
