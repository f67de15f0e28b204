// The sample cases of the demo store: readable, complete, and their citations point at the words they quote.
#include "exchange/casesource.h"
#include "exchange/fields.h"
#include "exchange/form.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace countersign;
using namespace countersign::exchange;

namespace {

// UTF-16 offset of a code point.
qsizetype unitOffset(QStringView text, qsizetype codePoint)
{
    qsizetype at = 0;
    for (; codePoint > 0; --codePoint)
        at += text[at].isHighSurrogate() ? 2 : 1;
    return at;
}

QString textAt(const QString &text, const core::Selector &place)
{
    const qsizetype start = unitOffset(text, place.start);
    return text.sliced(start, unitOffset(text, place.end) - start);
}

} // namespace

class TestSamples : public QObject {
    Q_OBJECT

    QList<core::CaseRecord> m_records;
    std::unique_ptr<CaseSource> m_source;

private Q_SLOTS:
    void initTestCase()
    {
        auto source = openCaseSource(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/resources/samples"));
        QVERIFY(source.has_value());
        m_source = std::move(*source);
        while (const auto next = m_source->next()) {
            QVERIFY2(next->has_value(), qPrintable(*next ? QString() : next->error().where + u' ' + next->error().detail));
            m_records.append((*next)->record);
        }
        QVERIFY(m_records.size() >= 24);
    }

    void beginsWithTheFollowUp() { QCOMPARE(m_records.first().id.value, QStringLiteral("D2N068")); }

    void fitTheSchemaOfTheFormat()
    {
        QFile file(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/resources/schemas/case-1.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray schema = file.readAll();
        for (const core::CaseRecord &record : m_records) {
            const auto findings = checkAgainstForm(record.source, schema);
            QVERIFY(findings.has_value());
            QVERIFY2(findings->isEmpty(),
                     qPrintable(record.id.value + u' ' + findings->value(0).pointer + u' ' + findings->value(0).rule));
        }
        const QList<std::pair<const char *, const char *>> spoiled{{"\"risk\":\"high\"", "\"risk\":\"severe\""},
                                                                   {"\"confidence\":0.82", "\"confidence\":82"},
                                                                   {"\"id\":\"D2N068\"", "\"id\":\" D2N068\""},
                                                                   {"\"mediaType\":\"image/png\",", ""},
                                                                   {"\"evidence\":[", "\"items\":["},
                                                                   {"\"name\":\"note.file\"", "\"name\":null"}};
        for (const auto &[before, after] : spoiled) {
            const QByteArray line = QByteArray(m_records.first().source).replace(before, after);
            QVERIFY2(line != m_records.first().source && !readCaseLine(line).has_value(), after);
            QVERIFY2(!checkAgainstForm(line, schema)->isEmpty(), after);
        }
    }

    void fitTheirOwnForms()
    {
        for (const core::CaseRecord &record : m_records)
            QVERIFY2(checkAgainstForm(record.suggestion.content.form == core::Content::Form::Fields ? record.suggestion.content.fields
                                                                                                    : QByteArray("0"),
                                      record.suggestion.form)
                         ->isEmpty(),
                     qPrintable(record.id.value));
    }

    void haveTheirFiles()
    {
        int files = 0;
        for (const core::CaseRecord &record : m_records) {
            for (const core::EvidenceItem &item : record.evidence) {
                if (item.text)
                    continue;
                ++files;
                const auto bytes = m_source->readFile(item);
                QVERIFY2(bytes.has_value(), qPrintable(item.file));
                QVERIFY(!item.sha256.isEmpty());
                QVERIFY(bytes->startsWith("\x89PNG"));
            }
        }
        QVERIFY(files >= 5);
    }

    void quoteTheirTextsExactly()
    {
        int quotes = 0;
        for (const core::CaseRecord &record : m_records) {
            for (const core::Citation &citation : record.suggestion.citations) {
                if (citation.at.start >= 0)
                    QCOMPARE(textAt(record.suggestion.content.text, citation.at), citation.at.exact);
                if (!citation.at.field.isNull())
                    QVERIFY2(literalAt(record.suggestion.content.fields, citation.at.field).has_value(),
                             qPrintable(record.id.value + citation.at.field));
                const auto item = std::find_if(record.evidence.begin(), record.evidence.end(),
                                               [&](const auto &e) { return e.id == citation.evidence; });
                if (citation.in.start >= 0) {
                    QCOMPARE(textAt(*item->text, citation.in), citation.in.exact);
                    ++quotes;
                }
            }
        }
        QVERIFY(quotes >= 80);
    }

    void showEveryKindOfContent()
    {
        QSet<QString> mediaTypes, kinds;
        int fields = 0, forms = 0, actions = 0, due = 0;
        QSet<int> risks;
        for (const core::CaseRecord &record : m_records) {
            kinds.insert(record.kind);
            risks.insert(int(record.risk));
            fields += record.suggestion.content.form == core::Content::Form::Fields;
            forms += !record.suggestion.form.isEmpty();
            actions += !record.action.isEmpty();
            due += record.due.has_value();
            for (const core::EvidenceItem &item : record.evidence)
                mediaTypes.insert(item.mediaType);
        }
        for (const char *type : {"text/plain", "text/markdown", "text/csv", "text/html", "application/json", "image/png"})
            QVERIFY2(mediaTypes.contains(QString::fromLatin1(type)), type);
        QVERIFY(kinds.size() >= 15);
        QCOMPARE(risks.size(), 3);
        QVERIFY(fields >= 6 && forms >= 2 && actions >= 4 && due >= 10 && due < m_records.size());
    }
};

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
