// "Not found" and "left out" in every language of ../shared/data: no set has people's marks in another language than English, so errors are
// planted in its real sentences (numbers, doses and their units, dates, names and words that stand nowhere in the evidence) beside what stands there in another
// form and what stands there as it is, in equal parts; and sentences are left out. The same seed plants the same errors.
// Exact match marks what a plain search for it, as it is written, does not find; and a passage that does not stand in the text as it is.
#include "benchmarks/benchmark.h"
#include "benchmarks/otherforms.h"
#include "benchmarks/resampled.h"
#include "grounding/grounding.h"
#include "grounding/omissions.h"

using namespace countersign;
using namespace countersign::benchmark;

namespace {

constexpr quint32 seed = 6;
constexpr int rounds = 4;

struct Change {
    diff::Range at; // in the draft
    bool planted = false;
    QString said;
};

// A document with, in each sentence, one thing changed, one put in another form and one as it is, where it has as many.
class Draft {
public:
    Draft(const LanguageTexts &texts, const OtherForms &forms, QRandomGenerator &random) : m_texts(texts), m_forms(forms), m_random(random) {}

    void make(const QList<Sentence> &document)
    {
        evidence.clear();
        for (const Sentence &each : document)
            evidence += each.text + u'\n';
        for (const Sentence &each : document)
            add(each);
    }

    // Half of what can be is put in another form: what an omission is looked for in.
    QString retold(const Sentence &sentence) const
    {
        QString made = sentence.text;
        const QList<Unit> units = m_texts.units(sentence);
        for (qsizetype i = units.size() - 1; i >= 0; --i) {
            const diff::Range at = units[i].at;
            const QString other = m_random.bounded(2) == 0 ? m_forms.otherForm(units[i].kind, made.sliced(at.start, at.length())) : QString();
            if (!other.isEmpty())
                made.replace(at.start, at.length(), other);
        }
        return made;
    }

    QString evidence;
    QString text;
    QList<Change> changes;

private:
    void add(const Sentence &sentence)
    {
        QList<Unit> units = m_texts.units(sentence);
        std::shuffle(units.begin(), units.end(), m_random);
        std::ranges::stable_sort(units, {}, [](const Unit &each) { return each.kind != Unit::Number && each.kind != Unit::Date; }); // the rarer first
        if (m_random.bounded(2) == 0 && units.size() > 1)
            std::swap(units[0], units[1]);
        units.resize(std::min<qsizetype>(units.size(), 3));
        std::vector<std::pair<Unit, int>> tasks;
        for (int i = 0; i < units.size(); ++i)
            tasks.emplace_back(units[i], i);
        std::ranges::sort(tasks, {}, [](const auto &each) { return each.first.at.start; });
        qsizetype from = 0;
        for (const auto &[unit, task] : tasks) {
            text += sentence.text.sliced(from, unit.at.start - from);
            from = unit.at.end;
            addUnit(unit.kind, sentence.text.sliced(unit.at.start, unit.at.length()), task);
        }
        text += sentence.text.sliced(from) + u'\n';
    }

    void addUnit(Unit::Kind kind, const QString &there, int task)
    {
        const QString said = task == 0 ? m_forms.somethingElse(kind, there, evidence) : task == 1 ? m_forms.otherForm(kind, there) : there;
        if (!said.isEmpty())
            changes.append({{text.size(), text.size() + said.size()}, task == 0, said});
        text += said.isEmpty() ? there : said;
    }

    const LanguageTexts &m_texts;
    const OtherForms &m_forms;
    QRandomGenerator &m_random;
};

void notFound(std::vector<Mark> &marks, int unit, const Draft &draft)
{
    const grounding::EvidenceIndex index({{QStringLiteral("evidence"), draft.evidence}});
    const grounding::Grounding found = grounding::ground(index, draft.text);
    for (const Change &change : draft.changes) {
        const bool marked = std::any_of(found.assertions.begin(), found.assertions.end(), [&](const grounding::Assertion &each) {
            return !each.isFound() && each.at.start < change.at.end && each.at.end > change.at.start;
        });
        marks.push_back({unit, change.planted, marked, !draft.evidence.contains(change.said)});
    }
}

void leftOut(std::vector<Mark> &marks, int unit, const QList<Sentence> &document, const Draft &draft, QRandomGenerator &random)
{
    constexpr qsizetype left = 2;
    const qsizetype first = random.bounded(document.size() - left);
    QString evidence, text;
    QList<std::pair<diff::Range, bool>> passages;
    for (qsizetype i = 0; i < document.size(); ++i) {
        const bool gone = i >= first && i < first + left;
        passages.append({{evidence.size(), evidence.size() + document[i].text.size()}, gone});
        evidence += document[i].text + u'\n';
        if (!gone)
            text += (random.bounded(2) == 0 ? document[i].text : draft.retold(document[i])) + u'\n';
    }
    const QList<grounding::Omission> found = grounding::omissions(grounding::EvidenceIndex({{QStringLiteral("evidence"), evidence}}), text);
    for (const auto &[at, gone] : passages) {
        const bool marked = std::any_of(found.begin(), found.end(), [at = at](const grounding::Omission &each) {
            return each.at.start < at.end - 1 && each.at.end > at.start + 1;
        });
        marks.push_back({unit, gone, marked, !text.contains(evidence.sliced(at.start, at.length()))});
    }
}

double report(const QByteArray &name, const std::vector<Mark> &marks)
{
    const Scores scores = scoresOf(marks);
    const QByteArray against = "precision " + QByteArray::number(scores.ours.precision(), 'f', 2) + ", recall " + QByteArray::number(scores.ours.recall(), 'f', 2)
                               + "; exact match " + QByteArray::number(scores.exact.f1(), 'f', 3) + spread(marks) + ", everything "
                               + QByteArray::number(scores.everything.f1(), 'f', 3) + ", nothing 0; " + QByteArray::number(scores.everything.right)
                               + " planted, " + QByteArray::number(scores.everything.wrong) + " true, seed " + QByteArray::number(seed);
    benchmark::report(name.constData(), scores.ours.f1(), "F1", scores.ratio(), against.constData());
    return scores.ratio();
}

} // namespace

int main()
{
    double lowest = 1e9;
    for (const Tongue &tongue : tongues()) {
        QRandomGenerator random(seed);
        const LanguageTexts texts(tongue, random);
        const OtherForms forms(tongue, texts, random);
        std::vector<Mark> wrong, left;
        for (int round = 0; round < rounds; ++round) {
            int unit = 0;
            for (const QList<Sentence> &document : texts.documents()) {
                Draft draft(texts, forms, random);
                draft.make(document);
                notFound(wrong, unit, draft);
                leftOut(left, unit++, document, draft, random);
            }
        }
        lowest = std::min(lowest, report("grounding.notfound.planted." + tongue.code, wrong));
        lowest = std::min(lowest, report("grounding.omitted.planted." + tongue.code, left));
    }
    benchmark::report("grounding.planted.lowest", lowest, "x", lowest, "exact match; at least 1 in every language");
    return 0;
}
