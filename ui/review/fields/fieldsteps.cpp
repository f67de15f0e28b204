#include "ui/review/fields/fieldsteps.h"

#include <QDataStream>
#include <QIODevice>
#include <algorithm>

namespace countersign::ui {

namespace {

constexpr qsizetype mostSteps = 200;
constexpr qsizetype mostBytes = 64'000'000; // of all steps together
constexpr quint8 spelling = 1;              // of the bytes saved() writes

// What one text has in place of what another has.
struct Exchange {
    qint64 position = 0;
    QByteArray there;
    QByteArray by;
};

Exchange exchangeOf(const QByteArray &from, const QByteArray &to)
{
    const qsizetype shorter = std::min(from.size(), to.size());
    const qsizetype head = std::mismatch(from.begin(), from.begin() + shorter, to.begin()).first - from.begin();
    qsizetype tail = 0;
    while (tail < shorter - head && from[from.size() - 1 - tail] == to[to.size() - 1 - tail])
        ++tail;
    return {head, from.mid(head, from.size() - tail - head), to.mid(head, to.size() - tail - head)};
}

std::optional<QByteArray> exchanged(QByteArray text, const Exchange &exchange)
{
    if (exchange.position < 0 || exchange.there.size() > text.size() - exchange.position
        || QByteArrayView(text).sliced(exchange.position, exchange.there.size()) != exchange.there)
        return std::nullopt;
    return text.replace(exchange.position, exchange.there.size(), exchange.by);
}

// From the newest step on, each from the state it leads back or forth from to the other.
void write(QDataStream &out, const QList<FieldSteps::Step> &steps, bool back, const QByteArray &now, qsizetype &room)
{
    QByteArray state = now;
    QList<std::pair<Exchange, const FieldSteps::Step *>> kept;
    for (auto step = steps.crbegin(); step != steps.crend(); ++step) {
        const QByteArray &from = back ? step->after : step->before;
        const Exchange exchange = exchangeOf(from, back ? step->before : step->after);
        room -= exchange.there.size() + exchange.by.size() + 2 * step->pointer.size();
        if (from != state || room < 0)
            break;
        kept.append({exchange, &*step});
        state = back ? step->before : step->after;
    }
    out << quint32(kept.size());
    for (const auto &[exchange, step] : std::as_const(kept))
        out << exchange.position << exchange.there << exchange.by << step->pointer << step->typing;
}

// Newest last, as they were; nothing where they do not fit.
std::optional<QList<FieldSteps::Step>> read(QDataStream &in, bool back, const QByteArray &now)
{
    quint32 count = 0;
    in >> count;
    QList<FieldSteps::Step> steps;
    QByteArray state = now;
    for (quint32 i = 0; i < count; ++i) {
        Exchange exchange;
        FieldSteps::Step step;
        in >> exchange.position >> exchange.there >> exchange.by >> step.pointer >> step.typing;
        const auto other = in.status() == QDataStream::Ok ? exchanged(state, exchange) : std::nullopt;
        if (!other)
            return std::nullopt;
        (back ? step.after : step.before) = state;
        (back ? step.before : step.after) = state = *other;
        steps.prepend(step);
    }
    return in.status() == QDataStream::Ok ? std::optional(steps) : std::nullopt;
}

} // namespace

void FieldSteps::clear()
{
    m_done.clear();
    m_undone.clear();
}

void FieldSteps::note(const Step &step)
{
    if (step.before == step.after)
        return;
    m_undone.clear();
    const bool goesOn = step.typing && !m_done.isEmpty() && m_done.last().typing && m_done.last().pointer == step.pointer;
    if (goesOn)
        m_done.last().after = step.after;
    else
        m_done.append(step);
    if (m_done.last().before == m_done.last().after)
        m_done.removeLast();
    while (m_done.size() > mostSteps || (m_done.size() > 1 && 2 * m_done.size() * step.after.size() > mostBytes))
        m_done.removeFirst();
}

std::optional<FieldSteps::Step> FieldSteps::undo()
{
    if (m_done.isEmpty())
        return std::nullopt;
    m_undone.append(m_done.takeLast());
    return m_undone.last();
}

std::optional<FieldSteps::Step> FieldSteps::redo()
{
    if (m_undone.isEmpty())
        return std::nullopt;
    m_done.append(m_undone.takeLast());
    return m_done.last();
}

QByteArray FieldSteps::saved(const QByteArray &now) const
{
    if (m_done.isEmpty() && m_undone.isEmpty())
        return {};
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    qsizetype room = bytesSaved;
    out << spelling;
    write(out, m_done, true, now, room);
    write(out, m_undone, false, now, room);
    return bytes;
}

bool FieldSteps::restore(const QByteArray &now, const QByteArray &saved)
{
    clear();
    if (saved.isEmpty())
        return false;
    QDataStream in(saved);
    in.setVersion(QDataStream::Qt_6_4);
    quint8 written = 0;
    in >> written;
    if (written != spelling)
        return false;
    const auto done = read(in, true, now);
    const auto undone = done ? read(in, false, now) : std::nullopt;
    if (!undone)
        return false;
    m_done = *done;
    m_undone = *undone;
    return true;
}

} // namespace countersign::ui
