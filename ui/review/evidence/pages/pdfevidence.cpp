#include "ui/review/evidence/pages/pdfevidence.h"

#include "ui/review/citationplaces.h"
#include "ui/review/evidence/decodedpicture.h"
#include "ui/review/evidence/zooming.h"
#include "ui/theme/drawing.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>

namespace countersign::ui {

using decoding::Place;
using decoding::Stretch;
using theme::px;

namespace {

constexpr int mostMatches = 2'000;
constexpr int placesAtOnce = 20;

// Words as a document may break them: any white space stands for any other.
QList<Stretch> stretchesOf(const QString &words, const QString &text, int most)
{
    QStringList parts = words.simplified().split(u' ', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return {};
    for (QString &part : parts)
        part = QRegularExpression::escape(part);
    const QRegularExpression wanted(parts.join(QStringLiteral("\\s+")), QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QList<Stretch> found;
    for (auto it = wanted.globalMatch(text); it.hasNext() && found.size() < most;) {
        const QRegularExpressionMatch match = it.next();
        found.append({qint32(match.capturedStart()), qint32(match.capturedLength())});
    }
    return found;
}

// The words as they stand there, at the place whose surroundings agree; else as a document may break them.
QList<Stretch> stretchOf(const core::Selector &place, const QString &text)
{
    core::Selector quote = place;
    quote.start = quote.end = -1;
    const auto there = place.exact.isEmpty() ? std::nullopt : placeOf(quote, text);
    return there ? QList<Stretch>{{qint32(there->start), qint32(there->length())}} : stretchesOf(place.exact, text, 1);
}

} // namespace

PdfEvidence::PdfEvidence(const QString &name, const decoding::Opened &opened, decoding::Child *child, QWidget *parent)
    : EvidenceView(parent), m_child(child), m_canvas(new PageCanvas(this)), m_strip(new PageStrip(opened.parts, this)),
      m_stripButton(new QPushButton(tr("Pages"), this)), m_number(new QLineEdit(this)), m_count(new QLabel(this)), m_zoom(new QLabel(this)),
      m_problem(new QLabel(this)), m_name(name)
{
    child->setParent(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto *beside = new QHBoxLayout;
    beside->setSpacing(0);
    beside->addWidget(m_strip);
    beside->addWidget(m_canvas, 1);
    layout->addLayout(beside, 1);
    layout->addWidget(m_problem);
    layout->addWidget(makeBar());
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(px(18), px(6), px(18), px(6));
    theme::setRole(m_problem, theme::TextRole::Control, theme::Meaning::Deleted);
    m_problem->hide();
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Evidence: %1").arg(name));
    makeStrip();
    connectCanvas();
    m_canvas->setPages(opened.parts);
}

void PdfEvidence::connectCanvas()
{
    connect(m_canvas, &PageCanvas::viewChanged, this, [this] {
        say();
        work();
    });
    connect(m_canvas, &PageCanvas::selecting, this, &PdfEvidence::select);
    connect(m_canvas, &PageCanvas::pressedAt, this, [this](int page, QPointF point) {
        m_selected.clear();
        m_canvas->setMarks(PageCanvas::Mark::Selected, {});
        for (const auto &[citation, box] : m_citedAt.value(page))
            if (box.contains(point))
                return Q_EMIT citedPressed(citation);
    });
    connect(m_canvas, &PageCanvas::copyAsked, this, [this] {
        if (!m_selected.isEmpty())
            QGuiApplication::clipboard()->setText(m_selected);
    });
}

QWidget *PdfEvidence::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(px(18), px(4), px(8), px(4));
    row->setSpacing(px(4));
    row->addWidget(m_stripButton);
    const auto button = [&](const QString &text, const QString &icon, const QString &spoken, auto what) {
        auto *made = icon.isEmpty() ? new QPushButton(text, bar) : new QPushButton(theme::icon(icon), text, bar);
        made->setAccessibleName(spoken);
        made->setToolTip(spoken);
        made->setFocusPolicy(Qt::TabFocus);
        theme::setWeight(made, theme::Weight::Quiet);
        connect(made, &QPushButton::clicked, this, what);
        row->addWidget(made);
    };
    button({}, QStringLiteral("up"), tr("Previous page"), [this] { m_canvas->showPage(m_canvas->currentPage() - 1); });
    m_number->setAccessibleName(tr("Page"));
    m_number->setAlignment(Qt::AlignRight);
    m_number->setMaximumWidth(px(52));
    m_number->setValidator(new QIntValidator(1, 99'999, m_number));
    connect(m_number, &QLineEdit::returnPressed, this, [this] {
        m_canvas->showPage(std::clamp(m_number->text().toInt(), 1, m_canvas->pageCount()) - 1);
        m_canvas->setFocus();
    });
    row->addWidget(m_number);
    theme::setRole(m_count, theme::TextRole::Label, theme::Meaning::Soft);
    row->addWidget(m_count);
    button({}, QStringLiteral("down"), tr("Next page"), [this] { m_canvas->showPage(m_canvas->currentPage() + 1); });
    row->addStretch(1);
    button(QStringLiteral("−"), {}, tr("Zoom out"), [this] { zoom(Zoom::Out); });
    theme::setRole(m_zoom, theme::TextRole::Label, theme::Meaning::Soft);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setMinimumWidth(px(52));
    row->addWidget(m_zoom);
    button(QStringLiteral("+"), {}, tr("Zoom in"), [this] { zoom(Zoom::In); });
    button(tr("Fit"), {}, tr("Fit the page's width into the pane"), [this] { zoom(Zoom::Fit); });
    return bar;
}

void PdfEvidence::say()
{
    const QLocale locale;
    const int page = m_canvas->currentPage() + 1;
    m_strip->setCurrentPage(page - 1);
    if (!m_number->hasFocus())
        m_number->setText(QString::number(page));
    m_count->setText(tr("of %1").arg(locale.toString(m_canvas->pageCount())));
    // a point is 1/72 of an inch, a screen's pixel 1/96
    const QString percent = tr("%1 %").arg(qRound(m_canvas->zoom() * 72 / 96 * 100));
    m_zoom->setText(percent);
    m_canvas->setAccessibleDescription(tr("Page %1 of %2, shown at %3").arg(locale.toString(page), locale.toString(m_canvas->pageCount()), percent));
}

void PdfEvidence::fail(const decoding::Failure &failure)
{
    m_problem->setText(tr("Not every page can be shown: %1").arg(sentenceFor(decoding::Kind::Pdf, failure)));
    m_problem->show();
}

// One question at a time, what is in sight first: leafing through never queues up pages nobody looks at any more.
void PdfEvidence::work()
{
    if (!m_busy)
        m_busy = askPicture() || askPlaces() || askSheet() || askText();
}

bool PdfEvidence::askPicture()
{
    const auto wanted = m_canvas->wanted();
    if (!wanted || m_failed.contains(wanted->first))
        return false;
    m_child->picture(this, wanted->first, wanted->second, [this, page = wanted->first](const decoding::Answer<decoding::Picture> &picture) {
        m_busy = false;
        if (picture)
            m_canvas->setPicture(page, imageOf(*picture).levels.first());
        else {
            m_failed.insert(page);
            fail(picture.error());
        }
        work();
    });
    return true;
}

// Where the matches stand: those of the current one's page first.
bool PdfEvidence::askPlaces()
{
    const int near = m_current >= 0 ? m_matches[m_current].page : m_canvas->currentPage();
    int page = -1;
    for (const Match &match : std::as_const(m_matches))
        if (!match.asked && (page < 0 || std::abs(match.page - near) < std::abs(page - near)))
            page = match.page;
    if (page < 0)
        return false;
    QList<int> indexes;
    QList<Stretch> stretches;
    for (int i = 0; i < m_matches.size() && indexes.size() < placesAtOnce; ++i) {
        if (m_matches[i].page != page || m_matches[i].asked)
            continue;
        m_matches[i].asked = true;
        indexes.append(i);
        stretches.append(m_matches[i].stretch);
    }
    m_child->places(this, page, stretches, [this, page, indexes, words = m_words](const decoding::Answer<QList<Place>> &places) {
        m_busy = false;
        if (places && words == m_words)
            placeMatches(page, indexes, *places);
        work();
    });
    return true;
}

void PdfEvidence::placeMatches(int page, const QList<int> &indexes, const QList<Place> &places)
{
    for (int i = 0; i < indexes.size() && i < places.size(); ++i) {
        const int index = indexes[i];
        if (index >= m_matches.size() || m_matches[index].page != page)
            continue;
        m_matches[index].boxes = places[i].boxes;
        if (index == m_current && !places[i].boxes.isEmpty())
            m_canvas->showPlace(page, places[i].boxes.first());
    }
    markMatches();
}

bool PdfEvidence::askText()
{
    const int page = int(m_texts.size());
    if (page >= m_canvas->pageCount())
        return false;
    m_child->text(this, page, [this, page](const decoding::Answer<QString> &text) {
        m_busy = false;
        takeText(page, text.value_or(QString()));
        work();
    });
    return true;
}

void PdfEvidence::takeText(int page, const QString &text)
{
    if (page != m_texts.size())
        return;
    m_texts.append(text);
    if (m_texts.size() < m_canvas->pageCount())
        return;
    Q_EMIT textArrived(); // all of it: counts are whole now
    setCited(QList<core::Selector>(m_cited));
    if (m_lit)
        light(std::optional<core::Selector>(m_lit));
}

std::optional<int> PdfEvidence::find(const QString &words)
{
    m_words = words;
    m_matches.clear();
    m_current = -1;
    for (int page = 0; page < m_texts.size(); ++page)
        for (const Stretch &stretch : stretchesOf(words, m_texts[page], int(mostMatches - m_matches.size())))
            m_matches.append({page, stretch, {}, false});
    markMatches();
    work();
    const bool whole = m_texts.size() == m_canvas->pageCount();
    const bool hasText = std::ranges::any_of(m_texts, [](const QString &text) { return !text.trimmed().isEmpty(); });
    return whole && !hasText ? std::nullopt : std::optional(int(m_matches.size())); // scanned pages hold no text
}

void PdfEvidence::showMatch(int index)
{
    m_current = index;
    const Match &match = m_matches.at(index);
    if (match.boxes.isEmpty())
        m_canvas->showPage(match.page);
    else
        m_canvas->showPlace(match.page, match.boxes.first());
    markMatches();
    work();
}

void PdfEvidence::markMatches()
{
    PageCanvas::Marks all, current;
    for (int i = 0; i < m_matches.size(); ++i)
        (i == m_current ? current : all)[m_matches[i].page] += m_matches[i].boxes;
    m_canvas->setMarks(PageCanvas::Mark::Match, all);
    m_canvas->setMarks(PageCanvas::Mark::CurrentMatch, current);
}

// Where a citation points: a region of a page at once, a quote as soon as the text is there. Not called when it points nowhere.
void PdfEvidence::resolve(const core::Selector &place, std::function<void(int, QList<QRectF>)> done)
{
    const int named = place.page - 1;
    if (place.region.size() == 4 && named >= 0 && named < m_canvas->pageCount()) {
        const QSizeF size = m_canvas->pageSize(named);
        const QRectF part = QRectF(place.region[0], place.region[1], place.region[2], place.region[3]) & QRectF(0, 0, 1, 1);
        return done(named, {QRectF(part.x() * size.width(), part.y() * size.height(), part.width() * size.width(), part.height() * size.height())});
    }
    for (int page = 0; page < m_texts.size(); ++page) {
        if (place.page > 0 && page != named)
            continue;
        const QList<Stretch> found = stretchOf(place, m_texts[page]);
        if (found.isEmpty())
            continue;
        return m_child->places(this, page, found, [page, done = std::move(done)](const decoding::Answer<QList<Place>> &places) {
            if (places && !places->isEmpty() && !places->first().boxes.isEmpty())
                done(page, places->first().boxes);
        });
    }
}

void PdfEvidence::setCited(const QList<core::Selector> &places)
{
    m_cited = places;
    m_citedMarks.clear();
    m_citedAt.clear();
    for (int i = 0; i < places.size(); ++i) {
        resolve(places[i], [this, i](int page, const QList<QRectF> &boxes) {
            m_citedMarks[page] += boxes;
            for (const QRectF &box : boxes)
                m_citedAt[page].append({i, box});
            m_canvas->setMarks(PageCanvas::Mark::Cited, m_citedMarks);
        });
    }
    m_canvas->setMarks(PageCanvas::Mark::Cited, m_citedMarks);
}

bool PdfEvidence::light(const std::optional<core::Selector> &place)
{
    m_lit = place;
    m_canvas->setMarks(PageCanvas::Mark::Lit, {});
    if (!place)
        return false;
    if (place->page > 0)
        m_canvas->showPage(place->page - 1);
    resolve(*place, [this, wanted = *place](int page, const QList<QRectF> &boxes) {
        if (m_lit != wanted)
            return;
        m_canvas->setMarks(PageCanvas::Mark::Lit, {{page, boxes}});
        m_canvas->showPlace(page, boxes.first());
    });
    return place->page > 0 || !place->exact.isEmpty();
}

QVariantMap PdfEvidence::place()
{
    const PageCanvas::Place place = m_canvas->place();
    QVariantMap kept{{QStringLiteral("page"), place.page}, {QStringLiteral("corner"), place.corner}};
    if (place.zoom)
        kept[QStringLiteral("zoom")] = *place.zoom;
    return kept;
}

void PdfEvidence::setPlace(const QVariantMap &place)
{
    const auto zoom = place.constFind(QStringLiteral("zoom"));
    m_canvas->setPlace({zoom == place.cend() ? std::nullopt : std::optional(zoom->toDouble()), place.value(QStringLiteral("page"), -1).toInt(),
                        place.value(QStringLiteral("corner")).toPointF()});
}

bool PdfEvidence::zoom(Zoom how)
{
    return zoomAsAsked(*m_canvas, how);
}

void PdfEvidence::select(int page, QPointF from, QPointF to)
{
    m_child->forgetWaiting(decoding::Ask::Between); // only the newest is wanted
    m_child->between(this, page, from, to, [this, page](const decoding::Answer<QList<Place>> &places) {
        if (!places || places->isEmpty())
            return;
        m_selected = places->first().text;
        m_canvas->setMarks(PageCanvas::Mark::Selected, {{page, places->first().boxes}});
    });
}

} // namespace countersign::ui
