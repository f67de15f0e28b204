#include "decoder/decoders.h"
#include "decoder/plainpage.h"

namespace countersign::decoder {

namespace {

class PageDecoder final : public Decoder {
public:
    explicit PageDecoder(const QByteArray &bytes) : m_page(QString::fromUtf8(plainPage(bytes)))
    {
        m_opened.kind = decoding::Kind::Page;
        m_opened.parts = {QSizeF(1, 1)};
    }
    const Opened &opened() const override { return m_opened; }
    Answer<Picture> picture(int, QSize) override { return decoding::cannot(decoding::Why::NoPixels); }
    Answer<QString> text(int) override { return m_page; }

private:
    QString m_page;
    Opened m_opened;
};

} // namespace

OpenedDecoder openPage(const QByteArray &bytes)
{
    return std::make_unique<PageDecoder>(bytes);
}

// The first page a process reads sets up the parser's tables.
void warmUpPage()
{
    plainPage("<p>&amp;");
}

} // namespace countersign::decoder
