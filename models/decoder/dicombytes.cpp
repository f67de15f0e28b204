#include "decoder/dicombytes.h"

#include <algorithm>
#include <cstring>
#include <dcmtk/dcmdata/dcerror.h>

namespace countersign::decoder {

namespace {

// What is left of the file from one place on.
class Remainder final : public DcmInputStreamFactory {
public:
    Remainder(const ArrivingFile &file, offile_off_t at) : m_file(file), m_at(at) {}

    DcmInputStream *create() const override { return new DicomStream(m_file, m_at); }
    DcmInputStreamFactory *clone() const override { return new Remainder(*this); }
    DcmInputStreamFactoryType ident() const override { return DFT_DcmInputFileStreamFactory; }

private:
    const ArrivingFile &m_file;
    offile_off_t m_at;
};

} // namespace

offile_off_t DicomBytes::read(void *into, offile_off_t most)
{
    const offile_off_t count = std::clamp<offile_off_t>(most, 0, avail());
    if (count > 0)
        std::memcpy(into, m_file.upTo(m_at + count).data() + m_at, size_t(count));
    m_at += count;
    return count;
}

offile_off_t DicomBytes::skip(offile_off_t most)
{
    const offile_off_t count = std::clamp<offile_off_t>(most, 0, avail());
    m_at += count;
    return count;
}

void DicomBytes::putback(offile_off_t count)
{
    if (count < 0 || count > m_at)
        m_status = EC_PutbackFailed;
    else
        m_at -= count;
}

DcmInputStreamFactory *DicomStream::newFactory() const
{
    return currentProducer() == &m_producer ? new Remainder(m_producer.file(), m_begun + tell()) : nullptr;
}

} // namespace countersign::decoder
