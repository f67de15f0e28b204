// A small ledger with people in it, for tests: fixed seeds and times, so that the same calls give the same bytes.
#pragma once

#include "ledger/ledger.h"
#include "ledger/roster.h"
#include "ledger/signstatement.h"
#include "ledger/unlockedkey.h"
#include "support/memoryledgerstorage.h"

#include <map>

namespace countersign::tests {

// A key of 32 equal seed bytes.
std::unique_ptr<ledger::UnlockedKey> sampleKey(const QString &person, char seedByte);
ledger::Hash sampleHash(char byte);
// UUIDv7 whose last digits are `number`.
core::StatementId sampleId(int number);
core::StoreId sampleStore();
QDateTime sampleTime(int second);

// One body of every kind, in the order of StatementKind; `signedForm` only matters for the kinds that can be either.
ledger::Body sampleBody(ledger::StatementKind kind, bool signedForm);
// The same as a whole statement: by "ada" with the key of seed byte 1, or the store's own.
ledger::Statement sampleStatement(ledger::StatementKind kind, bool signedForm);

class LedgerSample {
public:
    // store.created by "ada" (printed "Ada Mwangi"), who grants herself reviewer, supervisor and compliance.
    LedgerSample();

    // Enrols a person with these roles in team "main".
    void enrol(const QString &person, const QString &printedName, char seedByte, const QList<core::Role> &roles);
    // Signs a body as this person and appends it. Every person has a device of their own.
    ledger::Receipt record(const QString &person, ledger::Body body, const QList<ledger::Flag> &flags = {});
    ledger::Receipt recordOwn(ledger::Body body);
    // A decision of this person on a case named by number, approving an outcome named by byte.
    ledger::Decision decision(int caseNumber, char outcome) const;
    // The signed statement without appending it; it takes the device's next number.
    ledger::SignedNote note(const QString &person, ledger::Body body, const QList<const ledger::UnlockedKey *> &further = {});
    ledger::Receipt append(const ledger::SignedNote &note, const QList<ledger::Flag> &flags = {});

    const ledger::UnlockedKey &key(const QString &person) const { return *m_people.at(person).key; }
    core::StatementId lastId() const { return m_lastId; }

    MemoryLedgerStorage storage;

private:
    struct Member {
        std::unique_ptr<ledger::UnlockedKey> key;
        ledger::Signer signer;
    };
    void join(const QString &person, const QString &printedName, char seedByte);

    std::map<QString, Member> m_people;
    core::StatementId m_lastId;
    int m_step = 0;
};

} // namespace countersign::tests
