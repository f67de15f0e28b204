#include "ui/queue/queuefeed.h"

namespace countersign::ui {

using core::QueueCounts;
using core::QueueRow;
using core::Result;
using workflow::Ports;

namespace {

const QString listTopic = QStringLiteral("queue/list");
const QString rowsTopic = QStringLiteral("queue/rows");
const QString countsTopic = QStringLiteral("queue/counts");

} // namespace

QueueFeed::QueueFeed(workflow::Session &session, items::QueueModel &model, QObject *parent)
    : QObject(parent), m_session(session), m_model(model)
{
    connect(&model, &items::QueueModel::rowsWanted, this, &QueueFeed::askRows);
}

void QueueFeed::load(core::QueueFilter filter)
{
    if (!m_session.signedIn())
        return;
    m_filter = std::move(filter);
    m_filter.teams = m_session.acting().person.teams();
    m_filter.asker = m_session.acting().person.id;
    m_loading = true;
    m_loaded = false;
    askBeginning();
}

void QueueFeed::refresh()
{
    if (!m_session.signedIn())
        return;
    if (m_loaded)
        askAll();
    askCounts();
}

void QueueFeed::clear()
{
    m_session.reading().drop(listTopic);
    m_session.reading().drop(rowsTopic);
    m_loading = false;
    m_loaded = false;
    m_counts = {};
    m_countsKnown = false;
    m_model.setKeys({});
}

void QueueFeed::askBeginning()
{
    m_session.reading().run<Beginning>(
        this, listTopic,
        [filter = m_filter](const Ports &ports, std::stop_token stop) -> Result<Beginning> {
            const std::stop_callback interrupt(stop, [&ports] { ports.cases.interrupt(); });
            Result<QList<qint64>> keys = ports.cases.queueKeys(filter, firstKeys);
            if (!keys)
                return tl::unexpected(keys.error());
            Result<QList<QueueRow>> rows = ports.cases.queueRows(keys->mid(0, items::QueueModel::pageRows), filter.asker);
            if (!rows)
                return tl::unexpected(rows.error());
            return Beginning{std::move(*keys), std::move(*rows)};
        },
        [this](Result<Beginning> beginning) {
            m_loading = false;
            if (!beginning) {
                Q_EMIT failed(beginning.error());
                return;
            }
            m_loaded = true;
            const bool all = beginning->keys.size() < firstKeys;
            m_model.setKeys(std::move(beginning->keys));
            m_model.setRows(beginning->rows);
            Q_EMIT firstShown();
            if (all)
                Q_EMIT listChanged();
            else
                askAll();
        });
}

void QueueFeed::askAll()
{
    m_session.reading().run<QList<qint64>>(
        this, listTopic,
        [filter = m_filter](const Ports &ports, std::stop_token stop) {
            const std::stop_callback interrupt(stop, [&ports] { ports.cases.interrupt(); });
            return ports.cases.queueKeys(filter);
        },
        [this](Result<QList<qint64>> keys) {
            if (!keys) {
                Q_EMIT failed(keys.error());
                return;
            }
            Q_EMIT aboutToChange();
            m_model.setKeys(std::move(*keys));
            m_model.markStale();
            Q_EMIT listChanged();
        });
}

void QueueFeed::askRows(const QList<qint64> &keys)
{
    if (!m_session.signedIn())
        return;
    m_session.reading().run<QList<QueueRow>>(
        this, rowsTopic, [keys, asker = m_filter.asker](const Ports &ports, std::stop_token) { return ports.cases.queueRows(keys, asker); },
        [this](Result<QList<QueueRow>> rows) {
            if (rows)
                m_model.setRows(*rows);
            else
                Q_EMIT failed(rows.error());
        });
}

void QueueFeed::askCounts()
{
    if (!m_session.signedIn())
        return;
    const core::Person &person = m_session.acting().person;
    m_session.reading().run<QueueCounts>(
        this, countsTopic,
        [teams = person.teams(), asker = person.id](const Ports &ports, std::stop_token) { return ports.cases.queueCounts(teams, asker); },
        [this](Result<QueueCounts> counts) {
            if (!counts)
                return; // the list's own failure is shown already
            m_counts = std::move(*counts);
            m_countsKnown = true;
            Q_EMIT counted();
        });
}

} // namespace countersign::ui
