#include "app/cli/table.h"

#include <algorithm>
#include <cwchar>
#include <numeric>

namespace countersign::app {

namespace {

constexpr int gap = 2;
constexpr int narrowest = 8;

int columnsOf(char32_t c)
{
    return std::max(0, ::wcwidth(wchar_t(c)));
}

} // namespace

int columns(QStringView text)
{
    int sum = 0;
    for (const char32_t c : text.toUcs4())
        sum += columnsOf(c);
    return sum;
}

QString cut(const QString &text, int most)
{
    if (columns(text) <= most)
        return text;
    QString kept;
    int taken = 1; // the dots
    for (const char32_t c : text.toUcs4()) {
        taken += columnsOf(c);
        if (taken > most)
            break;
        kept += QString::fromUcs4(&c, 1);
    }
    return kept + QChar(0x2026);
}

Table::Table(Terminal &terminal, QStringList heads, int flexible, Form form)
    : m_terminal(terminal), m_heads(std::move(heads)), m_flexible(flexible), m_aligned(form == Form::Report || terminal.outputIsTerminal())
{
}

void Table::row(const QStringList &cells)
{
    QStringList clean;
    for (const QString &cell : cells)
        clean.append(shown(cell));
    if (m_aligned)
        m_rows.append(clean);
    else
        m_terminal.line(clean.join(u'\t'));
}

void Table::end()
{
    if (!m_aligned || m_rows.isEmpty())
        return;
    QList<int> widths;
    for (int i = 0; i < m_heads.size(); ++i) {
        int widest = columns(m_heads[i]);
        for (const QStringList &cells : std::as_const(m_rows))
            widest = std::max(widest, columns(cells.value(i)));
        widths.append(widest);
    }
    const int all = std::accumulate(widths.begin(), widths.end(), gap * int(widths.size() - 1));
    if (m_flexible >= 0 && m_terminal.outputIsTerminal() && all > m_terminal.width())
        widths[m_flexible] = std::max(narrowest, widths[m_flexible] - (all - m_terminal.width()));
    printRow(m_heads, widths);
    for (const QStringList &cells : std::as_const(m_rows))
        printRow(cells, widths);
}

void Table::printRow(const QStringList &cells, const QList<int> &widths)
{
    QString line;
    for (int i = 0; i < widths.size(); ++i) {
        const QString cell = cut(cells.value(i), widths[i]);
        line += cell + QString(widths[i] - columns(cell) + gap, u' ');
    }
    while (line.endsWith(u' '))
        line.chop(1);
    m_terminal.line(line);
}

} // namespace countersign::app
