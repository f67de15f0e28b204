#include "exchange/seencases.h"

#include "exchange/sha256.h"

#include <limits>

namespace countersign::exchange {

std::optional<SeenCases::Before> SeenCases::lineBefore(const core::CaseRecord &record, qint64 line)
{
    if (m_count * 4 >= m_places.size() * 3)
        grow();
    const QString key =
        record.team.value + u'\n' + record.id.value + u'\n' + QString::number(record.version); // names hold no controls
    const QString hash = sha256Hex(key.toUtf8());
    const quint64 high = QStringView(hash).first(16).toULongLong(nullptr, 16);
    const quint32 low = QStringView(hash).sliced(16, 8).toUInt(nullptr, 16);
    const quint64 content = QStringView(sha256Hex(record.source)).first(16).toULongLong(nullptr, 16);
    Place &place = slotFor(high, low);
    if (place.line != 0)
        return Before{place.line, place.content == content};
    place = {high, low, quint32(std::min<qint64>(line, std::numeric_limits<quint32>::max())), content};
    ++m_count;
    return std::nullopt;
}

SeenCases::Place &SeenCases::slotFor(quint64 high, quint32 low)
{
    size_t at = high & (m_places.size() - 1);
    while (m_places[at].line != 0 && (m_places[at].high != high || m_places[at].low != low))
        at = (at + 1) & (m_places.size() - 1);
    return m_places[at];
}

void SeenCases::grow()
{
    std::vector<Place> before = std::exchange(m_places, std::vector<Place>(std::max<size_t>(64, m_places.size() * 2)));
    for (const Place &place : before)
        if (place.line != 0)
            slotFor(place.high, place.low) = place;
}

} // namespace countersign::exchange
