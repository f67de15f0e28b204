// The right pane: which case this is, what was changed, what is cited, why a person is asked, what others decided. A section is there
// only when it has something to say.
#pragma once

#include "ui/review/editor/suggestioneditor.h"
#include "workflow/opencase.h"

class QLabel;
class QPushButton;

namespace countersign::ui {

class ElidedLabel;
class HeaderBar;
class SideList;
class SideSection;

// One citation as listed.
struct CitedPlace {
    QString text;       // the words cited, or the field
    bool found = true;  // its place in the evidence is there
};

// What the text says and the evidence does not.
struct UnfoundLine {
    enum class Why : quint8 {
        Missing,
        Elsewhere, // it has it, but not where the rest of the sentence stands
        NoSource,  // a sentence that points to none
    };
    QString text;
    QString kind;      // "number", "name" …; empty: words
    Why why = Why::Missing;
    bool operator==(const UnfoundLine &) const = default;
};

// What the evidence says and the text does not.
struct LeftOutLine {
    QString text;
    QString why;       // "warning, number": read out
    bool warns = false; // the first of it is seen as well
    bool operator==(const LeftOutLine &) const = default;
};

class AboutPane final : public QWidget {
    Q_OBJECT

public:
    explicit AboutPane(QWidget *parent = nullptr);

    void setOffline(bool isOffline) { m_isOffline = isOffline; } // what is shown from now on lies in a workspace
    void showCase(const workflow::CaseOnDesk &desk, const core::PersonId &me, const QDateTime &now);
    void clear();
    void setChanges(const QList<SuggestionEditor::Change> &changes, std::optional<diff::HunkId> current);
    void setCurrentChange(std::optional<diff::HunkId> current);
    // Changes of fields: only listed.
    void setFieldChanges(const QStringList &labels);
    void setCitations(const QList<CitedPlace> &places);
    void setLitCitation(std::optional<int> index);
    // `mostlyElsewhere`: hardly anything of the text stands in the evidence, said in one sentence in place of every word.
    void setUnfound(const QList<UnfoundLine> &lines, bool mostlyElsewhere);
    void setCurrentUnfound(int row); // -1: none
    // Which source is shown of how many, or how the sentence shown stands to the evidence; empty: none is shown.
    void setSource(const QString &words);
    void setLeftOut(const QList<LeftOutLine> &lines, bool mayAdd);
    bool focusLeftOut(); // false when there is nothing
    // The small button beside "Case", for what can be done with it besides deciding.
    void offerCaseMenu(bool offered);
    QWidget *firstList() const; // what should get the keyboard

Q_SIGNALS:
    void caseMenuAsked(QWidget *at);
    void comparisonAsked(); // of the decisions
    void changeChosen(int index);      // into the list last set
    void takeBackAsked(int index);
    void putBackAsked(int index);
    void stepAsked(int direction);
    void fieldChosen(int index);
    void fieldRevertAsked(int index);
    void citationChosen(int index);
    void unfoundChosen(int index);
    void leftOutChosen(int index);
    void leftOutAddAsked(int index);
    void leftOutDismissed(int index);

private:
    void buildChanges();
    void buildCitations();
    void buildGrounding();
    QList<SideSection *> sections() const;
    void fillHead(const workflow::CaseOnDesk &desk, const QDateTime &now);
    QString whyWords(const workflow::CaseOnDesk &desk, const core::PersonId &me) const;
    QString disputeWords(const workflow::CaseOnDesk &desk) const;
    QString othersWords(const workflow::CaseOnDesk &desk, const core::PersonId &me) const;

    HeaderBar *m_header;
    ElidedLabel *m_id;
    QLabel *m_risk;
    ElidedLabel *m_due;
    QLabel *m_facts;
    SideSection *m_case;
    QPushButton *m_caseMenu;
    SideSection *m_changes;
    SideList *m_changeList;
    SideSection *m_citations;
    SideList *m_citationList;
    SideSection *m_unfound;
    QLabel *m_elsewhere;
    SideList *m_unfoundList;
    SideSection *m_source;
    QLabel *m_sourceText;
    SideSection *m_leftOut;
    SideList *m_leftOutList;
    SideSection *m_why;
    QLabel *m_whyText;
    SideSection *m_first;
    QLabel *m_firstText;
    SideSection *m_others;
    QPushButton *m_compare;
    QLabel *m_othersText;
    QList<SuggestionEditor::Change> m_shown;
    bool m_fields = false;
    bool m_leftOutAdds = false;
    bool m_isOffline = false;
};

} // namespace countersign::ui
