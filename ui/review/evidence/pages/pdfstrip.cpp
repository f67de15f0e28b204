// PdfEvidence: the strip of small pages beside the document.
#include "ui/review/evidence/pages/pdfevidence.h"

#include "ui/review/evidence/decodedpicture.h"
#include "ui/theme/drawing.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QSettings>

namespace countersign::ui {

using theme::px;

namespace {

constexpr int roomForStrip = 600; // width from which it costs the pages little
const QString stripKey = QStringLiteral("desk/page-strip");

} // namespace

// Shown where there is room for it, unless the user has said.
void PdfEvidence::makeStrip()
{
    setTabOrder(m_canvas, m_strip);
    m_strip->hide();
    m_stripButton->setVisible(m_strip->model()->rowCount() > 1);
    connect(m_strip, &PageStrip::pageChosen, m_canvas, &PageCanvas::showPage);
    connect(m_strip, &PageStrip::viewChanged, this, &PdfEvidence::work);
    m_stripButton->setCheckable(true);
    m_stripButton->setAccessibleName(tr("Small pages beside the document (P)"));
    m_stripButton->setToolTip(m_stripButton->accessibleName());
    m_stripButton->setFocusPolicy(Qt::TabFocus);
    theme::setWeight(m_stripButton, theme::Weight::Quiet);
    connect(m_stripButton, &QPushButton::toggled, this, &PdfEvidence::chooseStrip);
}

void PdfEvidence::showStrip(bool shown)
{
    if (!shown && m_strip->hasFocus())
        m_canvas->setFocus();
    m_strip->setVisible(shown);
    const QSignalBlocker quiet(m_stripButton);
    m_stripButton->setChecked(shown);
}

void PdfEvidence::chooseStrip(bool shown)
{
    QSettings().setValue(stripKey, shown);
    showStrip(shown);
}

void PdfEvidence::resizeEvent(QResizeEvent *event)
{
    EvidenceView::resizeEvent(event);
    showStrip(m_canvas->pageCount() > 1 && QSettings().value(stripKey, width() >= px(roomForStrip)).toBool());
}

void PdfEvidence::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_P || event->modifiers() != Qt::NoModifier || m_canvas->pageCount() < 2)
        return EvidenceView::keyPressEvent(event);
    if (m_strip->hasFocus())
        return chooseStrip(false);
    chooseStrip(true);
    m_strip->setFocus();
}

bool PdfEvidence::askSheet()
{
    const auto wanted = m_strip->wanted();
    if (!wanted)
        return false;
    m_child->picture(this, wanted->first, wanted->second, [this, page = wanted->first](const decoding::Answer<decoding::Picture> &picture) {
        m_busy = false;
        m_strip->setPicture(page, picture ? imageOf(*picture).levels.first() : QImage());
        work();
    });
    return true;
}

} // namespace countersign::ui
