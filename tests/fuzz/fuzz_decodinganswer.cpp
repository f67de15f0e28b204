// Whatever a decoding child says, the window takes it for no more than it is: every picture lies within its bytes, every size is one that can
// be, and what was taken says the same when it is written again.
#include "decoding/wire.h"

#include <cstdlib>

using namespace countersign::decoding;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

void checkPicture(const QByteArray &body)
{
    const auto picture = readPicture(body);
    if (!picture)
        return;
    const qsizetype each = picture->layout == Picture::Layout::Samples16 ? 2 : 4;
    demand(!picture->levels.isEmpty());
    for (const Picture::Level &level : picture->levels) {
        const qint64 pixels = qint64(level.size.width()) * level.size.height();
        demand(level.size.width() > 0 && level.size.height() > 0 && pixels <= mostPixels);
        demand(level.offset >= 0 && level.offset + pixels * each <= picture->bytes.size());
    }
}

template <typename T>
void checkAgain(const std::optional<T> &value, std::optional<T> (*read)(const QByteArray &))
{
    if (!value)
        return;
    const auto again = read(write(*value));
    demand(again && write(*again) == write(*value));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArray body(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    switch (data[0] % 5) {
    case 0:
        checkAgain(readOpened(body), readOpened);
        break;
    case 1:
        checkPicture(body);
        break;
    case 2:
        checkAgain(readText(body), readText);
        break;
    case 3:
        checkAgain(readPlaces(body), readPlaces);
        break;
    default:
        if (const auto head = headOf(body, longestAnswer))
            demand(head->size <= longestAnswer);
    }
    return 0;
}
