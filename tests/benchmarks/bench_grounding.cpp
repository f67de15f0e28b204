// "Not found" and "left out" against what people marked in four sets of ../shared/data, beside marking nothing, everything, what an exact match
// marks (a sentence that does not stand in the evidence as it is) and what a search word by word marks (a sentence one of whose words does
// not stand there as it is written). Then how long it takes.
// `unasked`: what is marked or listed without a key being pressed (numbers, dates, names and words that stand nowhere, or apart from the rest of
// their sentence; sentences that point to no source; the one remark that hardly anything is there), all cases.
// The figures are those of the cases of odd number, and beside them those of all. What was chosen on which: models/grounding/README.md.
// factcheck-gpt marks what is not true; `stances` are the claims that none of the passages found for them supports, by what people made of each.
// expertqa: "Missing" is how its experts said that a sentence carries no source (each of the 29 has none, no other), and "N/A" that they could not
// open it: neither was held against the evidence, and fourteen cases bring but addresses. Those figures stay as they were, for comparison;
// `judged` are the sentences that experts did hold against sources whose text the case brings.
#include "benchmarks/benchmark.h"
#include "benchmarks/realcases.h"
#include "benchmarks/resampled.h"
#include "grounding/grounding.h"
#include "grounding/omissions.h"

using namespace countersign;
using benchmark::CaseOfSet;
using benchmark::Mark;

namespace {

struct Task {
    QByteArray name;
    std::vector<Mark> marks;
    std::vector<Mark> unasked; // by the pieces that are marked without anybody asking

    void add(int number, bool gold, double support, const QString &said, const QString &source)
    {
        const bool exact = !source.contains(said.trimmed());
        marks.push_back({number, gold, support < grounding::enoughSupport, exact, !benchmark::allThere(said, source), support});
    }

    void addPieces(const grounding::Grounding &found, diff::Range at)
    {
        unasked.push_back(marks.back());
        unasked.back().ours = found.mostlyElsewhere || std::ranges::any_of(found.assertions, [&](const grounding::Assertion &each) {
            return each.at.start < at.end && each.at.end > at.start && (!each.isFound() || each.elsewhere);
        }) || std::ranges::any_of(found.sentences, [&](const grounding::SentenceMark &each) {
            return each.at.start < at.end && each.at.end > at.start && each.unsourced;
        });
    }
};

double sumOurs = 0, sumExact = 0, sumWords = 0;

void report(const QByteArray &name, const std::vector<Mark> &marks)
{
    const benchmark::Scores scores = benchmark::scoresOf(marks);
    const QByteArray against = "precision " + QByteArray::number(scores.ours.precision(), 'f', 2) + ", recall "
                               + QByteArray::number(scores.ours.recall(), 'f', 2)
                               + "; exact match " + QByteArray::number(scores.exact.f1(), 'f', 3) + benchmark::spread(marks) + ", word by word "
                               + QByteArray::number(scores.words.f1(), 'f', 3) + ", everything " + QByteArray::number(scores.everything.f1(), 'f', 3)
                               + ", nothing 0";
    benchmark::report(name.constData(), scores.ours.f1(), "F1", scores.ratio(), against.constData());
}

// Of the cases kept apart, and of all.
void report(const Task &task, bool counts = true)
{
    std::vector<Mark> held = task.marks;
    std::erase_if(held, [](const Mark &mark) { return mark.unit % 2 == 0; });
    report("grounding." + task.name, held);
    report("grounding." + task.name + ".all", task.marks);
    if (!task.unasked.empty())
        report("grounding." + task.name + ".unasked", task.unasked);
    const benchmark::Scores scores = benchmark::scoresOf(held);
    sumOurs += counts ? scores.ours.f1() : 0;
    sumExact += counts ? scores.exact.f1() : 0;
    sumWords += counts ? scores.words.f1() : 0;
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

// 0 of a sentence that points to no source where its text points to sources.
double standingOf(const grounding::SentenceMark &sentence)
{
    return sentence.unsourced ? 0 : sentence.support;
}

// How the least supported sentence in a stretch stands; 1 of what says nothing.
double standingOf(const grounding::Grounding &found, diff::Range at)
{
    double least = 1;
    for (const grounding::SentenceMark &each : found.sentences)
        if (each.at.start < at.end && each.at.end > at.start)
            least = std::min(least, standingOf(each));
    return least;
}

using Gold = std::function<std::optional<bool>(const QJsonObject &, const CaseOfSet &)>;

// All claims of a case are one text, a line each, as a reviewer would meet them.
Task claims(const QString &set, const QByteArray &name, const QString &text, const Gold &gold)
{
    Task task{name, {}, {}};
    int number = 0;
    for (const CaseOfSet &each : benchmark::casesOf(set)) {
        const grounding::EvidenceIndex index(each.evidence + each.asked);
        QString all;
        std::vector<std::pair<diff::Range, QJsonObject>> claims;
        for (const QJsonValue &value : each.reference.value(QStringLiteral("claims")).toArray()) {
            const QString claim = value[text].toString();
            claims.emplace_back(diff::Range{all.size(), all.size() + claim.size()}, value.toObject());
            all += claim + u'\n';
        }
        const grounding::Grounding found = grounding::ground(index, all);
        for (const auto &[at, claim] : claims) {
            if (const auto wrong = gold(claim, each)) {
                task.add(number, *wrong, standingOf(found, at), claim[text].toString(), each.whole());
                task.addPieces(found, at);
            }
        }
        ++number;
    }
    return task;
}

Task answers()
{
    Task wrong{"notfound.qa-feedback", {}, {}};
    Task missing{"omitted.qa-feedback", {}, {}};
    int number = 0;
    for (const CaseOfSet &each : benchmark::casesOf(QStringLiteral("qa-feedback"))) {
        const grounding::EvidenceIndex index(each.evidence + each.asked);
        const auto spans = benchmark::errorSpans(each);
        const grounding::Grounding found = grounding::ground(index, each.text);
        for (const diff::Range &sentence : benchmark::sentencesOf(each.text)) {
            const QString text = each.text.sliced(sentence.start, sentence.length());
            wrong.add(number, benchmark::covered(sentence, spans) > 0.5, standingOf(found, sentence), text, each.whole());
            wrong.addPieces(found, sentence);
        }
        const QList<grounding::Omission> left = grounding::omissions(index, each.text);
        for (const benchmark::MarkedSentence &sentence : benchmark::missingSentences(each)) {
            const bool marked = std::any_of(left.begin(), left.end(), [&](const grounding::Omission &omission) {
                return omission.item == sentence.item && omission.at.start < sentence.at.end - 1 && omission.at.end > sentence.at.start + 1;
            });
            missing.add(number, sentence.marked, marked ? 0 : 1, sentence.text, each.text);
        }
        ++number;
    }
    report(wrong);
    report(missing);
    return wrong;
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

// Whether the evidence is more than addresses.
bool hasText(const CaseOfSet &each)
{
    return std::any_of(each.evidence.begin(), each.evidence.end(), [](const grounding::EvidenceText &item) { return item.text.trimmed().count(u' ') > 1; });
}

// The one threshold chosen on four fifths of the cases, so that the worst set is best, and used on the fifth, for each fifth: what it is worth
// on cases it was not chosen on.
void crossValidated(const std::vector<Task> &tasks)
{
    constexpr int folds = 5;
    std::vector<std::vector<Mark>> judged(tasks.size());
    for (int fold = 0; fold < folds; ++fold) {
        const auto marksOf = [&](const Task &task, double threshold, bool others) {
            std::vector<Mark> marks = task.marks;
            std::erase_if(marks, [&](const Mark &mark) { return (mark.unit % folds == fold) == others; });
            for (Mark &mark : marks)
                mark.ours = mark.support < threshold;
            return marks;
        };
        double best = 0, chosen = 0;
        for (double threshold = 0.3; threshold < 0.9; threshold += 0.05) {
            double lowest = 1e9;
            for (const Task &task : tasks)
                lowest = std::min(lowest, benchmark::scoresOf(marksOf(task, threshold, true)).ratio());
            if (lowest > best) {
                best = lowest;
                chosen = threshold;
            }
        }
        for (size_t i = 0; i < tasks.size(); ++i) {
            const std::vector<Mark> marks = marksOf(tasks[i], chosen, false);
            judged[i].insert(judged[i].end(), marks.begin(), marks.end());
        }
    }
    for (size_t i = 0; i < tasks.size(); ++i)
        report("grounding." + tasks[i].name + ".crossvalidated", judged[i]);
}

void quality()
{
    const Task facts = claims(QStringLiteral("factcheck-gpt"), "notfound.factcheck-gpt", QStringLiteral("claim"), [](const QJsonObject &claim, const auto &) {
        const QJsonValue factual = claim.value(QStringLiteral("factual"));
        return factual.isBool() ? std::optional(!factual.toBool()) : std::nullopt;
    });
    const Task unsupported = claims(QStringLiteral("factcheck-gpt"), "notfound.factcheck-gpt.stances", QStringLiteral("claim"),
                                    [](const QJsonObject &claim, const auto &) -> std::optional<bool> {
        const QJsonArray stances = claim.value(QStringLiteral("stances")).toArray();
        const bool supported = std::any_of(stances.begin(), stances.end(), [](const QJsonValue &stance) { return stance.toString().endsWith(u"support"); });
        return stances.isEmpty() ? std::nullopt : std::optional(!supported);
    });
    const auto support = [](const QJsonObject &claim) { return claim.value(QStringLiteral("support")).toString(); };
    const QString claim = QStringLiteral("claim_string");
    const Task missing = claims(QStringLiteral("expertqa"), "notfound.expertqa", claim, [&](const QJsonObject &each, const auto &) {
        return std::optional(support(each) == u"Missing");
    });
    const Task incomplete = claims(QStringLiteral("expertqa"), "notfound.expertqa.incomplete", claim, [&](const QJsonObject &each, const auto &) {
        return std::optional(support(each) != u"Complete");
    });
    const Task judged = claims(QStringLiteral("expertqa"), "notfound.expertqa.judged", claim, [&](const QJsonObject &each, const CaseOfSet &of) {
        const bool held = support(each) != u"Missing" && support(each) != u"N/A" && hasText(of);
        return held ? std::optional(support(each) != u"Complete") : std::nullopt;
    });
    report(facts);
    report(unsupported, false);
    report(missing);
    report(incomplete);
    report(judged, false);
    const Task wrong = answers();
    dialogues();
    benchmark::report("grounding.sum", sumOurs, "of the seven", sumOurs / std::max(sumExact, 1e-9), "exact match; at least 1.5");
    benchmark::report("grounding.sum.words", sumOurs, "of the seven", sumOurs / std::max(sumWords, 1e-9), "search word by word");
    crossValidated({facts, judged, wrong});
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
