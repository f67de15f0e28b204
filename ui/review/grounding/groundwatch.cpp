#include "ui/review/grounding/groundwatch.h"

#include "workflow/fieldediting.h"
#include "workflow/opencase.h"

#include <QStringDecoder>

namespace countersign::ui {

namespace {

struct ReadEvidence {
    QList<grounding::EvidenceText> texts;
    grounding::EvidenceIndex index;
};

constexpr qint64 largestFile = 16 * 1024 * 1024;

QString typeOf(const core::EvidenceItem &item)
{
    return item.mediaType.section(u';', 0, 0).trimmed().toLower();
}

bool isText(const core::EvidenceItem &item)
{
    const QString type = typeOf(item);
    return item.text || type.startsWith(u"text/") || type == u"application/json" || type.endsWith(u"+json") || type.endsWith(u"+xml");
}

// Tags are no words; blanks in their place keep every position.
QString withoutTags(QString text)
{
    bool inside = false;
    for (QChar &c : text) {
        inside = inside || c == u'<';
        const bool ends = c == u'>';
        if (inside && c != u'\n')
            c = u' ';
        inside = inside && !ends;
    }
    return text;
}

QString asShown(const core::EvidenceItem &item, const QString &text)
{
    const QString type = typeOf(item);
    if (type == u"application/json" || type.endsWith(u"+json"))
        return workflow::fieldsAsText(text.toUtf8());
    return type == u"text/html" || type.endsWith(u"+xml") ? withoutTags(text) : text;
}

QString loaded(const workflow::Ports &ports, const core::EvidenceItem &item)
{
    if (item.text)
        return asShown(item, *item.text);
    const auto bytes = workflow::loadEvidence(ports, item);
    if (!bytes || bytes->size() > largestFile)
        return {};
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(*bytes);
    return decoder.hasError() ? QString() : asShown(item, text);
}

} // namespace

GroundWatch::GroundWatch(workflow::Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &GroundWatch::look);
}

void GroundWatch::setEvidence(const QList<core::EvidenceItem> &items)
{
    clear();
    m_session.reading().run<ReadEvidence>(
        this, QStringLiteral("read evidence"),
        [items](const workflow::Ports &ports, std::stop_token stop) -> core::Result<ReadEvidence> {
            ReadEvidence read;
            for (const core::EvidenceItem &item : items)
                read.texts.append({item.id, isText(item) && !stop.stop_requested() ? loaded(ports, item) : QString()});
            read.index = grounding::EvidenceIndex(read.texts, stop);
            return read;
        },
        [this, visit = m_visit](const core::Result<ReadEvidence> &read) {
            if (visit != m_visit || !read)
                return;
            m_texts = read->texts;
            m_index = read->index;
            if (m_asked)
                look();
        });
}

void GroundWatch::setText(const QString &text)
{
    m_text = text;
    // The first answer of a case does not wait for a rest in typing.
    if (!std::exchange(m_asked, true))
        look();
    else
        m_rest.start();
}

void GroundWatch::clear()
{
    ++m_visit;
    m_rest.stop();
    m_session.reading().drop(QStringLiteral("ground"));
    m_texts.clear();
    m_index.reset();
    m_text.clear();
    m_asked = false;
}

QString GroundWatch::textOf(const QString &evidence) const
{
    for (const grounding::EvidenceText &each : m_texts)
        if (each.id == evidence)
            return each.text;
    return {};
}

void GroundWatch::look()
{
    if (!m_index)
        return;
    m_session.reading().run<Grounded>(
        this, QStringLiteral("ground"),
        [index = *m_index, text = m_text](const workflow::Ports &, std::stop_token stop) -> core::Result<Grounded> {
            return Grounded{text, grounding::ground(index, text, stop), grounding::omissions(index, text, mostOmissions, stop)};
        },
        [this, visit = m_visit](const core::Result<Grounded> &found) {
            if (visit == m_visit && found && found->text == m_text)
                Q_EMIT grounded(*found);
        });
}

} // namespace countersign::ui
