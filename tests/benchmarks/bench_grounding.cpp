// "Not found" and "left out" against what people marked in four sets of ../shared/data, beside marking nothing, everything, what an exact match
// marks (a sentence that does not stand in the evidence as it is) and what a search word by word marks (a sentence one of whose words does
// not stand there as it is written). Then how long it takes.
// The one threshold was chosen on the cases of even number; the figures are those of the others, and beside them those of all.
#include "benchmarks/benchmark.h"
#include "benchmarks/realcases.h"
#include "benchmarks/humanmarks.h"
#include "grounding/grounding.h"
#include "grounding/omissions.h"

using namespace countersign;
using benchmark::CaseOfSet;
using benchmark::Scored;

namespace {

struct Half {
    Scored ours, exact, words, everything;
};

struct Task {
    QByteArray name;
    Half held; // cases of odd number
    Half all;

    void add(int number, bool gold, bool marked, const QString &said, const QString &source)
    {
        for (Half *half : {&held, &all}) {
            if (half == &held && number % 2 == 0)
                continue;
            half->ours.add(gold, marked);
            half->exact.add(gold, !source.contains(said.trimmed()));
            half->words.add(gold, !benchmark::allThere(said, source));
            half->everything.add(gold, true);
        }
    }
};

double sumOurs = 0, sumExact = 0, sumWords = 0;

void report(const Task &task)
{
    const auto say = [&](const QByteArray &name, const Half &half) {
        const QByteArray against = "precision " + QByteArray::number(half.ours.precision(), 'f', 2) + ", recall " + QByteArray::number(half.ours.recall(), 'f', 2)
                                   + "; exact match " + QByteArray::number(half.exact.f1(), 'f', 3) + ", word by word "
                                   + QByteArray::number(half.words.f1(), 'f', 3) + ", everything " + QByteArray::number(half.everything.f1(), 'f', 3)
                                   + ", nothing 0";
        benchmark::report(name.constData(), half.ours.f1(), "F1", half.ours.f1() / std::max(half.exact.f1(), 1e-9), against.constData());
    };
    say("grounding." + task.name, task.held);
    say("grounding." + task.name + ".all", task.all);
    sumOurs += task.held.ours.f1();
    sumExact += task.held.exact.f1();
    sumWords += task.held.words.f1();
}

struct Rates {
    std::vector<double> people, ours, exact, words;
};

void report(const QByteArray &name, const Rates &rates)
{
    const double ours = benchmark::rankCorrelation(rates.people, rates.ours);
    const double exact = benchmark::rankCorrelation(rates.people, rates.exact);
    const double words = benchmark::rankCorrelation(rates.people, rates.words);
    const QByteArray against = "rank correlation with people's rates; exact match " + QByteArray::number(exact, 'f', 3) + ", word by word "
                               + QByteArray::number(words, 'f', 3) + ", nothing and everything 0";
    benchmark::report(("grounding." + name).constData(), ours, "Spearman", exact > 0.01 ? std::optional(ours / exact) : std::nullopt, against.constData());
    sumOurs += std::max(0.0, ours);
    sumExact += std::max(0.0, exact);
    sumWords += std::max(0.0, words);
}

// Marked: too little of it stands together in the evidence, or a number, date or name of it is not there.
bool isMarked(const grounding::EvidenceIndex &index, const QString &sentence)
{
    const grounding::Grounding found = grounding::ground(index, sentence);
    return std::any_of(found.sentences.begin(), found.sentences.end(), [](const auto &each) { return !each.supported; });
}

void claims(const QString &set, const QByteArray &name, const std::function<std::optional<bool>(const QJsonObject &)> &gold, const QString &text)
{
    Task task{name, {}, {}};
    int number = 0;
    for (const CaseOfSet &each : benchmark::casesOf(set)) {
        const grounding::EvidenceIndex index(each.evidence + each.asked);
        for (const QJsonValue &value : each.reference.value(QStringLiteral("claims")).toArray()) {
            const QString claim = value[text].toString();
            if (const auto wrong = gold(value.toObject()))
                task.add(number, *wrong, isMarked(index, claim), claim, each.whole());
        }
        ++number;
    }
    report(task);
}

void answers()
{
    Task wrong{"notfound.qa-feedback", {}, {}};
    Task missing{"omitted.qa-feedback", {}, {}};
    int number = 0;
    for (const CaseOfSet &each : benchmark::casesOf(QStringLiteral("qa-feedback"))) {
        const grounding::EvidenceIndex index(each.evidence + each.asked);
        const auto spans = benchmark::errorSpans(each);
        const grounding::Grounding found = grounding::ground(index, each.text);
        for (const diff::Range &sentence : benchmark::sentencesOf(each.text)) {
            const bool marked = std::any_of(found.sentences.begin(), found.sentences.end(), [&](const auto &mark) {
                return !mark.supported && mark.at.start < sentence.end && mark.at.end > sentence.start;
            });
            const QString text = each.text.sliced(sentence.start, sentence.length());
            wrong.add(number, benchmark::covered(sentence, spans) > 0.5, marked, text, each.whole());
        }
        const QList<grounding::Omission> left = grounding::omissions(index, each.text);
        for (const benchmark::MarkedSentence &sentence : benchmark::missingSentences(each)) {
            const bool marked = std::any_of(left.begin(), left.end(), [&](const grounding::Omission &omission) {
                return omission.item == sentence.item && omission.at.start < sentence.at.end - 1 && omission.at.end > sentence.at.start + 1;
            });
            missing.add(number, sentence.marked, marked, sentence.text, each.text);
        }
        ++number;
    }
    report(wrong);
    report(missing);
}

void dialogues()
{
    Rates wrong, left;
    int number = 0;
    for (const CaseOfSet &each : benchmark::casesOf(QStringLiteral("mts-dialog"))) {
        if ((number++ / 4) % 2 == 0) // four systems a dialogue
            continue;
        const grounding::EvidenceIndex index(each.evidence + each.asked);
        const QJsonObject scores = each.reference.value(QStringLiteral("scores")).toObject();
        wrong.people.push_back(scores.value(QStringLiteral("HallucinationRate")).toDouble());
        left.people.push_back(scores.value(QStringLiteral("OmissionRate")).toDouble());
        const grounding::Grounding found = grounding::ground(index, each.text);
        double all = 0, lost = 0;
        for (const grounding::Assertion &assertion : found.assertions) {
            all += double(assertion.at.length());
            lost += assertion.isFound() ? 0 : double(assertion.at.length());
        }
        wrong.ours.push_back(all > 0 ? lost / all : 0);
        left.ours.push_back(grounding::omittedShare(index, each.text));
        wrong.exact.push_back(benchmark::shareOfSentencesMissing(each.text, each.whole()));
        left.exact.push_back(benchmark::shareOfSentencesMissing(each.whole(), each.text));
        wrong.words.push_back(benchmark::shareMissing(each.text, each.whole()));
        left.words.push_back(benchmark::shareMissing(each.whole(), each.text));
    }
    report("notfound.mts-dialog", wrong);
    report("omitted.mts-dialog", left);
}

void quality()
{
    claims(QStringLiteral("factcheck-gpt"), "notfound.factcheck-gpt", [](const QJsonObject &claim) -> std::optional<bool> {
        const QJsonValue factual = claim.value(QStringLiteral("factual"));
        return factual.isBool() ? std::optional(!factual.toBool()) : std::nullopt;
    }, QStringLiteral("claim"));
    claims(QStringLiteral("expertqa"), "notfound.expertqa", [](const QJsonObject &claim) -> std::optional<bool> {
        const QString support = claim.value(QStringLiteral("support")).toString();
        return support == u"Missing"; // nothing the experts could hold it against
    }, QStringLiteral("claim_string"));
    claims(QStringLiteral("expertqa"), "notfound.expertqa.incomplete", [](const QJsonObject &claim) -> std::optional<bool> {
        return claim.value(QStringLiteral("support")).toString() != u"Complete"; // that, or evidence that does not carry all of it
    }, QStringLiteral("claim_string"));
    answers();
    dialogues();
    benchmark::report("grounding.sum", sumOurs, "of the seven", sumOurs / std::max(sumExact, 1e-9), "exact match; at least 1.5");
    benchmark::report("grounding.sum.words", sumOurs, "of the seven", sumOurs / std::max(sumWords, 1e-9), "search word by word");
}

void speed()
{
    const QList<CaseOfSet> notes = benchmark::casesOf(QStringLiteral("aci-bench"));
    std::vector<double> whole, again, long_;
    for (const CaseOfSet &each : notes) {
        std::optional<grounding::EvidenceIndex> index;
        whole.push_back(benchmark::seconds([&] {
            index.emplace(each.evidence);
            grounding::ground(*index, each.text);
            grounding::omissions(*index, each.text);
        }));
        again.push_back(benchmark::seconds([&] {
            grounding::ground(*index, each.text);
            grounding::omissions(*index, each.text);
        }));
    }
    if (notes.isEmpty())
        return;
    benchmark::report("grounding.note", benchmark::median(whole) * 1000, "ms", std::nullopt, "evidence and note for the first time; at most 50");
    benchmark::report("grounding.edit", benchmark::median(again) * 1000, "ms", std::nullopt, "after each change of the note; at most 50");
    QString megabyte;
    for (qsizetype i = 0; megabyte.size() < 1'000'000; ++i)
        megabyte += notes[i % notes.size()].whole() + u'\n';
    for (int round = 0; round < 5; ++round)
        long_.push_back(benchmark::seconds([&] {
            const grounding::EvidenceIndex index({{QStringLiteral("long"), megabyte}});
            grounding::ground(index, notes.first().text);
            grounding::omissions(index, notes.first().text);
        }));
    benchmark::report("grounding.megabyte", benchmark::median(long_) * 1000, "ms", std::nullopt, "1 MB of evidence; at most 1000, in the background");
}

} // namespace

int main()
{
    quality();
    speed();
    return 0;
}
