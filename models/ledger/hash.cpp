#include "ledger/hash.h"

#include <cstring>
#include <new>
#include <openssl/evp.h>

namespace countersign::ledger {

namespace {

// Fetched once: an implicit fetch with every hash costs more than hashing a small node.
const EVP_MD *fetchedSha256()
{
    static EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    if (!algorithm)
        throw std::bad_alloc();
    return algorithm;
}

// The value of a lower-case hex digit; 0x80 for every other byte.
constexpr std::array<unsigned char, 256> hexDigits()
{
    std::array<unsigned char, 256> table{};
    table.fill(0x80);
    for (unsigned char i = 0; i < 16; ++i)
        table[size_t("0123456789abcdef"[i])] = i;
    return table;
}
constexpr std::array<unsigned char, 256> digitOf = hexDigits();

Sha256 &threadSha256()
{
    thread_local Sha256 hasher;
    return hasher;
}

} // namespace

std::optional<Hash> Hash::fromBytes(QByteArrayView raw)
{
    if (raw.size() != 32)
        return std::nullopt;
    Hash hash;
    std::memcpy(hash.bytes.data(), raw.data(), 32);
    return hash;
}

std::optional<Hash> Hash::fromHex(QByteArrayView hex)
{
    if (hex.size() != 64)
        return std::nullopt;
    Hash hash;
    unsigned char seen = 0;
    const char *from = hex.data();
    for (unsigned char &byte : hash.bytes) {
        const unsigned char high = digitOf[uchar(*from++)];
        const unsigned char low = digitOf[uchar(*from++)];
        seen |= high | low;
        byte = static_cast<unsigned char>(high << 4 | low);
    }
    return seen & 0x80 ? std::nullopt : std::optional(hash);
}

QByteArray Hash::toBytes() const
{
    return view().toByteArray();
}

QByteArray Hash::hex() const
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray text(64, Qt::Uninitialized);
    char *out = text.data();
    for (const unsigned char byte : bytes) {
        *out++ = digits[byte >> 4];
        *out++ = digits[byte & 15];
    }
    return text;
}

size_t qHash(const Hash &hash, size_t seed)
{
    size_t word;
    std::memcpy(&word, hash.bytes.data(), sizeof word);
    return word ^ seed;
}

struct Sha256::Context {
    EVP_MD_CTX *evp = EVP_MD_CTX_new();
    bool fresh = true;

    ~Context() { EVP_MD_CTX_free(evp); }

    void start()
    {
        if (!evp || EVP_DigestInit_ex2(evp, fresh ? fetchedSha256() : nullptr, nullptr) != 1)
            throw std::bad_alloc();
        fresh = false;
    }
};

Sha256::Sha256() : m_context(std::make_unique<Context>())
{
    m_context->start();
}

Sha256::~Sha256() = default;

void Sha256::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context->evp, bytes.data(), size_t(bytes.size()));
}

Hash Sha256::finish()
{
    Hash hash;
    EVP_DigestFinal_ex(m_context->evp, hash.bytes.data(), nullptr);
    m_context->start();
    return hash;
}

Hash sha256(QByteArrayView bytes)
{
    Sha256 &hasher = threadSha256();
    hasher.add(bytes);
    return hasher.finish();
}

Hash leafHash(QByteArrayView entry)
{
    static constexpr char leafPrefix = 0x00;
    Sha256 &hasher = threadSha256();
    hasher.add({&leafPrefix, 1});
    hasher.add(entry);
    return hasher.finish();
}

Hash nodeHash(const Hash &left, const Hash &right)
{
    // One update of 65 bytes: three small ones cost a third more.
    std::array<unsigned char, 65> input;
    input[0] = 0x01;
    std::memcpy(input.data() + 1, left.bytes.data(), 32);
    std::memcpy(input.data() + 33, right.bytes.data(), 32);
    Sha256 &hasher = threadSha256();
    hasher.add({input.data(), qsizetype(input.size())});
    return hasher.finish();
}

Hash emptyRoot()
{
    static const Hash root = sha256({});
    return root;
}

} // namespace countersign::ledger
