// A case: one thing to decide. Evidence, suggestion, and the action that would follow.
#pragma once

#include "core/ids.h"
#include "core/suggestion.h"

#include <QDateTime>
#include <QMap>

namespace countersign::core {

enum class Risk { Low, Medium, High };

struct CaseRecord {
    CaseId id;
    TeamId team{QStringLiteral("main")};
    int version = 1;
    QString kind;
    QString title;                  // falls back to the id
    Risk risk = Risk::Medium;
    int priority = 0;               // higher comes first
    std::optional<QDateTime> due;   // UTC
    QMap<QString, QString> labels;
    QList<EvidenceItem> evidence;
    Suggestion suggestion;
    QByteArray action;              // JSON as received, empty for none
    QByteArray reference;           // a later reader's answer, JSON as received; kept apart, never shown before deciding
    QByteArray source;              // the received line without its LF
    bool operator==(const CaseRecord &) const = default;
};

// "low", "medium", "high" and back; nothing for any other word.
QString riskName(Risk risk);
std::optional<Risk> riskFromName(QStringView name);

} // namespace countersign::core
