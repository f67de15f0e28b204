#include "diff/engine/plainwords.h"

#include <cstring>

namespace countersign::diff {

namespace {

bool isPlain(char16_t unit)
{
    return unit < 0x80 && ((unit >= u'0' && unit <= u'9') || ((unit | 0x20) >= u'a' && (unit | 0x20) <= u'z'));
}

// Bytes in lanes of two, so that any compiler makes vectors of them.
quint64 inWord(const char16_t *text)
{
    alignas(64) quint8 plain[64];
    for (int k = 0; k < 64; ++k) {
        const char16_t unit = text[k];
        const char16_t letter = char16_t((unit | 0x20) - u'a');
        const char16_t digit = char16_t(unit - u'0');
        plain[k] = quint8((letter < 26 && unit < 0x80) | (digit < 10));
    }
    quint64 bits = 0;
    if constexpr (std::endian::native == std::endian::big) {
        for (int k = 0; k < 64; ++k)
            bits |= quint64(plain[k]) << k;
        return bits;
    }
    for (int k = 0; k < 8; ++k) {
        quint64 eight;
        std::memcpy(&eight, plain + 8 * k, sizeof eight);
        bits |= (eight * 0x0102040810204080ull >> 56) << (8 * k);
    }
    return bits;
}

} // namespace

PlainWords::PlainWords(QStringView text) : m_inWord(size_t(text.size() / 64 + 1))
{
    const char16_t *units = text.utf16();
    const qsizetype whole = text.size() / 64;
    for (qsizetype block = 0; block < whole; ++block)
        m_inWord[size_t(block)] = inWord(units + 64 * block);
    for (qsizetype at = 64 * whole; at < text.size(); ++at)
        if (isPlain(units[at]))
            m_inWord.back() |= quint64(1) << (at & 63);
}

} // namespace countersign::diff
