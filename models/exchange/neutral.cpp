// Reader of the neutral shape of public review sets: one shape for sets of any field, without risk, priority or citations.
#include "exchange/recordparts.h"
#include "ledger/text.h"

namespace countersign::exchange {

namespace {

core::Suggestion readNeutralSuggestion(Reading &reading, JsonValue root)
{
    core::Suggestion result;
    const JsonValue suggestion = reading.required(root, "suggestion", JsonType::Object);
    if (!suggestion.exists())
        return result;
    result.content = readContent(reading, suggestion);
    result.model = reading.optionalName(suggestion, "model");
    result.confidence = readConfidence(reading, suggestion);
    return result;
}

constexpr qsizetype longestTitle = 120;
constexpr qsizetype shortText = 300; // a question, a prompt, a sentence: it says more than its name

QString firstLine(const QString &text)
{
    for (const QStringView line : QStringView(text).tokenize(u'\n'))
        if (const QString words = line.toString().simplified(); !words.isEmpty())
            return words;
    return {};
}

// Cut at a word where there is one, never inside a character.
QString shortened(const QString &words)
{
    if (words.size() <= longestTitle)
        return words;
    qsizetype end = words.lastIndexOf(u' ', longestTitle - 1);
    if (end < longestTitle / 2)
        end = longestTitle - 1;
    while (end > 0 && (words[end].isLowSurrogate() || words[end].isMark()))
        --end;
    return words.first(end).trimmed() + QChar(0x2026);
}

// The shape has no title: the first source item says what the case is about, by its text where that is short, else by its name.
QString titleOf(const core::CaseRecord &record)
{
    if (record.evidence.isEmpty())
        return record.id.value;
    const core::EvidenceItem &first = record.evidence.first();
    const QString line = first.text ? firstLine(*first.text) : QString();
    const bool named = !first.title.isEmpty() && first.title != first.id;
    const bool says = !line.isEmpty() && (first.text->size() <= shortText || !named);
    const QString title = shortened(says ? line : first.title.simplified());
    return says || named ? title : record.id.value;
}

} // namespace

core::CaseRecord readNeutral(Reading &reading, JsonValue root)
{
    core::CaseRecord record;
    record.id = core::CaseId(ledger::normalised(reading.requiredName(root, "id")));
    record.team = core::TeamId(); // the shape has none: whoever imports says which
    record.kind = reading.requiredName(root, "kind");
    record.labels.insert(QStringLiteral("source"), reading.requiredName(root, "source"));
    record.evidence = readEvidence(reading, root, "media_type");
    record.title = titleOf(record);
    record.suggestion = readNeutralSuggestion(reading, root);
    record.reference = reading.given(root, "reference").slice().toByteArray();
    return record;
}

} // namespace countersign::exchange
