#include "exchange/bundlecontents.h"

#include "ledger/blob.h"

namespace countersign::exchange {

using ledger::Hash;

void BundleContents::need(quint64 index, const std::optional<Hash> &digest)
{
    if (digest && !m_blobs.contains(*digest))
        m_blobs.insert(*digest, index);
}

void BundleContents::needCase(quint64 index, const ledger::CaseRef &ref, const Hash &digest)
{
    m_named.insert(digest, ref);
    if (!m_cases.contains(digest))
        m_cases.insert(digest, index);
}

void BundleContents::take(quint64 index, const ledger::Statement &statement)
{
    std::visit(
        [&](const auto &body) {
            if constexpr (requires { body.caseDigest; })
                needCase(index, body.ref, body.caseDigest);
            if constexpr (requires { body.cases; })
                for (const auto &one : body.cases)
                    m_named.insert(one.digest, {body.team, one.id, one.version});
            if constexpr (requires { body.blobs; })
                m_redacted.unite({body.blobs.begin(), body.blobs.end()});
            if constexpr (requires { body.outcome; })
                need(index, body.outcome);
            if constexpr (requires { body.rationale; })
                need(index, body.rationale);
            if constexpr (requires { body.contact; })
                need(index, body.contact);
            if constexpr (requires { body.firstAnswer; })
                need(index, body.firstAnswer);
            if constexpr (requires { body.content; })
                need(index, body.content);
            if constexpr (requires { body.text; })
                need(index, body.text);
        },
        statement.body);
}

QString BundleContents::takeCase(const Hash &digest, const QByteArray &bytes)
{
    const auto named = m_named.constFind(digest);
    if (named == m_named.constEnd())
        return QStringLiteral("named by no entry");
    if (ledger::sha256(bytes) != digest)
        return QStringLiteral("case digest");
    const auto manifest = ledger::parseCaseManifest(bytes);
    if (!manifest)
        return QStringLiteral("case manifest ") + manifest.error().where;
    if (ledger::CaseRef{manifest->team, manifest->caseId, manifest->version} != *named)
        return QStringLiteral("manifest of another case");
    const quint64 index = m_cases.value(digest, 0);
    need(index, manifest->source);
    for (const ledger::CaseManifest::Evidence &one : manifest->evidence)
        need(index, one.blob);
    return {};
}

QString BundleContents::takeBlob(const Hash &digest, const QByteArray &bytes) const
{
    if (m_redacted.contains(digest))
        return QStringLiteral("blob that was redacted");
    if (!m_blobs.contains(digest))
        return QStringLiteral("named by no entry");
    const auto blob = ledger::readBlobFile(bytes);
    return blob && blob->digest() == digest ? QString() : QStringLiteral("blob digest");
}

std::optional<BundleFault> BundleContents::missing(const QSet<QByteArray> &names, const Withheld &withheld) const
{
    const auto check = [&](BundleName::Kind kind, const QMap<Hash, quint64> &needed) -> std::optional<BundleFault> {
        for (auto one = needed.cbegin(); one != needed.cend(); ++one) {
            const QByteArray name = write(BundleName{kind, 0, one.key()});
            const bool gone = m_redacted.contains(one.key());
            const auto reason = withheld.constFind(one.key());
            const bool kept = reason != withheld.constEnd();
            const QString file = QString::fromLatin1(name);
            if (names.contains(name) == kept)
                return BundleFault{one.value(), file, kept ? QStringLiteral("both there and withheld") : QStringLiteral("missing file")};
            if (kept && (*reason == u"redacted") != gone)
                return BundleFault{one.value(), file, QStringLiteral("withheld without a redaction")};
        }
        return std::nullopt;
    };
    if (auto fault = check(BundleName::Kind::Case, m_cases))
        return fault;
    if (auto fault = check(BundleName::Kind::Blob, m_blobs))
        return fault;
    for (auto one = withheld.cbegin(); one != withheld.cend(); ++one)
        if (!m_blobs.contains(one.key()) && !m_cases.contains(one.key()))
            return BundleFault{std::nullopt, QStringLiteral("withheld"), QStringLiteral("withheld, and named by no entry")};
    return std::nullopt;
}

} // namespace countersign::exchange
