#include "ledger/backupfile.h"

#include "ledger/lines.h"
#include "ledger/sealing.h"
#include "ledger/sodiumready.h"
#include "ledger/text.h"

#include <cerrno>

namespace countersign::ledger {

using core::ErrorKind;
using core::fail;

namespace {

constexpr QByteArrayView magic("countersign-bkup\x01", 17);
constexpr qsizetype chunkSize = 1 << 20;
constexpr qsizetype takeLimit = 64 << 20;
constexpr qsizetype saltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype streamHeaderSize = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr qsizetype sealSize = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr qsizetype headerSize = magic.size() + 4 + 8 + saltSize + streamHeaderSize + 36;

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

tl::unexpected<core::Error> changed(const QFile &file)
{
    return fail(ErrorKind::VerificationFailed, file.fileName(), QStringLiteral("backup"));
}

} // namespace

core::Result<QByteArray> write(const BackupManifest &manifest)
{
    LineWriter out;
    out.bare("countersign.backup/v1");
    out.line("store", manifest.store.value.toLatin1());
    out.free("store-name", manifest.storeName);
    out.integer("epoch", manifest.epoch);
    out.line("size", QByteArray::number(manifest.size) + ' ' + manifest.root.hex());
    out.time("made", manifest.made);
    out.free("software", manifest.software);
    for (qsizetype i = 0; i < manifest.keys.size(); ++i)
        out.line("key", QByteArray::number(i) + ' ' + QByteArray::number(manifest.keys[i]));
    out.integer("database", quint64(manifest.database));
    return out.finish();
}

core::Result<BackupManifest> readBackupManifest(QByteArrayView text)
{
    BackupManifest manifest;
    LineReader in(text);
    in.bare("countersign.backup/v1");
    manifest.store = core::StoreId(in.uuid("store", 4));
    manifest.storeName = in.free("store-name");
    manifest.epoch = in.integer("epoch");
    const Parts size = parts(in.value("size"), 2);
    const auto number = size.isEmpty() ? std::nullopt : readInteger(size[0]);
    const auto root = size.isEmpty() ? std::nullopt : Hash::fromHex(size[1]);
    if (!number || !root)
        in.refuse("size");
    manifest.size = number.value_or(0);
    manifest.root = root.value_or(Hash());
    manifest.made = in.time("made");
    manifest.software = in.free("software");
    while (in.next("key") && !in.failed()) {
        const Parts key = parts(in.value("key"), 2);
        const auto length = key.isEmpty() ? std::nullopt : readInteger(key[1]);
        if (!length || *length > 4096 || key[0] != QByteArray::number(manifest.keys.size()))
            in.refuse("key");
        manifest.keys += qint64(length.value_or(0));
    }
    manifest.database = qint64(in.integer("database"));
    return in.finish().map([&] { return std::move(manifest); });
}

struct BackupWriter::Stream {
    crypto_secretstream_xchacha20poly1305_state state;
    QByteArray header; // additional data of the first chunk
    ~Stream() { sodium_memzero(&state, sizeof state); }
};

struct BackupReader::Stream {
    crypto_secretstream_xchacha20poly1305_state state;
    QByteArray header;
    ~Stream() { sodium_memzero(&state, sizeof state); }
};

BackupWriter::BackupWriter(QFile &file, std::unique_ptr<Stream> stream) : m_file(file), m_stream(std::move(stream)) {}

BackupWriter::~BackupWriter()
{
    wipe(m_waiting);
}

core::Result<std::unique_ptr<BackupWriter>> BackupWriter::begin(QFile &file, const core::StoreId &store, const Secret &passphrase, const SealCost &cost)
{
    const QByteArray id = store.value.toLatin1();
    if (!isAllowed(cost) || !isUuid(id, 4))
        return fail(ErrorKind::WrongCall, file.fileName(), QStringLiteral("backup values"));
    const QByteArray salt = randomBytes(saltSize);
    const auto key = derive(passphrase, salt, cost);
    if (!key)
        return tl::unexpected(key.error());
    auto stream = std::make_unique<Stream>();
    QByteArray opening(streamHeaderSize, Qt::Uninitialized);
    crypto_secretstream_xchacha20poly1305_init_push(&stream->state, raw(opening), key->data());
    stream->header = magic.toByteArray() + little(cost.passes) + little(cost.memoryBytes) + salt + opening + id;
    std::unique_ptr<BackupWriter> writer(new BackupWriter(file, std::move(stream)));
    return writer->put(writer->m_stream->header).map([&] { return std::move(writer); });
}

core::Result<void> BackupWriter::put(const QByteArray &bytes)
{
    errno = 0;
    if (m_file.write(bytes) == bytes.size() && m_file.flush())
        return {};
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return fail(full ? ErrorKind::DiskFull : ErrorKind::CannotWrite, m_file.fileName(), m_file.errorString());
}

core::Result<void> BackupWriter::push(bool last)
{
    QByteArray sealed(m_waiting.size() + sealSize, Qt::Uninitialized);
    const unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    crypto_secretstream_xchacha20poly1305_push(&m_stream->state, raw(sealed), nullptr, raw(std::as_const(m_waiting)),
                                               static_cast<unsigned long long>(m_waiting.size()), raw(std::as_const(m_stream->header)),
                                               static_cast<unsigned long long>(m_stream->header.size()), tag);
    wipe(m_waiting);
    m_stream->header.clear();
    return put(sealed);
}

core::Result<void> BackupWriter::add(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype some = std::min(bytes.size(), chunkSize - m_waiting.size());
        m_waiting.append(bytes.data(), some);
        bytes = bytes.sliced(some);
        if (m_waiting.size() == chunkSize)
            if (auto pushed = push(false); !pushed)
                return pushed;
    }
    return {};
}

core::Result<void> BackupWriter::finish()
{
    return push(true);
}

BackupReader::BackupReader(QFile &file, core::StoreId store, std::unique_ptr<Stream> stream)
    : m_file(file), m_store(std::move(store)), m_stream(std::move(stream))
{
}

BackupReader::~BackupReader()
{
    wipe(m_waiting);
}

core::Result<std::unique_ptr<BackupReader>> BackupReader::open(QFile &file, const Secret &passphrase)
{
    const QByteArray header = file.read(headerSize);
    const auto malformed = [&](const char *what) { return fail(ErrorKind::Malformed, file.fileName(), QLatin1String(what)); };
    FieldReader in{header};
    if (in.take(magic.size()) != magic)
        return malformed("countersign backup");
    SealCost cost;
    cost.passes = in.number<quint32>();
    cost.memoryBytes = in.number<quint64>();
    const QByteArrayView salt = in.take(saltSize);
    const QByteArray opening = in.take(streamHeaderSize).toByteArray();
    const QByteArrayView store = in.take(36);
    if (!in.whole || !isUuid(store, 4))
        return malformed("layout");
    if (!isAllowed(cost))
        return malformed("cost");
    const auto key = derive(passphrase, salt, cost);
    if (!key)
        return tl::unexpected(key.error());
    auto stream = std::make_unique<Stream>();
    stream->header = header;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream->state, raw(opening), key->data()) != 0)
        return malformed("layout");
    std::unique_ptr<BackupReader> reader(new BackupReader(file, core::StoreId(QString::fromLatin1(store)), std::move(stream)));
    // The first chunk tells whether the passphrase is right: a changed byte in it cannot be told from a wrong one.
    if (const auto first = reader->pull(); !first)
        return fail(ErrorKind::WrongSecret, file.fileName());
    return reader;
}

core::Result<void> BackupReader::pull()
{
    const QByteArray sealed = m_file.read(chunkSize + sealSize);
    if (m_file.error() != QFileDevice::NoError)
        return fail(ErrorKind::CannotRead, m_file.fileName(), m_file.errorString());
    if (m_ended || sealed.size() < sealSize)
        return changed(m_file);
    QByteArray clear(sealed.size() - sealSize, Qt::Uninitialized);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&m_stream->state, raw(clear), nullptr, &tag, raw(sealed), static_cast<unsigned long long>(sealed.size()),
                                                   raw(std::as_const(m_stream->header)), static_cast<unsigned long long>(m_stream->header.size()))
        != 0)
        return changed(m_file);
    m_stream->header.clear();
    m_ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    m_waiting = m_waiting.mid(m_at) + clear;
    m_at = 0;
    wipe(clear);
    return {};
}

core::Result<QByteArray> BackupReader::take(qsizetype size)
{
    if (size < 0 || size > takeLimit)
        return changed(m_file);
    while (m_waiting.size() - m_at < size)
        if (const auto pulled = pull(); !pulled)
            return tl::unexpected(pulled.error());
    m_at += size;
    return m_waiting.mid(m_at - size, size);
}

core::Result<void> BackupReader::demandEnd()
{
    if (!m_ended && m_at == m_waiting.size())
        if (const auto pulled = pull(); !pulled)
            return pulled;
    return m_ended && m_at == m_waiting.size() && m_file.atEnd() ? core::Result<void>() : core::Result<void>(changed(m_file));
}

} // namespace countersign::ledger
