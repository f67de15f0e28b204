// Words of ASCII letters and digits, found sixty-four characters at a time: nine in ten tokens of most texts. Internal to the engine.
#pragma once

#include <QStringView>
#include <bit>
#include <cstring>
#include <vector>

namespace countersign::diff {

class PlainWords {
public:
    // Looks through the text once.
    explicit PlainWords(QStringView text);

    bool isIn(qsizetype at) const { return m_inWord[size_t(at) >> 6] >> (at & 63) & 1; }
    // Behind the last letter or digit of the run that `at` is in; the size of the text at most.
    qsizetype runEnd(qsizetype at) const
    {
        size_t block = size_t(at) >> 6;
        quint64 others = ~m_inWord[block] >> (at & 63) << (at & 63);
        while (others == 0)
            others = ~m_inWord[++block];
        return qsizetype(block << 6) + std::countr_zero(others);
    }

private:
    std::vector<quint64> m_inWord; // a bit for each character, and at least one behind the last, which is none
};

// Eight characters below U+0080 as eight bytes, the first lowest.
inline quint64 packed(const char16_t *text)
{
    if constexpr (std::endian::native == std::endian::big) {
        quint64 bytes = 0;
        for (int k = 0; k < 8; ++k)
            bytes |= quint64(text[k] & 0xff) << (8 * k);
        return bytes;
    }
    quint64 low;
    quint64 high;
    std::memcpy(&low, text, sizeof low);
    std::memcpy(&high, text + 4, sizeof high);
    const auto four = [](quint64 units) {
        units |= units >> 8;
        return (units & 0xffff) | (units >> 16 & 0xffff0000);
    };
    return four(low) | four(high) << 32;
}

} // namespace countersign::diff
