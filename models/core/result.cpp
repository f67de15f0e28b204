#include "core/result.h"

#include <array>

namespace countersign::core {

namespace {

struct KindRow {
    ErrorKind kind;
    int exit;
    const char *name;
};

// In the order of the enumeration; the static assertion below keeps it complete.
constexpr std::array kinds{
    KindRow{ErrorKind::NothingToClaim, 1, "nothing-to-claim"},
    KindRow{ErrorKind::NotReleasedYet, 1, "not-released-yet"},
    KindRow{ErrorKind::VerificationFailed, 1, "verification-failed"},
    KindRow{ErrorKind::TimedOut, 1, "timed-out"},
    KindRow{ErrorKind::Cancelled, 1, "cancelled"},
    KindRow{ErrorKind::WrongCall, 2, "wrong-call"},
    KindRow{ErrorKind::Malformed, 3, "malformed"},
    KindRow{ErrorKind::BadEncoding, 3, "bad-encoding"},
    KindRow{ErrorKind::DuplicateKey, 3, "duplicate-key"},
    KindRow{ErrorKind::WrongType, 3, "wrong-type"},
    KindRow{ErrorKind::MissingField, 3, "missing-field"},
    KindRow{ErrorKind::BadValue, 3, "bad-value"},
    KindRow{ErrorKind::TooDeep, 3, "too-deep"},
    KindRow{ErrorKind::TooLarge, 3, "too-large"},
    KindRow{ErrorKind::DuplicateId, 3, "duplicate-id"},
    KindRow{ErrorKind::ContentDiffers, 3, "content-differs"},
    KindRow{ErrorKind::BlobMissing, 3, "blob-missing"},
    KindRow{ErrorKind::BlobMismatch, 3, "blob-mismatch"},
    KindRow{ErrorKind::PathEscapes, 3, "path-escapes"},
    KindRow{ErrorKind::UnknownFormat, 3, "unknown-format"},
    KindRow{ErrorKind::CannotRead, 3, "cannot-read"},
    KindRow{ErrorKind::CannotWrite, 3, "cannot-write"},
    KindRow{ErrorKind::BadKeyFile, 3, "bad-key-file"},
    KindRow{ErrorKind::NotAllowed, 4, "not-allowed"},
    KindRow{ErrorKind::WrongSecret, 4, "wrong-secret"},
    KindRow{ErrorKind::WeakSecret, 4, "weak-secret"},
    KindRow{ErrorKind::NoSuchCase, 4, "no-such-case"},
    KindRow{ErrorKind::NoSuchPerson, 4, "no-such-person"},
    KindRow{ErrorKind::PersonExists, 4, "person-exists"},
    KindRow{ErrorKind::PersonDisabled, 4, "person-disabled"},
    KindRow{ErrorKind::ClaimLost, 4, "claim-lost"},
    KindRow{ErrorKind::ClaimHeld, 4, "claim-held"},
    KindRow{ErrorKind::MoveNotAllowed, 4, "move-not-allowed"},
    KindRow{ErrorKind::RationaleMissing, 4, "rationale-missing"},
    KindRow{ErrorKind::OutcomeMissing, 4, "outcome-missing"},
    KindRow{ErrorKind::OutcomeUnchanged, 4, "outcome-unchanged"},
    KindRow{ErrorKind::OwnSubmission, 4, "own-submission"},
    KindRow{ErrorKind::SecondSlot, 4, "second-slot"},
    KindRow{ErrorKind::StaleVersion, 4, "stale-version"},
    KindRow{ErrorKind::PolicyUnmet, 4, "policy-unmet"},
    KindRow{ErrorKind::NotSignedIn, 4, "not-signed-in"},
    KindRow{ErrorKind::StoreUnreachable, 5, "store-unreachable"},
    KindRow{ErrorKind::StoreDamaged, 5, "store-damaged"},
    KindRow{ErrorKind::StoreNewer, 5, "store-newer"},
    KindRow{ErrorKind::NotAStore, 5, "not-a-store"},
    KindRow{ErrorKind::StoreReadOnly, 5, "store-read-only"},
    KindRow{ErrorKind::StoreOnNetwork, 5, "store-on-network"},
    KindRow{ErrorKind::StoreExists, 4, "store-exists"},
    KindRow{ErrorKind::StoreMissing, 5, "store-missing"},
    KindRow{ErrorKind::DiskFull, 5, "disk-full"},
    KindRow{ErrorKind::StoreBusy, 5, "store-busy"},
    KindRow{ErrorKind::HistoryRewritten, 1, "history-rewritten"},
};

constexpr bool inOrder()
{
    for (size_t i = 0; i < kinds.size(); ++i)
        if (size_t(kinds[i].kind) != i)
            return false;
    return kinds.size() == size_t(ErrorKind::HistoryRewritten) + 1;
}
static_assert(inOrder(), "every ErrorKind needs its exit code and name");

} // namespace

int exitCode(ErrorKind kind)
{
    return kinds[size_t(kind)].exit;
}

QString kindName(ErrorKind kind)
{
    return QString::fromLatin1(kinds[size_t(kind)].name);
}

} // namespace countersign::core
