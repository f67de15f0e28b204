#include "ledger/casemanifest.h"

#include "ledger/lines.h"

namespace countersign::ledger {

core::Result<QByteArray> write(const CaseManifest &manifest)
{
    LineWriter out;
    out.bare("countersign.case/v1");
    out.token("case", manifest.caseId.value);
    out.integer("case-version", manifest.version);
    out.token("team", manifest.team.value);
    out.digest("source", manifest.source);
    QList<QByteArray> evidence;
    for (const CaseManifest::Evidence &item : manifest.evidence)
        evidence += escapeToken(item.id) + ' ' + digestText(item.blob);
    out.repeated("evidence", std::move(evidence));
    core::Result<QByteArray> text = out.finish();
    if (text && !parseCaseManifest(*text))
        return core::fail(core::ErrorKind::BadValue, QStringLiteral("case"));
    return text;
}

core::Result<CaseManifest> parseCaseManifest(QByteArrayView text)
{
    LineReader in(text);
    CaseManifest manifest;
    in.bare("countersign.case/v1");
    manifest.caseId = core::CaseId(in.token("case"));
    manifest.version = in.integer("case-version");
    if (manifest.version == 0)
        in.refuse("case-version");
    manifest.team = core::TeamId(in.token("team"));
    manifest.source = in.digest("source");
    for (const QByteArrayView value : in.repeated("evidence")) {
        const Parts part = parts(value, 2);
        const auto id = part.isEmpty() ? std::nullopt : unescapeToken(part[0]);
        const auto blob = part.isEmpty() ? std::nullopt : readDigest(part[1]);
        if (!id || !blob) {
            in.refuse("evidence");
            break;
        }
        manifest.evidence += {*id, *blob};
    }
    return in.finish().map([&] { return std::move(manifest); });
}

core::Result<Hash> caseDigest(const CaseManifest &manifest)
{
    return write(manifest).map([](const QByteArray &text) { return sha256(text); });
}

} // namespace countersign::ledger
