// Sentences for errors. One complete switch: a new kind does not compile without its sentence.
#include "ui/speech.h"

#include "ui/speech/phrase.h"

#include <QLocale>

namespace countersign::ui {

using core::Error;
using core::ErrorKind;

namespace {

// "cases.jsonl:12: the text is not …", or "The text is not …" where there is no place.
QString at(const Error &error, QString text)
{
    if (!error.where.isEmpty())
        return Speech::tr("%1: %2").arg(error.where, text);
    text[0] = text[0].toUpper();
    return text;
}

// " (permission denied)" behind a clause; nothing where nothing is known.
QString bracket(const QString &text)
{
    return text.isEmpty() ? QString() : Speech::tr(" (%1)").arg(text);
}

QString orThis(const QString &text, const QString &fallback)
{
    return text.isEmpty() ? fallback : text;
}

QString answerIsNo(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NothingToClaim:
        return Speech::tr("No case is waiting for you. Import cases, or look again later.");
    case ErrorKind::NotReleasedYet:
        return Speech::tr("This case has not been released yet.");
    case ErrorKind::VerificationFailed:
        return Speech::tr("The record does not check out%1. Stop working on this store and tell the person responsible for it.")
            .arg(bracket(orThis(verifyWords(error.detail), error.where)));
    case ErrorKind::TimedOut:
        return Speech::tr("There was no answer in time. Nothing was decided by waiting; try again.");
    default:
        return Speech::tr("Stopped before it was finished.");
    }
}

// The reader of JSON says what it wanted instead.
QString badEncoding(const Error &error)
{
    if (error.detail == u"no NUL")
        return at(error, Speech::tr("the text holds a NUL character (\\u0000), which no text may hold. Ask where it came from for the text without it."));
    if (error.detail == u"surrogates in pairs")
        return at(error, Speech::tr("the text holds half a character (one \\uD800 to \\uDFFF alone). Ask where it came from for the whole text."));
    if (error.detail == u"secret")
        return Speech::tr("What %1 holds is not UTF-8. Save the file with the passphrase as UTF-8, in one line.").arg(error.where);
    return at(error, Speech::tr("the text is not valid UTF-8. Save the file as UTF-8 and import it again."));
}

// Of a case the reader says in which line it stood before, of a piece of evidence its id.
QString twice(const Error &error)
{
    const QString line = QStringLiteral("line ");
    if (error.where.endsWith(u" /id") && error.detail.startsWith(line))
        return at(error, Speech::tr("the same case stands in line %1 already; only the first one was taken.").arg(error.detail.sliced(line.size())));
    return at(error, Speech::tr("the id “%1” is there twice, so nothing of this case was taken.").arg(error.detail));
}

QString unknownFormat(const Error &error)
{
    const QString ours = QStringLiteral("countersign.case/");
    if (error.detail.startsWith(ours) && error.detail.sliced(ours.size()).toInt() > 1)
        return at(error, Speech::tr("this is of a newer version (%1). Update this program to import it.").arg(error.detail));
    return at(error, Speech::tr("this is not a case file. Choose a .jsonl file, a folder with cases.jsonl, or a .zip."));
}

constexpr QLatin1String movedAway("moved"); // a file that was copied onto a server
constexpr QLatin1String notStanding("supersedes"); // a decision that cannot be corrected because it does not stand

QString moveNotAllowed(const QString &why)
{
    if (why == notStanding)
        return Speech::tr("The decision that would be corrected does not stand on this case: it was corrected or recalled before, or its id is another one's.");
    if (why == u"no-checkout")
        return Speech::tr("There is no check-out with this id here.");
    if (why == u"not-aside")
        return Speech::tr("No decision with this id was set aside here.");
    if (why == u"checkout-recalled")
        return Speech::tr("This check-out was recalled before.");
    return Speech::tr("This case is %1, so this cannot be done now.").arg(stateOrWord(why));
}

QString badInput(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Malformed:
        return at(error, Speech::tr("this is not in the expected form%1. Ask where the file came from to send it again.").arg(bracket(error.detail)));
    case ErrorKind::BadEncoding:
        return badEncoding(error);
    case ErrorKind::DuplicateKey:
        return at(error, Speech::tr("the key “%1” is there twice, so it is not clear which one counts.").arg(error.detail));
    case ErrorKind::WrongType:
        return at(error, Speech::tr("a value has the wrong type; %1 was expected.").arg(orThis(error.detail, Speech::tr("another one"))));
    case ErrorKind::MissingField:
        return Speech::tr("The field %1 is missing.").arg(error.where);
    case ErrorKind::BadValue:
        if (error.detail == u"login")
            return Speech::tr("“%1” cannot be an id at a server. Such an id has letters A to Z, digits and . _ - @, begins with a letter or a digit, not with pg_, and is "
                              "at most 63 long.").arg(error.where);
        return at(error, Speech::tr("this value is not allowed; allowed is: %1.").arg(orThis(error.detail, Speech::tr("see the format"))));
    case ErrorKind::TooDeep:
        return at(error, Speech::tr("the JSON is nested deeper than 256 levels."));
    case ErrorKind::TooLarge:
        return at(error, Speech::tr("this is larger than allowed%1.").arg(bracket(error.detail)));
    case ErrorKind::DuplicateId:
        return twice(error);
    case ErrorKind::ContentDiffers:
        if (error.detail == u"statement")
            return at(error, Speech::tr("a statement with this id is recorded already, with other content. A new statement needs a new id."));
        return at(error, Speech::tr("a case with this id is already here with other content. A changed case needs a new version number."));
    case ErrorKind::BlobMissing:
        return at(error, Speech::tr("the file that is named is not there."));
    case ErrorKind::BlobMismatch:
        return at(error, Speech::tr("the file is not the one that was meant: its SHA-256 differs%1.").arg(bracket(error.detail)));
    case ErrorKind::PathEscapes:
        return at(error, Speech::tr("it names a file outside its folder%1, which is not read.").arg(bracket(error.detail)));
    case ErrorKind::UnknownFormat:
        return unknownFormat(error);
    case ErrorKind::CannotRead:
        return at(error, Speech::tr("this could not be read%1.").arg(bracket(error.detail)));
    case ErrorKind::CannotWrite:
        return at(error, Speech::tr("this could not be written%1. Choose another place.").arg(bracket(error.detail)));
    default:
        return Speech::tr("The key file %1 is damaged. Restore it from a backup, or ask an administrator for a new key.").arg(error.where);
    }
}

QString notAllowed(const QString &right)
{
    if (right.isEmpty())
        return Speech::tr("You may not do this here.");
    if (right == u"supersede")
        return Speech::tr("Only the person who signed a decision can correct it. A supervisor can recall what was released.");
    if (right == u"settled")
        return Speech::tr("A third person has settled this case; only that decision can be corrected now.");
    if (right == u"pin-not-set")
        return Speech::tr("This case is signed with a PIN, and you have none yet. Set one on the People page, or with: countersign person pin");
    if (right == u"signing-locked")
        return Speech::tr("Five wrong PINs: nothing more is signed until you sign in anew.");
    if (right == u"key-not-here")
        return Speech::tr("There is no key of this person for this server on this computer. Bring the key file from the computer where it is, or ask an administrator "
                          "for an invitation (countersign person invite).");
    if (right == u"self")
        return Speech::tr("Nobody invites themselves. You are let in already; another administrator can invite you anew.");
    if (right == u"separation")
        return Speech::tr("Administrators and submitters do not decide here: these roles cannot be one person's.");
    if (right == u"last-administrator")
        return Speech::tr("Somebody has to stay administrator. Make another person one first: countersign person role ID --add administrator");
    if (right == u"last-role")
        return Speech::tr("Nobody stays without a role. Who is not to be let in any more is disabled: countersign person disable");
    if (right == u"key-not-enrolled")
        return Speech::tr("The key on this computer is not the one enrolled for this person. Ask an administrator.");
    if (right.startsWith(u"import "))
        return Speech::tr("You may not bring in cases of the team “%1”. Ask an administrator.").arg(right.section(u' ', 1));
    return Speech::tr("This needs a right that you do not have%1. Ask an administrator.").arg(bracket(right));
}

QString policyUnmet(const QString &what)
{
    if (what == u"two-agree")
        return Speech::tr("Two people signed the same here, so neither can correct it alone. A supervisor can recall it, and both decide anew.");
    if (what == u"signing part11" || what == u"signing strict")
        return Speech::tr("This case is signed with passphrase and PIN; being signed in is not enough.");
    return Speech::tr("The policy asks for more before this can be signed: %1.").arg(what);
}

QString personThere(const Error &error)
{
    if (error.detail == u"another-key")
        return Speech::tr("Another key was confirmed for %1. If that was not you, tell the administrator at once.").arg(error.where);
    if (error.detail == u"another-request")
        return Speech::tr("Another request for %1 took the place of this one. If that was not you, tell the administrator at once.").arg(error.where);
    if (error.detail == u"not-disabled")
        return Speech::tr("%1 is not disabled, so there is nothing to enable.").arg(error.where);
    if (error.detail == u"login")
        return Speech::tr("On this server %1 is somebody of another store. Stores on one server share no ids: choose another id, or another server.").arg(error.where);
    return Speech::tr("The id %1 is taken. Choose another one.").arg(error.where);
}

QString disabled(const Error &error)
{
    if (error.detail == u"already")
        return Speech::tr("%1 is disabled already.").arg(error.where);
    if (error.detail == u"enable-first")
        return Speech::tr("%1 is disabled. Who comes back is enabled first, which gives them a new key as well.").arg(error.where);
    return Speech::tr("This person can no longer sign in. Ask an administrator.");
}

// Until when; or how many there are, and a line of each of the first: the case, and who has it.
QString claimHeld(const QString &detail)
{
    if (detail.isEmpty())
        return Speech::tr("Somebody else is working on this case.");
    QStringList lines = detail.split(u'\n');
    const int count = lines.takeFirst().toInt();
    if (lines.isEmpty())
        return Speech::tr("Somebody else is working on this case until %1.").arg(detail);
    QStringList named;
    for (const QString &line : std::as_const(lines))
        named.append(Speech::tr("%1 (%2 has it)", "a case, and a person").arg(line.section(u'\t', 0, 0), line.section(u'\t', 1)));
    if (count == 1)
        return Speech::tr("Somebody else is working on a case that was named: %1.").arg(named.first());
    const QString all = named.join(QStringLiteral(", "));
    return count == named.size() ? Speech::tr("Others are working on %1 of the cases that were named: %2.").arg(QString::number(count), all)
                                 : Speech::tr("Others are working on %1 of the cases that were named, among them %2.").arg(QString::number(count), all);
}

QString refused(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotAllowed:
        return error.detail == movedAway ? Speech::tr("This store has moved to %1. The file here is closed: it can be read and checked, and nothing is recorded in it any more. Work there.").arg(error.where)
                                         : notAllowed(error.detail);
    case ErrorKind::MoveNotAllowed:
        if (error.detail == u"one-of-two")
            return Speech::tr("Your decision on this case waits for the other reviewer's. It can be corrected once both have decided.");
        if (error.detail == u"aside-accepted")
            return Speech::tr("%1 has accepted this decision before; what was said of it stays.").arg(error.where);
        if (error.detail == u"aside-voided")
            return Speech::tr("%1 has voided this decision before; what was said of it stays.").arg(error.where);
        return moveNotAllowed(error.detail);
    case ErrorKind::WrongSecret:
        if (error.detail == u"pin")
            return Speech::tr("This is not your PIN. After five wrong ones you have to sign in anew.");
        if (error.detail == u"code")
            return Speech::tr("This code is not right, has run out, was used, or was replaced by a newer one. Ask for another.");
        if (error.detail == u"passphrase")
            return Speech::tr("This is not your passphrase. Check the keyboard's language and Caps Lock, then try again.");
        return Speech::tr("Name and passphrase do not match. Check the keyboard's language and Caps Lock, then try again.");
    case ErrorKind::WeakSecret:
        return secretRule(error.detail);
    case ErrorKind::NoSuchCase:
        if (error.where.isEmpty())
            return Speech::tr("There is no case here that matches.");
        return Speech::tr("There is no case %1 here, or it is not one of yours.").arg(error.where);
    case ErrorKind::NoSuchPerson:
        return Speech::tr("There is nobody with the id %1.").arg(error.where);
    case ErrorKind::PersonExists:
        return personThere(error);
    case ErrorKind::PersonDisabled:
        return disabled(error);
    case ErrorKind::ClaimLost:
        return Speech::tr("Somebody else has this case now. Your draft is kept; take the next case.");
    case ErrorKind::ClaimHeld:
        return claimHeld(error.detail);
    case ErrorKind::RationaleMissing:
        return Speech::tr("A rationale is missing. Say in a few words why.");
    case ErrorKind::OutcomeMissing:
        return Speech::tr("The corrected text is missing.");
    case ErrorKind::OutcomeUnchanged:
        return Speech::tr("Nothing was changed. Approve it as it is, or change the text first.");
    case ErrorKind::OwnSubmission:
        return Speech::tr("You submitted this case, so somebody else has to decide it.");
    case ErrorKind::SecondSlot:
        if (error.detail == u"disputed")
            return Speech::tr("This case is disputed, and you are one of those who decided it: a third person settles it.");
        if (error.detail == u"escalated")
            return Speech::tr("You handed this case to a supervisor: somebody else decides it now.");
        return Speech::tr("You already gave your view of this case; the second view has to be another person's.");
    case ErrorKind::StaleVersion:
        if (error.where == u"policy")
            return Speech::tr("Version %1 of the policy holds now; the next one must have the number after it.").arg(error.detail);
        return Speech::tr("This case has a newer version. Open it again; your draft is kept.");
    case ErrorKind::PolicyUnmet:
        return policyUnmet(error.detail);
    default:
        return Speech::tr("Nobody is signed in here. Sign in first.");
    }
}

QString rewritten(const Error &error)
{
    const QString before = error.detail.section(u' ', 0, 0);
    const QString now = error.detail.section(u' ', 1, 1);
    const QString what = Speech::tr("The record no longer continues what this computer verified before: %1 entries then, %2 now.").arg(before, now);
    const QString kept = error.where.isEmpty() ? QString() : Speech::tr("What was seen and what was found is kept in %1.").arg(error.where) + u' ';
    return what + u' ' + kept
        + Speech::tr("Somebody may have changed history, or put an old copy back without “countersign restore”: stop working on this store "
                     "and tell the person responsible for it.");
}

constexpr auto unfinishedCopy = QLatin1String("unfinished-copy");

QString unfinished(const QString &where)
{
    return Speech::tr("A store was being copied to %1, and that was not finished. Start “countersign copy” again; nothing else is there.").arg(where);
}

QString diskFull(const Error &error)
{
    if (error.detail == u"waiting")
        return Speech::tr("The disk of the server is full. What has been signed is kept there and gets its entry in the record by itself once there is room;"
                          " it need not be signed again. Ask whoever runs the server to make some.");
    if (error.where.startsWith(u"postgresql:"))
        return Speech::tr("The disk of the server is full; the last step was not recorded. Ask whoever runs the server to make room, and try again.");
    const bool isPlace = error.where.startsWith(u'/');
    bool isSize = false;
    const qint64 bytes = error.detail.toLongLong(&isSize);
    if (isPlace && isSize)
        return Speech::tr("The disk is too full for %1: it takes %2. Nothing was begun. Make room, or choose another place.")
            .arg(error.where, QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat));
    if (isPlace)
        return Speech::tr("The disk is full, at %1; the last step was not recorded. Make room and try again.").arg(error.where);
    return Speech::tr("The disk is full; the last step was not recorded. Make room and try again.");
}

QString storeFailed(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::StoreUnreachable:
        if (const QString why = serverFailed(error.detail, error.where); !why.isEmpty())
            return why;
        return Speech::tr("The store cannot be reached%1. Nothing is lost; try again in a moment.").arg(bracket(orThis(error.detail, error.where)));
    case ErrorKind::StoreDamaged:
        return Speech::tr("The store is damaged%1. Stop working on it and restore the last backup.").arg(bracket(orThis(error.detail, error.where)));
    case ErrorKind::StoreNewer:
        return Speech::tr("This store was made by a newer version%1. Update this program to open it.").arg(bracket(error.detail));
    case ErrorKind::NotAStore:
        if (error.where.startsWith(u"postgresql:"))
            return Speech::tr("The database at %1 is not a Countersign store. An administrator of the server makes one there with “countersign init”.").arg(error.where);
        return Speech::tr("%1 is not a Countersign store. Choose another file.").arg(error.where);
    case ErrorKind::StoreReadOnly:
        return Speech::tr("The store may only be read here, so nothing can be recorded. Check the rights of the file %1.").arg(error.where);
    case ErrorKind::StoreOnNetwork:
        return Speech::tr("The store lies on a network share%1, where it could be damaged. Move it to a local disk, or use a PostgreSQL store.")
            .arg(bracket(error.detail));
    case ErrorKind::StoreExists:
        if (error.detail == unfinishedCopy)
            return unfinished(error.where);
        return Speech::tr("There is already a store at %1. Choose another place, or open that one.").arg(error.where);
    case ErrorKind::StoreMissing:
        if (error.detail == unfinishedCopy)
            return unfinished(error.where);
        return Speech::tr("There is no store at %1.").arg(error.where);
    case ErrorKind::DiskFull:
        return diskFull(error);
    case ErrorKind::StoreBusy:
        return Speech::tr("The store is busy with other work. Try again in a moment.");
    default:
        return rewritten(error);
    }
}

QString plainSentence(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NothingToClaim:
    case ErrorKind::NotReleasedYet:
    case ErrorKind::VerificationFailed:
    case ErrorKind::TimedOut:
    case ErrorKind::Cancelled:
        return answerIsNo(error);
    case ErrorKind::WrongCall:
        return Speech::tr("This cannot be done that way%1.").arg(bracket(orThis(error.detail, error.where)));
    case ErrorKind::Malformed:
    case ErrorKind::BadEncoding:
    case ErrorKind::DuplicateKey:
    case ErrorKind::WrongType:
    case ErrorKind::MissingField:
    case ErrorKind::BadValue:
    case ErrorKind::TooDeep:
    case ErrorKind::TooLarge:
    case ErrorKind::DuplicateId:
    case ErrorKind::ContentDiffers:
    case ErrorKind::BlobMissing:
    case ErrorKind::BlobMismatch:
    case ErrorKind::PathEscapes:
    case ErrorKind::UnknownFormat:
    case ErrorKind::CannotRead:
    case ErrorKind::CannotWrite:
    case ErrorKind::BadKeyFile:
        return badInput(error);
    case ErrorKind::NotAllowed:
    case ErrorKind::WrongSecret:
    case ErrorKind::WeakSecret:
    case ErrorKind::NoSuchCase:
    case ErrorKind::NoSuchPerson:
    case ErrorKind::PersonExists:
    case ErrorKind::PersonDisabled:
    case ErrorKind::ClaimLost:
    case ErrorKind::ClaimHeld:
    case ErrorKind::MoveNotAllowed:
    case ErrorKind::RationaleMissing:
    case ErrorKind::OutcomeMissing:
    case ErrorKind::OutcomeUnchanged:
    case ErrorKind::OwnSubmission:
    case ErrorKind::SecondSlot:
    case ErrorKind::StaleVersion:
    case ErrorKind::PolicyUnmet:
    case ErrorKind::NotSignedIn:
        return refused(error);
    case ErrorKind::StoreUnreachable:
    case ErrorKind::StoreDamaged:
    case ErrorKind::StoreNewer:
    case ErrorKind::NotAStore:
    case ErrorKind::StoreReadOnly:
    case ErrorKind::StoreOnNetwork:
    case ErrorKind::StoreExists:
    case ErrorKind::StoreMissing:
    case ErrorKind::DiskFull:
    case ErrorKind::StoreBusy:
    case ErrorKind::HistoryRewritten:
        return storeFailed(error);
    }
    return {};
}

} // namespace

QString sentence(const Error &error)
{
    const QString said = workspaceFailed(error);
    return said.isEmpty() ? plainSentence(error) : said;
}

QString hint(ErrorKind missing)
{
    switch (missing) {
    case ErrorKind::RationaleMissing:
        return Speech::tr("Say why in a few words");
    case ErrorKind::OutcomeMissing:
        return Speech::tr("The corrected text is missing");
    case ErrorKind::OutcomeUnchanged:
        return Speech::tr("Nothing is changed yet: edit the text, or approve it as it is");
    default:
        return sentence(Error{missing, {}, {}});
    }
}

} // namespace countersign::ui
