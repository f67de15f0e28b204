// Remembers which (id, version) of which team a source has given already, and with what content, in 24 bytes a case. Internal to exchange.
#pragma once

#include "core/caserecord.h"

#include <optional>
#include <vector>

namespace countersign::exchange {

class SeenCases {
public:
    struct Before {
        qint64 line = 0;
        bool isSame = false; // the same bytes
    };
    // Where the same case and version stood before, or nothing, and then this line is remembered.
    // Told apart by 96 bits of SHA-256: two different cases pass for one with a chance of 2^-53 in four million; of one case its contents
    // by 64 bits.
    std::optional<Before> lineBefore(const core::CaseRecord &record, qint64 line);

private:
    struct Place {
        quint64 high = 0;
        quint32 low = 0;
        quint32 line = 0; // 0: free
        quint64 content = 0;
    };
    Place &slotFor(quint64 high, quint32 low);
    void grow();
    std::vector<Place> m_places; // open addressing, a power of two long, at most three quarters full
    size_t m_count = 0;
};

} // namespace countersign::exchange
