// Inside the library only: reads and prepares the next batch of a case file while the present one is being stored.
#pragma once

#include "workflow/preparedcase.h"

#include <future>
#include <stop_token>

namespace countersign::workflow {

// Each in the order of the file.
struct ReadBatch {
    QList<PreparedCase> prepared;
    QList<core::Error> refused; // where: file:line, perhaps with a place inside the record
    qint64 bytesRead = 0; // of the file, so far
    bool last = false;
};

// What a record is turned down or routed by, before the store is asked.
struct Admission {
    policy::Policy policy;
    core::TeamId team;     // of records that name none
    core::Person importer; // must have a role in a record's team
    const core::KnownCases *known = nullptr; // a store that has cases made ready
};

// One file. next() may be called from one thread only; the source belongs to the reading until the last batch is there. Holds at most two
// batches. A stop ends the file after the record it is at.
class ReadAhead {
public:
    ReadAhead(exchange::CaseSource &source, const Admission &admission, std::stop_token stop);
    ~ReadAhead(); // waits for the reading
    ReadAhead(const ReadAhead &) = delete;
    ReadAhead &operator=(const ReadAhead &) = delete;

    // Nothing may be asked for behind the last. What is done with is let go of where it was made: two threads at one heap wait for each other.
    ReadBatch next(QList<PreparedCase> done = {});

private:
    ReadBatch read();
    core::Result<PreparedCase> take(core::Result<exchange::SourcedCase> next);
    void begin(QList<PreparedCase> done);

    exchange::CaseSource &m_source;
    const Admission &m_admission;
    std::stop_token m_stop;
    std::future<ReadBatch> m_coming;
};

} // namespace countersign::workflow
