// A policy: an ordered list of rules, the first that matches a case says where it goes. Data, adopted by a signed statement.
// Its canonical text (one line per fact, see README.md) is what is signed and kept; anything else is refused.
#pragma once

#include "core/caserepository.h"

namespace countersign::policy {

// All given conditions must hold. A list holds when one of its values does.
struct Conditions {
    QStringList kinds;
    QList<core::Risk> risks;
    QStringList teams;
    QMap<QString, QString> labels;
    QString confidenceBelow;   // decimal literal between 0 and 1, or empty. A case without confidence counts as 0
    QString confidenceAtLeast;
    std::optional<bool> action; // whether an action would follow
    bool operator==(const Conditions &) const = default;
};

enum class Who { Automatic, One, Two, Group };

struct Rule {
    QString name;              // token, unique in its policy
    Conditions when;
    Who who = Who::One;
    QString group;             // Who::Group
    bool blind = false;
    qint64 windowSeconds = 0;
    QString signingMode = QStringLiteral("light"); // light | part11 | strict
    bool operator==(const Rule &) const = default;
};

struct Policy {
    int version = 1;
    QList<Rule> rules;
    bool operator==(const Policy &) const = default;
};

// The policy every store starts with: version 1, the single rule `everyone`, one reviewer.
Policy firstPolicy();

QByteArray writePolicy(const Policy &policy);
// Malformed with the line as `where` for whatever writePolicy would not have written.
core::Result<Policy> readPolicy(const QByteArray &text);

} // namespace countersign::policy
