#include "ui/review/fields/fieldsform.h"

#include "ui/review/fields/fieldline.h"
#include "ui/speech.h"
#include "ui/theme/drawing.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using Type = workflow::FieldRow::Type;

namespace {

QString parentOf(const QString &pointer)
{
    return pointer.first(std::max<qsizetype>(0, pointer.lastIndexOf(u'/')));
}

// "[string, null]" in words.
QString typeWords(const QString &types)
{
    static const QHash<QString, Type> known{{QStringLiteral("string"), Type::String}, {QStringLiteral("number"), Type::Number},
        {QStringLiteral("integer"), Type::Number}, {QStringLiteral("boolean"), Type::Boolean}, {QStringLiteral("null"), Type::Null},
        {QStringLiteral("object"), Type::Object}, {QStringLiteral("array"), Type::Array}};
    QStringList words;
    for (const QString &name : QString(types).remove(u'[').remove(u']').split(u','))
        words.append(known.contains(name.trimmed()) ? FieldEntry::typeWord(known[name.trimmed()]) : name.trimmed());
    return words.join(QStringLiteral(", "));
}

bool isBelow(const QString &pointer, const QString &group)
{
    return pointer.startsWith(group + u'/');
}

} // namespace

FieldsForm::FieldsForm(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Fields"));
    theme::setBackground(this, Meaning::Pane);
    connect(qApp, &QApplication::focusChanged, this, &FieldsForm::noteFocus);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &FieldsForm::placeMoved);
}

QString FieldsForm::formProblem(const workflow::FieldProblem &problem)
{
    const QString &rule = problem.rule;
    const QString expected = QString(problem.expected).remove(u'"');
    if (rule == u"type")
        return tr("Expected here: %1").arg(typeWords(expected));
    if (rule == u"enum" || rule == u"const")
        return tr("One of these is expected: %1").arg(expected.startsWith(u'[') ? expected.mid(1).chopped(1).replace(u',', QStringLiteral(", ")) : expected);
    if (rule == u"minimum" || rule == u"exclusiveMinimum")
        return rule == u"minimum" ? tr("At least %1 is expected").arg(expected) : tr("More than %1 is expected").arg(expected);
    if (rule == u"maximum" || rule == u"exclusiveMaximum")
        return rule == u"maximum" ? tr("At most %1 is expected").arg(expected) : tr("Less than %1 is expected").arg(expected);
    if (rule == u"format" && expected == u"date")
        return tr("A date such as 2026-01-31 is expected");
    if (rule == u"minLength")
        return tr("At least %1 characters are expected").arg(expected);
    if (rule == u"maxLength")
        return tr("At most %1 characters are expected").arg(expected);
    if (rule == u"required")
        return tr("The form wants this field");
    if (rule == u"minItems")
        return tr("At least %1 items are expected").arg(expected);
    if (rule == u"maxItems")
        return tr("At most %1 items are expected").arg(expected);
    if (rule == u"uniqueItems")
        return tr("No two items may be the same");
    return tr("This does not fit the form (%1: %2)").arg(rule, expected);
}

QString FieldsForm::problem(const core::Error &error)
{
    if (error.kind != core::ErrorKind::BadValue)
        return sentence(error);
    if (error.detail.contains(QLatin1String("number")))
        return tr("A number is needed here, such as 12.5");
    return tr("This does not fit: %1 is expected").arg(error.detail);
}

void FieldsForm::setFields(const QByteArray &suggestion, const QByteArray &mine, const QByteArray &schema)
{
    m_suggestion = suggestion;
    m_mine = mine;
    m_schema = schema;
    m_steps.clear();
    m_last = nullptr;
    m_built = 0;
    build();
}

void FieldsForm::build()
{
    const qsizetype wanted = m_built;
    m_entries.clear();
    m_built = 0;
    m_head = nullptr;
    m_addedRoot.clear();
    if (QWidget *old = takeWidget()) { // one of its buttons may be what asked for this
        old->hide();
        old->deleteLater();
    }
    auto *page = new QWidget;
    theme::setBackground(page, Meaning::Pane);
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, px(10), 0, px(10));
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_more = new QPushButton(page);
    m_addToRoot = new QPushButton(theme::icon(QStringLiteral("plus")), {}, page);
    for (QPushButton *button : {m_more, m_addToRoot}) {
        theme::setWeight(button, theme::Weight::Plain);
        auto *row = new QHBoxLayout;
        row->setContentsMargins(px(18), px(4), px(12), px(4));
        row->addWidget(button, 0, Qt::AlignLeft);
        m_column->addLayout(row);
    }
    connect(m_more, &QPushButton::clicked, this, &FieldsForm::addLines);
    connect(m_addToRoot, &QPushButton::clicked, this, [this] { addTo(QStringLiteral("")); });
    const auto pairs = workflow::fieldPairs(m_suggestion, m_mine, m_schema);
    m_pairs = pairs.value_or(QList<workflow::FieldPair>());
    if (!pairs)
        addPlainLine(sentence(pairs.error()));
    setWidget(page);
    addHead(page);
    do
        addLines();
    while (m_built < std::min(wanted, m_pairs.size()));
    Q_EMIT changesChanged();
}

void FieldsForm::addPlainLine(const QString &sentence)
{
    auto *label = new QLabel(sentence, m_column->parentWidget());
    label->setWordWrap(true);
    label->setMargin(px(18));
    m_column->insertWidget(0, label);
}

int FieldsForm::nameWidth() const
{
    const QFontMetrics metrics(theme::controlFont());
    int width = px(90);
    for (const workflow::FieldPair &pair : std::as_const(m_pairs))
        width = std::max(width, metrics.horizontalAdvance((pair.mine ? pair.mine : pair.suggested)->label) + px(4));
    return std::min({width, px(170), std::max(px(60), viewport()->width() * 3 / 10)});
}

bool FieldsForm::isTight() const
{
    return viewport()->width() < px(640);
}

QString FieldsForm::groupName(const workflow::FieldPair &pair) const
{
    for (const workflow::FieldPair &each : m_pairs)
        if (!pair.parent.isEmpty() && each.mine && each.mine->pointer == pair.parent)
            return each.mine->type == Type::Array ? QString() : each.mine->label; // an element is named after its list
    return {};
}

bool FieldsForm::isNarrow() const
{
    return viewport()->width() < px(420);
}

// What does not fit the form is said at its field as one types, or at the group it is missing from. Only what the reviewer brought in keeps
// the case from being signed.
void FieldsForm::checkForm()
{
    const QList<workflow::FieldProblem> all = workflow::fieldProblems(m_mine, m_schema);
    const QList<workflow::FieldProblem> mine = all.isEmpty() ? all : workflow::newProblems(m_suggestion, m_mine, m_schema);
    for (FieldEntry *entry : std::as_const(m_entries))
        showMisfits(entry, all, mine);
}

QString FieldsForm::nameOf(const QString &pointer) const
{
    const QString key = pointer.sliced(pointer.lastIndexOf(u'/') + 1);
    for (const workflow::NewMember &each : workflow::possibleMembers(m_mine, parentOf(pointer), m_schema))
        if (each.key == key)
            return each.label;
    return key;
}

void FieldsForm::showMisfits(FieldEntry *entry, const QList<workflow::FieldProblem> &all, const QList<workflow::FieldProblem> &mine) const
{
    QStringList sentences;
    bool stops = false;
    for (const workflow::FieldProblem &problem : all) {
        const bool own = !entry->pointer().isNull() && problem.pointer == entry->pointer();
        const bool missingBelow = problem.rule == u"required" && parentOf(problem.pointer) == entry->pointer() && !entryAt(problem.pointer);
        if (!own && !(missingBelow && entry->pair().isContainer()))
            continue;
        sentences.append(own ? formProblem(problem) : tr("The form wants “%1” here").arg(nameOf(problem.pointer)));
        stops = stops || mine.contains(problem);
    }
    entry->setMisfit(sentences.join(u'\n'), stops);
}

// What the columns are, over the columns.
void FieldsForm::addHead(QWidget *page)
{
    auto *head = new FieldColumns(page);
    const QStringList names{tr("Field"), tr("AI's value"), tr("Mine")};
    for (int i = 0; i < names.size(); ++i) {
        auto *label = new QLabel(names[i], head);
        theme::setRole(label, theme::TextRole::LabelStrong, Meaning::Soft);
        head->put(label, FieldColumns::Column(i));
    }
    head->arrange(nameWidth(), false, px(12), !isTight());
    head->setVisible(!isNarrow());
    m_head = head;
    m_column->insertWidget(0, head);
}

void FieldsForm::addLines()
{
    const qsizetype end = std::min<qsizetype>(m_pairs.size(), m_built + linesAtOnce);
    for (; m_built < end; ++m_built) {
        const workflow::FieldPair &pair = m_pairs[m_built];
        if (pair.isContainer() && pair.mine->depth == 0)
            continue;
        FieldEntry *entry = entryFor(pair);
        const bool inAdded = pair.mine && !m_addedRoot.isNull() && isBelow(pair.mine->pointer, m_addedRoot);
        if (pair.mine && !pair.suggested && !inAdded)
            m_addedRoot = pair.mine->pointer;
        entry->setInAdded(inAdded);
        entry->setGroupName(groupName(pair));
        entry->fit(nameWidth(), isNarrow(), isTight());
        entry->setReadOnly(m_readOnly);
        connectEntry(entry);
        m_entries.append(entry);
        m_column->insertWidget(m_column->count() - 3, entry);
    }
    m_more->setText(tr("Show %n more field(s)", nullptr, int(m_pairs.size() - m_built)));
    m_more->setVisible(m_built < m_pairs.size());
    const bool isList = !m_pairs.isEmpty() && m_pairs.first().mine && m_pairs.first().mine->type == Type::Array;
    m_addToRoot->setText(isList ? tr("Add an item") : tr("Add a field…"));
    m_addToRoot->setVisible(!m_readOnly && !m_more->isVisibleTo(widget()) && mayAddTo(QStringLiteral("")));
    checkForm();
}

FieldEntry *FieldsForm::entryFor(const workflow::FieldPair &pair)
{
    if (!pair.mine)
        return new FieldGone(pair, widget());
    FieldEntry *entry = nullptr;
    if (pair.isContainer()) {
        entry = new FieldGroup(pair, mayAddTo(pair.mine->pointer), widget());
    } else {
        workflow::FieldPair shown = pair;
        if (pair.mine->depth == 0)
            shown.mine->label = tr("Value");
        auto *line = new FieldLine(shown, widget());
        connect(line, &FieldLine::typed, this, [this, line](const QString &text) { take(line, text); });
        entry = line;
    }
    entry->setMayBeRemoved(!workflow::isRequired(pair.mine->pointer, m_schema));
    return entry;
}

void FieldsForm::connectEntry(FieldEntry *entry)
{
    connect(entry, &FieldEntry::reverted, this, [this, entry] { revert(entry); });
    connect(entry, &FieldEntry::removed, this, [this, entry] { remove(entry); });
    connect(entry, &FieldEntry::emptied, this, [this, entry] {
        if (auto *line = qobject_cast<FieldLine *>(entry))
            keep(workflow::withField(m_mine, line->pointer(), Type::Null, {}).value_or(m_mine), line);
    });
    connect(entry, &FieldEntry::addAsked, this, [this, entry] { addTo(entry->pointer()); });
    connect(entry, &FieldEntry::pressed, this, [this, entry] { Q_EMIT fieldPressed(entry->pointer(), entry->suggestedPointer()); });
    connect(entry, &FieldEntry::stepAsked, this, &FieldsForm::step);
    connect(entry, &FieldEntry::caretMoved, this, &FieldsForm::placeMoved);
    connect(entry, &FieldEntry::left, this, [this, entry] {
        for (qsizetype next = m_entries.indexOf(entry) + 1; next < m_entries.size(); ++next)
            if (qobject_cast<FieldLine *>(m_entries[next])) {
                ensureWidgetVisible(m_entries[next]);
                return m_entries[next]->takeKeyboard();
            }
    });
}

void FieldsForm::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    for (FieldEntry *entry : std::as_const(m_entries))
        entry->fit(nameWidth(), isNarrow(), isTight());
    if (m_head) {
        m_head->arrange(nameWidth(), false, px(12), !isTight());
        m_head->setVisible(!isNarrow());
    }
}

void FieldsForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (FieldEntry *entry : std::as_const(m_entries))
        entry->setReadOnly(readOnly);
    if (m_addToRoot)
        m_addToRoot->setVisible(!readOnly && m_built == m_pairs.size() && mayAddTo(QStringLiteral("")));
}

void FieldsForm::keep(const QByteArray &fields, FieldLine *line)
{
    m_steps.note({m_mine, fields, line->pointer(), true});
    m_mine = fields;
    const auto rows = workflow::fieldRows(m_mine, m_schema);
    for (const workflow::FieldRow &row : rows.value_or(QList<workflow::FieldRow>()))
        if (row.pointer == line->pointer())
            line->setMine(row);
    checkForm();
    Q_EMIT edited();
    Q_EMIT changesChanged();
}

FieldEntry *FieldsForm::entryAt(const QString &pointer) const
{
    for (FieldEntry *entry : m_entries)
        if (!entry->pointer().isNull() && entry->pointer() == pointer)
            return entry;
    return nullptr;
}

QList<FieldEntry *> FieldsForm::changedEntries() const
{
    QList<FieldEntry *> changed;
    for (FieldEntry *entry : m_entries)
        if (entry->isChanged())
            changed.append(entry);
    return changed;
}

FieldEntry *FieldsForm::currentEntry() const
{
    for (FieldEntry *entry : m_entries)
        if (entry->isAncestorOf(QApplication::focusWidget()))
            return entry;
    return nullptr;
}

QStringList FieldsForm::changeLabels() const
{
    QStringList labels;
    for (const FieldEntry *entry : changedEntries())
        labels.append(entry->changeLabel());
    return labels;
}

void FieldsForm::goToChange(int index)
{
    if (FieldEntry *entry = changedEntries().value(index)) {
        ensureWidgetVisible(entry);
        entry->takeKeyboard();
    }
}

bool FieldsForm::goToNextChange(int direction)
{
    const QList<FieldEntry *> changed = changedEntries();
    const qsizetype at = m_entries.indexOf(currentEntry());
    int target = -1;
    for (int i = 0; i < changed.size(); ++i) {
        const qsizetype place = m_entries.indexOf(changed[i]);
        if (direction > 0 && place > at && target < 0)
            target = i;
        if (direction < 0 && (at < 0 || place < at))
            target = i;
    }
    if (target >= 0)
        goToChange(target);
    return target >= 0;
}

void FieldsForm::setLit(const QString &pointer)
{
    for (FieldEntry *entry : std::as_const(m_entries)) {
        const bool lit = !pointer.isEmpty() && (entry->pointer() == pointer || isBelow(entry->pointer(), pointer));
        entry->setLit(lit);
        if (lit)
            ensureWidgetVisible(entry);
    }
}

void FieldsForm::setLitInSuggestion(const QString &pointer)
{
    for (FieldEntry *entry : std::as_const(m_entries)) {
        const bool lit = !pointer.isEmpty() && (entry->suggestedPointer() == pointer || isBelow(entry->suggestedPointer(), pointer));
        entry->setLit(lit);
        if (lit)
            ensureWidgetVisible(entry);
    }
}

void FieldsForm::askForSource()
{
    if (FieldEntry *entry = currentEntry())
        Q_EMIT entry->pressed();
}

bool FieldsForm::showFirstError()
{
    for (FieldEntry *entry : std::as_const(m_entries)) {
        if (!entry->hasError())
            continue;
        ensureWidgetVisible(entry);
        entry->takeKeyboard();
        return true;
    }
    return false;
}

} // namespace countersign::ui
