#include "ui/review/evidence/frames/scanevidence.h"

#include "ui/review/evidence/imageevidence.h"
#include "ui/review/evidence/zooming.h"
#include "ui/theme/drawing.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QTableWidget>

namespace countersign::ui {

using decoding::Picture;
using decoding::Window;
using theme::px;

namespace {

constexpr int cacheKibibytes = 192 * 1024;

QPushButton *quiet(const QString &text, const QString &spoken, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setAccessibleName(spoken);
    button->setToolTip(spoken);
    button->setFocusPolicy(Qt::TabFocus);
    theme::setWeight(button, theme::Weight::Quiet);
    return button;
}

} // namespace

ScanEvidence::ScanEvidence(const QString &name, const decoding::Opened &opened, const Picture &first, decoding::Child *child, QWidget *parent)
    : EvidenceView(parent), m_child(child), m_opened(opened), m_name(name), m_canvas(new ImageCanvas(this)), m_zoom(new QLabel(this)),
      m_place(new QLabel(this)), m_problem(new QLabel(this)), m_slider(new QSlider(Qt::Horizontal, this)), m_choice(new QComboBox(this)),
      m_invert(quiet(tr("Invert"), tr("Invert light and dark (I)"), this)), m_head(quiet(tr("Head"), tr("What the file says about itself (T)"), this)),
      m_header(new QTableWidget(this)), m_pictures(cacheKibibytes)
{
    child->setParent(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_canvas, 3);
    layout->addWidget(m_problem);
    layout->addWidget(m_header, 2);
    layout->addWidget(makeBar());
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(px(18), px(6), px(18), px(6));
    theme::setRole(m_problem, theme::TextRole::Control, theme::Meaning::Deleted);
    m_problem->hide();
    makeHeader(opened.header);
    setPixel(opened.header);
    setFocusProxy(m_canvas);
    m_canvas->setSeries(true);
    m_canvas->setAccessibleName(tr("Evidence: %1").arg(name));
    connect(m_canvas, &ImageCanvas::zoomed, this, &ScanEvidence::say);
    connect(m_canvas, &ImageCanvas::wheelStepped, this, [this](int steps) { showFrame(m_frame + steps); });
    connect(m_canvas, &ImageCanvas::valuesDragged, this, &ScanEvidence::drag);
    connect(m_canvas, &ImageCanvas::regionPressed, this, &EvidenceView::citedPressed);
    m_shown = first;
    makeWindows();
    m_pictures.insert(0, new Picture(first), int(first.bytes.size() / 1024) + 1);
    m_canvas->setImage(first.layout == Picture::Layout::Samples16 ? DecodedImage{first.levels.first().size, {throughWindow(first, m_window, false)}}
                                                                  : imageOf(first));
    say();
}

// How large a pixel is: in the patient where the file says so, else at the detector.
void ScanEvidence::setPixel(const QList<decoding::HeaderRow> &rows)
{
    const std::pair<QString, Measure::Where> tags[]{{QStringLiteral("(0028,0030)"), Measure::Where::InPatient},
                                                    {QStringLiteral("(0018,1164)"), Measure::Where::AtDetector}};
    for (const auto &[tag, where] : tags) {
        const auto row = std::ranges::find(rows, tag, &decoding::HeaderRow::tag);
        if (const QSizeF pixel = row == rows.cend() ? QSizeF() : Measure::pixelFrom(row->value); !pixel.isEmpty())
            return m_canvas->setPixel(pixel, where);
    }
}

QWidget *ScanEvidence::makeBar()
{
    auto *bar = new QWidget(this);
    auto *rows = new QVBoxLayout(bar);
    rows->setContentsMargins(px(18), px(4), px(8), px(4));
    rows->setSpacing(px(2));
    auto *frames = new QHBoxLayout;
    m_slider->setRange(0, int(m_opened.parts.size()) - 1);
    m_slider->setPageStep(std::max(1, int(m_opened.parts.size()) / 10));
    m_slider->setAccessibleName(tr("Picture of the series"));
    m_slider->setVisible(m_opened.parts.size() > 1);
    connect(m_slider, &QSlider::valueChanged, this, &ScanEvidence::showFrame);
    theme::setRole(m_place, theme::TextRole::Label, theme::Meaning::Soft);
    frames->setSpacing(px(10));
    frames->addWidget(m_slider, 1);
    frames->addWidget(m_place);
    if (m_opened.parts.size() == 1)
        frames->addStretch(1);
    rows->addLayout(frames);
    auto *tools = new QHBoxLayout;
    m_choice->setAccessibleName(tr("Window of grey values (W)"));
    m_choice->setToolTip(m_choice->accessibleName());
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(8);
    m_invert->setCheckable(true);
    m_head->setCheckable(true);
    connect(m_choice, &QComboBox::activated, this, &ScanEvidence::chooseWindow);
    connect(m_invert, &QPushButton::toggled, this, &ScanEvidence::draw);
    connect(m_head, &QPushButton::toggled, this, &ScanEvidence::setHeaderShown);
    theme::setRole(m_zoom, theme::TextRole::Label, theme::Meaning::Soft);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setMinimumWidth(px(52));
    tools->addWidget(m_choice, 1);
    tools->addWidget(m_invert);
    tools->addWidget(m_head);
    tools->addWidget(measureButton(*m_canvas, this));
    tools->addStretch(1);
    const std::pair<QPushButton *, Zoom> zooms[]{{quiet(QStringLiteral("−"), tr("Zoom out"), this), Zoom::Out},
                                                 {quiet(QStringLiteral("+"), tr("Zoom in"), this), Zoom::In},
                                                 {quiet(tr("Fit"), tr("Fit the picture into the pane"), this), Zoom::Fit}};
    for (const auto &[button, how] : zooms) {
        tools->addWidget(button);
        if (how == Zoom::Out)
            tools->addWidget(m_zoom);
        connect(button, &QPushButton::clicked, this, [this, how = how] { zoom(how); });
    }
    rows->addLayout(tools);
    return bar;
}

void ScanEvidence::makeHeader(const QList<decoding::HeaderRow> &rows)
{
    m_header->setColumnCount(3);
    m_header->setHorizontalHeaderLabels({tr("Tag"), tr("Name"), tr("Value")});
    m_header->setRowCount(int(rows.size()));
    m_header->setAccessibleName(tr("What the file says about itself"));
    m_header->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_header->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_header->setTabKeyNavigation(false);
    m_header->setShowGrid(false);
    m_header->setFrameShape(QFrame::NoFrame);
    m_header->setWordWrap(false);
    m_header->verticalHeader()->hide();
    m_header->verticalHeader()->setDefaultSectionSize(px(26));
    m_header->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->horizontalHeader()->setStretchLastSection(true);
    m_header->horizontalHeader()->setHighlightSections(false);
    for (int row = 0; row < rows.size(); ++row) {
        m_header->setItem(row, 0, new QTableWidgetItem(rows[row].tag));
        m_header->setItem(row, 1, new QTableWidgetItem(rows[row].name.isEmpty() ? tr("private") : rows[row].name));
        m_header->setItem(row, 2, new QTableWidgetItem(rows[row].value));
    }
    m_header->setColumnWidth(0, px(96));
    m_header->setColumnWidth(1, px(170));
    m_header->hide();
}

// Those of the file, all values, and for computed tomography the customary ones.
void ScanEvidence::makeWindows()
{
    const bool grey = m_shown.layout == Picture::Layout::Samples16;
    m_choice->setVisible(grey);
    m_invert->setVisible(grey);
    if (!grey)
        return;
    int number = 0;
    for (Window window : std::as_const(m_opened.windows)) {
        ++number;
        if (window.name.isEmpty())
            window.name = m_opened.windows.size() == 1 ? tr("As the file says") : tr("As the file says, %1").arg(number);
        m_windows.append(window);
    }
    Window all = fullWindow(m_shown);
    all.name = tr("All values");
    m_windows.append(all);
    if (m_opened.modality == u"CT")
        m_windows += {{40, 400, tr("Soft tissue")}, {-600, 1500, tr("Lung")}, {480, 2500, tr("Bone")}, {40, 80, tr("Brain")}};
    for (const Window &window : std::as_const(m_windows))
        m_choice->addItem(window.name);
    m_window = m_windows.first();
}

void ScanEvidence::showFrame(int frame)
{
    frame = std::clamp(frame, 0, int(m_opened.parts.size()) - 1);
    if (frame == m_frame)
        return;
    m_frame = frame;
    m_slider->setValue(frame);
    say();
    if (const Picture *ready = m_pictures.object(frame))
        return take(frame, *ready);
    m_child->forgetWaiting(decoding::Ask::Picture); // only the newest is wanted
    m_child->picture(this, frame, {}, [this, frame](const decoding::Answer<Picture> &picture) {
        if (!picture)
            return frame == m_frame ? fail(picture.error()) : void();
        m_pictures.insert(frame, new Picture(*picture), int(picture->bytes.size() / 1024) + 1);
        if (frame == m_frame)
            take(frame, *picture);
    });
}

void ScanEvidence::take(int frame, const Picture &picture)
{
    m_problem->hide();
    m_shown = picture;
    m_range.reset();
    draw();
    markRegions();
    const int following = frame + 1; // a step ahead of who leafs through
    if (following < m_opened.parts.size() && !m_pictures.contains(following) && m_child->waiting() == 0) {
        m_child->picture(this, following, {}, [this, following](const decoding::Answer<Picture> &ahead) {
            if (!ahead)
                return;
            m_pictures.insert(following, new Picture(*ahead), int(ahead->bytes.size() / 1024) + 1);
            if (following == m_frame)
                take(following, *ahead);
        });
    }
}

void ScanEvidence::draw()
{
    if (m_shown.layout == Picture::Layout::Samples16)
        m_canvas->replaceImage({m_shown.levels.first().size, {throughWindow(m_shown, m_window, m_invert->isChecked())}});
    else
        m_canvas->replaceImage(imageOf(m_shown));
    say();
}

void ScanEvidence::say()
{
    const QLocale locale;
    const QSizeF size = m_opened.parts.first();
    QStringList words;
    if (m_opened.parts.size() > 1)
        words.append(tr("%1 of %2").arg(locale.toString(m_frame + 1), locale.toString(m_opened.parts.size())));
    if (m_shown.layout == Picture::Layout::Samples16 && !m_windows.isEmpty())
        words.append(tr("level %1, width %2").arg(locale.toString(m_window.center, 'f', 0), locale.toString(m_window.width, 'f', 0)));
    if (words.isEmpty())
        words.append(tr("%1 × %2 pixels").arg(size.width()).arg(size.height()));
    m_place->setText(words.join(QStringLiteral(" · ")));
    m_zoom->setText(tr("%1 %").arg(qRound(m_canvas->zoom() * 100)));
    m_canvas->setAccessibleDescription(tr("Scan of %1 × %2 pixels, %3").arg(size.width()).arg(size.height()).arg(m_place->text()));
}

// To the right wider, downwards brighter, by a share of the values there are, as at every workstation.
void ScanEvidence::drag(QPoint delta)
{
    if (m_shown.layout != Picture::Layout::Samples16)
        return;
    if (!m_range)
        m_range = fullWindow(m_shown).width;
    const double perPixel = std::max(*m_range / 512, m_shown.step);
    m_window.width = std::max(m_shown.step, m_window.width + delta.x() * perPixel);
    m_window.center -= delta.y() * perPixel;
    m_window.name.clear();
    m_choice->setCurrentIndex(-1);
    draw();
}

void ScanEvidence::chooseWindow(int index)
{
    if (m_windows.isEmpty())
        return;
    index = int((index + m_windows.size()) % m_windows.size());
    m_choice->setCurrentIndex(index);
    m_window = m_windows[index];
    draw();
}

void ScanEvidence::setHeaderShown(bool shown)
{
    m_head->setChecked(shown);
    m_header->setVisible(shown);
}

void ScanEvidence::fail(const decoding::Failure &failure)
{
    m_problem->setText(tr("Picture %1: %2").arg(QLocale().toString(m_frame + 1), sentenceFor(decoding::Kind::Dicom, failure)));
    m_problem->show();
}

void ScanEvidence::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::ShiftModifier);
    if (plain && event->key() == Qt::Key_W)
        chooseWindow(std::max(0, m_choice->currentIndex()) + (event->modifiers() & Qt::ShiftModifier ? -1 : 1));
    else if (plain && event->key() == Qt::Key_I)
        m_invert->toggle();
    else if (plain && event->key() == Qt::Key_T)
        setHeaderShown(!m_header->isVisible());
    else
        QWidget::keyPressEvent(event);
}

std::optional<int> ScanEvidence::find(const QString &words)
{
    m_matches.clear();
    for (int row = 0; row < m_header->rowCount() && !words.isEmpty(); ++row) {
        const auto holds = [&](int column) { return m_header->item(row, column)->text().contains(words, Qt::CaseInsensitive); };
        if (holds(0) || holds(1) || holds(2))
            m_matches.append(row);
    }
    return int(m_matches.size());
}

void ScanEvidence::showMatch(int index)
{
    setHeaderShown(true);
    m_header->selectRow(m_matches.at(index));
    m_header->scrollToItem(m_header->item(m_matches.at(index), 0), QAbstractItemView::PositionAtCenter);
}

void ScanEvidence::setCited(const QList<core::Selector> &places)
{
    m_cited = places;
    markRegions();
}

bool ScanEvidence::light(const std::optional<core::Selector> &place)
{
    m_lit = place;
    if (m_lit && m_lit->page > 0)
        showFrame(m_lit->page - 1);
    markRegions();
    return m_lit && regionOf(*m_lit);
}

// Regions of the picture shown; without a number they hold for all.
void ScanEvidence::markRegions()
{
    const auto here = [this](const core::Selector &place) { return place.page <= 0 || place.page == m_frame + 1; };
    QList<QRectF> cited;
    for (const core::Selector &place : std::as_const(m_cited))
        cited.append(here(place) ? regionOf(place).value_or(QRectF()) : QRectF());
    m_canvas->setRegions(cited, m_lit && here(*m_lit) ? regionOf(*m_lit) : std::nullopt);
}

QVariantMap ScanEvidence::place()
{
    QVariantMap place = placeOf(*m_canvas);
    place[QStringLiteral("frame")] = m_frame;
    place[QStringLiteral("level")] = m_window.center;
    place[QStringLiteral("width")] = m_window.width;
    place[QStringLiteral("choice")] = m_choice->currentIndex();
    place[QStringLiteral("inverted")] = m_invert->isChecked();
    return place;
}

void ScanEvidence::setPlace(const QVariantMap &place)
{
    putBack(*m_canvas, place);
    m_window.center = place.value(QStringLiteral("level"), m_window.center).toDouble();
    m_window.width = place.value(QStringLiteral("width"), m_window.width).toDouble();
    m_choice->setCurrentIndex(place.value(QStringLiteral("choice"), m_choice->currentIndex()).toInt());
    m_invert->setChecked(place.value(QStringLiteral("inverted")).toBool());
    draw();
    showFrame(place.value(QStringLiteral("frame"), m_frame).toInt());
}

bool ScanEvidence::zoom(Zoom how)
{
    return zoomAsAsked(*m_canvas, how);
}

} // namespace countersign::ui
