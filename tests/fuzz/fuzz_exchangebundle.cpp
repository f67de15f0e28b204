// Any bytes as an evidence file. After a 'Z': the zip itself. After an 'F': its files (one byte length and name, three bytes length and
// content), packed here with a manifest that fits, so that what is behind zip and checksums is met too.
#include "exchange/bundle.h"
#include "exchange/bundlecheck.h"

#include <QFile>

#include <unistd.h>

using namespace countersign;
using namespace countersign::exchange;

namespace {

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

QString scratch(const char *what)
{
    return QStringLiteral("/dev/shm/countersign-fuzz-%1.%2").arg(::getpid()).arg(QLatin1String(what));
}

void look(const QString &path)
{
    const auto verdict = verifyBundle(path);
    require(verdict.has_value());
    require(verdict->ok == !verdict->firstBad.has_value());
    require(verdict->ok || !verdict->firstBad->why.isEmpty());
}

void lookAtZip(QByteArrayView bytes)
{
    QFile file(scratch("zip"));
    require(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size());
    file.close();
    look(file.fileName());
    file.remove();
}

void lookAtFiles(QByteArrayView bytes)
{
    Bundle bundle;
    const auto take = [&](qsizetype length) {
        const QByteArrayView part = bytes.first(std::min(length, bytes.size()));
        bytes = bytes.sliced(part.size());
        return part.toByteArray();
    };
    while (bytes.size() > 4 && bundle.files.size() < 200) {
        const QByteArray name = take(uchar(take(1)[0]));
        const QByteArray size = take(3).leftJustified(3, '\0');
        const QByteArray content = take(uchar(size[0]) | uchar(size[1]) << 8 | uchar(size[2]) << 16);
        if (name.isEmpty() || name.contains('\0') || name == "manifest.json")
            continue;
        if (name == "checkpoint")
            if (const auto checkpoint = ledger::parseCheckpoint(ledger::noteText(content)))
                bundle.checkpoint = *checkpoint;
        bundle.files.insert(name, [content]() -> core::Result<QByteArray> { return content; });
    }
    qsizetype entries = 0;
    for (const QByteArray &name : bundle.files.keys())
        entries += name.startsWith("entries/");
    bundle.whole = quint64(entries) == bundle.checkpoint.size;
    const QString path = scratch("files");
    if (writeBundle(path, bundle))
        look(path);
    QFile::remove(path);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    const QByteArrayView text(bytes, qsizetype(size));
    if (text.startsWith('Z'))
        lookAtZip(text.sliced(1));
    else if (text.startsWith('F'))
        lookAtFiles(text.sliced(1));
    const QByteArray whole = text.toByteArray();
    if (const auto withheld = parseWithheld(whole))
        require(writeWithheld(*withheld) == whole);
    if (const auto manifest = parseBundleManifest(whole))
        require(parseBundleManifest(write(*manifest)).has_value());
    if (const auto name = parseBundleName(whole))
        require(write(*name) == whole);
    return 0;
}
