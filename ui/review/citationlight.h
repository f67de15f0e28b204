// Which citation is lit: its place in the suggestion, its place in the evidence and its line in the side pane light up together.
#pragma once

#include "core/caserecord.h"
#include "diff/range.h"

#include <QObject>

namespace countersign::ui {

class AboutPane;
class EvidencePane;
class SuggestionPane;

class CitationLight final : public QObject {
    Q_OBJECT

public:
    // The panes outlive this.
    CitationLight(EvidencePane &evidence, SuggestionPane &suggestion, AboutPane &about, QObject *parent = nullptr);

    void setCase(const core::CaseRecord &record); // marks what is cited, lights nothing
    void clear();
    bool isEmpty() const { return m_citations.isEmpty(); }
    void light(std::optional<int> index);
    std::optional<int> lit() const { return m_lit; }
    void step(int direction);
    // The citations a place of the reviewer's text, or a field, belongs to.
    QList<int> at(qsizetype position) const;
    QList<int> ofField(const QString &pointer) const;

private:
    QString words(const core::Citation &citation, const core::CaseRecord &record) const;

    EvidencePane &m_evidence;
    SuggestionPane &m_suggestion;
    AboutPane &m_about;
    QList<core::Citation> m_citations;
    QList<std::optional<diff::Range>> m_places; // in the suggestion's text
    std::optional<int> m_lit;
};

} // namespace countersign::ui
