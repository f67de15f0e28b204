#include "support/manualclock.h"
