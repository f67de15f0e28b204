#include "ui/review/citationlight.h"

#include "ui/review/about/aboutpane.h"
#include "ui/review/citationplaces.h"
#include "ui/review/evidence/evidencepane.h"
#include "ui/review/suggestionpane.h"

#include <algorithm>

namespace countersign::ui {

CitationLight::CitationLight(EvidencePane &evidence, SuggestionPane &suggestion, AboutPane &about, QObject *parent)
    : QObject(parent), m_evidence(evidence), m_suggestion(suggestion), m_about(about)
{
    connect(&m_evidence, &EvidencePane::citationPressed, this, [this](int index) {
        if (index >= 0)
            light(index);
    });
    connect(&m_about, &AboutPane::citationChosen, this, [this](int index) { light(index); });
}

void CitationLight::setCase(const core::CaseRecord &record)
{
    m_lit.reset();
    m_citations = record.suggestion.citations;
    m_places.clear();
    QList<diff::Range> cited;
    QList<CitedPlace> listed;
    for (const core::Citation &citation : std::as_const(m_citations)) {
        m_places.append(placeOf(citation.at, record.suggestion.content.text));
        if (m_places.last())
            cited.append(*m_places.last());
        const auto item = std::find_if(record.evidence.cbegin(), record.evidence.cend(),
                                       [&](const core::EvidenceItem &each) { return each.id == citation.evidence; });
        const bool there = item != record.evidence.cend() && (!item->text || placeOf(citation.in, *item->text).has_value());
        listed.append({words(citation, record), there});
    }
    m_suggestion.editor().setCited(cited);
    m_about.setCitations(listed);
}

// What a citation says: the words of the suggestion it stands for, else the field, else the words of the source.
QString CitationLight::words(const core::Citation &citation, const core::CaseRecord &record) const
{
    if (const auto place = placeOf(citation.at, record.suggestion.content.text))
        return QStringView(record.suggestion.content.text).sliced(place->start, place->length()).toString().simplified();
    if (!citation.at.field.isEmpty())
        return citation.at.field.sliced(citation.at.field.startsWith(u'/') ? 1 : 0).replace(u'/', QStringLiteral(" › "));
    return citation.in.exact.isEmpty() ? citation.evidence : citation.in.exact.simplified();
}

void CitationLight::clear()
{
    m_citations.clear();
    m_places.clear();
    m_lit.reset();
}

void CitationLight::light(std::optional<int> index)
{
    if (index && *index >= m_citations.size())
        return;
    m_lit = index;
    m_suggestion.editor().setMarks(MarkKind::Lit, {});
    m_evidence.light(index);
    m_suggestion.editor().setLit(index ? m_places[*index] : std::nullopt);
    if (index && m_places[*index])
        m_suggestion.editor().revealSuggestion(*m_places[*index]);
    m_suggestion.form().setLitInSuggestion(index ? m_citations[*index].at.field : QString());
    m_about.setLitCitation(index);
}

void CitationLight::step(int direction)
{
    if (m_citations.isEmpty())
        return;
    const int count = int(m_citations.size());
    light(m_lit ? (*m_lit + direction + count) % count : direction > 0 ? 0 : count - 1);
}

QList<int> CitationLight::at(qsizetype position) const
{
    const qsizetype place = m_suggestion.editor().suggestionPlace(position);
    QList<int> found;
    for (int i = 0; i < m_places.size(); ++i)
        if (m_places[i] && place >= m_places[i]->start && place <= m_places[i]->end)
            found.append(i);
    return found;
}

QList<int> CitationLight::ofField(const QString &pointer) const
{
    QList<int> found;
    for (int i = 0; i < m_citations.size(); ++i) {
        const QString &field = m_citations[i].at.field;
        if (!field.isEmpty() && (field == pointer || pointer.startsWith(field + u'/')))
            found.append(i);
    }
    return found;
}

} // namespace countersign::ui
