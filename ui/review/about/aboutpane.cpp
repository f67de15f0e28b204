#include "ui/review/about/aboutpane.h"

#include "ui/review/about/sidelist.h"
#include "ui/review/about/sidesection.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/headerbar.h"
#include "ui/review/dispute/disputedialog.h"
#include "ui/speech.h"
#include "ui/sync/offlinewords.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::TextRole;

namespace {

QLabel *words(QWidget *parent, Meaning ink)
{
    auto *label = new QLabel(parent);
    theme::setRole(label, TextRole::Control, ink);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

// What kind of change it is, for those who hear the list and as a word where a label alone would not tell.
QString kindOfChange(diff::Kind kind)
{
    switch (kind) {
    case diff::Kind::Content:
        return {};
    case diff::Kind::Number:
        return AboutPane::tr("number");
    case diff::Kind::Negation:
        return AboutPane::tr("negation");
    case diff::Kind::Punctuation:
        return AboutPane::tr("punctuation");
    case diff::Kind::Case:
        return AboutPane::tr("capitals");
    case diff::Kind::Form:
        return AboutPane::tr("written form");
    case diff::Kind::Blank:
        return AboutPane::tr("blanks");
    case diff::Kind::LineEnd:
        return AboutPane::tr("line ends");
    }
    return {};
}

QString markOf(const UnfoundLine &line)
{
    switch (line.why) {
    case UnfoundLine::Why::Elsewhere:
        return AboutPane::tr("elsewhere");
    case UnfoundLine::Why::NoSource:
        return AboutPane::tr("no source");
    case UnfoundLine::Why::Missing:
        break;
    }
    return line.kind;
}

QString spokenOf(const UnfoundLine &line)
{
    switch (line.why) {
    case UnfoundLine::Why::Elsewhere:
        return AboutPane::tr("Elsewhere in the evidence: %1, %2").arg(line.text, line.kind);
    case UnfoundLine::Why::NoSource:
        return AboutPane::tr("Points to no source: %1").arg(line.text);
    case UnfoundLine::Why::Missing:
        break;
    }
    return line.kind.isEmpty() ? AboutPane::tr("Not found: %1").arg(line.text) : AboutPane::tr("Not found: %1, %2").arg(line.text, line.kind);
}

} // namespace

AboutPane::AboutPane(QWidget *parent)
    : QWidget(parent), m_header(new HeaderBar(this)), m_id(new ElidedLabel(TextRole::Strong, Meaning::Ink, Qt::ElideLeft, this)),
      m_risk(new QLabel(this)), m_due(new ElidedLabel(TextRole::Control, Meaning::Soft, Qt::ElideRight, this)),
      m_facts(words(this, Meaning::Soft)), m_case(new SideSection(tr("Case"), this)), m_changes(new SideSection(tr("Changes"), this)),
      m_changeList(new SideList(tr("Changes"), this)), m_citations(new SideSection(tr("Citations"), this)),
      m_citationList(new SideList(tr("Citations"), this)), m_unfound(new SideSection(tr("Not found in the evidence"), this)),
      m_elsewhere(words(this, Meaning::Soft)), m_unfoundList(new SideList(tr("Not found in the evidence"), this)),
      m_source(new SideSection(tr("Where it stands"), this)), m_sourceText(words(this, Meaning::Ink)),
      m_leftOut(new SideSection(tr("Left out"), this)), m_leftOutList(new SideList(tr("Left out"), this)), m_why(new SideSection(tr("Why this case is here"), this)),
      m_whyText(words(this, Meaning::Soft)), m_first(new SideSection(tr("Your own answer"), this)), m_firstText(words(this, Meaning::Soft)),
      m_others(new SideSection(tr("Decisions"), this)), m_othersText(words(this, Meaning::Soft))
{
    m_id->setAccessibleName(tr("Case id"));
    m_header->addLeading(m_id, 1);
    m_header->addTrailing(m_risk);
    m_header->addTrailing(m_due);
    auto *column = new QWidget(this);
    auto *stack = new QVBoxLayout(column);
    stack->setContentsMargins({});
    stack->setSpacing(0);
    for (SideSection *section : sections())
        stack->addWidget(section);
    stack->addStretch(1);
    m_case->setContent(m_facts);
    m_caseMenu = m_case->addButton(QStringLiteral("more"), tr("What can be done with this case"));
    m_caseMenu->hide();
    connect(m_caseMenu, &QPushButton::clicked, this, [this] { Q_EMIT caseMenuAsked(m_caseMenu); });
    m_why->setContent(m_whyText);
    m_first->setContent(m_firstText);
    m_others->setContent(m_othersText);
    m_compare = m_others->addButton(QStringLiteral("eye"), tr("Both decisions side by side"));
    connect(m_compare, &QPushButton::clicked, this, &AboutPane::comparisonAsked);
    buildChanges();
    buildCitations();
    buildGrounding();
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(column);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(scroll, 1);
    theme::setBackground(this, Meaning::Pane);
    theme::setBackground(scroll, Meaning::Pane);
    theme::setBackground(column, Meaning::Pane);
    clear();
}

void AboutPane::buildChanges()
{
    connect(m_changes->addButton(QStringLiteral("up"), tr("Previous change")), &QPushButton::clicked, this, [this] { Q_EMIT stepAsked(-1); });
    connect(m_changes->addButton(QStringLiteral("down"), tr("Next change")), &QPushButton::clicked, this, [this] { Q_EMIT stepAsked(1); });
    m_changes->setContent(m_changeList);
    connect(m_changeList, &SideList::chosen, this, [this](int row) { m_fields ? Q_EMIT fieldChosen(row) : Q_EMIT changeChosen(row); });
    connect(m_changeList, &SideList::actionAsked, this, [this](int row) {
        if (m_fields)
            Q_EMIT fieldRevertAsked(row);
        else if (row < m_shown.size() && m_shown[row].hunks.isEmpty())
            Q_EMIT putBackAsked(row);
        else
            Q_EMIT takeBackAsked(row);
    });
}

void AboutPane::buildCitations()
{
    m_citations->setContent(m_citationList);
    connect(m_citationList, &SideList::chosen, this, &AboutPane::citationChosen);
}

QList<SideSection *> AboutPane::sections() const
{
    return {m_case, m_changes, m_first, m_unfound, m_source, m_leftOut, m_citations, m_why, m_others};
}

void AboutPane::buildGrounding()
{
    auto *content = new QWidget(m_unfound);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(theme::px(4));
    column->addWidget(m_elsewhere);
    column->addWidget(m_unfoundList);
    m_elsewhere->setText(tr("Hardly anything of this text stands in the evidence. Only numbers, dates and names are listed."));
    m_unfound->setContent(content);
    m_source->setContent(m_sourceText);
    m_leftOut->setContent(m_leftOutList);
    connect(m_unfoundList, &SideList::chosen, this, &AboutPane::unfoundChosen);
    connect(m_leftOutList, &SideList::chosen, this, &AboutPane::leftOutChosen);
    connect(m_leftOutList, &SideList::actionAsked, this, [this](int row) { m_leftOutAdds ? Q_EMIT leftOutAddAsked(row) : Q_EMIT leftOutDismissed(row); });
    connect(m_leftOutList, &SideList::secondAsked, this, &AboutPane::leftOutDismissed);
}

void AboutPane::offerCaseMenu(bool offered)
{
    m_caseMenu->setVisible(offered);
}

void AboutPane::clear()
{
    m_shown.clear();
    m_id->setText({});
    m_risk->clear();
    m_due->setText({});
    for (SideSection *section : sections())
        section->hide();
}

// ---- the case

void AboutPane::fillHead(const workflow::CaseOnDesk &desk, const QDateTime &now)
{
    const core::CaseRecord &record = desk.record;
    m_id->setText(record.id.value);
    m_risk->setText(countersign::ui::words(record.risk));
    theme::setRole(m_risk, TextRole::Control, record.risk == core::Risk::High ? Meaning::Deleted : Meaning::Soft);
    m_due->setText(record.due ? dueTime(*record.due, now) : QString());
    m_due->setVisible(record.due.has_value());
    QStringList facts;
    if (!record.title.isEmpty() && record.title != record.id.value)
        facts.append(record.title);
    facts.append(kindWords(record.kind));
    for (auto it = record.labels.cbegin(); it != record.labels.cend(); ++it)
        facts.append(QStringLiteral("%1: %2").arg(it.key(), it.value()));
    if (desk.stored.row.state != core::CaseState::Open)
        facts.append(stateWords(desk.stored.row.state, m_isOffline));
    m_facts->setText(facts.join(u'\n'));
    m_case->show();
}

void AboutPane::showCase(const workflow::CaseOnDesk &desk, const core::PersonId &me, const QDateTime &now)
{
    m_fields = desk.record.suggestion.content.form == core::Content::Form::Fields;
    fillHead(desk, now);
    m_whyText->setText(whyWords(desk, me));
    m_why->setVisible(!m_whyText->text().isEmpty());
    m_firstText->setText(desk.firstAnswer);
    m_first->setVisible(!desk.firstAnswer.isEmpty());
    m_othersText->setText(othersWords(desk, me));
    m_others->setVisible(!m_othersText->text().isEmpty());
    const QList<core::DecisionRow> disputed = DisputeDialog::disputed(desk);
    m_compare->setVisible(!disputed.isEmpty());
    const QString compare = disputed.size() == 1 ? tr("What was decided, and what has changed since") : tr("Both decisions side by side");
    m_compare->setToolTip(compare);
    m_compare->setAccessibleName(compare);
}

QString AboutPane::whyWords(const workflow::CaseOnDesk &desk, const core::PersonId &) const
{
    const core::CaseRoute &route = desk.stored.route;
    QStringList sentences{tr("Policy %1, rule “%2”.").arg(route.policyVersion).arg(route.rule)};
    if (route.automatic)
        sentences.append(tr("It was released by the rule and is looked at as part of the random share."));
    else if (route.reviewers > 1)
        sentences.append(tr("Cases like this are read by two reviewers, each without seeing the other's decision."));
    else if (!route.group.isEmpty())
        sentences.append(tr("Cases like this are always read by the group %1, whatever the confidence.").arg(route.group));
    else
        sentences.append(tr("Cases like this are read by one reviewer."));
    if (route.blind)
        sentences.append(tr("Your own answer is asked for before the suggestion is shown."));
    if (desk.stored.row.state == core::CaseState::Escalated)
        sentences.append(tr("A reviewer has escalated it."));
    if (desk.stored.row.state == core::CaseState::Disputed)
        sentences.append(disputeWords(desk));
    if (route.windowSeconds > 0)
        sentences.append(tr("After signing, %1 pass before it is released.").arg(duration(route.windowSeconds * 1000)));
    return sentences.join(u' ');
}

QString AboutPane::disputeWords(const workflow::CaseOnDesk &desk) const
{
    for (const core::DecisionRow &decision : desk.decisions)
        if (decision.stage == core::Stage::Review && decision.version != desk.stored.row.version)
            return tr("%1 decided on an earlier version of it: a third person decides.").arg(decision.reviewerName);
    return tr("Two reviewers did not agree: a third person decides.");
}

QString AboutPane::othersWords(const workflow::CaseOnDesk &desk, const core::PersonId &me) const
{
    QStringList lines;
    for (const core::DecisionRow &decision : desk.decisions) {
        const QString who = decision.reviewer == me ? tr("you") : decision.reviewerName;
        lines.append(tr("%1 by %2, %3").arg(countersign::ui::words(decision.verdict), who, dayTime(decision.arrived)));
    }
    return lines.join(u'\n');
}

// ---- changes

void AboutPane::setChanges(const QList<SuggestionEditor::Change> &changes, std::optional<diff::HunkId> current)
{
    m_shown = changes;
    QList<SideLine> lines;
    int standing = 0;
    for (const SuggestionEditor::Change &change : changes) {
        const bool back = change.hunks.isEmpty();
        const QString kind = kindOfChange(change.kind);
        SideLine line;
        line.text = change.label;
        line.icon = back ? QStringLiteral("redo") : QStringLiteral("undo");
        line.iconSpoken = back ? tr("Space puts it back") : tr("Space takes it back");
        line.faint = back;
        if (back)
            line.spoken = tr("Taken back: %1").arg(change.label);
        else if (!kind.isEmpty())
            line.spoken = QStringLiteral("%1, %2").arg(change.label, kind);
        standing += back ? 0 : 1;
        lines.append(line);
    }
    m_changeList->setLines(lines);
    m_changes->setCount(standing);
    m_changes->setVisible(!lines.isEmpty());
    setCurrentChange(current);
}

void AboutPane::setCurrentChange(std::optional<diff::HunkId> current)
{
    int row = -1;
    for (int i = 0; i < m_shown.size() && current && row < 0; ++i)
        row = m_shown[i].hunks.contains(*current) ? i : -1;
    m_changeList->setCurrentLine(row);
}

void AboutPane::setFieldChanges(const QStringList &labels)
{
    m_shown.clear();
    QList<SideLine> lines;
    for (const QString &label : labels)
        lines.append({label, {}, {}, QStringLiteral("undo"), tr("Space takes it back"), false, false});
    m_changeList->setLines(lines);
    m_changes->setCount(int(lines.size()));
    m_changes->setVisible(!lines.isEmpty());
}

// ---- citations

void AboutPane::setCitations(const QList<CitedPlace> &places)
{
    QList<SideLine> lines;
    for (const CitedPlace &place : places)
        lines.append({place.text, {}, place.found ? QString() : tr("not found"), {}, {}, false, false});
    m_citationList->setLines(lines);
    m_citations->setCount(int(lines.size()));
    m_citations->setVisible(!lines.isEmpty());
}

void AboutPane::setLitCitation(std::optional<int> index)
{
    m_citationList->setCurrentLine(index.value_or(-1));
}

// ---- what was looked for in the evidence

void AboutPane::setUnfound(const QList<UnfoundLine> &found, bool mostlyElsewhere)
{
    QList<SideLine> lines;
    int weighty = 0;
    for (const UnfoundLine &each : found) {
        SideLine line;
        line.text = each.text;
        line.mark = markOf(each);
        line.spoken = spokenOf(each);
        line.faint = each.kind.isEmpty();
        weighty += line.faint ? 0 : 1;
        lines.append(line);
    }
    m_unfoundList->setLines(lines);
    m_unfoundList->setVisible(!lines.isEmpty());
    m_elsewhere->setVisible(mostlyElsewhere);
    m_unfound->setCount(weighty);
    m_unfound->setVisible(!lines.isEmpty() || mostlyElsewhere);
}

void AboutPane::setCurrentUnfound(int row)
{
    m_unfoundList->setCurrentLine(row);
}

void AboutPane::setSource(const QString &words)
{
    m_sourceText->setText(words);
    m_source->setVisible(!words.isEmpty());
    if (words.isEmpty() || !QAccessible::isActive())
        return;
    QAccessibleEvent event(m_sourceText, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void AboutPane::setLeftOut(const QList<LeftOutLine> &found, bool mayAdd)
{
    QList<SideLine> lines;
    for (const LeftOutLine &each : found) {
        SideLine line;
        line.text = each.text;
        line.mark = each.warns ? each.why.section(u',', 0, 0) : QString(); // the room is for the words
        line.spoken = each.why.isEmpty() ? tr("Left out: %1").arg(each.text) : tr("Left out: %1; %2").arg(each.text, each.why);
        line.icon = mayAdd ? QStringLiteral("plus") : QStringLiteral("cross");
        line.second = mayAdd ? QStringLiteral("cross") : QString();
        line.iconSpoken = mayAdd ? tr("Space adds it to the text, Delete says it is not relevant") : tr("Space says it is not relevant");
        lines.append(line);
    }
    m_leftOutAdds = mayAdd;
    m_leftOutList->setLines(lines);
    m_leftOut->setCount(int(lines.size()));
    m_leftOut->setVisible(!lines.isEmpty());
}

bool AboutPane::focusLeftOut()
{
    if (!m_leftOut->isVisible())
        return false;
    m_leftOutList->setFocus(Qt::ShortcutFocusReason);
    return true;
}

QWidget *AboutPane::firstList() const
{
    for (const auto &[section, list] : {std::pair<QWidget *, QWidget *>(m_changes, m_changeList), {m_citations, m_citationList}, {m_unfoundList, m_unfoundList},
                                        {m_leftOut, m_leftOutList}})
        if (section->isVisible())
            return list;
    return nullptr;
}

} // namespace countersign::ui
