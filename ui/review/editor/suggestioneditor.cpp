// Drawing the difference, the views and the changes; typing is in suggestionediting.cpp.
#include "ui/review/editor/suggestioneditor.h"

#include "ui/review/spelling/spelling.h"

#include <QAccessible>
#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int restMilliseconds = 300;
constexpr qsizetype settledHere = 48 * 1024; // code units on both sides; longer texts are settled on a worker

} // namespace

bool isSectionHead(QStringView line)
{
    const QStringView words = line.trimmed();
    if (words.size() < 4 || words.size() > 60 || !words.front().isLetter())
        return false;
    int capitals = 0;
    for (const QChar character : words) {
        if (character.isLower() || character.isDigit() || character == u'.')
            return false;
        capitals += character.isUpper() ? 1 : 0;
    }
    return capitals >= 5;
}

SuggestionEditor::SuggestionEditor(QWidget *parent) : ParagraphView(parent)
{
    setAttribute(Qt::WA_InputMethodEnabled);
    setAcceptDrops(true);
    setAccessibleName(tr("Your version"));
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &SuggestionEditor::settle);
    connect(this, &ParagraphView::caretMoved, this, &SuggestionEditor::noteCurrent);
    connect(Spelling::instance(), &Spelling::changed, this, [this] { viewport()->update(); });
}

SuggestionEditor::~SuggestionEditor() = default;

void SuggestionEditor::setTexts(const QString &suggestion, const QString &mine)
{
    m_rest.stop();
    m_composed.clear();
    m_takenBack.clear();
    m_cited.clear();
    m_lit.reset();
    m_current.reset();
    m_buffer.reset(mine);
    m_diff = diff::IncrementalDiff(suggestion, mine);
    textReset();
    Q_EMIT changesChanged();
    Q_EMIT currentChangeMoved();
}

void SuggestionEditor::restorePlace(qsizetype caret, double scroll)
{
    placeCaret(caret, caret);
    noteCurrent();
    setScrollPlace(scroll);
}

void SuggestionEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    setAttribute(Qt::WA_InputMethodEnabled, !readOnly);
    QAccessible::State changed;
    changed.readOnly = true;
    changed.editable = true;
    QAccessibleStateChangeEvent event(this, changed);
    QAccessible::updateAccessibility(&event);
}

void SuggestionEditor::setView(View view)
{
    if (m_view == view)
        return;
    // The same place stays at the same height, whatever stands around it now.
    const qsizetype seen = positionAt({viewport()->width() / 2.0, 0.0});
    const QRectF caretBox = rectOf(caret());
    const bool caretSeen = caretBox.top() >= 0 && caretBox.bottom() <= viewport()->height();
    m_view = view;
    relayoutInPlace();
    if (!caretSeen)
        reveal({seen, seen});
    Q_EMIT viewChanged();
}

// ---- what is drawn

DisplayText SuggestionEditor::shown(qsizetype paragraph, Shown what) const
{
    ParagraphDifference difference;
    difference.a = m_diff.a();
    difference.b = m_buffer.text();
    difference.content = paragraphs().content(paragraph);
    difference.lineEnd = paragraphs().lineEnd(paragraph);
    difference.hunks = &m_diff.hunks();
    difference.last = paragraph + 1 == paragraphs().count();
    const diff::Range around{std::max<qsizetype>(0, difference.content.start - 1), std::min(difference.lineEnd.end + 1, m_buffer.text().size())};
    difference.segments = diff::segments(m_diff.a().size(), m_buffer.text().size(), m_diff.hunks(), around);
    return displayText(difference, what);
}

DisplayText SuggestionEditor::display(qsizetype paragraph) const
{
    DisplayText display = shown(paragraph, m_view == View::WithChanges ? Shown::Both : Shown::OnlyB);
    if (m_composed.isEmpty() || paragraphs().indexAt(caret()) != paragraph)
        return display;
    return withComposed(std::move(display), caret() - paragraphs().start(paragraph), m_composed);
}

std::optional<DisplayText> SuggestionEditor::displayBeside(qsizetype paragraph) const
{
    if (m_view != View::SideBySide)
        return std::nullopt;
    return shown(paragraph, Shown::OnlyA);
}

QStringView SuggestionEditor::line(qsizetype paragraph) const
{
    const diff::Range content = paragraphs().content(paragraph);
    return QStringView(m_buffer.text()).sliced(content.start, content.length());
}

// A head stands over ordinary text; capitals that go on are just capitals.
bool SuggestionEditor::isHead(qsizetype paragraph) const
{
    if (!isSectionHead(line(paragraph)) || (m_view == View::WithChanges && hasDeletedLine(paragraph)))
        return false;
    qsizetype below = paragraph + 1;
    while (below < paragraphs().count() && below < paragraph + 3 && line(below).isEmpty())
        ++below;
    const QStringView text = below < paragraphs().count() ? line(below) : QStringView();
    return std::any_of(text.cbegin(), text.cend(), [](QChar character) { return character.isLower(); });
}

// Whether whole lines that were taken out are drawn in this one.
bool SuggestionEditor::hasDeletedLine(qsizetype paragraph) const
{
    const diff::Range content = paragraphs().content(paragraph);
    const QList<diff::Hunk> &all = m_diff.hunks();
    for (qsizetype k = diff::hunkAt(all, content.start); k >= 0 && k < all.size() && all.at(k).b.start <= content.end; ++k) {
        const diff::Hunk &hunk = all.at(k);
        const QStringView gone = QStringView(m_diff.a()).mid(hunk.a.start, hunk.a.length());
        const bool here = hunk.op != diff::Op::Move && hunk.b.end >= content.start; // what moved away is drawn where it was
        if (here && std::any_of(gone.begin(), gone.end(), [](QChar c) { return lineEndLength(QStringView(&c, 1), 0) > 0; }))
            return true;
    }
    return false;
}

ParagraphStyle SuggestionEditor::style(qsizetype paragraph) const
{
    ParagraphStyle style = ParagraphView::style(paragraph);
    style.decorated = m_view != View::FinalText;
    if (isHead(paragraph)) {
        style.font = theme::font(theme::TextRole::LabelStrong);
        style.font.setLetterSpacing(QFont::PercentageSpacing, 104);
        style.ink = theme::Meaning::Soft;
        style.above = paragraph > 0 && !line(paragraph - 1).isEmpty() ? theme::px(10) : 0;
    } else if (line(paragraph).isEmpty() && paragraph + 1 < paragraphs().count() && diff::hunkAt(m_diff.hunks(), paragraphs().start(paragraph)) < 0) {
        style.lineHeight = theme::px(paragraph > 0 && isHead(paragraph - 1) ? 2 : 12);
    }
    return style;
}

QList<DisplayMark> SuggestionEditor::displayMarks(qsizetype paragraph, const DisplayText &display, bool besideColumn) const
{
    QList<DisplayMark> found = ParagraphView::displayMarks(paragraph, display, besideColumn);
    const auto add = [&](const diff::Range &mark, MarkKind kind) {
        for (const DisplayRun &run : display.runs) {
            if (run.source < 0)
                continue;
            const qsizetype from = std::max(mark.start, run.source);
            const qsizetype to = std::min(mark.end, run.source + run.length);
            if (from < to)
                found.append({run.at + from - run.source, run.at + to - run.source, kind});
        }
    };
    if (!besideColumn && !m_readOnly && m_composed.isEmpty())
        markUnknown(paragraph, display, found);
    if (m_lit)
        add(*m_lit, MarkKind::Lit);
    for (const diff::Range &cited : m_cited)
        add(cited, MarkKind::Cited);
    return found;
}

void SuggestionEditor::markUnknown(qsizetype paragraph, const DisplayText &display, QList<DisplayMark> &found) const
{
    if (paragraphs().isPiece(paragraph))
        return;
    const qsizetype start = paragraphs().content(paragraph).start;
    for (const diff::Range &word : Spelling::instance()->unknown(line(paragraph).toString())) {
        if (hasFocus() && caret() > start + word.start && caret() <= start + word.end)
            continue; // still being written
        for (const DisplayRun &run : display.runs) {
            const qsizetype from = std::max(word.start, run.text);
            const qsizetype to = std::min(word.end, run.text + run.length);
            if (run.isText() && from < to)
                found.append({run.at + from - run.text, run.at + to - run.text, MarkKind::Misspelled});
        }
    }
}

std::optional<diff::Range> SuggestionEditor::nextUnknownWord() const
{
    for (qsizetype i = paragraphs().indexAt(caret()); i < paragraphs().count(); ++i) {
        const qsizetype start = paragraphs().content(i).start;
        if (paragraphs().isPiece(i))
            continue;
        for (const diff::Range &word : Spelling::instance()->unknown(line(i).toString()))
            if (start + word.end >= caret())
                return diff::Range{start + word.start, start + word.end};
    }
    return std::nullopt;
}

// ---- citations

QString SuggestionEditor::sourceInWords() const
{
    for (const auto &[kind, words] : {std::pair{MarkKind::NotFound, tr("Not found in the evidence")}, {MarkKind::Unfound, tr("Not found in the evidence")},
                                      {MarkKind::Elsewhere, tr("Elsewhere in the evidence")}, {MarkKind::FoundHere, tr("Found in the evidence")}})
        for (const diff::Range &mark : marks(kind))
            if (caret() >= mark.start && caret() <= mark.end)
                return words;
    return {};
}

void SuggestionEditor::setCited(QList<diff::Range> inSuggestion)
{
    m_cited = std::move(inSuggestion);
    viewport()->update();
}

void SuggestionEditor::setLit(std::optional<diff::Range> inSuggestion)
{
    m_lit = inSuggestion;
    viewport()->update();
}

void SuggestionEditor::revealSuggestion(diff::Range inSuggestion)
{
    const qsizetype place = diff::toB(m_diff.hunks(), inSuggestion.start);
    reveal({place, place});
}

// ---- changes

QList<SuggestionEditor::Change> SuggestionEditor::changes() const
{
    QList<Change> list;
    const QList<diff::Hunk> &hunks = m_diff.hunks();
    for (const diff::Change &found : diff::changes(m_diff.a(), m_diff.b(), hunks)) {
        const diff::Hunk &first = hunks[found.hunks.first()];
        Change change{{}, found.kind, first.op, found.label, -1, first.b.start};
        for (const qsizetype index : found.hunks)
            change.hunks.append(hunks[index].id);
        list.append(change);
    }
    for (qsizetype i = 0; i < m_takenBack.size(); ++i) {
        const diff::TakenBack &taken = m_takenBack[i];
        if (!diff::putBack(m_diff.b(), hunks, taken))
            continue; // its place has been changed since
        const diff::Hunk as{.op = taken.op, .id = taken.id, .a = taken.a, .b = {0, taken.text.size()}, .inner = {}};
        list.append({{}, diff::Kind::Content, taken.op, diff::label(m_diff.a(), taken.text, as), i, diff::toB(hunks, taken.anchor)});
    }
    std::stable_sort(list.begin(), list.end(), [](const Change &a, const Change &b) { return a.place < b.place; });
    return list;
}

void SuggestionEditor::noteCurrent()
{
    const qsizetype index = diff::hunkAt(m_diff.hunks(), caret());
    std::optional<diff::HunkId> now;
    if (index >= 0)
        now = m_diff.hunks()[index].id;
    setCurrent(now);
}

QString SuggestionEditor::changeInWords() const
{
    const auto hunk = std::find_if(hunks().cbegin(), hunks().cend(), [this](const diff::Hunk &each) { return m_current && each.id == *m_current; });
    if (hunk == hunks().cend())
        return {};
    constexpr qsizetype longestSpoken = 400;
    const QString deleted = m_diff.a().sliced(hunk->a.start, std::min(hunk->a.length(), longestSpoken));
    const QString inserted = m_diff.b().sliced(hunk->b.start, std::min(hunk->b.length(), longestSpoken));
    switch (hunk->op) {
    case diff::Op::Insert:
        return tr("Inserted: %1").arg(inserted);
    case diff::Op::Delete:
        return tr("Deleted here: %1").arg(deleted);
    case diff::Op::Move:
        return tr("Moved: %1").arg(inserted);
    case diff::Op::Replace:
        return tr("Deleted: %1. Inserted: %2").arg(deleted, inserted);
    }
    return {};
}

QString SuggestionEditor::lineInWords(qsizetype position, diff::Range *line) const
{
    const qsizetype paragraph = paragraphs().indexAt(std::clamp<qsizetype>(position, 0, text().size()));
    *line = {paragraphs().content(paragraph).start, paragraphs().lineEnd(paragraph).end};
    const DisplayText display = shown(paragraph, m_view == View::FinalText ? Shown::OnlyB : Shown::Both);
    QString words;
    for (const DisplayRun &run : display.runs) {
        const QString part = display.text.sliced(run.at, run.length).replace(QChar(QChar::LineSeparator), u' ');
        if (run.isDeleted())
            words += tr(" [deleted: %1] ").arg(part.trimmed());
        else if (run.changed && run.isInserted() && !part.trimmed().isEmpty())
            words += tr(" [inserted: %1] ").arg(part.trimmed());
        else if (run.isText())
            words += part;
    }
    return words.simplified();
}

// The change at the caret is another one now.
void SuggestionEditor::setCurrent(std::optional<diff::HunkId> id)
{
    if (m_current == id)
        return;
    m_current = id;
    viewport()->update();
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    Q_EMIT currentChangeMoved();
}

void SuggestionEditor::goToChange(diff::HunkId id)
{
    const auto hunk = std::find_if(hunks().cbegin(), hunks().cend(), [id](const diff::Hunk &each) { return each.id == id; });
    if (hunk == hunks().cend())
        return;
    setCaret(hunk->b.start);
    setCurrent(id); // two changes may touch the same place: the one gone to is meant
}

bool SuggestionEditor::goToNextChange(int direction)
{
    qsizetype target = -1;
    for (qsizetype i = 0; i < hunks().size() && target < 0 && m_current; ++i) {
        if (hunks()[i].id == *m_current)
            target = i + direction;
    }
    if (!m_current) {
        const auto after = std::lower_bound(hunks().cbegin(), hunks().cend(), caret(), [](const diff::Hunk &hunk, qsizetype at) { return hunk.b.start < at; });
        target = (after - hunks().cbegin()) - (direction < 0 ? 1 : 0);
    }
    if (target < 0 || target >= hunks().size())
        return false;
    goToChange(hunks()[target].id);
    return true;
}

void SuggestionEditor::takeBack(const QList<diff::HunkId> &ids)
{
    if (m_readOnly || ids.isEmpty())
        return;
    const QList<diff::Edit> edits = diff::takeBack(m_diff.a(), m_diff.b(), hunks(), ids);
    if (edits.isEmpty())
        return;
    for (const diff::Hunk &hunk : hunks()) {
        if (!ids.contains(hunk.id))
            continue;
        const diff::TakenBack taken = diff::remember(m_diff.b(), hunks(), hunk);
        m_takenBack.removeIf([&taken](const diff::TakenBack &each) { return each.op == taken.op && each.a == taken.a && each.anchor == taken.anchor; });
        m_takenBack.append(taken);
    }
    m_buffer.beginStep();
    for (const diff::Edit &edit : edits)
        applied(m_buffer.edit(edit.range.start, edit.range.length(), edit.text));
    m_buffer.endStep();
    afterEdit(edits.last().range.start);
}

void SuggestionEditor::takeAllBack()
{
    QList<diff::HunkId> all;
    for (const diff::Hunk &hunk : hunks())
        all.append(hunk.id);
    takeBack(all);
}

bool SuggestionEditor::putBack(qsizetype takenBack)
{
    if (takenBack < 0 || takenBack >= m_takenBack.size())
        return false;
    const diff::TakenBack one = m_takenBack[takenBack];
    return putBackEach([&one](const diff::TakenBack &each) { return each == one; });
}

// What is put back stays remembered, so that it can be put back again after an undo; changes() lists only what is not there now.
bool SuggestionEditor::putBackEach(const std::function<bool(const diff::TakenBack &)> &wanted)
{
    if (m_readOnly)
        return false;
    qsizetype place = -1;
    m_buffer.beginStep();
    for (qsizetype i = m_takenBack.size() - 1; i >= 0; --i) {
        if (!wanted(m_takenBack[i]))
            continue;
        const std::optional<QList<diff::Edit>> edits = diff::putBack(m_diff.b(), hunks(), m_takenBack[i]);
        for (const diff::Edit &edit : edits.value_or(QList<diff::Edit>())) {
            applied(m_buffer.edit(edit.range.start, edit.range.length(), edit.text));
            place = edit.range.start;
        }
    }
    m_buffer.endStep();
    if (place >= 0)
        afterEdit(place);
    return place >= 0;
}

bool SuggestionEditor::putLastBack()
{
    for (qsizetype i = m_takenBack.size() - 1; i >= 0; --i) {
        if (putBack(i))
            return true;
    }
    return false;
}

bool SuggestionEditor::putAllBack()
{
    return putBackEach([](const diff::TakenBack &) { return true; });
}

void SuggestionEditor::takeBackHere()
{
    if (!hasSelection()) {
        if (m_current)
            takeBack({*m_current});
        return;
    }
    QList<diff::HunkId> inside;
    for (const diff::Hunk &hunk : hunks())
        if (hunk.b.start <= selection().end && hunk.b.end >= selection().start)
            inside.append(hunk.id);
    takeBack(inside);
}

bool SuggestionEditor::putBackHere()
{
    if (!hasSelection())
        return putLastBack();
    const diff::Range inside{suggestionPlace(selection().start), suggestionPlace(selection().end)};
    return putBackEach([&inside](const diff::TakenBack &each) { return each.anchor <= inside.end && std::max(each.anchor, each.a.end) >= inside.start; });
}

// ---- keeping the difference good

void SuggestionEditor::settleSoon()
{
    if (m_diff.isRough())
        m_rest.start();
}

void SuggestionEditor::settle()
{
    if (!m_diff.isRough() || !m_composed.isEmpty())
        return;
    const bool isLong = m_diff.a().size() + m_diff.b().size() > settledHere;
    if (isLong && m_settler)
        return m_settler(m_diff.snapshot());
    if (isLong || !m_diff.settle())
        return;
    relayoutInPlace();
    noteCurrent();
    Q_EMIT changesChanged();
}

void SuggestionEditor::settled(const diff::TextDiff &result, quint64 revision)
{
    if (!m_diff.adopt(result, revision))
        return;
    relayoutInPlace();
    noteCurrent();
    Q_EMIT changesChanged();
}

} // namespace countersign::ui
