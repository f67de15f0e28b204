#include "ui/review/evidence/masks/maskbar.h"

#include "ui/theme/drawing.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSlider>
#include <algorithm>

namespace countersign::ui {

using theme::px;

namespace {
constexpr int linesInSight = 4;
}

MaskBar::MaskBar(const QStringList &names, QWidget *parent) : QWidget(parent), m_fill(new QSlider(Qt::Horizontal, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(px(18), px(4), px(8), 0);
    rows->setSpacing(0);
    auto *lines = new QWidget(this);
    auto *column = new QVBoxLayout(lines);
    column->setContentsMargins({});
    column->setSpacing(0);
    for (int i = 0; i < names.size(); ++i) {
        auto *row = new QHBoxLayout;
        Line line{new QCheckBox(names[i], lines), new QLabel(tr("opening…"), lines)};
        line.box->setAccessibleName(tr("Mask: %1").arg(names[i]));
        line.box->setToolTip(tr("Show or hide this mask (%1); all of them (M)").arg(i + 1));
        line.box->setEnabled(false);
        line.facts->setWordWrap(true);
        theme::setRole(line.facts, theme::TextRole::Label, theme::Meaning::Soft);
        line.box->setChecked(true);
        connect(line.box, &QCheckBox::toggled, this, [this, i](bool on) { Q_EMIT switched(i, on); });
        row->addWidget(line.box);
        row->addWidget(line.facts, 1);
        column->addLayout(row);
        m_lines.append(line);
    }
    rows->addWidget(names.size() > linesInSight ? scrolled(lines) : lines);
    rows->addLayout(makeStrength());
    connect(theme::notifier(), &theme::Notifier::changed, this, &MaskBar::drawSamples);
    drawSamples();
}

QWidget *MaskBar::scrolled(QWidget *lines)
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(lines);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedHeight(px(32) * linesInSight);
    return scroll;
}

QLayout *MaskBar::makeStrength()
{
    auto *strength = new QHBoxLayout;
    auto *label = new QLabel(tr("Filled"), this);
    theme::setRole(label, theme::TextRole::Label, theme::Meaning::Soft);
    m_fill->setRange(0, 100);
    m_fill->setSingleStep(fillStep);
    m_fill->setPageStep(2 * fillStep);
    m_fill->setValue(firstFill);
    m_fill->setAccessibleName(tr("How strongly the masks are filled"));
    m_fill->setToolTip(tr("How strongly the masks are filled (O more, Shift+O less)"));
    m_fill->setMaximumWidth(px(220));
    label->setBuddy(m_fill);
    strength->setSpacing(px(10));
    strength->addWidget(label);
    strength->addWidget(m_fill, 1);
    strength->addStretch(1);
    connect(m_fill, &QSlider::valueChanged, this, &MaskBar::fillChanged);
    return strength;
}

void MaskBar::drawSamples()
{
    for (int i = 0; i < m_lines.size(); ++i) {
        const QSize size(px(28), px(18));
        m_lines[i].box->setIconSize(size);
        m_lines[i].box->setIcon(QPixmap::fromImage(MaskLayer::sample(i, size, devicePixelRatioF(), firstFill / 100.0)));
    }
}

void MaskBar::showMask(int index, const Mask &mask)
{
    Line &line = m_lines[index];
    const QLocale locale;
    const QString share = mask.share > 0 ? tr("%1 % of the picture").arg(locale.toString(mask.share * 100, 'f', 1)) : tr("marks nothing");
    line.facts->setText(mask.scaled ? tr("%1 · scaled from %2 × %3").arg(share).arg(mask.size.width()).arg(mask.size.height()) : share);
    line.box->setAccessibleDescription(tr("%1, %2").arg(Mask::styleWords(index), line.facts->text()));
    line.box->setEnabled(true);
}

void MaskBar::sayProblem(int index, const QString &sentence)
{
    m_lines[index].facts->setText(sentence);
    m_lines[index].facts->setToolTip(sentence);
    m_lines[index].box->setAccessibleDescription(sentence);
    m_lines[index].box->setChecked(false);
    theme::setRole(m_lines[index].facts, theme::TextRole::Label, theme::Meaning::Deleted);
}

bool MaskBar::isOn(int index) const
{
    return m_lines[index].box->isChecked();
}

void MaskBar::setOn(int index, bool on)
{
    m_lines[index].box->setChecked(on);
}

void MaskBar::toggle(int index)
{
    if (index < m_lines.size() && m_lines[index].box->isEnabled())
        m_lines[index].box->toggle();
}

void MaskBar::toggleAll()
{
    const bool on = std::ranges::none_of(m_lines, [](const Line &line) { return line.box->isEnabled() && line.box->isChecked(); });
    for (const Line &line : std::as_const(m_lines))
        if (line.box->isEnabled())
            line.box->setChecked(on);
}

int MaskBar::fill() const
{
    return m_fill->value();
}

void MaskBar::setFill(int percent)
{
    m_fill->setValue(percent);
}

} // namespace countersign::ui
