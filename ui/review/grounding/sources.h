// Where what the reviewer's text says comes from: cited, found by the program, or not there; and what the evidence says that the text leaves
// out. Marks it, lists it, and lights up both ends. One key goes from the caret to the source, and on to the next one.
#pragma once

#include "ui/review/grounding/groundwatch.h"

namespace countersign::ui {

class AboutPane;
class CitationLight;
class EvidencePane;
class SuggestionPane;

class Sources final : public QObject {
    Q_OBJECT

public:
    // The panes and the light outlive this.
    Sources(workflow::Session &session, EvidencePane &evidence, SuggestionPane &suggestion, AboutPane &about, CitationLight &light, QObject *parent = nullptr);

    // Another case; `writable`: passages can be put into the text. What was dismissed before is given back by the caller.
    void setCase(const core::CaseRecord &record, bool writable);
    void clear();
    void setText(const QString &text);
    void setFields(const QByteArray &fields, const QByteArray &schema);

    // The source of the place; when asked again there, the passage that holds most of its sentence, then the other sources. False where the text
    // says nothing that was looked for.
    bool showSourceAt(qsizetype position);
    bool showSourceOfField(const QString &pointer, const QString &suggested);
    bool stepUnfound(int direction); // among numbers, dates and names; where there are none, among words
    QString textOf(const QString &evidence) const { return m_watch.textOf(evidence); }

Q_SIGNALS:
    void passageAdded(const QString &evidence, diff::Range at);     // put into the text
    void passageDismissed(const QString &evidence, diff::Range at); // said to be not relevant

private:
    struct FieldPlace {
        QString pointer;
        QString name;
        diff::Range at; // in the text made of all fields
    };
    void take(const Grounded &found);
    void mark();
    void list();
    diff::Range markedAt(qsizetype position) const; // what was looked for there; empty: nothing
    const grounding::SentenceMark *sentenceAt(qsizetype position) const;
    bool showSource(const QList<int> &citations, diff::Range asked, const grounding::SentenceMark *sentence = nullptr);
    void showSentence(const grounding::SentenceMark &sentence);
    static QString sentenceWords(const grounding::SentenceMark &sentence);
    void lightPlace(const grounding::Place &place, diff::Range said);
    void lightSaid(diff::Range said);
    void showUnfound(int row);
    void showOmission(int row);
    void addOmission(int row);
    void dismissOmission(int row);
    void placePressed(const QString &evidence, qsizetype position);
    const FieldPlace *fieldAt(qsizetype position) const;
    QString passage(const grounding::Omission &omission) const;

    GroundWatch m_watch;
    EvidencePane &m_evidence;
    SuggestionPane &m_suggestion;
    AboutPane &m_about;
    CitationLight &m_light;
    Grounded m_found;
    QList<diff::Range> m_unfound;                     // as listed: numbers, dates and names first
    qsizetype m_weighty = 0;                          // so many of those
    QList<grounding::Omission> m_leftOut;             // as listed
    QList<std::pair<QString, diff::Range>> m_settled; // passages dismissed or added
    QList<FieldPlace> m_fields;
    diff::Range m_asked;                              // what the source was last asked of
    int m_step = 0;
    bool m_writable = false;
};

} // namespace countersign::ui
