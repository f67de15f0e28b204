// What was looked at before a decision was signed, in words.
#include "ui/ledger/decisiontext.h"

#include "ui/review/citationplaces.h"
#include "ui/speech.h"
#include "workflow/masks.h"

#include <QCoreApplication>

namespace countersign::ui {

namespace {

struct Contact {
    Q_DECLARE_TR_FUNCTIONS(Contact)
};

const core::EvidenceItem *itemOf(const core::CaseRecord &record, const QString &id)
{
    for (const core::EvidenceItem &each : record.evidence)
        if (each.id == id)
            return &each;
    return nullptr;
}

QString nameOf(const core::CaseRecord &record, const QString &id)
{
    const core::EvidenceItem *const item = itemOf(record, id);
    return item && !item->title.isEmpty() ? item->title : id;
}

QString itemSentence(const ledger::Contact::Item &item, const QString &name)
{
    const QString time = duration(qint64(item.milliseconds));
    switch (item.way) {
    case ledger::Contact::Way::Shown:
        return Contact::tr("%1: in sight for %2.").arg(name, time);
    case ledger::Contact::Way::Opened:
        return Contact::tr("%1: opened, in sight for %2.").arg(name, time);
    case ledger::Contact::Way::Unshowable:
        return Contact::tr("%1: could not be shown.").arg(name);
    }
    return {};
}

// The words where the case still has them, else where they stood.
QString passageWords(const ledger::Contact::Passage &passage, const core::CaseRecord &record)
{
    constexpr qsizetype longest = 120;
    const core::EvidenceItem *const item = itemOf(record, passage.evidence);
    core::Selector selector;
    selector.start = qsizetype(passage.start);
    selector.end = qsizetype(passage.end);
    const auto place = item && item->text ? placeOf(selector, *item->text) : std::nullopt;
    if (!place)
        return Contact::tr("%1, characters %2 to %3").arg(nameOf(record, passage.evidence)).arg(passage.start).arg(passage.end);
    const QString words = item->text->sliced(place->start, place->length()).simplified();
    return words.size() > longest ? words.first(longest) + u'…' : words;
}

} // namespace

QStringList contactSentences(const std::optional<ledger::Contact> &contact, const core::CaseRecord &record)
{
    if (!contact)
        return {};
    QStringList sentences;
    QSet<QString> seen;
    for (const ledger::Contact::Item &item : contact->items) {
        sentences.append(itemSentence(item, nameOf(record, item.evidence)));
        seen.insert(item.evidence);
    }
    for (const core::EvidenceItem &item : record.evidence)
        if (!seen.contains(item.id) && !workflow::maskPlace(item)) // a mask is seen with its picture
            sentences.append(Contact::tr("%1: not looked at.").arg(nameOf(record, item.id)));
    for (const ledger::Contact::Passage &passage : contact->added)
        sentences.append(Contact::tr("Put into the text: “%1”.").arg(passageWords(passage, record)));
    for (const ledger::Contact::Passage &passage : contact->dismissed)
        sentences.append(Contact::tr("Said to be not relevant: “%1”.").arg(passageWords(passage, record)));
    return sentences;
}

} // namespace countersign::ui
