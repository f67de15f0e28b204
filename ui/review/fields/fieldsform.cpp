#include "ui/review/fields/fieldsform.h"

#include "ui/review/fields/fieldline.h"
#include "ui/speech.h"
#include "ui/theme/drawing.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::Meaning;
using theme::px;
using Type = workflow::FieldRow::Type;

namespace {

bool isBranch(const QList<workflow::FieldRow> &rows, qsizetype index)
{
    return index + 1 < rows.size() && rows[index + 1].depth > rows[index].depth;
}

// A field without a value takes the type of what is typed: a number only where it is spelled as one.
Type typeOfTyped(const QString &text)
{
    if (text.isEmpty())
        return Type::Null;
    if (text == u"true" || text == u"false")
        return Type::Boolean;
    return workflow::withField("0", {}, Type::Number, text) ? Type::Number : Type::String;
}

} // namespace

FieldsForm::FieldsForm(QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Fields"));
    theme::setBackground(this, Meaning::Pane);
}

QString FieldsForm::formProblem(const workflow::FieldProblem &problem)
{
    const QString &rule = problem.rule;
    const QString expected = QString(problem.expected).remove(u'"');
    if (rule == u"type")
        return tr("Expected here: %1").arg(expected);
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
    build();
}

void FieldsForm::build()
{
    m_lines.clear();
    m_built = 0;
    m_head = nullptr;
    m_suggested.clear();
    auto *page = new QWidget;
    theme::setBackground(page, Meaning::Pane);
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, px(10), 0, px(10));
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_more = new QPushButton(page);
    theme::setWeight(m_more, theme::Weight::Plain);
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, &FieldsForm::addLines);
    const auto suggested = workflow::fieldRows(m_suggestion, m_schema);
    const auto rows = workflow::fieldRows(m_mine, m_schema);
    m_rows = rows ? *rows : QList<workflow::FieldRow>();
    for (const workflow::FieldRow &row : suggested ? *suggested : QList<workflow::FieldRow>())
        m_suggested.insert(row.pointer, row);
    if (!rows) {
        auto *sentenceLabel = new QLabel(sentence(rows.error()), page);
        sentenceLabel->setWordWrap(true);
        sentenceLabel->setMargin(px(18));
        m_column->insertWidget(0, sentenceLabel);
    }
    setWidget(page);
    addHead(page);
    addLines();
    checkForm();
    Q_EMIT changesChanged();
}

int FieldsForm::nameWidth() const
{
    const QFontMetrics metrics(theme::controlFont());
    int width = px(90);
    for (const workflow::FieldRow &row : std::as_const(m_rows))
        width = std::max(width, metrics.horizontalAdvance(row.label) + px(4));
    return std::min({width, px(170), std::max(px(60), viewport()->width() * 3 / 10)});
}

bool FieldsForm::isNarrow() const
{
    return viewport()->width() < px(420);
}

// What does not fit the form is said at its field as one types. Only what the reviewer brought in keeps the case from being signed.
void FieldsForm::checkForm()
{
    const QList<workflow::FieldProblem> all = workflow::fieldProblems(m_mine, m_schema);
    const QList<workflow::FieldProblem> mine = all.isEmpty() ? all : workflow::newProblems(m_suggestion, m_mine, m_schema);
    for (FieldLine *line : std::as_const(m_lines)) {
        QStringList sentences;
        bool stops = false;
        for (const workflow::FieldProblem &problem : all) {
            if (problem.pointer != line->pointer())
                continue;
            sentences.append(formProblem(problem));
            stops = stops || mine.contains(problem);
        }
        line->setMisfit(sentences.join(u'\n'), stops);
    }
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
    head->arrange(nameWidth(), false);
    head->setVisible(!isNarrow());
    m_head = head;
    m_column->insertWidget(0, head);
}

void FieldsForm::addLines()
{
    const qsizetype end = std::min<qsizetype>(m_rows.size(), m_built + linesAtOnce);
    for (; m_built < end; ++m_built) {
        const workflow::FieldRow &row = m_rows[m_built];
        if (isBranch(m_rows, m_built)) {
            if (row.depth == 0)
                continue;
            auto *head = new QLabel(row.label, widget());
            theme::setRole(head, theme::TextRole::LabelStrong, Meaning::Soft);
            head->setContentsMargins(px(18) + (row.depth - 1) * px(16), px(10), px(12), px(4));
            m_column->insertWidget(m_column->count() - 2, head);
            continue;
        }
        const auto suggested = m_suggested.constFind(row.pointer);
        workflow::FieldRow shown = row;
        if (row.depth == 0)
            shown.label = tr("Value");
        auto *line = new FieldLine(shown, suggested == m_suggested.cend() ? std::nullopt : std::optional(*suggested), widget());
        line->arrange(nameWidth(), isNarrow());
        line->setReadOnly(m_readOnly || row.type == Type::Object || row.type == Type::Array);
        connect(line, &FieldLine::typed, this, [this, line](const QString &text) { take(line, text); });
        connect(line, &FieldLine::reverted, this, [this, line] { revert(line); });
        connect(line, &FieldLine::pressed, this, [this, line] { Q_EMIT fieldPressed(line->pointer()); });
        m_lines.append(line);
        m_column->insertWidget(m_column->count() - 2, line);
    }
    m_more->setText(tr("Show %n more field(s)", nullptr, int(m_rows.size() - m_built)));
    m_more->setVisible(m_built < m_rows.size());
}

void FieldsForm::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    const QList<FieldColumns *> lines = findChildren<FieldColumns *>();
    for (FieldColumns *line : lines)
        line->arrange(nameWidth(), line != m_head && isNarrow());
    if (m_head)
        m_head->setVisible(!isNarrow());
}

void FieldsForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (FieldLine *line : std::as_const(m_lines))
        line->setReadOnly(readOnly);
}

void FieldsForm::take(FieldLine *line, const QString &text)
{
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(), [line](const workflow::FieldRow &each) { return each.pointer == line->pointer(); });
    const auto suggested = m_suggested.constFind(line->pointer());
    const bool wasNull = suggested != m_suggested.cend() && suggested->type == Type::Null;
    const Type type = wasNull ? typeOfTyped(text) : row->type;
    const auto kept = workflow::withField(m_mine, line->pointer(), type, text);
    line->setError(kept ? QString() : problem(kept.error()));
    if (kept)
        keep(*kept, line);
}

void FieldsForm::revert(FieldLine *line)
{
    const auto suggested = m_suggested.constFind(line->pointer());
    if (m_readOnly || suggested == m_suggested.cend())
        return;
    line->setError({});
    const auto kept = workflow::withField(m_mine, line->pointer(), suggested->type, suggested->text);
    if (kept)
        keep(*kept, line);
    line->takeKeyboard();
}

void FieldsForm::keep(const QByteArray &fields, FieldLine *line)
{
    m_mine = fields;
    const auto rows = workflow::fieldRows(m_mine, m_schema);
    if (rows)
        m_rows = *rows;
    for (const workflow::FieldRow &row : std::as_const(m_rows)) {
        if (row.pointer == line->pointer())
            line->setMine(row);
    }
    checkForm();
    Q_EMIT edited();
    Q_EMIT changesChanged();
}

QList<FieldLine *> FieldsForm::changedLines() const
{
    QList<FieldLine *> changed;
    for (FieldLine *line : m_lines) {
        if (line->isChanged())
            changed.append(line);
    }
    return changed;
}

FieldLine *FieldsForm::currentLine() const
{
    for (FieldLine *line : m_lines) {
        if (line->isAncestorOf(QApplication::focusWidget()))
            return line;
    }
    return nullptr;
}

QStringList FieldsForm::changeLabels() const
{
    QStringList labels;
    for (const FieldLine *line : changedLines())
        labels.append(line->changeLabel());
    return labels;
}

void FieldsForm::goToChange(int index)
{
    if (FieldLine *line = changedLines().value(index)) {
        ensureWidgetVisible(line);
        line->takeKeyboard();
    }
}

bool FieldsForm::goToNextChange(int direction)
{
    const QList<FieldLine *> changed = changedLines();
    const qsizetype at = m_lines.indexOf(currentLine());
    int target = -1;
    for (int i = 0; i < changed.size(); ++i) {
        const qsizetype place = m_lines.indexOf(changed[i]);
        if (direction > 0 && place > at && target < 0)
            target = i;
        if (direction < 0 && (at < 0 || place < at))
            target = i;
    }
    if (target >= 0)
        goToChange(target);
    return target >= 0;
}

void FieldsForm::revertChange(int index)
{
    if (FieldLine *line = changedLines().value(index))
        revert(line);
}

void FieldsForm::revertCurrent()
{
    if (FieldLine *line = currentLine())
        revert(line);
}

void FieldsForm::revertAll()
{
    for (FieldLine *line : changedLines())
        revert(line);
}

void FieldsForm::setLit(const QString &pointer)
{
    for (FieldLine *line : std::as_const(m_lines)) {
        const bool lit = !pointer.isEmpty() && (line->pointer() == pointer || line->pointer().startsWith(pointer + u'/'));
        line->setLit(lit);
        if (lit)
            ensureWidgetVisible(line);
    }
}

bool FieldsForm::showFirstError()
{
    for (FieldLine *line : std::as_const(m_lines)) {
        if (!line->hasError())
            continue;
        ensureWidgetVisible(line);
        line->takeKeyboard();
        return true;
    }
    return false;
}

void FieldsForm::takeKeyboard()
{
    if (!m_lines.isEmpty())
        m_lines.first()->takeKeyboard();
}

} // namespace countersign::ui
