#include "store/postgresql/pgnewcase.h"

#include "store/postgresql/wordplaces.h"
#include "store/rowmapping.h"
#include "store/searchtext.h"

namespace countersign::store {

using core::Result;

namespace {

QByteArray utf8(const QString &text)
{
    return text.isEmpty() ? QByteArray("") : text.toUtf8();
}

Result<void> addEvidence(PgNewCase &made, const core::EvidenceItem &item, const QString &where)
{
    if (item.blob.isEmpty())
        return {};
    return digestBytes(item.blob, where).map([&](const QByteArray &digest) {
        made.evidence.append({utf8(item.id), digest});
        made.blobs.append({item.blob, {}, {}});
    });
}

using Cases = QList<std::shared_ptr<const PgNewCase>>;

template <typename Value>
QList<Value> column(const Cases &cases, Value PgNewCase::*member)
{
    QList<Value> values;
    values.reserve(cases.size());
    for (const auto &one : cases)
        values.append((*one).*member);
    return values;
}

} // namespace

Result<std::shared_ptr<const PgNewCase>> pgNewCase(const core::NewCase &newCase, const QList<core::StoredBlob> &blobs)
{
    const core::CaseRecord &record = newCase.record;
    const QString &where = record.id.value;
    const auto source = digestBytes(newCase.sourceBlob, where);
    const auto reference = digestBytesOrNone(newCase.referenceBlob, where);
    if (!source || !reference)
        return tl::unexpected(source ? reference.error() : source.error());
    const auto made = std::make_shared<PgNewCase>();
    made->id = utf8(where);
    made->version = record.version;
    made->kind = utf8(record.kind);
    made->title = utf8(record.title);
    made->risk = qint64(record.risk);
    made->priority = record.priority;
    made->due = utf8(dueText(record.due));
    made->form = utf8(formName(record.suggestion.content.form));
    made->source = *source;
    made->reference = reference->value_or(QByteArray());
    made->rule = utf8(newCase.route.rule);
    const QByteArray spelt = searchWords(newCase.searchText);
    made->placed = wordPlaces(spelt);
    made->words = made->placed.isNull() ? utf8(QString::fromUtf8(spelt).toLower()) : QByteArray("");
    made->blobs.append({newCase.sourceBlob, {}, {}});
    if (!newCase.referenceBlob.isEmpty())
        made->blobs.append({newCase.referenceBlob, {}, {}});
    for (const core::EvidenceItem &item : record.evidence)
        if (const auto added = addEvidence(*made, item, where); !added)
            return tl::unexpected(added.error());
    if (!blobs.isEmpty())
        made->blobs = blobs;
    return made;
}

void appendColumns(PgValues &values, const Cases &cases)
{
    QList<qint64> evidenceOf;
    QList<QByteArray> evidenceIds, evidenceDigests;
    for (qsizetype i = 0; i < cases.size(); ++i)
        for (const PgNewCase::Evidence &item : cases[i]->evidence) {
            evidenceOf.append(i + 1);
            evidenceIds.append(item.id);
            evidenceDigests.append(item.digest);
        }
    values.utf8s(column(cases, &PgNewCase::id)).numbers(column(cases, &PgNewCase::version)).utf8s(column(cases, &PgNewCase::kind));
    values.utf8s(column(cases, &PgNewCase::title)).numbers(column(cases, &PgNewCase::risk)).numbers(column(cases, &PgNewCase::priority));
    values.utf8s(column(cases, &PgNewCase::due)).utf8s(column(cases, &PgNewCase::form)).byteLists(column(cases, &PgNewCase::source));
    values.byteLists(column(cases, &PgNewCase::reference)).utf8s(column(cases, &PgNewCase::rule)).utf8s(column(cases, &PgNewCase::words));
    values.numbers(evidenceOf).utf8s(evidenceIds).byteLists(evidenceDigests).vectors(column(cases, &PgNewCase::placed));
}

} // namespace countersign::store
