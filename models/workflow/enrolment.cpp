#include "workflow/enrolment.h"

#include "ledger/identity.h"
#include "ledger/roster.h"
#include "ledger/statement.h"
#include "workflow/createstore.h"
#include "workflow/recordstatement.h"
#include "workflow/securityevents.h"

#include <QFile>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace countersign::workflow {

using core::ErrorKind;
using core::fail;
using core::Person;
using core::Result;

QString paperName(EnrolmentPaper paper)
{
    switch (paper) {
    case EnrolmentPaper::Request:
        return QStringLiteral("request");
    case EnrolmentPaper::Statement:
        return QStringLiteral("statement");
    case EnrolmentPaper::Signed:
        return QStringLiteral("signed");
    }
    Q_UNREACHABLE();
}

namespace {

constexpr auto firstLine = "countersign.enrolment/v1";
constexpr std::chrono::milliseconds lookEvery{100};

Result<QByteArray> write(const EnrolmentRequest &request)
{
    ledger::LineWriter out;
    out.bare(firstLine);
    out.token("store", request.store.value);
    out.token("person", request.id.value);
    out.free("name", request.printedName);
    out.line("public-key", ledger::base64(request.publicKey));
    return out.finish();
}

Result<EnrolmentRequest> parse(const QByteArray &bytes)
{
    ledger::LineReader in(bytes);
    EnrolmentRequest request;
    in.bare(firstLine);
    request.store = core::StoreId(in.token("store"));
    request.id = core::PersonId(in.token("person"));
    request.printedName = in.free("name");
    const auto key = ledger::readBase64(in.value("public-key"));
    request.publicKey = key.value_or(QByteArray());
    if (request.publicKey.size() != 32)
        in.refuse("public-key");
    if (const auto whole = in.finish(); !whole)
        return tl::unexpected(whole.error());
    return request;
}

ledger::KeyEnrolled bodyOf(const EnrolmentRequest &request)
{
    return {{request.publicKey, request.id, request.printedName, ledger::KeyUse::Person}};
}

Result<ledger::Roster> rosterNow(const Ports &ports)
{
    return ports.ledger.head().and_then([&](const ledger::TreeHead &head) { return ledger::loadRoster(ports.ledger, head.size); });
}

// Not there, or disabled: whoever comes back is enrolled anew.
Result<void> demandAbsent(const Ports &ports, const core::PersonId &id)
{
    const auto person = ports.people.person(id);
    if (!person)
        return tl::unexpected(person.error());
    if (*person && !(*person)->disabled)
        return fail(ErrorKind::PersonExists, id.value);
    return {};
}

// False when the work was stopped meanwhile.
bool pause(std::stop_token stop)
{
    std::mutex guard;
    std::condition_variable_any woken;
    std::unique_lock lock(guard);
    woken.wait_for(lock, stop, lookEvery, [] { return false; });
    return !stop.stop_requested();
}

// One confirmation: its statement may have to be written anew when this device signs something else meanwhile.
class Confirmation {
public:
    Confirmation(const Ports &ports, EnrolmentTray &tray, const ActingPerson &administrator, const EnrolmentRequest &request)
        : m_ports(ports), m_tray(tray), m_administrator(administrator), m_request(request)
    {
    }
    ~Confirmation()
    {
        m_tray.take(m_request.id, EnrolmentPaper::Statement);
        m_tray.take(m_request.id, EnrolmentPaper::Signed);
    }
    Confirmation(const Confirmation &) = delete;
    Confirmation &operator=(const Confirmation &) = delete;

    Result<void> layStatement();
    // The note with both signatures, once it is there.
    Result<std::optional<ledger::SignedNote>> signedByBoth() const;
    // False, with nothing written, when the statement no longer follows this device's last one.
    Result<bool> record(const ledger::SignedNote &note, const Person &person, const ledger::RoleGranted &granted);

private:
    const Ports &m_ports;
    EnrolmentTray &m_tray;
    const ActingPerson &m_administrator;
    const EnrolmentRequest &m_request;
    ledger::Statement m_statement;
    QByteArray m_text;
};

Result<void> Confirmation::layStatement()
{
    const auto place = ledger::nextDevicePlace(m_ports.ledger, m_administrator.signer.device);
    if (!place)
        return tl::unexpected(place.error());
    m_statement = ledger::attest(m_administrator.signer, *m_administrator.key, bodyOf(m_request), m_administrator.auth,
                                 QStringLiteral("I confirm that this key belongs to this person."), *place, m_ports.clock.now());
    const auto note = ledger::signStatement(m_statement, *m_administrator.key);
    if (!note)
        return tl::unexpected(note.error());
    m_text = note->text;
    m_tray.take(m_request.id, EnrolmentPaper::Signed);
    return m_tray.lay(m_request.id, EnrolmentPaper::Statement, ledger::write(*note));
}

Result<std::optional<ledger::SignedNote>> Confirmation::signedByBoth() const
{
    const auto bytes = m_tray.look(m_request.id, EnrolmentPaper::Signed);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto note = *bytes ? ledger::parseSignedNote(**bytes) : Result<ledger::SignedNote>(fail(ErrorKind::Malformed));
    if (!note || note->text != m_text)
        return std::optional<ledger::SignedNote>(); // not there yet, or the answer to an earlier statement
    const auto roster = rosterNow(m_ports);
    if (!roster)
        return tl::unexpected(roster.error());
    const auto checked = ledger::checkNote(*roster, *note);
    if (!checked) {
        keepSecurityEvent(m_ports, QStringLiteral("bad-signature"), m_request.id, QStringLiteral("enrolment"));
        return tl::unexpected(checked.error());
    }
    return std::optional(*note);
}

Result<bool> Confirmation::record(const ledger::SignedNote &note, const Person &person, const ledger::RoleGranted &granted)
{
    bool follows = true;
    const auto written = m_ports.work.write([&]() -> Result<void> {
        const auto place = ledger::nextDevicePlace(m_ports.ledger, m_administrator.signer.device);
        if (!place)
            return tl::unexpected(place.error());
        follows = place->seq == m_statement.by->deviceSeq;
        if (!follows)
            return {};
        return demandAbsent(m_ports, person.id)
            .and_then([&] { return ledger::signedEntry(note, m_ports.clock.now(), m_ports.session); })
            .and_then([&](const ledger::Entry &entry) { return ledger::append(m_ports.ledger, entry); })
            .and_then([&](const ledger::Receipt &) {
                return recordStatement(m_ports, m_administrator, granted, QStringLiteral("I grant these roles."));
            })
            .and_then([&](const auto &) { return m_ports.people.savePerson(person); });
    });
    if (!written)
        return tl::unexpected(written.error());
    return follows;
}

} // namespace

QStringList EnrolmentRequest::words() const
{
    return ledger::fingerprintWords(ledger::sha256(publicKey));
}

Enrolment::Enrolment(EnrolmentTray &tray, EnrolmentRequest request, std::unique_ptr<ledger::UnlockedKey> key, QString keyFile)
    : m_tray(tray), m_request(std::move(request)), m_key(std::move(key)), m_keyFile(std::move(keyFile))
{
}

Enrolment::~Enrolment()
{
    if (!m_replaced)
        m_tray.take(m_request.id, EnrolmentPaper::Request);
    const QString aside = ledger::replacedKeyFilePath(m_keyFile);
    if (m_recorded) {
        QFile::remove(aside);
        return;
    }
    QFile::remove(m_keyFile);
    QFile::rename(aside, m_keyFile); // of one who was disabled
}

Result<std::unique_ptr<Enrolment>> Enrolment::begin(const Ports &ports, const Keyring &keyring, EnrolmentTray &tray, const core::PersonId &id,
                                                    const QString &printedName, const SharedSecret &secret)
{
    if (const auto good = checkPersonId(id).and_then([&] { return checkPrintedName(printedName); }); !good)
        return tl::unexpected(good.error());
    if (const auto absent = demandAbsent(ports, id); !absent)
        return tl::unexpected(absent.error());
    const auto store = ports.people.storeIdentity();
    if (!store)
        return tl::unexpected(store.error());
    if (!*store)
        return fail(ErrorKind::StoreMissing);
    const QString keyFile = ledger::keyFilePath(keyring.folder, (*store)->id, id);
    const auto known = ports.people.person(id);
    if (known && *known)
        QFile::rename(keyFile, ledger::replacedKeyFilePath(keyFile));
    auto identity = ledger::createIdentity(keyring.folder, (*store)->id, id, *secret, keyring.cost);
    if (!identity)
        return tl::unexpected(identity.error());
    const EnrolmentRequest request{(*store)->id, id, printedName, identity->key->publicKey()};
    std::unique_ptr<Enrolment> enrolment(new Enrolment(tray, request, std::move(identity->key), keyFile));
    const auto laid = write(request).and_then([&](const QByteArray &paper) { return tray.lay(id, EnrolmentPaper::Request, paper); });
    if (!laid)
        return tl::unexpected(laid.error());
    return enrolment;
}

Result<bool> Enrolment::proceed(const Ports &ports)
{
    const auto person = ports.people.person(m_request.id);
    if (!person)
        return tl::unexpected(person.error());
    if (*person && !(*person)->disabled) {
        m_recorded = (*person)->key.toLatin1() == m_key->fingerprint().hex();
        m_replaced = !m_recorded;
        return m_recorded ? Result<bool>(true) : fail(ErrorKind::PersonExists, m_request.id.value, QStringLiteral("another-key"));
    }
    if (const auto asked = demandStillAsked(); !asked)
        return tl::unexpected(asked.error());
    const auto laid = m_tray.look(m_request.id, EnrolmentPaper::Statement);
    if (!laid)
        return tl::unexpected(laid.error());
    if (!*laid || **laid == m_seen)
        return false;
    m_seen = **laid;
    return signStatement(ports, m_seen).map([] { return false; });
}

// One code or one folder, and two who ask for the same person: whoever came first has to know.
Result<void> Enrolment::demandStillAsked()
{
    const auto laid = m_tray.look(m_request.id, EnrolmentPaper::Request);
    if (!laid)
        return tl::unexpected(laid.error());
    const auto request = *laid ? parse(**laid) : Result<EnrolmentRequest>(m_request);
    m_replaced = request && request->id == m_request.id && request->publicKey != m_request.publicKey;
    return m_replaced ? Result<void>(fail(ErrorKind::PersonExists, m_request.id.value, QStringLiteral("another-request"))) : Result<void>();
}

Result<void> Enrolment::signStatement(const Ports &ports, const QByteArray &bytes)
{
    auto note = ledger::parseSignedNote(bytes);
    const auto statement = note ? ledger::parseSigned(note->text) : Result<ledger::Statement>(fail(ErrorKind::Malformed));
    const auto roster = rosterNow(ports);
    if (!roster)
        return tl::unexpected(roster.error());
    if (!statement || statement->store != m_request.store || statement->body != ledger::Body(bodyOf(m_request))
        || !roster->whyNotAllowed(*statement).isEmpty())
        return fail(ErrorKind::VerificationFailed, m_request.id.value, QStringLiteral("statement"));
    const QByteArray name = ledger::signerName(m_request.store, statement->by->actor, statement->by->key);
    if (!ledger::signedBy(*note, {{name, roster->publicKey(statement->by->key)}}))
        return fail(ErrorKind::VerificationFailed, m_request.id.value, QStringLiteral("signature"));
    ledger::sign(*note, m_request.store, *m_key);
    return m_tray.lay(m_request.id, EnrolmentPaper::Signed, ledger::write(*note));
}

Result<EnrolmentRequest> askedEnrolment(const Ports &ports, EnrolmentTray &tray, const core::PersonId &id)
{
    const auto bytes = tray.look(id, EnrolmentPaper::Request);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (!*bytes)
        return fail(ErrorKind::NoSuchPerson, id.value);
    const auto request = parse(**bytes);
    const auto store = ports.people.storeIdentity();
    if (!store)
        return tl::unexpected(store.error());
    if (!request || !*store || request->store != (*store)->id || request->id != id)
        return fail(ErrorKind::Malformed, id.value, QLatin1String(firstLine));
    return *request;
}

Result<Person> confirmEnrolment(const Ports &ports, EnrolmentTray &tray, const ActingPerson &administrator,
                                const EnrolmentRequest &request, const QList<core::Role> &roles, const core::TeamId &ofTeam,
                                std::chrono::milliseconds patience, std::stop_token stop)
{
    const core::TeamId team(ledger::normalised(ofTeam.value));
    if (const auto allowed = demandAdministrator(ports, administrator).and_then([&] { return demandAbsent(ports, request.id); }); !allowed)
        return tl::unexpected(allowed.error());
    if (roles.isEmpty())
        return fail(ErrorKind::BadValue, QStringLiteral("role"));
    Person person{request.id, request.printedName, QString::fromLatin1(ledger::sha256(request.publicKey).hex()), {}, false};
    for (const core::Role role : roles)
        person.roles.append({role, team});
    Confirmation confirmation(ports, tray, administrator, request);
    if (const auto laid = confirmation.layStatement(); !laid)
        return tl::unexpected(laid.error());
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        const auto note = confirmation.signedByBoth();
        if (!note)
            return tl::unexpected(note.error());
        const auto recorded = *note ? confirmation.record(**note, person, {request.id, team, roles}) : Result<bool>(false);
        if (!recorded)
            return tl::unexpected(recorded.error());
        if (*recorded)
            return person;
        const auto again = *note ? confirmation.layStatement() : Result<void>();
        if (!again)
            return tl::unexpected(again.error());
        if (!pause(stop))
            return fail(ErrorKind::Cancelled);
    }
    return fail(ErrorKind::TimedOut, request.id.value);
}

} // namespace countersign::workflow
