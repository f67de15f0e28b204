#include "workflow/readahead.h"

namespace countersign::workflow {

using core::ErrorKind;
using core::Result;

namespace {

constexpr int batchRecords = 2000;
constexpr qint64 batchBytes = 16 * 1024 * 1024;

bool mayImport(const core::Person &person, const core::TeamId &team)
{
    using enum core::Role;
    return person.has(Reviewer, team) || person.has(Supervisor, team) || person.has(Administrator, team) || person.has(Submitter, team);
}

} // namespace

ReadAhead::ReadAhead(exchange::CaseSource &source, const Admission &admission, std::stop_token stop)
    : m_source(source), m_admission(admission), m_stop(std::move(stop))
{
    begin({});
}

ReadAhead::~ReadAhead()
{
    if (m_coming.valid())
        m_coming.wait();
}

void ReadAhead::begin(QList<PreparedCase> done)
{
    m_coming = std::async(std::launch::async, [this, done = std::move(done)]() mutable {
        done.clear();
        return read();
    });
}

ReadBatch ReadAhead::next(QList<PreparedCase> done)
{
    ReadBatch batch = m_coming.get();
    if (!batch.last)
        begin(std::move(done));
    return batch;
}

ReadBatch ReadAhead::read()
{
    ReadBatch batch;
    qint64 bytes = 0;
    batch.prepared.reserve(batchRecords);
    while (batch.prepared.size() + batch.refused.size() < batchRecords && bytes < batchBytes) {
        if (m_stop.stop_requested()) {
            batch.last = true;
            break;
        }
        auto next = m_source.next();
        if (!next) {
            batch.last = true;
            break;
        }
        auto prepared = take(std::move(*next));
        if (!prepared) {
            batch.refused.append(prepared.error());
            continue;
        }
        bytes += prepared->bytes;
        batch.prepared.append(std::move(*prepared));
    }
    batch.bytesRead = m_source.bytesRead();
    return batch;
}

Result<PreparedCase> ReadAhead::take(Result<exchange::SourcedCase> next)
{
    if (!next)
        return tl::unexpected(next.error());
    const QString where = next->where;
    const auto refused = [&](core::Error error) -> Result<PreparedCase> {
        error.where = where + (error.where.isEmpty() ? QString() : u' ' + error.where);
        return tl::unexpected(error);
    };
    if (next->record.team.value.isEmpty())
        next->record.team = m_admission.team;
    if (!mayImport(m_admission.importer, next->record.team))
        return refused({ErrorKind::NotAllowed, QStringLiteral("/team"), QStringLiteral("import ") + next->record.team.value});
    auto prepared = prepareCase(m_source, std::move(*next), m_admission.policy);
    if (!prepared)
        return refused(prepared.error());
    if (m_admission.known) {
        auto ready = m_admission.known->ready(prepared->newCase, prepared->blobs);
        if (!ready)
            return refused(ready.error());
        prepared->ready = std::move(*ready);
    }
    return prepared;
}

} // namespace countersign::workflow
