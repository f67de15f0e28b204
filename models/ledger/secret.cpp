#include "ledger/secret.h"

#include "ledger/sodiumready.h"
#include "ledger/text.h"

#include <cstring>
#include <new>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace countersign::ledger {

void readySodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        throw std::runtime_error("libsodium");
}

Secret::Secret(qsizetype size) : m_size(size)
{
    readySodium();
    m_bytes.reset(static_cast<unsigned char *>(sodium_malloc(size_t(size))));
    if (!m_bytes)
        throw std::bad_alloc();
    sodium_memzero(m_bytes.get(), size_t(size));
}

void Secret::Free::operator()(unsigned char *bytes) const
{
    sodium_free(bytes); // wipes
}

Secret Secret::copyOf(QByteArrayView bytes)
{
    Secret secret(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(secret.data(), bytes.data(), size_t(bytes.size()));
    return secret;
}

Secret Secret::random(qsizetype size)
{
    Secret secret(size);
    randombytes_buf(secret.data(), size_t(size));
    return secret;
}

Secret Secret::fromTyped(QStringView typed)
{
    QString composed = typed.toString().normalized(QString::NormalizationForm_C);
    QByteArray utf8 = composed.toUtf8();
    Secret secret = copyOf(utf8);
    wipe(utf8);
    wipe(composed);
    return secret;
}

Secret Secret::fromUtf8(QByteArrayView bytes)
{
    std::optional<QString> text = readUtf8(bytes);
    if (!text)
        return {};
    Secret secret = fromTyped(*text);
    wipe(*text);
    return secret;
}

bool Secret::sameAs(QByteArrayView other) const
{
    return other.size() == m_size && (m_size == 0 || sodium_memcmp(data(), other.data(), size_t(m_size)) == 0);
}

QByteArray randomBytes(qsizetype size)
{
    readySodium();
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(size));
    return bytes;
}

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached())
        sodium_memzero(bytes.data(), size_t(bytes.size()));
    bytes.clear();
}

void wipe(QString &text)
{
    if (text.isDetached())
        sodium_memzero(text.data(), size_t(text.size()) * sizeof(QChar));
    text.clear();
}

bool hardenProcess()
{
    const rlimit none{0, 0};
    const bool noCore = setrlimit(RLIMIT_CORE, &none) == 0;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && noCore;
}

} // namespace countersign::ledger
