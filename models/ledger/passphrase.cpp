#include "ledger/passphrase.h"

#include "ledger/text.h"

#include <array>

namespace countersign::ledger {

using core::ErrorKind;
using core::fail;

namespace {

// Rows of the keyboards in use, and the alphabet and digits: a passphrase that walks along them is guessed first.
const std::array<QStringView, 7> keyboardRows{u"qwertyuiop", u"asdfghjkl",  u"zxcvbnm",   u"qwertzuiop",
                                              u"yxcvbnm",    u"azertyuiop", u"qsdfghjklm"};
const std::array<QStringView, 2> sequences{u"abcdefghijklmnopqrstuvwxyz", u"01234567890123456789"};
const std::array<QStringView, 16> commonWords{u"password", u"passphrase", u"passwort", u"letmein", u"welcome", u"secret",
                                              u"admin",    u"iloveyou",   u"changeme", u"default", u"master",  u"login",
                                              u"hello",    u"test",       u"demo",     u"word"};

QString onlyLettersAndDigits(const QString &text)
{
    QString kept;
    for (const QChar c : text)
        if (c.isLetterOrNumber() || c.isSurrogate())
            kept += c;
    return kept;
}

// Whether `step` stands in the row in one direction or the other.
template <size_t count>
bool isStep(const std::array<QStringView, count> &rows, QStringView step)
{
    const QChar reversed[] = {step[1], step[0]};
    return std::any_of(rows.begin(), rows.end(),
                       [&](QStringView row) { return row.contains(step) || row.contains(QStringView(reversed, 2)); });
}

// How many characters belong to walks of four or more along the rows.
template <size_t count>
qsizetype walked(const std::array<QStringView, count> &rows, QStringView text)
{
    qsizetype total = 0;
    qsizetype run = 1;
    for (qsizetype i = 1; i <= text.size(); ++i) {
        if (i < text.size() && isStep(rows, text.sliced(i - 1, 2))) {
            ++run;
            continue;
        }
        total += run >= 4 ? run : 0;
        run = 1;
    }
    return total;
}

// A short unit over and over, or next to no different characters.
bool isRepeated(QStringView text)
{
    QString different;
    for (const QChar c : text)
        if (!different.contains(c))
            different += c;
    if (different.size() < 5)
        return true;
    for (qsizetype period = 1; period <= 8 && 2 * period <= text.size(); ++period)
        if (text.first(text.size() - period) == text.sliced(period))
            return true;
    return false;
}

// Letters left when these words and everything that is no letter are taken out.
qsizetype lettersWithout(QString text, const QStringList &words)
{
    for (const QString &word : words)
        if (word.size() >= 2)
            text.remove(word);
    return std::count_if(text.cbegin(), text.cend(), [](QChar c) { return c.isLetter(); });
}

} // namespace

core::Result<void> checkPassphrase(QStringView typed, const core::PersonId &person, const QString &printedName)
{
    const QString composed = normalised(typed.toString());
    if (composed.toUcs4().size() < passphraseMinimum)
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("length"));
    const QString folded = composed.toLower();
    const QString core = onlyLettersAndDigits(folded);
    if (isRepeated(folded))
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("repeated"));
    if (!core.isEmpty() && walked(sequences, core) * 5 >= core.size() * 4)
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("sequence"));
    if (!core.isEmpty() && (walked(keyboardRows, core) + walked(sequences, core)) * 5 >= core.size() * 4)
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("keyboard"));
    const bool onlyLetters = std::any_of(core.cbegin(), core.cend(), [](QChar c) { return c.isLetter(); });
    QStringList known = onlyLettersAndDigits(printedName.toLower()).isEmpty() ? QStringList() : printedName.toLower().split(u' ');
    known += {onlyLettersAndDigits(person.value.toLower()), QStringLiteral("countersign")};
    if (onlyLetters && lettersWithout(core, known) < 4)
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("context"));
    for (const QStringView word : commonWords)
        known += word.toString();
    if (onlyLetters && lettersWithout(core, known) < 4)
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("common"));
    return {};
}

core::Result<void> checkPin(QStringView typed)
{
    if (typed.size() < 6 || typed.size() > 12)
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("length"));
    if (!std::all_of(typed.begin(), typed.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("digits"));
    if (std::all_of(typed.begin(), typed.end(), [&](QChar c) { return c == typed.front(); }))
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("repeated"));
    if (walked(sequences, typed) == typed.size())
        return fail(ErrorKind::WeakSecret, {}, QStringLiteral("sequence"));
    return {};
}

} // namespace countersign::ledger
