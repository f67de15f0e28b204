#include "ui/review/evidence/speakertags.h"

#include <QHash>
#include <QSet>
#include <algorithm>

namespace countersign::ui {

namespace {

constexpr qsizetype longestName = 24;
constexpr int linesLookedAt = 200;
constexpr int mostSpeakers = 8;

bool isName(QStringView name)
{
    if (name.isEmpty() || name.size() > longestName || name.count(u' ') > 2)
        return false;
    return std::all_of(name.cbegin(), name.cend(),
                       [](QChar c) {
                           return c.isLetterOrNumber() || c.isMark() || c == u' ' || c == u'.' || c == u'_' || c == u'-' || c == u'\'';
                       })
           && name.front().isLetter();
}

} // namespace

std::optional<SpeakerTag> speakerTag(QStringView line)
{
    const bool bracket = line.startsWith(u'[');
    const qsizetype from = bracket ? 1 : 0;
    const qsizetype end = line.first(std::min(line.size(), longestName + 2)).indexOf(bracket ? u']' : u':');
    if (end < 0 || !isName(line.sliced(from, end - from)))
        return std::nullopt;
    qsizetype length = end + 1;
    if (!bracket && length < line.size() && !line[length].isSpace())
        return std::nullopt; // "http://…", "10:30"
    while (length < line.size() && line[length].isSpace())
        ++length;
    return SpeakerTag{line.sliced(from, end - from).toString(), length};
}

bool isDialogue(QStringView text)
{
    int lines = 0;
    int tagged = 0;
    QHash<QString, int> speakers;
    for (const QStringView line : text.tokenize(u'\n')) {
        if (line.trimmed().isEmpty())
            continue;
        if (const auto tag = speakerTag(line)) {
            ++tagged;
            ++speakers[tag->speaker.toLower()];
        }
        if (++lines == linesLookedAt)
            break;
    }
    const bool repeated = std::any_of(speakers.cbegin(), speakers.cend(), [](int times) { return times > 1; });
    return tagged >= 2 && tagged * 10 >= lines * 6 && speakers.size() <= mostSpeakers && (repeated || (speakers.size() == 2 && lines <= 3));
}

} // namespace countersign::ui
