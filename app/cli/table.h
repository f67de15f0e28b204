// Rows: a list is aligned under heads on a terminal and tab-separated without heads into a pipe; a report is always aligned.
#pragma once

#include "app/cli/terminal.h"

#include <QStringList>

namespace countersign::app {

class Table {
public:
    // `flexible`: the column that is shortened until a row fits the terminal; -1: none.
    enum class Form { List, Report };
    Table(Terminal &terminal, QStringList heads, int flexible = -1, Form form = Form::List);

    void row(const QStringList &cells);
    // Prints what was collected (on a terminal; into a pipe rows go out at once).
    void end();

private:
    void printRow(const QStringList &cells, const QList<int> &widths);

    Terminal &m_terminal;
    QStringList m_heads;
    QList<QStringList> m_rows;
    int m_flexible;
    bool m_aligned;
};

// Columns a text takes on a terminal: wide characters take two, combining marks none.
int columns(QStringView text);
// At most that many columns, ending in "…" where something was cut.
QString cut(const QString &text, int most);

} // namespace countersign::app
