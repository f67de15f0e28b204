// The fence around the decoding child: what it may use up, and what it may ask of the kernel. Put up before the first byte of evidence is read.
#pragma once

#include "decoding/wire.h"

namespace countersign::decoder {

// Every file but the three standard streams and the one to decode closed; no core dump, no looking in from outside, no file, 3 GiB of addresses, 120 s of
// computing. A refused allocation ends the process with the code that says so.
void limitProcess();

// From here on the kernel answers only what decoding needs (memory, threads, reading questions, writing answers); opening files, sockets and
// starting programs fail or end the process. False when the kernel has no such filter: nothing may be decoded then.
bool sealProcess();

// Tries what must not work; the system's error number as text, "0" when it worked.
QString attempt(decoding::Attempt what);

} // namespace countersign::decoder
