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

class AboutPane final : public QWidget {
    Q_OBJECT

public:
    explicit AboutPane(QWidget *parent = nullptr);

    void showCase(const workflow::CaseOnDesk &desk, const core::PersonId &me, const QDateTime &now);
    void clear();
    void setChanges(const QList<SuggestionEditor::Change> &changes, std::optional<diff::HunkId> current);
    void setCurrentChange(std::optional<diff::HunkId> current);
    // Changes of fields: only listed.
    void setFieldChanges(const QStringList &labels);
    void setCitations(const QList<CitedPlace> &places);
    void setLitCitation(std::optional<int> index);
    // The small button beside "Case", for what can be done with it besides deciding.
    void offerCaseMenu(bool offered);
    QWidget *firstList() const; // what should get the keyboard

Q_SIGNALS:
    void caseMenuAsked(QWidget *at);
    void changeChosen(int index);      // into the list last set
    void takeBackAsked(int index);
    void putBackAsked(int index);
    void stepAsked(int direction);
    void fieldChosen(int index);
    void fieldRevertAsked(int index);
    void citationChosen(int index);

private:
    void buildChanges();
    void buildCitations();
    void fillHead(const workflow::CaseOnDesk &desk, const QDateTime &now);
    QString whyWords(const workflow::CaseOnDesk &desk, const core::PersonId &me) const;
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
    SideSection *m_why;
    QLabel *m_whyText;
    SideSection *m_first;
    QLabel *m_firstText;
    SideSection *m_others;
    QLabel *m_othersText;
    QList<SuggestionEditor::Change> m_shown;
    bool m_fields = false;
};

} // namespace countersign::ui
