// What was freed must not be read out of a locked window: memory is overwritten as it is given back (mallopt(3), M_PERTURB).
#pragma once

namespace countersign::ledger {

// From here on, in every thread. Called once, first thing in a program that shows cases.
void overwriteFreedMemory();

// The C library keeps a few small pieces per thread aside without overwriting them: those of the calling thread, now.
void overwriteKeptPieces();

} // namespace countersign::ledger
