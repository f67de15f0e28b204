#include "ui/review/decision/reasoncodes.h"

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

} // namespace

QStringList reasonCodes(const QString &kind)
{
    QStringList codes;
    for (const Field &field : fields) {
        if (codes.isEmpty() && fits(field, kind))
            codes = field.codes.toString().split(u' ');
    }
    for (const QStringView code : everyField.tokenize(u' ')) {
        if (!codes.contains(code))
            codes.append(code.toString());
    }
    return codes;
}

QStringList proposedReasons(const QString &kind, const QList<diff::Hunk> &changes)
{
    QStringList codes = reasonCodes(kind);
    QStringList front;
    const auto propose = [&](QStringView code) {
        const QString name = code.toString();
        if (codes.removeOne(name))
            front.append(name);
    };
    for (const diff::Hunk &change : changes) {
        if (change.kind == diff::Kind::Number) {
            propose(u"dose-wrong");
            propose(u"value-wrong");
        } else if (change.kind == diff::Kind::Negation) {
            propose(u"negation-wrong");
        } else if (change.op == diff::Op::Insert && change.kind == diff::Kind::Content) {
            propose(u"left-out");
        } else if (change.op == diff::Op::Delete && change.kind == diff::Kind::Content) {
            propose(u"not-in-evidence");
        }
    }
    return front + codes;
}

} // namespace countersign::ui
