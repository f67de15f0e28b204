// Result<T>: what every fallible function of the models returns. It says what failed and where, never the sentence to show:
// sentences are made in ui/speech, in the user's language.
#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace countersign::core {

// One kind per sentence a person could be told. Grouped by the exit code of the terminal (exitCode below).
enum class ErrorKind {
    // the answer is no
    NothingToClaim,
    NotReleasedYet,
    VerificationFailed,
    TimedOut,
    Cancelled,
    // the call itself is wrong
    WrongCall,
    // bad input data
    Malformed,        // not the format it claims to be; detail: what was expected
    BadEncoding,      // not UTF-8, a lone surrogate, NUL
    DuplicateKey,     // one JSON object names a key twice
    WrongType,        // detail: the type expected
    MissingField,     // where: the JSON pointer of what is missing
    BadValue,         // right type, value not allowed; detail: what is
    TooDeep,          // JSON nested deeper than 256
    TooLarge,         // detail: the limit
    DuplicateId,      // one id twice in one file
    ContentDiffers,   // the id is already there with other content
    BlobMissing,      // a named file is not there
    BlobMismatch,     // a named file has another SHA-256
    PathEscapes,      // a named file lies outside the folder
    UnknownFormat,    // no reader knows the file
    CannotRead,       // the input cannot be opened or read; detail: the system's reason
    CannotWrite,      // an output file cannot be written; detail: the system's reason
    BadKeyFile,       // a key file is damaged or asks for too much memory
    // refused
    NotAllowed,       // detail: the role or right that is missing
    WrongSecret,
    WeakSecret,       // detail: the rule that is not met
    NoSuchCase,       // missing, or not yours: one answer
    NoSuchPerson,
    PersonExists,
    PersonDisabled,
    ClaimLost,        // somebody else holds the case, or the fence moved on
    ClaimHeld,        // asked to claim what another person has; detail: until when
    MoveNotAllowed,   // the state machine has no such move; detail: the state
    RationaleMissing,
    OutcomeMissing,   // verdict edit without a text or fields
    OutcomeUnchanged, // verdict edit with the suggestion's own content
    OwnSubmission,
    SecondSlot,       // one person, two slots of one case
    StaleVersion,     // the case has a newer version
    PolicyUnmet,      // detail: what the policy asks for
    NotSignedIn,
    // the store
    StoreUnreachable,
    StoreDamaged,     // detail: the first damage found
    StoreNewer,       // made by a newer program; detail: its version
    NotAStore,
    StoreReadOnly,
    StoreOnNetwork,   // detail: the file system's name
    StoreExists,
    StoreMissing,
    DiskFull,
    StoreBusy,
    HistoryRewritten, // the log does not continue what this workstation verified; detail: both sizes
};

struct Error {
    ErrorKind kind = ErrorKind::WrongCall;
    QString where;  // file:line, JSON pointer, case id, path …; empty where there is no place
    QString detail; // what was expected or found, as a value or a technical word; never a full sentence
    bool operator==(const Error &) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, QString where = {}, QString detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(where), std::move(detail)});
}

// The terminal's exit code for a kind (contracts.md §1): 1 the answer is no, 2 wrong call, 3 bad input, 4 refused, 5 the store.
int exitCode(ErrorKind kind);

// Stable machine name of a kind, for --json: "nothing-to-claim", "wrong-secret", …
QString kindName(ErrorKind kind);

} // namespace countersign::core
