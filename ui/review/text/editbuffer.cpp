#include "ui/review/text/editbuffer.h"

#include <QDataStream>
#include <QIODevice>

namespace countersign::ui {

namespace {

qsizetype unitsOf(const QList<TextChange> &step)
{
    qsizetype units = 0;
    for (const TextChange &change : step)
        units += change.removed.size() + change.added.size();
    return units;
}

constexpr quint8 spelling = 1;        // of the bytes steps() writes
constexpr quint32 mostSaved = 10'000; // steps read at most

void write(QDataStream &out, const QList<QList<TextChange>> &steps)
{
    out << quint32(steps.size());
    for (const QList<TextChange> &step : steps) {
        out << quint32(step.size());
        for (const TextChange &change : step)
            out << qint64(change.position) << change.removed << change.added;
    }
}

QList<QList<TextChange>> read(QDataStream &in)
{
    QList<QList<TextChange>> steps;
    quint32 count = 0;
    in >> count;
    for (quint32 i = 0; i < count && i < mostSaved && in.status() == QDataStream::Ok; ++i) {
        QList<TextChange> step;
        quint32 changes = 0;
        in >> changes;
        for (quint32 j = 0; j < changes && in.status() == QDataStream::Ok; ++j) {
            qint64 position = 0;
            TextChange change;
            in >> position >> change.removed >> change.added;
            change.position = position;
            step.append(change);
        }
        steps.append(step);
    }
    return steps;
}

// Whether `there` stands at the place, and what it becomes when it is replaced.
bool exchange(QString &text, qsizetype position, const QString &there, const QString &by)
{
    if (position < 0 || there.size() > text.size() - position || QStringView(text).sliced(position, there.size()) != there)
        return false;
    text.replace(position, there.size(), by);
    return true;
}

// Whether undoing and redoing these steps only ever meets what they say is there.
template <typename Steps>
bool leadTo(const QString &text, const Steps &undo, const Steps &redo)
{
    QString back = text;
    for (auto step = undo.crbegin(); step != undo.crend(); ++step)
        for (auto change = step->crbegin(); change != step->crend(); ++change)
            if (!exchange(back, change->position, change->added, change->removed))
                return false;
    QString forth = text;
    for (auto step = redo.crbegin(); step != redo.crend(); ++step)
        for (const TextChange &change : *step)
            if (!exchange(forth, change.position, change.removed, change.added))
                return false;
    return true;
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

QByteArray EditBuffer::steps() const
{
    if (m_undo.empty() && m_redo.empty())
        return {};
    qsizetype units = 0;
    const auto keep = [&units](const std::deque<Step> &all) {
        QList<Step> kept;
        for (auto step = all.crbegin(); step != all.crend() && units + unitsOf(*step) <= unitsSaved && kept.size() < qsizetype(mostSaved); ++step) {
            units += unitsOf(*step);
            kept.prepend(*step);
        }
        return kept;
    };
    const QList<Step> undo = keep(m_undo);
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << spelling;
    write(out, undo);
    write(out, keep(m_redo));
    return bytes;
}

bool EditBuffer::reset(QString text, const QByteArray &steps)
{
    reset(std::move(text));
    if (steps.isEmpty())
        return false;
    QDataStream in(steps);
    in.setVersion(QDataStream::Qt_6_4);
    quint8 written = 0;
    in >> written;
    if (written != spelling)
        return false;
    const QList<Step> undo = read(in);
    const QList<Step> redo = read(in);
    if (in.status() != QDataStream::Ok || !leadTo(m_text, undo, redo))
        return false;
    m_undo.assign(undo.cbegin(), undo.cend());
    m_redo.assign(redo.cbegin(), redo.cend());
    for (const Step &step : m_undo)
        m_units += unitsOf(step);
    return true;
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
