#include "ui/review/evidence/evidencepane.h"

#include "ui/review/evidence/cardevidence.h"
#include "ui/review/evidence/evidencetabs.h"
#include "ui/review/evidence/findbar.h"
#include "ui/review/evidence/frames/scanevidence.h"
#include "ui/review/evidence/imageevidence.h"
#include "ui/review/evidence/pageevidence.h"
#include "ui/review/evidence/pages/pdfevidence.h"
#include "ui/review/evidence/tableevidence.h"
#include "ui/review/evidence/textevidence.h"
#include "ui/actions.h"
#include "ui/parts/headerbar.h"
#include "ui/prompts.h"
#include "ui/speech.h"
#include "ui/theme/drawing.h"
#include "workflow/fieldediting.h"
#include "workflow/opencase.h"

#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QStringDecoder>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

namespace {

enum class Way { Text, Markdown, Html, Table, Json, Image, Pdf, Dicom, Unknown };

Way wayOf(const QString &mediaType)
{
    const QString type = mediaType.section(u';', 0, 0).trimmed().toLower();
    if (type == u"text/markdown")
        return Way::Markdown;
    if (type == u"text/html" || type == u"application/xhtml+xml")
        return Way::Html;
    if (type == u"text/csv" || type == u"text/tab-separated-values")
        return Way::Table;
    if (type == u"application/json" || type.endsWith(u"+json"))
        return Way::Json;
    if (type == u"image/png" || type == u"image/jpeg")
        return Way::Image;
    if (type == u"application/pdf")
        return Way::Pdf;
    if (type == u"application/dicom")
        return Way::Dicom;
    return type.startsWith(u"text/") || type == u"application/xml" || type.endsWith(u"+xml") ? Way::Text : Way::Unknown;
}

QString nameOf(const core::EvidenceItem &item)
{
    return item.title.isEmpty() ? item.id : item.title;
}

decoding::Kind kindOf(Way way)
{
    return way == Way::Pdf ? decoding::Kind::Pdf : way == Way::Dicom ? decoding::Kind::Dicom : decoding::Kind::Image;
}

} // namespace

EvidencePane::EvidencePane(workflow::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_header(new HeaderBar(this)), m_tabs(new EvidenceTabs(this)), m_find(new FindBar(this)),
      m_stack(new QStackedWidget(this)), m_nothing(new QWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_find);
    layout->addWidget(m_stack, 1);
    auto *findButton = new QPushButton(theme::icon(QStringLiteral("search")), tr("Find"), this);
    findButton->setAccessibleName(tr("Find in the evidence"));
    findButton->setToolTip(commandInfo(Command::FindInEvidence).keys.value(1).toString(QKeySequence::NativeText));
    theme::setWeight(findButton, theme::Weight::Quiet);
    m_header->addLeading(m_tabs, 1);
    m_header->addTrailing(findButton);
    m_stack->addWidget(m_nothing);
    theme::setBackground(this, theme::Meaning::Pane);
    connect(findButton, &QPushButton::clicked, this, &EvidencePane::openFind);
    connect(m_tabs, &EvidenceTabs::currentChanged, this, [this](int index) {
        showIndex(index);
        Q_EMIT currentChanged(current());
    });
    connect(m_find, &FindBar::wordsChanged, this, &EvidencePane::find);
    connect(m_find, &FindBar::stepped, this, [this](int index) {
        if (currentView())
            currentView()->showMatch(index);
    });
    connect(m_find, &FindBar::closed, this, [this] {
        m_find->hide();
        if (currentView())
            currentView()->find({});
        Q_EMIT findClosed();
    });
}

void EvidencePane::setEvidence(const QList<core::EvidenceItem> &items, const QList<core::Citation> &citations)
{
    clear();
    m_items = items;
    m_citations = citations;
    for (int i = 0; i < citations.size(); ++i)
        m_citedIn[citations[i].evidence].append(i);
    m_tabs->setItems(items);
    m_header->setVisible(true);
    if (!items.isEmpty())
        showIndex(0);
}

void EvidencePane::clear()
{
    ++m_visit;
    m_stack->setCurrentWidget(m_nothing);
    for (EvidenceView *view : std::as_const(m_views))
        view->deleteLater();
    m_views.clear();
    m_items.clear();
    m_citations.clear();
    m_citedIn.clear();
    m_lit.reset();
    m_litPlace.reset();
    m_tabs->setItems({});
    m_find->hide();
}

QString EvidencePane::current() const
{
    return m_items.value(m_tabs->current()).id;
}

EvidenceView *EvidencePane::currentView() const
{
    return m_views.value(current());
}

QWidget *EvidencePane::reader() const
{
    return currentView() ? currentView()->reader() : nullptr;
}

void EvidencePane::show(const QString &id)
{
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items[i].id == id)
            m_tabs->setCurrent(i);
    }
}

void EvidencePane::step(int direction)
{
    if (m_items.size() > 1)
        m_tabs->setCurrent(int((m_tabs->current() + direction + m_items.size()) % m_items.size()));
}

bool EvidencePane::zoom(EvidenceView::Zoom how)
{
    return currentView() && currentView()->zoom(how);
}

void EvidencePane::showIndex(int index)
{
    if (index < 0 || index >= m_items.size())
        return;
    const core::EvidenceItem &item = m_items[index];
    if (!m_views.contains(item.id))
        put(item.id, viewFor(item));
    m_stack->setCurrentWidget(m_views[item.id]);
    if (m_find->isVisible())
        find();
}

EvidenceView *EvidencePane::textView(const core::EvidenceItem &item, const QString &text)
{
    const Way way = wayOf(item.mediaType);
    if (way == Way::Markdown && text.size() <= PageEvidence::longestPage)
        return new PageEvidence(nameOf(item), text, PageEvidence::Format::Markdown);
    if (way == Way::Html && text.size() <= PageEvidence::longestPage)
        return new PageEvidence(nameOf(item), text, PageEvidence::Format::Html);
    if (way == Way::Table && text.size() <= TableEvidence::longestTable)
        return new TableEvidence(nameOf(item), text);
    return new TextEvidence(nameOf(item), way == Way::Json ? workflow::fieldsAsText(text.toUtf8()) : text);
}

EvidenceView *EvidencePane::viewFor(const core::EvidenceItem &item)
{
    if (item.text)
        return textView(item, *item.text);
    const bool shown = wayOf(item.mediaType) != Way::Unknown;
    const QString cannot = tr("This type of file cannot be shown here yet. Save a copy to look at it with another program.");
    auto *card = new CardEvidence(item, shown ? tr("Opening…") : cannot);
    connect(card, &CardEvidence::exportAsked, this, [this, item] { exportItem(item); });
    if (!shown) {
        card->offerExport();
        Q_EMIT cannotShow(item.id);
    }
    load(item);
    return card;
}

void EvidencePane::load(const core::EvidenceItem &item)
{
    switch (wayOf(item.mediaType)) {
    case Way::Image:
    case Way::Pdf:
    case Way::Dicom:
        return loadDecoded(item);
    case Way::Unknown: // only its size is wanted
        return m_session.reading().run<qint64>(
            this, QStringLiteral("evidence size ") + item.id,
            [item](const workflow::Ports &ports, std::stop_token) {
                return workflow::loadEvidence(ports, item).map([](const QByteArray &bytes) { return qint64(bytes.size()); });
            },
            [this, id = item.id, visit = m_visit](const core::Result<qint64> &size) {
                auto *card = visit == m_visit ? qobject_cast<CardEvidence *>(m_views.value(id)) : nullptr;
                if (card && size)
                    card->setSize(*size);
                else if (card)
                    card->sayProblem(sentence(size.error()));
            });
    default:
        return loadText(item);
    }
}

// The bytes go from the store to a child of their own; this process never parses them.
void EvidencePane::loadDecoded(const core::EvidenceItem &item)
{
    using File = std::shared_ptr<const decoding::SharedFile>;
    m_session.reading().run<File>(
        this, QStringLiteral("evidence ") + item.id,
        [item](const workflow::Ports &ports, std::stop_token) {
            return workflow::loadEvidence(ports, item).and_then([](const QByteArray &bytes) { return decoding::SharedFile::of(bytes); });
        },
        [this, item, visit = m_visit](const core::Result<File> &file) {
            if (visit != m_visit)
                return;
            if (!file)
                return put(item.id, problemCard(item, sentence(file.error())));
            const decoding::Kind kind = kindOf(wayOf(item.mediaType));
            auto *child = new decoding::Child(kind, *file, m_views.value(item.id)); // goes with the card, unless a view takes it
            child->open(child, [this, item, kind, child](const decoding::Answer<decoding::Opened> &opened) {
                if (!opened)
                    return put(item.id, problemCard(item, sentenceFor(kind, opened.error())));
                if (kind == decoding::Kind::Pdf)
                    return put(item.id, new PdfEvidence(nameOf(item), *opened, child));
                child->picture(child, 0, {}, [this, item, kind, child, opened = *opened](const decoding::Answer<decoding::Picture> &picture) {
                    if (!picture)
                        return put(item.id, problemCard(item, sentenceFor(kind, picture.error())));
                    if (kind == decoding::Kind::Dicom)
                        return put(item.id, new ScanEvidence(nameOf(item), opened, *picture, child));
                    put(item.id, new ImageEvidence(nameOf(item), imageOf(*picture)));
                });
            });
        });
}

CardEvidence *EvidencePane::problemCard(const core::EvidenceItem &item, const QString &problem)
{
    Q_EMIT cannotShow(item.id);
    auto *card = new CardEvidence(item, problem);
    card->offerExport();
    connect(card, &CardEvidence::exportAsked, this, [this, item] { exportItem(item); });
    return card;
}

void EvidencePane::loadText(const core::EvidenceItem &item)
{
    m_session.reading().run<QByteArray>(
        this, QStringLiteral("evidence ") + item.id, [item](const workflow::Ports &ports, std::stop_token) { return workflow::loadEvidence(ports, item); },
        [this, item, visit = m_visit](const core::Result<QByteArray> &bytes) {
            if (visit != m_visit)
                return;
            QStringDecoder decoder(QStringDecoder::Utf8);
            const QString text = bytes ? QString(decoder(*bytes)) : QString();
            if (bytes && !decoder.hasError())
                return put(item.id, textView(item, text));
            put(item.id, problemCard(item, bytes ? tr("This file is not UTF-8 text and cannot be shown without guessing.") : sentence(bytes.error())));
        });
}

void EvidencePane::put(const QString &id, EvidenceView *view)
{
    EvidenceView *before = m_views.value(id);
    const bool focused = before && before->isAncestorOf(QApplication::focusWidget());
    m_views[id] = view;
    m_stack->addWidget(view);
    prepare(id, view);
    if (before && m_stack->currentWidget() == before)
        m_stack->setCurrentWidget(view);
    if (focused)
        view->reader()->setFocus();
    if (before)
        before->deleteLater();
}

// Marks what is cited in the item, and lights up what was to be lit before it was there.
void EvidencePane::prepare(const QString &id, EvidenceView *view)
{
    QList<core::Selector> places;
    for (const int index : m_citedIn.value(id))
        places.append(m_citations[index].in);
    view->setCited(places);
    connect(view, &EvidenceView::citedPressed, this, [this, id](int place) { Q_EMIT citationPressed(m_citedIn.value(id).value(place, -1)); });
    connect(view, &EvidenceView::placePressed, this, [this, id](qsizetype position) { Q_EMIT placePressed(id, position); });
    connect(view, &EvidenceView::textArrived, this, [this, id] {
        if (id == current() && m_find->isVisible())
            find();
    });
    if (m_lit && m_citations.value(*m_lit).evidence == id)
        view->light(m_citations[*m_lit].in);
    else if (m_litPlace && m_litPlace->first == id)
        view->light(m_litPlace->second);
    if (id == current() && m_find->isVisible())
        find();
}

void EvidencePane::light(std::optional<int> citation)
{
    m_lit = citation;
    m_litPlace.reset();
    for (EvidenceView *view : std::as_const(m_views))
        view->light(std::nullopt);
    if (!citation || *citation >= m_citations.size())
        return;
    show(m_citations[*citation].evidence);
    if (EvidenceView *view = m_views.value(m_citations[*citation].evidence))
        view->light(m_citations[*citation].in);
}

void EvidencePane::lightPlace(const QString &id, const core::Selector &place)
{
    light(std::nullopt);
    m_litPlace = {id, place};
    show(id);
    if (EvidenceView *view = m_views.value(id))
        view->light(place);
}

void EvidencePane::openFind()
{
    m_find->open();
    find();
}

void EvidencePane::findNext(int direction)
{
    if (!m_find->isVisible())
        return openFind();
    m_find->step(direction);
}

void EvidencePane::find()
{
    if (EvidenceView *view = currentView())
        m_find->setCount(view->find(m_find->words()));
}

void EvidencePane::exportItem(const core::EvidenceItem &item)
{
    const QString suggested = QFileInfo(item.file).fileName();
    prompts().chooseSavePath(this, tr("Save a copy of %1").arg(nameOf(item)), suggested, {}, [this, item](const QString &path) {
        if (path.isEmpty())
            return;
        m_session.reading().run<QString>(
            this, QStringLiteral("export ") + item.id,
            [item, path](const workflow::Ports &ports, std::stop_token) -> core::Result<QString> {
                const auto bytes = workflow::loadEvidence(ports, item);
                if (!bytes)
                    return tl::unexpected(bytes.error());
                QSaveFile file(path);
                if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
                    return core::fail(core::ErrorKind::CannotWrite, path, file.errorString());
                return path;
            },
            [this, id = item.id](const core::Result<QString> &saved) {
                if (auto *card = qobject_cast<CardEvidence *>(m_views.value(id)); card && saved)
                    card->sayExported(*saved);
                else if (card)
                    card->sayProblem(sentence(saved.error()));
            });
    });
}

} // namespace countersign::ui
