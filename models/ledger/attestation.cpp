#include "ledger/attestation.h"

#include <array>

namespace countersign::ledger {

namespace {

struct ModeName {
    SigningMode mode;
    QByteArrayView name;
};
constexpr std::array<ModeName, 4> modes{{
    {SigningMode::Light, "light"},
    {SigningMode::Part11First, "part11-first"},
    {SigningMode::Part11Next, "part11-next"},
    {SigningMode::Strict, "strict"},
}};

Basis readBasis(LineReader &in)
{
    const Parts part = parts(in.value("basis"), 2);
    const auto size = part.isEmpty() ? std::nullopt : readInteger(part[0]);
    const auto root = part.isEmpty() ? std::nullopt : Hash::fromHex(part[1]);
    if (!size || !root || (*size == 0 && *root != emptyRoot())) {
        in.refuse("basis");
        return {};
    }
    return {*size, *root};
}

std::optional<Hash> readDevicePrevious(LineReader &in, quint64 deviceSeq)
{
    const QByteArrayView value = in.value("device-prev");
    const auto previous = readDigest(value);
    if (deviceSeq > 1 ? !previous : value != "-")
        in.refuse("device-prev");
    return previous;
}

} // namespace

QByteArrayView signingModeName(SigningMode mode)
{
    return modes[size_t(mode)].name;
}

std::optional<SigningMode> signingModeFromName(QByteArrayView name)
{
    for (const ModeName &one : modes)
        if (one.name == name)
            return one.mode;
    return std::nullopt;
}

bool isDeviceId(QByteArrayView text)
{
    if (text.size() != 32)
        return false;
    for (const char c : text)
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    return true;
}

void write(LineWriter &out, const Attestation &attestation)
{
    out.line("auth", signingModeName(attestation.auth));
    out.free("meaning", attestation.meaning);
    out.token("actor", attestation.actor.value);
    out.line("key", attestation.key.hex());
    out.free("name", attestation.name);
    out.line("device", attestation.device);
    out.integer("device-seq", attestation.deviceSeq);
    out.line("device-prev", attestation.devicePrevious ? digestText(*attestation.devicePrevious) : QByteArray("-"));
    out.time("claimed", attestation.claimed);
    out.line("basis", QByteArray::number(attestation.basis.size) + ' ' + attestation.basis.root.hex());
    out.free("software", attestation.software);
}

Attestation readAttestation(LineReader &in)
{
    Attestation attestation;
    if (const auto mode = signingModeFromName(in.value("auth")))
        attestation.auth = *mode;
    else
        in.refuse("auth");
    attestation.meaning = in.free("meaning");
    attestation.actor = core::PersonId(in.token("actor"));
    attestation.key = in.hex64("key");
    attestation.name = in.free("name");
    attestation.device = in.bytes("device");
    if (!isDeviceId(attestation.device))
        in.refuse("device");
    attestation.deviceSeq = in.integer("device-seq");
    if (attestation.deviceSeq == 0)
        in.refuse("device-seq");
    attestation.devicePrevious = readDevicePrevious(in, attestation.deviceSeq);
    attestation.claimed = in.time("claimed");
    attestation.basis = readBasis(in);
    attestation.software = in.free("software");
    return attestation;
}

} // namespace countersign::ledger
