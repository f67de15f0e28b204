#include "ui/review/decision/reasoncodes.h"

#include "ui/speech.h"

namespace countersign::ui {

namespace {

struct Field {
    QStringView words; // parts of a kind's name
    QStringView codes;
};

constexpr Field fields[]{
    {u"clinical-image imaging ultrasound", u"finding-missed finding-invented wrong-side measurement-wrong"},
    {u"deident redact", u"identifier-left too-much-removed"},
    {u"clinical note discharge medic", u"dose-wrong allergy-missing negation-wrong wrong-side history-wrong"},
    {u"trial screening", u"criterion-misread wrong-side history-wrong"},
    {u"loan credit fraud claim- trade", u"income-misread risk-understated risk-overstated policy-breach"},
    {u"finance invoice receipt extraction ocr", u"value-wrong unit-wrong field-missing misread-text"},
    {u"translation", u"meaning-changed term-wrong left-untranslated grammar"},
    {u"legal statute compliance contract", u"wrong-article outdated-law policy-breach"},
    {u"answer fact llm", u"claim-unsupported question-missed outdated"},
    {u"writing text edit", u"meaning-changed style grammar"},
};
constexpr QStringView everyField = u"value-wrong not-in-evidence left-out unclear wrong-form other";

bool fits(const Field &field, const QString &kind)
{
    for (const QStringView word : field.words.tokenize(u' ')) {
        if (kind.contains(word, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QStringList listOf(QStringView codes)
{
    return codes.toString().split(u' ');
}

// The store's own list of a kind, or the program's where it has none.
QList<Reason> listFor(const QString &kind, const QStringList &own, const QList<core::Wording> &wordings)
{
    QList<Reason> found;
    for (const core::Wording &each : wordings)
        if (each.sort == core::Wording::Sort::Reason && each.kind == kind)
            found.append({each.code, each.text, false});
    for (const QString &code : found.isEmpty() ? own : QStringList())
        found.append({code, codeWords(code), false});
    return found;
}

// Those with one of these codes come first, in the order of the codes.
QList<Reason> inFront(QList<Reason> reasons, const QStringList &codes)
{
    QList<Reason> front;
    for (const QString &code : codes) {
        const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason &reason) { return reason.code == code; });
        if (found == reasons.end())
            continue;
        front.append({found->code, found->words, true});
        reasons.erase(found);
    }
    return front + reasons;
}

} // namespace

QStringList fieldReasonCodes(const QString &kind)
{
    for (const Field &field : fields)
        if (fits(field, kind))
            return listOf(field.codes);
    return {};
}

QStringList everyReasonCodes()
{
    return listOf(everyField);
}

QList<Reason> reasonsFor(const QString &kind, const QList<core::Wording> &wordings)
{
    QList<Reason> reasons = listFor(kind, fieldReasonCodes(kind), wordings);
    for (const Reason &reason : listFor({}, everyReasonCodes(), wordings)) {
        const auto same = [&](const Reason &each) { return each.code == reason.code; };
        if (std::none_of(reasons.cbegin(), reasons.cend(), same))
            reasons.append(reason);
    }
    return reasons;
}

QList<Reason> proposedReasons(QList<Reason> reasons, const QList<diff::Hunk> &changes)
{
    QStringList likely;
    for (const diff::Hunk &change : changes) {
        if (change.kind == diff::Kind::Number)
            likely << QStringLiteral("dose-wrong") << QStringLiteral("value-wrong");
        else if (change.kind == diff::Kind::Negation)
            likely << QStringLiteral("negation-wrong");
        else if (change.op == diff::Op::Insert && change.kind == diff::Kind::Content)
            likely << QStringLiteral("left-out");
        else if (change.op == diff::Op::Delete && change.kind == diff::Kind::Content)
            likely << QStringLiteral("not-in-evidence");
    }
    return inFront(std::move(reasons), likely);
}

QList<Reason> proposedReasons(QList<Reason> reasons, const QList<diff::FieldDifference> &changes)
{
    using Kind = diff::FieldDifference::Kind;
    QStringList likely;
    for (const diff::FieldDifference &change : changes) {
        const bool number = change.a && change.a->type == diff::FieldType::Number;
        if (change.kind == Kind::Added)
            likely << QStringLiteral("field-missing") << QStringLiteral("left-out");
        else if (change.kind == Kind::Removed)
            likely << QStringLiteral("not-in-evidence");
        else if (change.kind == Kind::Form || change.kind == Kind::Type)
            likely << QStringLiteral("wrong-form");
        else if (number)
            likely << QStringLiteral("value-wrong");
        else
            likely << QStringLiteral("value-wrong") << QStringLiteral("misread-text");
    }
    return inFront(std::move(reasons), likely);
}

} // namespace countersign::ui
