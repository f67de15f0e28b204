// The head of a DICOM file as rows to read: private and long values cut, binary ones named by their size.
#pragma once

#include "decoder/decoders.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

namespace countersign::decoder {

QList<decoding::HeaderRow> headerOf(DcmFileFormat &file);

// As UTF-8 where it is, else as Latin-1: the two that real files nearly always mean.
QString textOf(const OFString &bytes);
QString stringOf(DcmItem &item, const DcmTagKey &tag);

} // namespace countersign::decoder
