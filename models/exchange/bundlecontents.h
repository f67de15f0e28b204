// What the entries of a bundle stand for: case manifests and blobs, there or withheld. For whoever makes or checks one; one thread.
#pragma once

#include "exchange/bundle.h"
#include "exchange/bundlecheck.h"
#include "ledger/casemanifest.h"
#include "ledger/statement.h"

#include <QHash>
#include <QSet>

namespace countersign::exchange {

class BundleContents {
public:
    // What this entry stands for. After the last one, missing() says what is not there.
    void take(quint64 index, const ledger::Statement &statement);

    // Files, in this order: first all manifests, then all blobs. An empty string, or what is wrong with it.
    QString takeCase(const ledger::Hash &digest, const QByteArray &bytes);
    QString takeBlob(const ledger::Hash &digest, const QByteArray &bytes) const;

    // The first thing that is neither among the names nor withheld, or withheld without need or right.
    std::optional<BundleFault> missing(const QSet<QByteArray> &names, const Withheld &withheld) const;

    // Every digest that must be there or be withheld, with the entry that asks for it: what a bundle is made from.
    const QMap<ledger::Hash, quint64> &blobs() const { return m_blobs; }
    const QMap<ledger::Hash, quint64> &cases() const { return m_cases; }
    const QHash<ledger::Hash, ledger::CaseRef> &namedCases() const { return m_named; }
    const QSet<ledger::Hash> &redacted() const { return m_redacted; }

private:
    void need(quint64 index, const std::optional<ledger::Hash> &digest);
    void needCase(quint64 index, const ledger::CaseRef &ref, const ledger::Hash &digest);

    QMap<ledger::Hash, quint64> m_blobs;
    QMap<ledger::Hash, quint64> m_cases;
    QHash<ledger::Hash, ledger::CaseRef> m_named; // every case version an entry names
    QSet<ledger::Hash> m_redacted;
};

} // namespace countersign::exchange
