#include "app/cli/verb.h"

#include "app/cli/terminal.h"
#include "app/cli/verbtable.h"

#include <algorithm>

namespace countersign::app {

namespace {

constexpr int anyNumber = 1'000'000;

QStringList texts(const CLI::results_t &results, const QString &where)
{
    QStringList list;
    for (const std::string &result : results) {
        const std::string_view bytes(result.data(), result.size() - (result.ends_with(wholeMark) ? 1 : 0));
        const QByteArrayView utf8(bytes.data(), qsizetype(bytes.size()));
        if (!utf8.isValidUtf8())
            throw CallError{Cli::tr("%1 is not valid UTF-8.").arg(where), where};
        list.append(QString::fromUtf8(utf8));
    }
    return list;
}

QString longName(const char *spelling)
{
    return QString::fromLatin1(spelling).section(u',', -1);
}

void demand(const QString &word, const QStringList &allowed, const QString &where)
{
    if (allowed.contains(word))
        return;
    QString sentence = Cli::tr("%1 takes one of %2; “%3” is none of them.").arg(where, allowed.join(QStringLiteral(", ")), word);
    if (const QString close = closest(word, allowed); !close.isEmpty())
        sentence += u' ' + Cli::tr("Did you mean “%1”?").arg(close);
    throw CallError{sentence, where};
}

// Optimal string alignment distance: a swapped pair of letters, the commonest slip, counts once.
int slips(const QString &a, const QString &b)
{
    QList<QList<int>> table(a.size() + 1, QList<int>(b.size() + 1));
    for (int i = 0; i <= a.size(); ++i) {
        for (int j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            const bool same = a[i - 1] == b[j - 1];
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table[a.size()][b.size()];
}

} // namespace

QString closest(const QString &word, const QStringList &known)
{
    if (word.size() > 40)
        return {};
    QString best;
    int fewest = std::max(1, int(word.size()) / 3) + 1;
    for (const QString &candidate : known) {
        const int distance = slips(word.toLower(), candidate.toLower());
        if (distance < fewest || (fewest > 0 && word.size() > 2 && candidate.startsWith(word))) {
            fewest = candidate.startsWith(word) && word.size() > 2 ? 0 : distance;
            best = candidate;
        }
    }
    return best;
}

Verb Verb::verb(const char *name, const QString &summary)
{
    CLI::App *below = m_app->add_subcommand(name);
    below->set_help_flag("-h,--help");
    below->fallthrough();
    m_app->require_subcommand(0, 1);
    m_table->verbs[below].summary = summary;
    return Verb(below, m_table);
}

Verb &Verb::about(const QString &text)
{
    m_table->verbs[m_app].about = text;
    return *this;
}

Verb &Verb::hidden()
{
    m_table->verbs[m_app].hidden = true;
    return *this;
}

Verb &Verb::examples(const QStringList &lines)
{
    m_table->verbs[m_app].examples = lines;
    return *this;
}

CLI::Option *Verb::add(const std::string &spelling, const char *value, const QString &help, Need need, const Taken &taken)
{
    const QString where = longName(spelling.c_str());
    auto *option = m_app->add_option(
        spelling,
        [taken, where](const CLI::results_t &results) {
            taken(texts(results, where));
            return true;
        },
        std::string());
    option->expected(1);
    m_table->values[option] = {QString::fromLatin1(value), help, need == Need::Required, false, {}};
    m_table->verbs[m_app].order.append(option);
    return option;
}

Verb &Verb::argument(const char *name, const QString &help, QString &into, Need need)
{
    add(name, name, help, need, [&into](const QStringList &given) { into = given.last(); });
    return *this;
}

Verb &Verb::arguments(const char *name, const QString &help, QStringList &into)
{
    auto *option = add(name, name, help, Need::Required, [&into](const QStringList &given) { into = given; });
    option->expected(1, anyNumber)->allow_extra_args();
    m_table->values[option].many = true;
    return *this;
}

Verb &Verb::option(const char *spelling, const char *value, const QString &help, QString &into, Need need)
{
    add(spelling, value, help, need, [&into](const QStringList &given) { into = given.last(); });
    return *this;
}

Verb &Verb::repeated(const char *spelling, const char *value, const QString &help, QStringList &into, Need need)
{
    auto *option = add(spelling, value, help, need, [&into](const QStringList &given) { into = given; });
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    m_table->values[option].many = true;
    return *this;
}

Verb &Verb::choice(const char *spelling, const char *value, const QString &help, const QStringList &allowed, QString &into)
{
    const QString where = longName(spelling);
    const auto *option = add(spelling, value, help, Need::Optional, [&into, allowed, where](const QStringList &given) {
        demand(given.last(), allowed, where);
        into = given.last();
    });
    m_table->values[option].allowed = allowed;
    return *this;
}

Verb &Verb::choices(const char *spelling, const char *value, const QString &help, const QStringList &allowed, QStringList &into, Need need)
{
    const QString where = longName(spelling);
    auto *option = add(spelling, value, help, need, [&into, allowed, where](const QStringList &given) {
        for (const QString &word : given)
            demand(word, allowed, where);
        into = given;
    });
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    m_table->values[option].many = true;
    m_table->values[option].allowed = allowed;
    return *this;
}

Verb &Verb::number(const char *spelling, const char *value, const QString &help, qint64 least, qint64 most, std::optional<qint64> &into)
{
    const QString where = longName(spelling);
    add(spelling, value, help, Need::Optional, [&into, least, most, where](const QStringList &given) {
        bool isNumber = false;
        const qint64 number = given.last().toLongLong(&isNumber);
        if (!isNumber || number < least || number > most)
            throw CallError{Cli::tr("%1 takes a whole number from %2 to %3, not “%4”.").arg(where).arg(least).arg(most).arg(given.last()), where};
        into = number;
    });
    return *this;
}

Verb &Verb::flag(const char *spelling, const QString &help, bool &into)
{
    auto *option = m_app->add_flag_function(spelling, [&into](std::int64_t count) { into = count > 0; });
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    m_table->values[option] = {{}, help, false, true, {}};
    m_table->verbs[m_app].order.append(option);
    return *this;
}

void Verb::runs(Run run, Application application)
{
    m_table->verbs[m_app].run = std::move(run);
    m_table->verbs[m_app].application = application;
}

} // namespace countersign::app
