#include "store/postgresql/wordplaces.h"

#include <QHash>
#include <algorithm>

namespace countersign::store {

namespace {

constexpr qsizetype mostText = 250'000; // as the server cuts off
constexpr qsizetype longestWord = 2046; // what it can keep; longer ones are left out there too
constexpr int lastPlace = 16'383;
constexpr qsizetype mostPlaces = 255;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// The server takes 12e5 for a number, and what follows it for another word.
bool beginsAsNumber(QStringView word)
{
    const auto end = std::find_if_not(word.begin(), word.end(), isDigit);
    return end != word.begin() && end != word.end() && *end == u'e' && end + 1 != word.end() && isDigit(end[1]);
}

bool isPlain(QStringView word)
{
    return !beginsAsNumber(word) && std::all_of(word.begin(), word.end(), [](QChar c) { return isDigit(c) || (c >= u'a' && c <= u'z'); });
}

} // namespace

QString wordPlaces(const QString &words)
{
    const QStringView text = QStringView(words).left(mostText);
    QHash<QStringView, QString> places;
    QList<QStringView> order;
    int place = 0;
    for (const QStringView word : text.tokenize(u' ', Qt::SkipEmptyParts)) {
        if (!isPlain(word))
            return words;
        place = std::min(place + 1, lastPlace);
        if (word.size() > longestWord)
            continue;
        QString &list = places[word];
        if (list.isEmpty())
            order.append(word);
        else if (list.count(u',') + 1 >= mostPlaces || list.endsWith(QString::number(lastPlace)))
            continue;
        else
            list += u',';
        list += QString::number(place);
    }
    QString whole;
    for (const QStringView word : std::as_const(order))
        whole.append(u'\'').append(word).append(QStringLiteral("':")).append(places[word]).append(u' ');
    return whole;
}

} // namespace countersign::store
