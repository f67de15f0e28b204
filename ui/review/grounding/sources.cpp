#include "ui/review/grounding/sources.h"

#include "ui/review/about/aboutpane.h"
#include "ui/review/citationlight.h"
#include "ui/review/citationplaces.h"
#include "ui/review/evidence/evidencepane.h"
#include "ui/review/suggestionpane.h"
#include "workflow/fieldediting.h"

#include <algorithm>
#include <ranges>

namespace countersign::ui {

using grounding::Assertion;
using grounding::AssertionKind;
using grounding::Omission;
using grounding::SentenceMark;
using grounding::Weighty;

namespace {

constexpr qsizetype mostListed = 12;
constexpr qsizetype mostUnfoundWords = 10; // words are listed up to here; numbers, dates and names all
constexpr qsizetype mostUnsourced = 8;

// Words that may be told in other words are marked more quietly than what can be wrong.
bool isWeighty(const Assertion &assertion)
{
    return assertion.kind != AssertionKind::Word && assertion.kind != AssertionKind::Phrase;
}

QString kindWord(AssertionKind kind)
{
    switch (kind) {
    case AssertionKind::Number:
        return Sources::tr("number");
    case AssertionKind::Date:
        return Sources::tr("date");
    case AssertionKind::Name:
        return Sources::tr("name");
    case AssertionKind::Word:
    case AssertionKind::Phrase:
        return {};
    }
    return {};
}

// The weightiest reason first.
QString whyWords(quint8 why)
{
    QStringList all;
    const std::pair<Weighty, QString> reasons[] = {{Weighty::Warning, Sources::tr("warning")}, {Weighty::Number, Sources::tr("number")},
                                                   {Weighty::Date, Sources::tr("date")}, {Weighty::Negation, Sources::tr("negation")},
                                                   {Weighty::Name, Sources::tr("name")}};
    for (const auto &[reason, word] : reasons)
        if (why & quint8(reason))
            all.append(word);
    return all.join(QStringLiteral(", "));
}

QString piece(const QString &text, diff::Range at)
{
    return text.sliced(at.start, at.length()).simplified();
}

} // namespace

Sources::Sources(workflow::Session &session, EvidencePane &evidence, SuggestionPane &suggestion, AboutPane &about, CitationLight &light, QObject *parent)
    : QObject(parent), m_watch(session, evidence.plainPages()), m_evidence(evidence), m_suggestion(suggestion), m_about(about), m_light(light)
{
    connect(&m_watch, &GroundWatch::grounded, this, &Sources::take);
    connect(&m_suggestion.editor(), &ParagraphView::placePressed, this, [this](qsizetype position) {
        m_asked = {};
        showSource(m_light.at(position), markedAt(position));
    });
    connect(&m_suggestion.form(), &FieldsForm::fieldPressed, this, &Sources::showSourceOfField);
    connect(&m_evidence, &EvidencePane::placePressed, this, &Sources::placePressed);
    connect(&m_about, &AboutPane::unfoundChosen, this, &Sources::showUnfound);
    connect(&m_about, &AboutPane::leftOutChosen, this, &Sources::showOmission);
    connect(&m_about, &AboutPane::leftOutAddAsked, this, &Sources::addOmission);
    connect(&m_about, &AboutPane::leftOutDismissed, this, &Sources::dismissOmission);
}

void Sources::setCase(const core::CaseRecord &record, bool writable)
{
    clear();
    m_writable = writable;
    m_watch.setEvidence(record.evidence);
}

void Sources::clear()
{
    m_watch.clear();
    m_found = {};
    m_unfound.clear();
    m_weighty = 0;
    m_leftOut.clear();
    m_settled.clear();
    m_fields.clear();
    m_asked = {};
    m_step = 0;
    m_about.setUnfound({}, false);
    m_about.setSource({});
    m_about.setLeftOut({}, false);
}

void Sources::setText(const QString &text)
{
    m_watch.setText(text);
}

// All values as one text, a line each; flags and choices say nothing that could be looked for.
void Sources::setFields(const QByteArray &fields, const QByteArray &schema)
{
    m_fields.clear();
    QString text;
    for (const workflow::FieldRow &row : workflow::fieldRows(fields, schema).value_or(QList<workflow::FieldRow>())) {
        const bool value = row.type == workflow::FieldRow::Type::String || row.type == workflow::FieldRow::Type::Number;
        if (!value || !row.choices.isEmpty() || row.text.isEmpty())
            continue;
        m_fields.append({row.pointer, row.label, {text.size(), text.size() + row.text.size()}});
        text += row.text + u'\n';
    }
    m_watch.setText(text);
}

void Sources::take(const Grounded &found)
{
    m_found = found;
    m_asked = {};
    m_about.setSource({});
    mark();
    list();
}

void Sources::mark()
{
    if (m_suggestion.showsFields())
        return;
    QList<diff::Range> found, missing, words, elsewhere;
    for (const Assertion &each : std::as_const(m_found.grounding.assertions)) {
        if (!each.isFound())
            (isWeighty(each) ? missing : words).append(each.at);
        else if (each.elsewhere)
            elsewhere.append(each.at);
        else if (each.kind != AssertionKind::Word)
            found.append(each.at);
    }
    SuggestionEditor &editor = m_suggestion.editor();
    editor.setMarks(MarkKind::FoundHere, found);
    editor.setMarks(MarkKind::NotFound, missing);
    editor.setMarks(MarkKind::Unfound, words);
    editor.setMarks(MarkKind::Elsewhere, elsewhere);
}

void Sources::list()
{
    QList<UnfoundLine> lines;
    m_unfound.clear();
    const auto add = [&](const Assertion &each) {
        const FieldPlace *const field = fieldAt(each.at.start);
        const QString said = piece(m_found.text, each.at);
        const auto why = each.elsewhere ? UnfoundLine::Why::Elsewhere : UnfoundLine::Why::Missing;
        lines.append({field ? QStringLiteral("%1: %2").arg(field->name, said) : said, kindWord(each.kind), why});
        m_unfound.append(each.at);
    };
    const QList<Assertion> &all = m_found.grounding.assertions;
    std::ranges::for_each(all | std::views::filter([](const Assertion &each) { return !each.isFound() && isWeighty(each); }), add);
    std::ranges::for_each(all | std::views::filter([](const Assertion &each) { return each.elsewhere && isWeighty(each); }), add);
    m_weighty = m_unfound.size();
    for (const SentenceMark &each : m_found.grounding.sentences | std::views::filter(&SentenceMark::unsourced) | std::views::take(mostUnsourced)) {
        lines.append({piece(m_found.text, each.at), {}, UnfoundLine::Why::NoSource});
        m_unfound.append(each.at);
    }
    for (const Assertion &each : all)
        if (!each.isFound() && !isWeighty(each) && m_unfound.size() < mostUnfoundWords && !fieldAt(each.at.start))
            add(each);
    m_about.setUnfound(lines, m_found.grounding.mostlyElsewhere && !m_found.text.trimmed().isEmpty());
    QList<LeftOutLine> leftOut;
    m_leftOut.clear();
    for (const Omission &each : std::as_const(m_found.omissions)) {
        if (m_leftOut.size() == mostListed)
            break;
        if (m_settled.contains(std::pair{each.evidence, each.at}))
            continue;
        m_leftOut.append(each);
        leftOut.append({piece(m_watch.textOf(each.evidence), each.at), whyWords(each.why), (each.why & quint8(Weighty::Warning)) != 0});
    }
    m_about.setLeftOut(leftOut, m_writable && !m_suggestion.showsFields());
}

// ---- to the source

bool Sources::showSourceAt(qsizetype position)
{
    return showSource(m_light.at(position), markedAt(position), sentenceAt(position));
}

// The blanks before a sentence are its own.
const SentenceMark *Sources::sentenceAt(qsizetype position) const
{
    const QList<SentenceMark> &all = m_found.grounding.sentences;
    const auto next = std::find_if(all.begin(), all.end(), [position](const SentenceMark &each) { return position <= each.at.end; });
    if (m_found.grounding.otherLanguage || next == all.end())
        return nullptr;
    const bool inside = position >= next->at.start || QStringView(m_found.text).sliced(position, next->at.start - position).trimmed().isEmpty();
    return inside ? &*next : nullptr;
}

diff::Range Sources::markedAt(qsizetype position) const
{
    for (const Assertion &each : std::as_const(m_found.grounding.assertions))
        if (position >= each.at.start && position <= each.at.end)
            return each.at;
    return {position, position};
}

bool Sources::showSourceOfField(const QString &pointer, const QString &suggested)
{
    for (const FieldPlace &field : std::as_const(m_fields))
        if (field.pointer == pointer || pointer.startsWith(field.pointer + u'/'))
            return showSource(m_light.ofField(suggested), field.at);
    return showSource(m_light.ofField(suggested), {});
}

// Citations first, then what the program found, or that it found nothing, round and round; the whole sentence comes second, so that a word that
// stands in many places does not keep it away.
bool Sources::showSource(const QList<int> &citations, diff::Range asked, const SentenceMark *sentence)
{
    QList<std::pair<diff::Range, grounding::Place>> places;
    std::optional<diff::Range> missing;
    bool elsewhere = false;
    for (const Assertion &each : std::as_const(m_found.grounding.assertions)) {
        if (each.at.start >= std::max(asked.end, asked.start + 1) || each.at.end <= asked.start)
            continue;
        for (const grounding::Place &place : each.places)
            places.append({each.at, place});
        if (!each.isFound() && !missing)
            missing = each.at;
        elsewhere = elsewhere || each.elsewhere;
    }
    m_step = asked == m_asked ? m_step + 1 : 0;
    m_asked = asked;
    m_about.setSource({});
    const qsizetype sources = citations.size() + places.size();
    const qsizetype others = std::max<qsizetype>(sources, missing ? 1 : 0);
    const qsizetype whole = sentence ? std::min<qsizetype>(others, 1) : -1;
    const qsizetype steps = others + (sentence ? 1 : 0);
    if (steps == 0)
        return false;
    const qsizetype step = m_step % steps;
    if (step == whole) {
        showSentence(*sentence);
        const QString next = sources > 1 ? tr("Next: place 2 of %1.").arg(sources) : QString();
        m_about.setSource((sentenceWords(*sentence) + u' ' + next).trimmed());
        return true;
    }
    const qsizetype which = step - (whole >= 0 && step > whole ? 1 : 0);
    if (which < citations.size())
        m_light.light(citations[which]);
    else if (which < sources)
        lightPlace(places[which - citations.size()].second, places[which - citations.size()].first);
    else
        m_about.setCurrentUnfound(int(m_unfound.indexOf(*missing)));
    const QString apart = elsewhere ? u' ' + tr("It does not stand where most of its sentence stands.") : QString();
    m_about.setSource(sources > 0 ? tr("Place %1 of %2.").arg(which + 1).arg(sources) + apart : tr("Not found in the evidence."));
    return true;
}

void Sources::showSentence(const SentenceMark &sentence)
{
    if (sentence.source) {
        lightPlace(*sentence.source, sentence.at);
    } else {
        m_light.light(std::nullopt);
        lightSaid(sentence.at);
    }
}

QString Sources::sentenceWords(const SentenceMark &sentence)
{
    const QString held = sentence.supported ? tr("The passage shown holds what the sentence says.")
                         : sentence.source  ? tr("No passage of the evidence holds all of the sentence. The nearest is shown.")
                                            : tr("No passage of the evidence holds the sentence.");
    return sentence.unsourced ? held + u' ' + tr("It points to no source, unlike other sentences.") : held;
}

void Sources::lightSaid(diff::Range said)
{
    if (const FieldPlace *const field = fieldAt(said.start)) {
        m_suggestion.form().setLit(field->pointer);
    } else if (!m_suggestion.showsFields()) {
        m_suggestion.editor().setMarks(MarkKind::Lit, {said});
        m_suggestion.editor().reveal(said);
    }
}

void Sources::lightPlace(const grounding::Place &place, diff::Range said)
{
    m_light.light(std::nullopt);
    m_evidence.lightPlace(place.evidence, m_watch.selectorOf(place.evidence, place.at));
    lightSaid(said);
}

// The other way round: what the text says of the place pressed.
void Sources::placePressed(const QString &evidence, qsizetype position)
{
    for (const Assertion &each : std::as_const(m_found.grounding.assertions)) {
        for (const grounding::Place &place : each.places) {
            if (place.evidence != evidence || position < place.at.start || position > place.at.end)
                continue;
            m_asked = {};
            return lightPlace(place, each.at);
        }
    }
    m_light.light(std::nullopt);
}

const Sources::FieldPlace *Sources::fieldAt(qsizetype position) const
{
    if (!m_suggestion.showsFields())
        return nullptr;
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), [&](const FieldPlace &each) { return each.at.contains(position); });
    return found == m_fields.end() ? nullptr : &*found;
}

// ---- the lists

void Sources::showUnfound(int row)
{
    if (row < 0 || row >= m_unfound.size())
        return;
    m_light.light(std::nullopt);
    lightSaid(m_unfound[row]);
    if (!m_suggestion.showsFields())
        m_suggestion.editor().setCaret(m_unfound[row].start);
}

bool Sources::stepUnfound(int direction)
{
    QList<diff::Range> order = m_weighty > 0 ? m_unfound.first(m_weighty) : m_unfound;
    std::sort(order.begin(), order.end(), [](const diff::Range &a, const diff::Range &b) { return a.start < b.start; });
    if (order.isEmpty())
        return false;
    const qsizetype caret = m_suggestion.showsFields() ? m_asked.start : m_suggestion.editor().caret();
    diff::Range next = direction > 0 ? order.first() : order.last();
    for (qsizetype i = 0; i < order.size(); ++i) {
        const diff::Range &each = direction > 0 ? order[order.size() - 1 - i] : order[i];
        if (direction > 0 ? each.start > caret : each.start < caret)
            next = each;
    }
    const int row = int(m_unfound.indexOf(next));
    m_about.setCurrentUnfound(row);
    showUnfound(row);
    m_asked = next;
    m_step = std::ranges::any_of(m_found.grounding.assertions, [&](const Assertion &each) { return each.at == next && each.isFound(); }) ? -1 : 0;
    return true;
}

QString Sources::passage(const Omission &omission) const
{
    return piece(m_watch.textOf(omission.evidence), omission.at);
}

void Sources::showOmission(int row)
{
    if (row < 0 || row >= m_leftOut.size())
        return;
    const Omission &omission = m_leftOut[row];
    m_light.light(std::nullopt);
    m_evidence.lightPlace(omission.evidence, m_watch.selectorOf(omission.evidence, omission.at));
}

// At the end of the line the caret is in, chosen, so that typing puts it into other words.
void Sources::addOmission(int row)
{
    if (row < 0 || row >= m_leftOut.size() || m_suggestion.showsFields() || !m_writable)
        return;
    const Omission omission = m_leftOut[row];
    SuggestionEditor &editor = m_suggestion.editor();
    qsizetype end = editor.text().indexOf(u'\n', editor.caret());
    if (editor.caret() == 0 || end < 0)
        end = editor.text().size();
    const bool apart = end > 0 && !editor.text()[end - 1].isSpace();
    const QString added = (apart ? QStringLiteral(" ") : QString()) + passage(omission);
    editor.setCaret(end);
    editor.insertText(added);
    editor.select({end + (apart ? 1 : 0), end + added.size()});
    editor.setFocus(Qt::OtherFocusReason);
    m_settled.append({omission.evidence, omission.at});
    Q_EMIT passageAdded(omission.evidence, omission.at);
    list();
}

void Sources::dismissOmission(int row)
{
    if (row < 0 || row >= m_leftOut.size())
        return;
    const Omission omission = m_leftOut[row];
    m_settled.append({omission.evidence, omission.at});
    m_light.light(std::nullopt);
    Q_EMIT passageDismissed(omission.evidence, omission.at);
    list();
}

} // namespace countersign::ui
