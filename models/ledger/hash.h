// SHA-256 and the hashes of the Merkle tree (RFC 6962 §2.1). OpenSSL's, fetched once, one reused context per thread.
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <array>
#include <compare>
#include <memory>
#include <optional>

namespace countersign::ledger {

// 32 bytes; a value.
struct Hash {
    std::array<unsigned char, 32> bytes{};

    // Exactly 32 bytes; nothing for any other length.
    static std::optional<Hash> fromBytes(QByteArrayView raw);
    // Exactly 64 lower-case hex digits; nothing for anything else.
    static std::optional<Hash> fromHex(QByteArrayView hex);
    QByteArray toBytes() const;
    QByteArray hex() const;
    QByteArrayView view() const { return {bytes.data(), qsizetype(bytes.size())}; }

    friend bool operator==(const Hash &, const Hash &) = default;
    friend auto operator<=>(const Hash &, const Hash &) = default;
};
size_t qHash(const Hash &hash, size_t seed = 0);

// A hash fed in pieces. finish() leaves it ready for the next one. One thread at a time.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256 &) = delete;
    Sha256 &operator=(const Sha256 &) = delete;
    void add(QByteArrayView bytes);
    Hash finish();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

Hash sha256(QByteArrayView bytes);
// SHA-256(0x00 ‖ entry): a leaf of the log.
Hash leafHash(QByteArrayView entry);
// SHA-256(0x01 ‖ left ‖ right): a node above two others.
Hash nodeHash(const Hash &left, const Hash &right);
// SHA-256 of nothing: the root of an empty log.
Hash emptyRoot();

} // namespace countersign::ledger
