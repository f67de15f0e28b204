// What views may ask an index for beside the words in it.
#pragma once

#include <Qt>

namespace countersign::items {

enum Role {
    LoadedRole = Qt::UserRole + 1, // bool: the row is here; false: it has been asked for
    KeyRole,                       // qint64: the store's row number of a case
    CaseIdRole,                    // QString
    StateRole,                     // int: core::CaseState
    RiskRole,                      // int: core::Risk
    DueRole,                       // QDateTime, UTC
    DraftRole,                     // bool: the asking person has a draft
    HolderRole,                    // QString: person id of who has the claim
    SeqRole,                       // quint64: log index
    StatementRole,                 // QString: statement id of a decision, empty for other entries
    KindNameRole,                  // QString: statement kind, or case kind
    FlagsRole,                     // QStringList
    SharesRole,                    // QVariantList: approved, edited, rejected, escalated
    PersonRole,                    // QString: person id
};

} // namespace countersign::items
