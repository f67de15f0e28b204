// A DICOM file where it lies in memory, as DCMTK reads one from a disk: long values stay there until somebody asks for them, so that one frame
// of a long series costs one frame, and waits for no other.
#pragma once

#include "decoder/arrivingfile.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcistrma.h>

namespace countersign::decoder {

class DicomBytes final : public DcmProducer {
public:
    // The file belongs to the caller and outlives every reader of it.
    explicit DicomBytes(const ArrivingFile &file, offile_off_t at = 0) : m_file(file), m_at(at) {}

    const ArrivingFile &file() const { return m_file; }
    OFBool good() const override { return m_status.good(); }
    OFCondition status() const override { return m_status; }
    OFBool eos() override { return avail() == 0; }
    offile_off_t avail() override { return offile_off_t(m_file.size()) - m_at; }
    offile_off_t read(void *into, offile_off_t most) override;
    offile_off_t skip(offile_off_t most) override;
    void putback(offile_off_t count) override;

private:
    const ArrivingFile &m_file;
    offile_off_t m_at;
    OFCondition m_status = EC_Normal;
};

class DicomStream final : public DcmInputStream {
public:
    explicit DicomStream(const ArrivingFile &file, offile_off_t at = 0) : DcmInputStream(&m_producer), m_producer(file, at), m_begun(at) {}

    // None inside a compressed part: there is no way back into it.
    DcmInputStreamFactory *newFactory() const override;

private:
    DicomBytes m_producer;
    offile_off_t m_begun;
};

} // namespace countersign::decoder
