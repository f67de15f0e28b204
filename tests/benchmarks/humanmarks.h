// What people marked in the sets of ../shared/data, and the plain search the program is measured against.
#pragma once

#include "benchmarks/realcases.h"
#include "diff/tokens.h"
#include "grounding/evidenceindex.h"
#include "grounding/lexeme.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <numeric>
#include <vector>

namespace countersign::benchmark {

struct CaseOfSet {
    QString text; // the suggestion
    QList<grounding::EvidenceText> evidence;
    QList<grounding::EvidenceText> asked; // the question: the case brings it as evidence, behind the others here
    QJsonObject reference;

    QString whole() const
    {
        QString all;
        for (const auto &each : evidence)
            all += each.text + u'\n';
        return all;
    }
};

inline QList<CaseOfSet> casesOf(const QString &set)
{
    QList<CaseOfSet> cases;
    for (const QByteArray &line : linesOf(set)) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        CaseOfSet made;
        made.text = object[u"suggestion"].toObject()[u"text"].toString();
        made.reference = object[u"reference"].toObject();
        for (const QJsonValue &item : object[u"evidence"].toArray()) {
            const QString id = item[u"id"].toString();
            if (id == u"question" || id == u"prompt")
                made.asked.append({id, item[u"text"].toString(), {}});
            else
                made.evidence.append({id, item[u"text"].toString(), item[u"title"].toString()});
        }
        cases.append(made);
    }
    return cases;
}

struct Scored {
    double right = 0, wrong = 0, missed = 0;
    void add(bool gold, bool marked)
    {
        right += gold && marked ? 1 : 0;
        wrong += !gold && marked ? 1 : 0;
        missed += gold && !marked ? 1 : 0;
    }
    double precision() const { return right + wrong > 0 ? right / (right + wrong) : 0; }
    double recall() const { return right + missed > 0 ? right / (right + missed) : 0; }
    double f1() const { return right > 0 ? 2 * right / (2 * right + wrong + missed) : 0; }
};

inline std::vector<double> ranks(const std::vector<double> &values)
{
    std::vector<size_t> order(values.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::sort(order, {}, [&](size_t i) { return values[i]; });
    std::vector<double> made(values.size());
    for (size_t i = 0; i < order.size();) {
        size_t end = i;
        while (end < order.size() && values[order[end]] == values[order[i]])
            ++end;
        for (size_t k = i; k < end; ++k)
            made[order[k]] = double(i + end - 1) / 2;
        i = end;
    }
    return made;
}

// Spearman's; 0 where one of the two never changes.
inline double rankCorrelation(const std::vector<double> &a, const std::vector<double> &b)
{
    const std::vector<double> x = ranks(a), y = ranks(b);
    const double middle = double(x.size() - 1) / 2;
    double xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - middle) * (y[i] - middle);
        xx += (x[i] - middle) * (x[i] - middle);
        yy += (y[i] - middle) * (y[i] - middle);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

// Words and numbers worth a search, as written.
inline QStringList searchable(const QString &text)
{
    QStringList words;
    for (const diff::Token &token : diff::tokenise(text)) {
        const QString word = text.sliced(token.start, token.length);
        const bool counts = token.kind == diff::TokenKind::Word || token.kind == diff::TokenKind::Number || token.kind == diff::TokenKind::Ideograph;
        if (counts && !(grounding::factsOf(grounding::folded(word)) & grounding::FunctionWord))
            words.append(word);
    }
    return words;
}

inline double shareMissing(const QString &text, const QString &evidence)
{
    const QStringList words = searchable(text);
    const auto missing = std::count_if(words.begin(), words.end(), [&](const QString &word) { return !evidence.contains(word); });
    return words.isEmpty() ? 0 : double(missing) / double(words.size());
}

inline bool allThere(const QString &text, const QString &evidence)
{
    return shareMissing(text, evidence) == 0;
}

// Sentences as qa-feedback's own annotators met them: ended by a full stop, question or exclamation mark before a blank.
inline QList<diff::Range> sentencesOf(const QString &text)
{
    QList<diff::Range> made;
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool ends = (text[i] == u'.' || text[i] == u'!' || text[i] == u'?') && (i + 1 == text.size() || text[i + 1].isSpace());
        if (!ends && text[i] != u'\n' && i + 1 < text.size())
            continue;
        if (!QStringView(text).sliced(start, i + 1 - start).trimmed().isEmpty())
            made.append({start, i + 1});
        start = i + 1;
    }
    return made;
}

inline double shareOfSentencesMissing(const QString &text, const QString &evidence)
{
    const QList<diff::Range> sentences = sentencesOf(text);
    const auto missing = std::count_if(sentences.begin(), sentences.end(), [&](const diff::Range &each) {
        return !evidence.contains(text.sliced(each.start, each.length()).trimmed());
    });
    return sentences.isEmpty() ? 0 : double(missing) / double(sentences.size());
}

// Spans that people found untrue to the passages. Offsets of the set count code points; no answer of it leaves the basic plane.
inline QList<diff::Range> errorSpans(const CaseOfSet &each)
{
    QList<diff::Range> spans;
    for (const QJsonValue &error : each.reference[u"errors"].toArray()) {
        const QString type = error[u"error type"].toString();
        if (type == u"Unverifiable" || type == u"Wrong-Grounding")
            spans.append({error[u"start"].toInt(), error[u"end"].toInt()});
    }
    return spans;
}

inline double covered(const diff::Range &sentence, const QList<diff::Range> &spans)
{
    qsizetype shared = 0;
    for (const diff::Range &span : spans)
        shared += std::max<qsizetype>(0, std::min(span.end, sentence.end) - std::max(span.start, sentence.start));
    return double(shared) / double(sentence.length());
}

struct MarkedSentence {
    int item = 0;
    diff::Range at;
    QString text;
    bool marked = false;
};

// Every sentence of the passages, and whether people missed it in the answer. The set counts passages and sentences from 1 (0: the title).
inline QList<MarkedSentence> missingSentences(const CaseOfSet &each)
{
    QList<MarkedSentence> made;
    QSet<std::pair<int, int>> missed;
    for (const QJsonValue &info : each.reference[u"missing_info"].toArray())
        for (const QJsonValue &sentence : info[u"sentence_id"].toArray())
            missed.insert({info[u"passage_id"].toInt(), sentence.toInt()});
    for (int item = 0; item < each.evidence.size(); ++item) {
        const QJsonArray starts = each.reference[u"sentence_starts"].toObject()[each.evidence[item].id].toArray();
        for (int i = 0; i < starts.size(); ++i) {
            const qsizetype start = starts[i].toInt();
            const qsizetype end = i + 1 < starts.size() ? starts[i + 1].toInt() : each.evidence[item].text.size();
            if (end > start)
                made.append({item, {start, end}, each.evidence[item].text.sliced(start, end - start), missed.contains({item + 1, i + 1})});
        }
    }
    return made;
}

} // namespace countersign::benchmark
