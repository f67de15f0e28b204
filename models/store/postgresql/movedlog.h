// What the entries of a log say that a server keeps beside them: whose bytes they are, receipts, devices, keys, findings, what blobs are for.
#pragma once

#include "ledger/roster.h"
#include "store/postgresql/columnbatch.h"

namespace countersign::store {

// What a blob is for, and who alone may read it yet.
struct BlobUse {
    QString sort;
    qint64 team = -1;  // none: everybody's
    qint64 caseKey = -1;
    QString veiledFor;
    core::StatementId decision; // of which it is part
};

// A value that entries are shown to in order. Keys of teams and cases must be told before.
class MovedLog {
public:
    void addTeam(const QString &id, qint64 key) { m_teams.insert(id, key); }
    void addCase(const QString &team, const QString &id, qint64 key) { m_cases.insert({team, id}, key); }

    struct Place {
        qint64 team = -1;
        qint64 caseKey = -1;
    };
    // Where it belongs; takes in the rest. A signed one fills a row of `recorded`. StoreDamaged for what is no entry.
    core::Result<Place> take(quint64 index, QByteArrayView leaf, const QByteArray &bytes, ColumnBatch &recorded);

    const ledger::Roster &roster() const { return m_roster; }
    QString flagsOf(quint64 index) const { return m_flags.value(index); } // a line each
    const QHash<QByteArray, BlobUse> &uses() const { return m_uses; }
    void addDevices(ColumnBatch &out) const;
    void addKeys(ColumnBatch &out) const;
    void addFindings(ColumnBatch &out) const;

private:
    struct Device {
        quint64 seq = 0;
        QByteArray note;
        QString statement;
    };
    struct FindingRow {
        ledger::Finding body;
        Place place;
    };
    Place placeOf(const ledger::Body &body) const;
    void noteBlobs(const ledger::Statement &statement, const Place &place);
    void use(const std::optional<ledger::Hash> &digest, const QString &sort, const Place &place, const core::StatementId &decision = {});

    QHash<QString, qint64> m_teams;
    QHash<std::pair<QString, QString>, qint64> m_cases;
    ledger::Roster m_roster;
    QHash<quint64, QString> m_flags;
    QHash<QByteArray, BlobUse> m_uses;
    QMap<QString, Device> m_devices;
    QMap<QString, FindingRow> m_findings;
};

} // namespace countersign::store
