#include "ui/review/text/editbuffer.h"

namespace countersign::ui {

namespace {

qsizetype unitsOf(const QList<TextChange> &step)
{
    qsizetype units = 0;
    for (const TextChange &change : step)
        units += change.removed.size() + change.added.size();
    return units;
}

} // namespace

void EditBuffer::reset(QString text)
{
    m_text = std::move(text);
    m_undo.clear();
    m_redo.clear();
    m_units = 0;
    m_depth = 0;
    m_open = false;
}

TextChange EditBuffer::edit(qsizetype position, qsizetype removed, QStringView added)
{
    position = std::clamp<qsizetype>(position, 0, m_text.size());
    removed = std::clamp<qsizetype>(removed, 0, m_text.size() - position);
    const TextChange change{position, m_text.sliced(position, removed), added.toString()};
    if (change.removed.isEmpty() && change.added.isEmpty())
        return change;
    m_text.replace(position, removed, added.data(), added.size());
    m_redo.clear();
    remember(change);
    return change;
}

void EditBuffer::beginStep()
{
    if (m_depth++ == 0)
        m_open = false;
}

void EditBuffer::endStep()
{
    if (--m_depth == 0)
        m_open = false;
}

// One more character behind what was just typed, or one more deleted beside what was just deleted.
bool EditBuffer::joins(const TextChange &change) const
{
    if (!m_open || m_undo.empty() || m_undo.back().size() != 1)
        return false;
    const TextChange &last = m_undo.back().last();
    const bool typing = change.removed.isEmpty() && last.removed.isEmpty() && change.position == last.position + last.added.size();
    if (typing)
        return change.added.size() <= 2 && !(last.added.back().isSpace() && !change.added.front().isSpace());
    const bool erasing = change.added.isEmpty() && last.added.isEmpty() && change.removed.size() <= 2;
    return erasing && (change.position + change.removed.size() == last.position || change.position == last.position);
}

void EditBuffer::remember(const TextChange &change)
{
    m_units += change.removed.size() + change.added.size();
    if (m_depth == 0 && joins(change)) {
        TextChange &last = m_undo.back().last();
        if (!change.added.isEmpty()) {
            last.added += change.added;
        } else if (change.position < last.position) {
            last.removed.prepend(change.removed);
            last.position = change.position;
        } else {
            last.removed += change.removed;
        }
        return;
    }
    if (m_depth > 0 && m_open)
        m_undo.back().append(change);
    else
        m_undo.push_back({change});
    m_open = true;
    forgetOldest();
}

void EditBuffer::forgetOldest()
{
    while (m_undo.size() > 1 && (qsizetype(m_undo.size()) > stepsKept || m_units > unitsKept)) {
        m_units -= unitsOf(m_undo.front());
        m_undo.pop_front();
    }
}

bool EditBuffer::undo(const Observer &made)
{
    if (m_undo.empty())
        return false;
    Step step = std::move(m_undo.back());
    m_undo.pop_back();
    m_units -= unitsOf(step);
    m_open = false;
    for (auto it = step.crbegin(); it != step.crend(); ++it) {
        m_text.replace(it->position, it->added.size(), it->removed);
        made({it->position, it->added, it->removed});
    }
    m_redo.push_back(std::move(step));
    return true;
}

bool EditBuffer::redo(const Observer &made)
{
    if (m_redo.empty())
        return false;
    Step step = std::move(m_redo.back());
    m_redo.pop_back();
    for (const TextChange &change : std::as_const(step)) {
        m_text.replace(change.position, change.removed.size(), change.added);
        made(change);
    }
    m_units += unitsOf(step);
    m_undo.push_back(std::move(step));
    m_open = false;
    return true;
}

} // namespace countersign::ui
