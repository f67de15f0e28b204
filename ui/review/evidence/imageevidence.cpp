#include "ui/review/evidence/imageevidence.h"

#include "ui/review/evidence/masks/maskbar.h"
#include "ui/review/evidence/zooming.h"
#include "ui/theme/drawing.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace countersign::ui {

using theme::px;

std::optional<QRectF> regionOf(const core::Selector &place)
{
    if (place.region.size() != 4)
        return std::nullopt;
    return QRectF(place.region[0], place.region[1], place.region[2], place.region[3]) & QRectF(0, 0, 1, 1);
}

QVariantMap placeOf(const ImageCanvas &canvas)
{
    const auto place = canvas.place();
    return place ? QVariantMap{{QStringLiteral("middle"), place->middle}, {QStringLiteral("zoom"), place->zoom}} : QVariantMap();
}

void putBack(ImageCanvas &canvas, const QVariantMap &place)
{
    if (const auto zoom = place.constFind(QStringLiteral("zoom")); zoom != place.cend())
        canvas.setPlace({place.value(QStringLiteral("middle")).toPointF(), zoom->toDouble()});
}

QPushButton *measureButton(ImageCanvas &canvas, QWidget *parent)
{
    auto *button = new QPushButton(EvidenceView::tr("Measure"), parent);
    button->setAccessibleName(EvidenceView::tr("Measure a length"));
    button->setToolTip(button->accessibleName());
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    theme::setWeight(button, theme::Weight::Quiet);
    QObject::connect(button, &QPushButton::toggled, &canvas, [&canvas](bool on) {
        canvas.setMeasuring(on);
        canvas.setFocus();
    });
    QObject::connect(&canvas, &ImageCanvas::measured, button, &QPushButton::setAccessibleDescription);
    return button;
}

ImageEvidence::ImageEvidence(const QString &name, const DecodedImage &image, const QStringList &masks, QWidget *parent)
    : EvidenceView(parent), m_canvas(new ImageCanvas(this)), m_zoom(new QLabel(this)), m_name(name), m_size(image.size)
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(px(18), px(4), px(8), px(4));
    auto *words = new QLabel(tr("%1 × %2 pixels").arg(image.size.width()).arg(image.size.height()), this);
    theme::setRole(words, theme::TextRole::Label, theme::Meaning::Faint);
    theme::setRole(m_zoom, theme::TextRole::Label, theme::Meaning::Soft);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setMinimumWidth(px(52));
    bar->addWidget(words);
    bar->addStretch();
    const auto button = [&](const QString &text, const QString &spoken, Zoom how) {
        auto *made = new QPushButton(text, this);
        made->setAccessibleName(spoken);
        made->setToolTip(spoken);
        made->setFocusPolicy(Qt::TabFocus);
        theme::setWeight(made, theme::Weight::Quiet);
        connect(made, &QPushButton::clicked, this, [this, how] { zoom(how); });
        return made;
    };
    bar->addWidget(measureButton(*m_canvas, this));
    bar->addWidget(button(QStringLiteral("−"), tr("Zoom out"), Zoom::Out));
    bar->addWidget(m_zoom);
    bar->addWidget(button(QStringLiteral("+"), tr("Zoom in"), Zoom::In));
    bar->addWidget(button(tr("Fit"), tr("Fit the picture into the pane"), Zoom::Fit));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_canvas, 1);
    if (!masks.isEmpty())
        makeMasks(masks);
    layout->addLayout(bar);
    setFocusProxy(m_canvas);
    m_canvas->setAccessibleName(tr("Evidence: %1").arg(name));
    connect(m_canvas, &ImageCanvas::zoomed, this, &ImageEvidence::sayZoom);
    connect(m_canvas, &ImageCanvas::regionPressed, this, &EvidenceView::citedPressed);
    m_canvas->setImage(image);
}

void ImageEvidence::makeMasks(const QStringList &names)
{
    m_masks = new MaskBar(names, this);
    layout()->addWidget(m_masks);
    m_canvas->masks().setFill(m_masks->fill() / 100.0);
    connect(m_masks, &MaskBar::switched, this, [this](int index, bool on) {
        m_canvas->masks().setOn(index, on);
        m_canvas->update();
    });
    connect(m_masks, &MaskBar::fillChanged, this, [this](int percent) {
        m_canvas->masks().setFill(percent / 100.0);
        m_canvas->update();
    });
}

void ImageEvidence::showMask(int index, const Mask &mask)
{
    m_canvas->masks().setMask(index, mask);
    m_masks->showMask(index, mask);
    m_canvas->update();
}

void ImageEvidence::sayMaskProblem(int index, const QString &sentence)
{
    m_masks->sayProblem(index, sentence);
}

void ImageEvidence::keyPressEvent(QKeyEvent *event)
{
    const int figure = event->key() - Qt::Key_1;
    if (!m_masks || event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return EvidenceView::keyPressEvent(event);
    if (event->key() == Qt::Key_M)
        m_masks->toggleAll();
    else if (event->key() == Qt::Key_O)
        m_masks->setFill(m_masks->fill() + (event->modifiers() & Qt::ShiftModifier ? -MaskBar::fillStep : MaskBar::fillStep));
    else if (figure >= 0 && figure < std::min(9, m_masks->count()))
        m_masks->toggle(figure);
    else
        EvidenceView::keyPressEvent(event);
}

QVariantMap ImageEvidence::place()
{
    QVariantMap place = placeOf(*m_canvas);
    QVariantList hidden;
    for (int i = 0; m_masks && i < m_masks->count(); ++i)
        if (!m_masks->isOn(i))
            hidden.append(i);
    if (!hidden.isEmpty())
        place[QStringLiteral("hidden")] = hidden;
    if (m_masks && m_masks->fill() != MaskBar::firstFill)
        place[QStringLiteral("fill")] = m_masks->fill();
    return place;
}

void ImageEvidence::setPlace(const QVariantMap &place)
{
    putBack(*m_canvas, place);
    if (!m_masks)
        return;
    for (const QVariant &index : place.value(QStringLiteral("hidden")).toList())
        if (index.toInt() < m_masks->count())
            m_masks->setOn(index.toInt(), false);
    m_masks->setFill(place.value(QStringLiteral("fill"), m_masks->fill()).toInt());
}

void ImageEvidence::sayZoom()
{
    const QString percent = tr("%1 %").arg(qRound(m_canvas->zoom() * 100));
    m_zoom->setText(percent);
    m_canvas->setAccessibleDescription(tr("Picture of %1 × %2 pixels, shown at %3").arg(m_size.width()).arg(m_size.height()).arg(percent));
}

void ImageEvidence::setCited(const QList<core::Selector> &places)
{
    m_cited.clear();
    for (const core::Selector &place : places)
        m_cited.append(regionOf(place).value_or(QRectF()));
    m_canvas->setRegions(m_cited, std::nullopt);
}

bool ImageEvidence::light(const std::optional<core::Selector> &place)
{
    const std::optional<QRectF> region = place ? regionOf(*place) : std::nullopt;
    m_canvas->setRegions(m_cited, region);
    return region.has_value();
}

bool ImageEvidence::zoom(Zoom how)
{
    return zoomAsAsked(*m_canvas, how);
}

} // namespace countersign::ui
