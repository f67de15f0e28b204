#include "workflow/inclusionproofs.h"

#include <map>

namespace countersign::workflow {

using core::Result;
using ledger::Hash;
using ledger::NodeAddress;

namespace {

// Notes what is asked for, and answers it once it is known.
class Nodes final : public ledger::NodeSource {
public:
    Result<QList<Hash>> nodes(const QList<NodeAddress> &addresses) const override
    {
        QList<Hash> hashes;
        for (const NodeAddress &one : addresses)
            hashes.append(m_known[{one.level, one.index}]);
        return hashes;
    }
    Result<void> ask(const ledger::NodeSource &source)
    {
        QList<NodeAddress> addresses;
        for (const auto &known : m_known)
            addresses.append({known.first.first, known.first.second});
        return source.nodes(addresses).map([&](const QList<Hash> &hashes) {
            for (qsizetype i = 0; i < addresses.size(); ++i)
                m_known[{addresses[i].level, addresses[i].index}] = hashes[i];
        });
    }

private:
    mutable std::map<std::pair<int, quint64>, Hash> m_known;
};

} // namespace

Result<QList<QList<Hash>>> inclusionProofs(const ledger::NodeSource &source, const QList<quint64> &indexes, quint64 size)
{
    Nodes nodes;
    for (const quint64 index : indexes)
        if (const auto wanted = ledger::inclusionProof(nodes, index, size); !wanted)
            return tl::unexpected(wanted.error());
    if (const auto asked = nodes.ask(source); !asked)
        return tl::unexpected(asked.error());
    QList<QList<Hash>> proofs;
    for (const quint64 index : indexes) {
        auto proof = ledger::inclusionProof(nodes, index, size);
        if (!proof)
            return tl::unexpected(proof.error());
        proofs.append(std::move(*proof));
    }
    return proofs;
}

} // namespace countersign::workflow
