#include "review/decision/reasoncodes.h"

namespace countersign::ui {

namespace {

struct Field {
    QStringView words; // parts of a kind's name, "|" between
    QStringList codes;
};

const QList<Field> &fields()
{
    using S = QString;
    static const QList<Field> all{
        {u"clinical-image|imaging|ultrasound", {S(u"finding-missed"), S(u"finding-invented"), S(u"wrong-side"), S(u"measurement-wrong")}},
        {u"deident|redact", {S(u"identifier-left"), S(u"too-much-removed")}},
        {u"clinical|note|discharge|medic", {S(u"dose-wrong"), S(u"allergy-missing"), S(u"negation-wrong"), S(u"wrong-side"), S(u"history-wrong")}},
        {u"trial|screening", {S(u"criterion-misread"), S(u"wrong-side"), S(u"history-wrong")}},
        {u"loan|credit|fraud|claim-|trade", {S(u"income-misread"), S(u"risk-understated"), S(u"risk-overstated"), S(u"policy-breach")}},
        {u"finance|invoice|receipt|extraction|ocr", {S(u"value-wrong"), S(u"unit-wrong"), S(u"field-missing"), S(u"misread-text")}},
        {u"translation", {S(u"meaning-changed"), S(u"term-wrong"), S(u"left-untranslated"), S(u"grammar")}},
        {u"legal|statute|compliance|contract", {S(u"wrong-article"), S(u"outdated-law"), S(u"policy-breach")}},
        {u"answer|fact|llm", {S(u"claim-unsupported"), S(u"question-missed"), S(u"outdated")}},
        {u"writing|text|edit", {S(u"meaning-changed"), S(u"style"), S(u"grammar")}},
    };
    return all;
}

} // namespace

QStringList reasonCodes(const QString &kind)
{
    QStringList codes;
    for (const Field &field : fields()) {
        for (const QStringView word : field.words.tokenize(u'|')) {
            if (!codes.isEmpty() || !kind.contains(word, Qt::CaseInsensitive))
                continue;
            codes = field.codes;
        }
    }
    for (const QStringView code : {u"value-wrong", u"not-in-evidence", u"left-out", u"unclear", u"wrong-form", u"other"}) {
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
