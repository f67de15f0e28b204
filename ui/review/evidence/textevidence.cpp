#include "ui/review/evidence/textevidence.h"

#include "ui/review/citationplaces.h"
#include "ui/review/evidence/speakertags.h"

#include <QVBoxLayout>
#include <algorithm>

namespace countersign::ui {

using theme::px;

EvidenceText::EvidenceText(QWidget *parent) : ParagraphView(parent)
{
    connect(theme::notifier(), &theme::Notifier::changed, this, [this] {
        measureMargin();
        relayoutInPlace();
    });
}

void EvidenceText::setText(const QString &text)
{
    m_text = text;
    m_dialogue = isDialogue(text);
    textReset();
    measureMargin();
    relayoutInPlace();
}

// As wide as the widest name of the first speakers, within reason.
void EvidenceText::measureMargin()
{
    m_margin = 0;
    if (!m_dialogue)
        return;
    const QFontMetrics metrics(theme::labelFont());
    const qsizetype looked = std::min<qsizetype>(paragraphs().count(), 200);
    for (qsizetype i = 0; i < looked; ++i) {
        QString speaker;
        if (tagLength(i, &speaker))
            m_margin = std::max(m_margin, metrics.horizontalAdvance(speaker));
    }
    m_margin = std::clamp(m_margin, px(36), px(120)) + px(16);
}

std::optional<qsizetype> EvidenceText::tagLength(qsizetype paragraph, QString *speaker) const
{
    if (!m_dialogue || paragraphs().isPiece(paragraph))
        return std::nullopt;
    const diff::Range content = paragraphs().content(paragraph);
    const auto tag = speakerTag(QStringView(m_text).sliced(content.start, content.length()));
    if (!tag)
        return std::nullopt;
    if (speaker)
        *speaker = tag->speaker;
    return tag->length;
}

DisplayText EvidenceText::display(qsizetype paragraph) const
{
    const diff::Range content = paragraphs().content(paragraph);
    return plainDisplay(QStringView(m_text).sliced(content.start, content.length()), tagLength(paragraph).value_or(0));
}

QString EvidenceText::marginText(qsizetype paragraph) const
{
    QString speaker;
    tagLength(paragraph, &speaker);
    return speaker;
}

ParagraphStyle EvidenceText::style(qsizetype paragraph) const
{
    ParagraphStyle style = ParagraphView::style(paragraph);
    const diff::Range content = paragraphs().content(paragraph);
    if (m_dialogue)
        style.below = px(5);
    else if (content.isEmpty() && paragraph + 1 < paragraphs().count())
        style.lineHeight = px(12);
    if (const auto tag = tagLength(paragraph))
        style.rightToLeft = QStringView(m_text).sliced(content.start + *tag, content.length() - *tag).isRightToLeft();
    return style;
}

TextEvidence::TextEvidence(const QString &name, const QString &text, QWidget *parent) : EvidenceView(parent), m_view(new EvidenceText(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_view);
    m_view->setAccessibleName(tr("Evidence: %1").arg(name));
    m_view->setText(text);
    setFocusProxy(m_view);
    connect(m_view, &ParagraphView::placePressed, this, [this](qsizetype position) {
        for (qsizetype i = 0; i < m_cited.size(); ++i) {
            if (m_cited[i] && position >= m_cited[i]->start && position <= m_cited[i]->end)
                return Q_EMIT citedPressed(int(i));
        }
        Q_EMIT EvidenceView::placePressed(position);
    });
}

QList<diff::Range> placesOf(const QString &words, const QString &text, qsizetype most)
{
    QList<diff::Range> places;
    if (words.isEmpty())
        return places;
    const QStringMatcher matcher(words, Qt::CaseInsensitive);
    for (qsizetype at = matcher.indexIn(text); at >= 0 && places.size() < most; at = matcher.indexIn(text, at + words.size()))
        places.append({at, at + words.size()});
    return places;
}

std::optional<int> TextEvidence::find(const QString &words)
{
    const QList<diff::Range> places = placesOf(words, m_view->text());
    m_view->setMarks(MarkKind::Match, places);
    m_view->setMarks(MarkKind::CurrentMatch, {});
    return int(places.size());
}

void TextEvidence::showMatch(int index)
{
    const diff::Range place = m_view->marks(MarkKind::Match).at(index);
    m_view->setMarks(MarkKind::CurrentMatch, {place});
    m_view->reveal(place);
}

void TextEvidence::setCited(const QList<core::Selector> &places)
{
    m_cited.clear();
    QList<diff::Range> marked;
    for (const core::Selector &place : places) {
        m_cited.append(placeOf(place, m_view->text()));
        if (m_cited.last())
            marked.append(*m_cited.last());
    }
    std::sort(marked.begin(), marked.end(), [](const diff::Range &a, const diff::Range &b) { return a.start < b.start; });
    m_view->setMarks(MarkKind::Cited, marked);
}

bool TextEvidence::light(const std::optional<core::Selector> &place)
{
    const std::optional<diff::Range> range = place ? placeOf(*place, m_view->text()) : std::nullopt;
    m_view->setMarks(MarkKind::Lit, range ? QList<diff::Range>{*range} : QList<diff::Range>{});
    if (range)
        m_view->reveal(*range);
    return range.has_value();
}

} // namespace countersign::ui
