#include "exchange/bundle.h"

#include "exchange/bundlearchive.h"
#include "exchange/jsontree.h"
#include "exchange/jsonwriter.h"
#include "ledger/lines.h"

#include <array>

namespace countersign::exchange {

using core::ErrorKind;
using core::fail;
using core::Result;
using ledger::Hash;

namespace {

using Kind = BundleName::Kind;

struct Fixed {
    Kind kind;
    QByteArrayView name;
};
constexpr std::array fixedNames{
    Fixed{Kind::Checkpoint, "checkpoint"}, Fixed{Kind::Withheld, "withheld"},    Fixed{Kind::Manifest, "manifest.json"},
    Fixed{Kind::Readme, "README.txt"},     Fixed{Kind::Report, "report.html"},
};
constexpr QByteArrayView consistencyPrefix = "proofs/consistency-";
constexpr QByteArrayView proofSuffix = ".tlog-proof";
constexpr int indexDigits = 10;

std::optional<quint64> readIndex(QByteArrayView digits)
{
    if (digits.size() != indexDigits)
        return std::nullopt;
    quint64 number = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        number = number * 10 + quint64(digit - '0');
    }
    return number;
}

template <typename T>
std::optional<BundleName> named(Kind kind, const std::optional<T> &value)
{
    if (!value)
        return std::nullopt;
    if constexpr (std::is_same_v<T, Hash>)
        return BundleName{kind, 0, *value};
    else
        return BundleName{kind, *value, {}};
}

bool isReason(const QString &reason)
{
    return reason == u"redacted" || reason == u"missing" || reason == u"choice";
}

tl::unexpected<core::Error> wrongManifest(const char *where)
{
    return fail(ErrorKind::Malformed, QLatin1String(where), QStringLiteral("manifest"));
}

std::optional<BundleManifest::File> readFile(JsonValue file)
{
    const auto size = file.find("size").integer();
    const auto hash = Hash::fromHex(file.find("sha256").string().toUtf8());
    const JsonValue name = file.find("name");
    if (file.count() != 3 || !name.is(JsonType::String) || !size || *size < 0 || !hash)
        return std::nullopt;
    return BundleManifest::File{name.string().toUtf8(), *size, *hash};
}

} // namespace

QByteArray write(const BundleName &name)
{
    const QByteArray index = QByteArray::number(name.number).rightJustified(indexDigits, '0');
    switch (name.kind) {
    case Kind::Entry:
        return "entries/" + index;
    case Kind::Proof:
        return "proofs/" + index + proofSuffix.toByteArray();
    case Kind::Consistency:
        return consistencyPrefix.toByteArray() + QByteArray::number(name.number);
    case Kind::Case:
        return "cases/" + name.hash.hex();
    case Kind::Blob:
        return "blobs/" + name.hash.hex();
    default:
        break;
    }
    return std::find_if(fixedNames.begin(), fixedNames.end(), [&](const Fixed &one) { return one.kind == name.kind; })->name.toByteArray();
}

std::optional<BundleName> parseBundleName(QByteArrayView name)
{
    for (const Fixed &one : fixedNames)
        if (one.name == name)
            return BundleName{one.kind, 0, {}};
    if (name.startsWith("entries/"))
        return named(Kind::Entry, readIndex(name.sliced(8)));
    if (name.startsWith(consistencyPrefix))
        return named(Kind::Consistency, ledger::readInteger(name.sliced(consistencyPrefix.size())));
    if (name.startsWith("proofs/") && name.endsWith(proofSuffix))
        return named(Kind::Proof, readIndex(name.sliced(7).chopped(proofSuffix.size())));
    if (name.startsWith("cases/"))
        return named(Kind::Case, Hash::fromHex(name.sliced(6)));
    if (name.startsWith("blobs/"))
        return named(Kind::Blob, Hash::fromHex(name.sliced(6)));
    return std::nullopt;
}

qint64 limitOf(Kind kind)
{
    constexpr qint64 kib = 1024;
    switch (kind) {
    case Kind::Checkpoint:
    case Kind::Proof:
        return 256 * kib;
    case Kind::Consistency:
        return 4 * kib;
    case Kind::Case:
    case Kind::Readme:
        return 1024 * kib;
    case Kind::Entry:
    case Kind::Withheld:
        return 64 * 1024 * kib;
    case Kind::Blob:
    case Kind::Report:
    case Kind::Manifest:
        break;
    }
    return 512 * 1024 * kib;
}

QByteArray writeWithheld(const Withheld &withheld)
{
    QByteArray text = "countersign.withheld/v1\n";
    for (auto one = withheld.cbegin(); one != withheld.cend(); ++one)
        text += "withheld " + ledger::digestText(one.key()) + ' ' + one.value().toLatin1() + '\n';
    return text;
}

Result<Withheld> parseWithheld(QByteArrayView text)
{
    ledger::LineReader in(text);
    in.bare("countersign.withheld/v1");
    Withheld withheld;
    for (const QByteArrayView value : in.repeated("withheld")) {
        const ledger::Parts part = ledger::parts(value, 2);
        const auto digest = part.isEmpty() ? std::nullopt : ledger::readDigest(part[0]);
        const QString reason = part.isEmpty() ? QString() : QString::fromLatin1(part[1]);
        if (digest && isReason(reason) && !withheld.contains(*digest))
            withheld.insert(*digest, reason);
        else
            in.refuse("withheld");
    }
    return in.finish().map([&] { return withheld; });
}

QByteArray write(const BundleManifest &manifest)
{
    const ledger::Checkpoint &checkpoint = manifest.checkpoint;
    JsonWriter out;
    out.beginObject().member("format", QStringLiteral("countersign.bundle/v1")).member("store", checkpoint.store.value);
    out.member("epoch", checkpoint.epoch).member("size", checkpoint.size).member("root", QString::fromLatin1(checkpoint.root.hex()));
    out.member("whole", manifest.whole).member("software", manifest.software).key("files").beginArray();
    for (const BundleManifest::File &file : manifest.files) {
        out.beginObject().member("name", QString::fromUtf8(file.name)).member("size", file.size);
        out.member("sha256", QString::fromLatin1(file.sha256.hex())).endObject();
    }
    return out.endArray().endObject().bytes() + '\n';
}

Result<BundleManifest> parseBundleManifest(const QByteArray &json)
{
    JsonTree tree;
    const auto root = tree.read(json);
    if (!root)
        return tl::unexpected(root.error());
    BundleManifest manifest;
    if (root->find("format").string() != u"countersign.bundle/v1")
        return wrongManifest("/format");
    const auto epoch = root->find("epoch").integer();
    const auto size = root->find("size").integer();
    const auto hash = Hash::fromHex(root->find("root").string().toUtf8());
    const auto whole = root->find("whole").boolean();
    if (!epoch || *epoch < 1 || !size || *size < 1 || !hash || !whole)
        return wrongManifest("");
    manifest.checkpoint = {core::StoreId(root->find("store").string()), quint64(*epoch), quint64(*size), *hash};
    manifest.whole = *whole;
    manifest.software = root->find("software").string();
    const JsonValue files = root->find("files");
    if (!files.is(JsonType::Array))
        return wrongManifest("/files");
    for (JsonValue file = files.first(); file.exists(); file = file.next()) {
        const auto read = readFile(file);
        if (!read || (!manifest.files.isEmpty() && !(manifest.files.last().name < read->name)))
            return wrongManifest("/files");
        manifest.files += *read;
    }
    return manifest;
}

Result<void> writeBundle(const QString &path, const Bundle &bundle)
{
    BundleManifest manifest{bundle.checkpoint, bundle.whole, bundle.software, {}};
    QList<ArchivePart> parts;
    for (auto file = bundle.files.cbegin(); file != bundle.files.cend(); ++file) {
        const auto content = file.value()();
        if (!content)
            return tl::unexpected(content.error());
        manifest.files += {file.key(), content->size(), ledger::sha256(*content)};
        parts += {file.key(), file.value()};
    }
    const QByteArray written = write(manifest);
    parts += {write(BundleName{Kind::Manifest, 0, {}}), [written]() -> Result<QByteArray> { return written; }};
    return writeArchive(path, parts);
}

} // namespace countersign::exchange
