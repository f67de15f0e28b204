#include "ledger/trustfile.h"

#include "ledger/lines.h"

namespace countersign::ledger {

QByteArray write(const TrustFile &trust)
{
    QByteArray text = "countersign.trust/v1\nstore " + trust.store.value.toLatin1() + "\ngenesis-key " + trust.genesisKey.hex() + '\n';
    if (trust.checkpoint)
        text += '\n' + write(*trust.checkpoint);
    return text;
}

core::Result<TrustFile> parseTrustFile(QByteArrayView text)
{
    LineReader in(text);
    in.bare("countersign.trust/v1");
    TrustFile trust;
    trust.store = core::StoreId(in.uuid("store", 4));
    trust.genesisKey = in.hex64("genesis-key");
    if (const auto head = in.finish(true); !head)
        return tl::unexpected(head.error());
    const QByteArrayView rest = text.sliced(in.position());
    if (rest.isEmpty())
        return trust;
    const auto checkpoint = rest.front() == '\n' ? parseCheckpoint(rest.sliced(1))
                                                 : core::fail(core::ErrorKind::Malformed, QStringLiteral("line 4"), QStringLiteral("empty line"));
    if (!checkpoint)
        return tl::unexpected(core::Error{core::ErrorKind::Malformed, QStringLiteral("line 5"), checkpoint.error().detail});
    if (checkpoint->store != trust.store)
        return core::fail(core::ErrorKind::Malformed, QStringLiteral("line 5"), QStringLiteral("store"));
    trust.checkpoint = *checkpoint;
    return trust;
}

} // namespace countersign::ledger
