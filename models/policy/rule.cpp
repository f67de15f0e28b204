#include "policy/rule.h"

#include <array>

namespace countersign::policy {

using core::ErrorKind;
using core::Result;

namespace {

constexpr std::array<const char *, 4> whoNames{"automatic", "one", "two", "group"};
constexpr std::array<const char *, 3> signingModes{"light", "part11", "strict"};

// Percent-encoding of everything outside the token alphabet of ledger.md.
QByteArray token(const QString &text)
{
    return text.toUtf8().toPercentEncoding("._~:/@-");
}

QString untoken(const QByteArray &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

void writeConditions(QByteArray &out, const Conditions &when)
{
    for (const QString &kind : when.kinds)
        out += "when-kind " + token(kind) + '\n';
    for (const core::Risk risk : when.risks)
        out += "when-risk " + core::riskName(risk).toLatin1() + '\n';
    for (const QString &team : when.teams)
        out += "when-team " + token(team) + '\n';
    for (auto label = when.labels.cbegin(); label != when.labels.cend(); ++label)
        out += "when-label " + token(label.key()) + ' ' + token(label.value()) + '\n';
    if (!when.confidenceBelow.isEmpty())
        out += "when-confidence-below " + when.confidenceBelow.toLatin1() + '\n';
    if (!when.confidenceAtLeast.isEmpty())
        out += "when-confidence-at-least " + when.confidenceAtLeast.toLatin1() + '\n';
    if (when.action)
        out += *when.action ? "when-action yes\n" : "when-action no\n";
}

bool isFraction(const QByteArray &literal)
{
    bool ok = false;
    const double value = literal.toDouble(&ok);
    return ok && value >= 0 && value <= 1;
}

// Takes one line of a rule into it; false when the line is none. What is out of order is found by writing the policy again.
bool takeLine(Rule &rule, const QByteArray &key, const QByteArray &value)
{
    if (key == "when-kind") {
        rule.when.kinds.append(untoken(value));
    } else if (key == "when-team") {
        rule.when.teams.append(untoken(value));
    } else if (key == "when-risk") {
        const auto risk = core::riskFromName(QString::fromLatin1(value));
        if (!risk)
            return false;
        rule.when.risks.append(*risk);
    } else if (key == "when-label") {
        const qsizetype space = value.indexOf(' ');
        rule.when.labels.insert(untoken(value.left(space)), untoken(value.mid(space + 1)));
        return space > 0;
    } else if (key == "when-confidence-below" || key == "when-confidence-at-least") {
        (key.endsWith("below") ? rule.when.confidenceBelow : rule.when.confidenceAtLeast) = QString::fromLatin1(value);
        return isFraction(value);
    } else if (key == "when-action") {
        rule.when.action = value == "yes";
    } else if (key == "reviewers") {
        const QList<QByteArray> words = value.split(' ');
        const auto who = std::find_if(whoNames.begin(), whoNames.end(), [&](const char *name) { return words[0] == name; });
        if (who == whoNames.end())
            return false;
        rule.who = Who(who - whoNames.begin());
        rule.group = words.size() > 1 ? untoken(words[1]) : QString();
        return (rule.who == Who::Group) == !rule.group.isEmpty();
    } else if (key == "first-answer") {
        rule.blind = true;
    } else if (key == "window") {
        rule.windowSeconds = value.toLongLong();
    } else if (key == "signing") {
        rule.signingMode = QString::fromLatin1(value);
        return std::find_if(signingModes.begin(), signingModes.end(), [&](const char *mode) { return value == mode; }) != signingModes.end();
    } else {
        return false;
    }
    return true;
}

} // namespace

Policy firstPolicy()
{
    Rule everyone;
    everyone.name = QStringLiteral("everyone");
    return Policy{1, {everyone}};
}

QByteArray writePolicy(const Policy &policy)
{
    QByteArray out = "countersign.policy/v1\nversion " + QByteArray::number(policy.version) + '\n';
    for (const Rule &rule : policy.rules) {
        out += "rule " + token(rule.name) + '\n';
        writeConditions(out, rule.when);
        out += QByteArray("reviewers ") + whoNames[size_t(rule.who)] + (rule.who == Who::Group ? ' ' + token(rule.group) : QByteArray()) + '\n';
        if (rule.blind)
            out += "first-answer required\n";
        if (rule.windowSeconds > 0)
            out += "window " + QByteArray::number(rule.windowSeconds) + '\n';
        out += "signing " + rule.signingMode.toLatin1() + '\n';
    }
    return out;
}

Result<Policy> readPolicy(const QByteArray &text)
{
    Policy policy;
    const QList<QByteArray> lines = text.split('\n');
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        const QString where = QString::number(i + 1);
        const qsizetype space = lines[i].indexOf(' ');
        const QByteArray key = lines[i].left(space);
        const QByteArray value = space < 0 ? QByteArray() : lines[i].mid(space + 1);
        if (i == 0 && lines[i] == "countersign.policy/v1")
            continue;
        if (i == 1 && key == "version")
            policy.version = value.toInt();
        else if (key == "rule" && i > 1)
            policy.rules.append(Rule{untoken(value), {}, Who::One, {}, false, 0, QStringLiteral("light")});
        else if (policy.rules.isEmpty() || !takeLine(policy.rules.last(), key, value))
            return core::fail(ErrorKind::Malformed, where, QStringLiteral("policy line"));
    }
    if (policy.version < 1 || writePolicy(policy) != text)
        return core::fail(ErrorKind::Malformed, QString(), QStringLiteral("canonical policy"));
    return policy;
}

} // namespace countersign::policy
