#include "store/postgresql/wordplaces.h"

#include "store/postgresql/bigendian.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace countersign::store {

namespace {

constexpr qsizetype mostText = 250'000; // as the server cuts off
constexpr qsizetype longestWord = 2046; // what it can keep; longer ones are left out there too
constexpr quint16 lastPlace = 16'383;
constexpr size_t mostPlaces = 255;

// A word where it stands; `head` is its first bytes, so that most are told apart by one number.
struct Word {
    quint64 head = 0;
    QByteArrayView text;
    quint16 place = 0;
};

bool isSame(const Word &a, const Word &b)
{
    return a.head == b.head && a.text == b.text;
}

// By bytes, the shorter first, as the server sorts them; equal ones stay in the order of their places.
bool isBefore(const Word &a, const Word &b)
{
    return a.head != b.head ? a.head < b.head : a.text < b.text;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// The server takes 12e5 for a number, and what follows it for another word.
bool beginsAsNumber(QByteArrayView word)
{
    const auto end = std::find_if_not(word.begin(), word.end(), isDigit);
    return end != word.begin() && end != word.end() && *end == 'e' && end + 1 != word.end() && isDigit(end[1]);
}

// In lower case and cut off; null where something else than ASCII letters, digits and blanks stands in it.
QByteArray plain(QByteArray words)
{
    words.truncate(mostText);
    for (char &c : words) {
        if (c >= 'A' && c <= 'Z')
            c = char(c + ('a' - 'A'));
        else if (!(c >= 'a' && c <= 'z') && !isDigit(c) && c != ' ')
            return {};
    }
    return words;
}

quint64 headOf(QByteArrayView word)
{
    char first[sizeof(quint64)] = {};
    std::memcpy(first, word.data(), size_t(std::min<qsizetype>(word.size(), sizeof first)));
    return qFromBigEndian<quint64>(first);
}

// Whether all are words to the server as well.
bool tellApart(const QByteArray &text, std::vector<Word> &words)
{
    quint16 place = 0;
    for (qsizetype from = 0, end = 0; from < text.size(); from = end + 1) {
        end = text.indexOf(' ', from);
        if (end < 0)
            end = text.size();
        const QByteArrayView word = QByteArrayView(text).sliced(from, end - from);
        if (word.isEmpty())
            continue;
        if (isDigit(word[0]) && beginsAsNumber(word))
            return false;
        place = std::min<quint16>(place + 1, lastPlace);
        if (word.size() <= longestWord)
            words.push_back({headOf(word), word, place});
    }
    return true;
}

} // namespace

QByteArray wordPlaces(const QByteArray &words)
{
    const QByteArray text = plain(words);
    std::vector<Word> all;
    all.reserve(size_t(text.size()) / 4 + 1);
    if ((text.isNull() && !words.isEmpty()) || !tellApart(text, all))
        return {};
    std::stable_sort(all.begin(), all.end(), isBefore);
    QByteArray out;
    out.reserve(text.size() + qsizetype(all.size()) * 2 + 4);
    appendBigEndian<qint32>(out, 0);
    qint32 count = 0;
    for (auto first = all.cbegin(); first != all.cend(); ++count) {
        const auto end = std::find_if_not(first, all.cend(), [&](const Word &word) { return isSame(word, *first); });
        out.append(first->text).append('\0');
        const qsizetype many = out.size();
        appendBigEndian<quint16>(out, 0);
        quint16 kept = 0;
        for (auto at = first; at != end && kept < mostPlaces; ++at)
            if (at == first || at->place != (at - 1)->place) { // the last place is everything behind it, too
                appendBigEndian<quint16>(out, at->place);
                ++kept;
            }
        qToBigEndian(kept, out.data() + many);
        first = end;
    }
    qToBigEndian(count, out.data());
    return out;
}

} // namespace countersign::store
