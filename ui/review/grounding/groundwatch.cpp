#include "ui/review/grounding/groundwatch.h"

#include "ui/review/citationplaces.h"
#include "ui/review/evidence/evidencekind.h"
#include "ui/review/evidence/pageevidence.h"
#include "ui/review/evidence/plainpages.h"
#include "ui/review/grounding/pagetexts.h"
#include "workflow/fieldediting.h"
#include "workflow/opencase.h"

#include <QStringDecoder>
#include <algorithm>

namespace countersign::ui {

namespace {

struct ReadEvidence {
    QList<grounding::EvidenceText> texts;
    QList<GroundWatch::Document> documents; // to be read by others, before there is an index
    grounding::EvidenceIndex index;
};

constexpr qint64 largestFile = 16 * 1024 * 1024;

bool isText(const core::EvidenceItem &item)
{
    const EvidenceKind kind = kindOf(item);
    return item.text || kind == EvidenceKind::Text || kind == EvidenceKind::Markdown || kind == EvidenceKind::Table || kind == EvidenceKind::Json;
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
    if (kindOf(item) == EvidenceKind::Json)
        return workflow::fieldsAsText(text.toUtf8());
    return item.mediaType.contains(u"xml", Qt::CaseInsensitive) ? withoutTags(text) : text;
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

// What a decoding child has to read first.
std::optional<decoding::Kind> documentKind(const core::EvidenceItem &item)
{
    const EvidenceKind kind = kindOf(item);
    return kind == EvidenceKind::Html || (kind == EvidenceKind::Pdf && !item.text) ? decodedAs(kind) : std::nullopt;
}

const QString betweenPages = QStringLiteral("\n\n");

} // namespace

GroundWatch::GroundWatch(workflow::Session &session, PlainPages &pages, QObject *parent) : QObject(parent), m_session(session), m_plainPages(pages)
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
            for (const core::EvidenceItem &item : items) {
                if (stop.stop_requested())
                    return read;
                const auto document = documentKind(item);
                read.texts.append({item.id, isText(item) && !document ? loaded(ports, item) : QString(), item.title});
                if (auto file = document ? fileOf(ports, item).value_or(nullptr) : nullptr)
                    read.documents.append({item.id, *document, std::move(file)});
            }
            if (read.documents.isEmpty())
                read.index = grounding::EvidenceIndex(read.texts, stop);
            return read;
        },
        [this, visit = m_visit](const core::Result<ReadEvidence> &read) {
            if (visit != m_visit || !read)
                return;
            m_texts = read->texts;
            if (read->documents.isEmpty())
                take(read->index);
            else
                readDocuments(read->documents);
        });
}

void GroundWatch::readDocuments(const QList<Document> &documents)
{
    for (const Document &document : documents)
        m_awaited.insert(document.evidence);
    for (const Document &document : documents) {
        if (document.kind == decoding::Kind::Page) {
            m_plainPages.read(document.evidence, document.file, this, [this, document, visit = m_visit](const decoding::Answer<QString> &plain) {
                if (visit == m_visit)
                    takePages(document, {plain.value_or(QString())});
            });
            continue;
        }
        auto *pages = new PageTexts(document.kind, document.file, this);
        m_reading.append(pages);
        connect(pages, &PageTexts::arrived, this, [this, pages, document](const QStringList &texts) {
            m_reading.removeOne(pages);
            pages->deleteLater();
            takePages(document, texts);
        });
    }
}

void GroundWatch::takePages(const Document &document, const QStringList &pages)
{
    const auto text = std::ranges::find(m_texts, document.evidence, &grounding::EvidenceText::id);
    if (document.kind == decoding::Kind::Page) {
        text->text = pages.value(0);
        m_webPages.insert(document.evidence);
    } else {
        QList<qsizetype> &begins = m_pages[document.evidence];
        for (const QString &page : pages) {
            begins.append(text->text.size());
            text->text += page + betweenPages;
        }
    }
    m_awaited.remove(document.evidence);
    if (m_awaited.isEmpty())
        makeIndex();
}

void GroundWatch::makeIndex()
{
    m_session.reading().run<ReadEvidence>(
        this, QStringLiteral("read evidence"),
        [texts = m_texts, webPages = m_webPages](const workflow::Ports &, std::stop_token stop) -> core::Result<ReadEvidence> {
            ReadEvidence read{texts, {}, {}};
            for (grounding::EvidenceText &each : read.texts)
                if (webPages.contains(each.id)) // as it stands on the page, so that its quotes are found there
                    each.text = PageEvidence::read(each.text, PageEvidence::Format::Html)->toPlainText();
            read.index = grounding::EvidenceIndex(read.texts, stop);
            return read;
        },
        [this, visit = m_visit](const core::Result<ReadEvidence> &read) {
            if (visit != m_visit || !read)
                return;
            m_texts = read->texts;
            take(read->index);
        });
}

void GroundWatch::take(const grounding::EvidenceIndex &index)
{
    m_index = index;
    if (m_asked)
        look();
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
    qDeleteAll(std::exchange(m_reading, {}));
    m_awaited.clear();
    m_texts.clear();
    m_pages.clear();
    m_webPages.clear();
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

core::Selector GroundWatch::selectorOf(const QString &evidence, diff::Range range) const
{
    const QString text = textOf(evidence);
    const QList<qsizetype> begins = m_pages.value(evidence);
    const auto behind = std::ranges::upper_bound(begins, range.start);
    if (behind == begins.cbegin())
        return ui::selectorOf(text, range);
    const qsizetype from = *(behind - 1), to = behind == begins.cend() ? text.size() : *behind;
    core::Selector selector = ui::selectorOf(QStringView(text).sliced(from, to - from), {range.start - from, std::min(range.end, to) - from});
    selector.page = int(behind - begins.cbegin());
    return selector;
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
