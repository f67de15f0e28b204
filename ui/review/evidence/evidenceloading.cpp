// EvidencePane: a view for each item, in the way its type asks for, and the item's bytes from the store.
#include "ui/review/evidence/evidencepane.h"

#include "ui/review/evidence/cardevidence.h"
#include "ui/review/evidence/evidencekind.h"
#include "ui/review/evidence/frames/scanevidence.h"
#include "ui/review/evidence/imageevidence.h"
#include "ui/review/evidence/pages/pdfevidence.h"
#include "ui/review/evidence/plainpages.h"
#include "ui/review/evidence/tableevidence.h"
#include "ui/review/evidence/textevidence.h"
#include "ui/prompts.h"
#include "ui/speech.h"
#include "workflow/fieldediting.h"
#include "workflow/masks.h"
#include "workflow/opencase.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>

namespace countersign::ui {

namespace {

constexpr qsizetype mostMasks = 12; // over one picture

QString nameOf(const core::EvidenceItem &item)
{
    return item.title.isEmpty() ? item.id : item.title;
}

} // namespace

// Masks beyond what can be told apart are pictures like others.
void EvidencePane::takeItems(const QList<core::EvidenceItem> &items)
{
    const auto isPicture = [&items](const QString &id) {
        const auto item = std::ranges::find(items, id, &core::EvidenceItem::id);
        return item != items.cend() && !item->text && kindOf(*item) == EvidenceKind::Image && !workflow::maskPlace(*item);
    };
    for (const core::EvidenceItem &item : items) {
        const auto mask = kindOf(item) == EvidenceKind::Image ? workflow::maskPlace(item) : std::nullopt;
        if (mask && isPicture(mask->over) && m_masks[mask->over].size() < mostMasks)
            m_masks[mask->over].append(item);
        else
            m_items.append(item);
    }
}

EvidenceView *EvidencePane::textView(const core::EvidenceItem &item, const QString &text)
{
    const EvidenceKind kind = kindOf(item);
    if ((kind == EvidenceKind::Markdown || kind == EvidenceKind::Html) && text.size() <= PageEvidence::longestPage)
        return pageView(item, text, kind == EvidenceKind::Html);
    if (kind == EvidenceKind::Table && text.size() <= TableEvidence::longestTable)
        return new TableEvidence(nameOf(item), text);
    return new TextEvidence(nameOf(item), kind == EvidenceKind::Json ? workflow::fieldsAsText(text.toUtf8()) : text);
}

// A card until the page has been read: HTML is made plain by a child first.
EvidenceView *EvidencePane::pageView(const core::EvidenceItem &item, const QString &text, bool isHtml)
{
    auto *card = new CardEvidence(item, tr("Opening…"));
    if (!isHtml) {
        readPage(item, text, PageEvidence::Format::Markdown, card);
        return card;
    }
    const core::Result<File> file = decoding::SharedFile::of(text.toUtf8());
    if (!file)
        return problemCard(item, sentence(file.error()));
    m_pages->read(item.id, *file, card, [this, item, card](const decoding::Answer<QString> &plain) {
        if (plain)
            return readPage(item, *plain, PageEvidence::Format::Html, card);
        if (m_views.value(item.id) == card)
            put(item.id, problemCard(item, sentenceFor(decoding::Kind::Page, plain.error())));
    });
    return card;
}

// Beside the window: a long page takes its time.
void EvidencePane::readPage(const core::EvidenceItem &item, const QString &source, PageEvidence::Format format, CardEvidence *card)
{
    using Page = std::shared_ptr<std::unique_ptr<SealedDocument>>;
    m_session.reading().run<Page>(
        card, QStringLiteral("page ") + item.id,
        [source, format, home = thread()](const workflow::Ports &, std::stop_token) -> core::Result<Page> {
            auto page = PageEvidence::read(source, format);
            page->moveToThread(home);
            return std::make_shared<std::unique_ptr<SealedDocument>>(std::move(page));
        },
        [this, item, card](const core::Result<Page> &page) {
            if (m_views.value(item.id) != card)
                return;
            if (page)
                put(item.id, new PageEvidence(nameOf(item), std::move(**page)));
            else
                put(item.id, problemCard(item, sentence(page.error())));
        });
}

EvidenceView *EvidencePane::viewFor(const core::EvidenceItem &item)
{
    if (item.text)
        return textView(item, *item.text);
    const bool shown = kindOf(item) != EvidenceKind::Unknown;
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

bool EvidencePane::hasText(const core::EvidenceItem &item)
{
    const EvidenceKind kind = kindOf(item);
    return item.text || (kind != EvidenceKind::Image && kind != EvidenceKind::Dicom && kind != EvidenceKind::Unknown);
}

void EvidencePane::load(const core::EvidenceItem &item)
{
    switch (kindOf(item)) {
    case EvidenceKind::Image:
    case EvidenceKind::Pdf:
    case EvidenceKind::Dicom:
        return loadDecoded(item);
    case EvidenceKind::Unknown: // only its size is wanted
        return m_session.reading().run<qint64>(
            this, QStringLiteral("evidence size ") + item.id,
            [item](const workflow::Ports &ports, std::stop_token) { return workflow::evidenceSize(ports, item); },
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

QString EvidencePane::topicOf(const core::EvidenceItem &item)
{
    return QStringLiteral("evidence ") + item.id;
}

// The bytes go from the store to a child of their own, which looks into them as they come; this process never parses them. When all of them
// are there and are not what was signed for, what they showed is taken away again.
void EvidencePane::loadDecoded(const core::EvidenceItem &item)
{
    // Called in the lane's thread: `this` may be gone by then, so the call goes through the session's thread and a guarded pointer.
    const auto arriving = [home = &m_session, guarded = QPointer(this), item, visit = m_visit](const File &file) {
        QMetaObject::invokeMethod(home, [guarded, item, visit, file] {
            if (guarded && guarded->m_visit == visit)
                guarded->decode(item, file);
        }, Qt::QueuedConnection);
    };
    m_session.reading().run<bool>(
        this, topicOf(item),
        [item, arriving](const workflow::Ports &ports, std::stop_token stop) {
            std::shared_ptr<decoding::SharedFile> file;
            const auto begin = [&](qint64 size) {
                return decoding::SharedFile::ofSize(size).map([&](auto made) {
                    file = std::move(made);
                    arriving(file);
                });
            };
            return workflow::readEvidence(ports, item, {begin, [&](QByteArrayView piece) { return file->append(piece); }}, stop).map([] { return true; });
        },
        [this, item, visit = m_visit](const core::Result<bool> &whole) {
            if (visit == m_visit && !whole)
                put(item.id, problemCard(item, sentence(whole.error())));
        });
}

void EvidencePane::decode(const core::EvidenceItem &item, const File &file)
{
    const decoding::Kind kind = *decodedAs(kindOf(item));
    auto *child = new decoding::Child(kind, file, m_views.value(item.id)); // goes with the card, unless a view takes it
    const auto isAwaited = [this, id = item.id, child] { return m_views.value(id) == child->parent(); };
    child->open(child, [=, this](const decoding::Answer<decoding::Opened> &opened) {
        if (!isAwaited())
            return;
        if (!opened)
            return put(item.id, problemCard(item, sentenceFor(kind, opened.error())));
        if (kind == decoding::Kind::Pdf)
            return put(item.id, new PdfEvidence(nameOf(item), *opened, child));
        child->picture(child, 0, {}, [=, this, opened = *opened](const decoding::Answer<decoding::Picture> &picture) {
            if (!isAwaited())
                return;
            if (!picture)
                return put(item.id, problemCard(item, sentenceFor(kind, picture.error())));
            if (kind == decoding::Kind::Dicom)
                return put(item.id, new ScanEvidence(nameOf(item), opened, *picture, child));
            showPicture(item, *picture);
        });
    });
}

void EvidencePane::showPicture(const core::EvidenceItem &item, const decoding::Picture &picture)
{
    const QList<core::EvidenceItem> masks = m_masks.value(item.id);
    QStringList names;
    for (const core::EvidenceItem &mask : masks)
        names.append(mask.title == mask.id && workflow::maskPlace(mask)->suggested ? tr("As suggested") : nameOf(mask));
    auto *view = new ImageEvidence(nameOf(item), imageOf(picture), names);
    put(item.id, view);
    loadMasks(item.id, 0, view);
}

// One after the other; as every picture: the bytes go to a child of their own.
void EvidencePane::loadMasks(const QString &picture, int from, ImageEvidence *over)
{
    if (m_views.value(picture) != over || from >= m_masks.value(picture).size())
        return; // another case lies here, or all have come
    const core::EvidenceItem item = m_masks[picture][from];
    m_session.reading().run<File>(
        over, QStringLiteral("mask ") + item.id,
        [item](const workflow::Ports &ports, std::stop_token) { return fileOf(ports, item); },
        [this, picture, from, over](const core::Result<File> &file) {
            if (!file)
                return takeMask(picture, from, over, tl::unexpected(sentence(file.error())));
            auto *child = new decoding::Child(decoding::Kind::Image, *file, over);
            child->picture(child, 0, {}, [this, picture, from, over, child](const decoding::Answer<decoding::Picture> &pixels) {
                child->deleteLater();
                if (!pixels)
                    return takeMask(picture, from, over, tl::unexpected(sentenceFor(decoding::Kind::Image, pixels.error())));
                judgeMask(picture, from, over, *pixels);
            });
        });
}

void EvidencePane::judgeMask(const QString &picture, int index, ImageEvidence *over, const decoding::Picture &pixels)
{
    using Judged = tl::expected<Mask, QString>;
    m_session.reading().run<Judged>(
        over, QStringLiteral("judge mask"),
        [pixels, size = over->pictureSize()](const workflow::Ports &, std::stop_token) -> core::Result<Judged> { return Mask::of(pixels, size); },
        [this, picture, index, over](const core::Result<Judged> &judged) {
            takeMask(picture, index, over, judged ? *judged : tl::unexpected(sentence(judged.error())));
        });
}

void EvidencePane::takeMask(const QString &picture, int index, ImageEvidence *over, const tl::expected<Mask, QString> &mask)
{
    if (m_views.value(picture) != over)
        return;
    if (mask) {
        over->showMask(index, *mask);
    } else {
        over->sayMaskProblem(index, mask.error());
        Q_EMIT cannotShow(m_masks[picture][index].id);
    }
    loadMasks(picture, index + 1, over);
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
        this, topicOf(item), [item](const workflow::Ports &ports, std::stop_token) { return workflow::loadEvidence(ports, item); },
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

void EvidencePane::exportItem(const core::EvidenceItem &item)
{
    const QString suggested = QFileInfo(item.file).fileName();
    prompts().chooseSavePath(this, tr("Save a copy of %1").arg(nameOf(item)), suggested, {}, [this, item](const QString &path) {
        if (path.isEmpty())
            return;
        m_session.reading().run<QString>(
            this, QStringLiteral("export ") + item.id,
            [item, path](const workflow::Ports &ports, std::stop_token stop) -> core::Result<QString> {
                QSaveFile file(path);
                const auto done = [&](bool well) { return well ? core::Result<void>() : core::fail(core::ErrorKind::CannotWrite, path, file.errorString()); };
                const workflow::EvidenceTaker taker{[&](qint64) { return done(file.open(QIODevice::WriteOnly)); },
                                                    [&](QByteArrayView piece) { return done(file.write(piece.data(), piece.size()) == piece.size()); }};
                return workflow::readEvidence(ports, item, taker, stop).and_then([&] { return done(file.commit()); }).map([&] { return path; });
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
