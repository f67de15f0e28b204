#include "ui/review/evidence/pageevidence.h"

#include "ui/review/citationplaces.h"
#include "ui/review/evidence/textevidence.h"
#include "ui/theme.h"

#include <QTextBlock>
#include <QTextTable>
#include <QVBoxLayout>

namespace countersign::ui {

QVariant SealedDocument::loadResource(int, const QUrl &)
{
    return {};
}

std::unique_ptr<SealedDocument> PageEvidence::read(const QString &source, Format format)
{
    auto page = std::make_unique<SealedDocument>();
    page->setUndoRedoEnabled(false);
    if (format == Format::Markdown)
        page->setMarkdown(source, QTextDocument::MarkdownNoHTML);
    else
        page->setHtml(source);
    return page;
}

PageEvidence::PageEvidence(const QString &name, std::unique_ptr<SealedDocument> page, QWidget *parent) : EvidenceView(parent), m_page(new QTextBrowser(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_page);
    m_page->setOpenLinks(false);
    m_page->setFrameShape(QFrame::NoFrame);
    m_page->setAccessibleName(tr("Evidence: %1").arg(name));
    setFocusProxy(m_page);
    dress(*page);
    page->setParent(m_page);
    m_page->setDocument(page.release());
    theme::setBackground(m_page, theme::Meaning::Pane);
    connect(theme::notifier(), &theme::Notifier::changed, this, [this] {
        dress(*m_page->document());
        mark();
    });
}

// The page's own colours and fonts give way to ours: dark text on a dark pane helps nobody, and white on white hides evidence.
void PageEvidence::dress(QTextDocument &document)
{
    document.setDefaultFont(theme::readingFont());
    document.setDocumentMargin(theme::px(16));
    QTextCursor all(&document);
    all.select(QTextCursor::Document);
    QTextCharFormat ink;
    ink.setForeground(theme::color(theme::Meaning::Ink));
    ink.setBackground(Qt::transparent);
    all.mergeCharFormat(ink);
    all.mergeBlockFormat(theme::readingBlock());
    dressTables(*document.rootFrame());
}

// Room between the cells and a hair line around them: a column of numbers is read down.
void PageEvidence::dressTables(QTextFrame &frame)
{
    for (QTextFrame *inside : frame.childFrames())
        dressTables(*inside);
    auto *table = qobject_cast<QTextTable *>(&frame);
    if (!table)
        return;
    QTextTableFormat format = table->format();
    format.setCellPadding(theme::px(6));
    format.setCellSpacing(0);
    format.setBorder(theme::px(1));
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(theme::color(theme::Meaning::Line));
    table->setFormat(format);
}

std::optional<int> PageEvidence::find(const QString &words)
{
    m_matches.clear();
    m_current = -1;
    const QString text = m_page->document()->toPlainText();
    for (const diff::Range &place : placesOf(words, text)) {
        QTextCursor cursor(m_page->document());
        cursor.setPosition(int(place.start));
        cursor.setPosition(int(place.end), QTextCursor::KeepAnchor);
        m_matches.append(cursor);
    }
    mark();
    return int(m_matches.size());
}

void PageEvidence::showMatch(int index)
{
    m_current = index;
    QTextCursor cursor = m_matches.at(index);
    cursor.setPosition(cursor.selectionStart());
    m_page->setTextCursor(cursor);
    m_page->ensureCursorVisible();
    mark();
}

QTextCursor PageEvidence::cursorOf(const core::Selector &place) const
{
    // positions count the source, which is not what stands on the page: only the quote can be found
    core::Selector quote = place;
    quote.start = quote.end = -1;
    const auto range = quote.exact.isEmpty() ? std::nullopt : placeOf(quote, m_page->document()->toPlainText());
    if (!range)
        return {};
    QTextCursor cursor(m_page->document());
    cursor.setPosition(int(range->start));
    cursor.setPosition(int(range->end), QTextCursor::KeepAnchor);
    return cursor;
}

void PageEvidence::setCited(const QList<core::Selector> &places)
{
    m_cited.clear();
    for (const core::Selector &place : places)
        m_cited.append(cursorOf(place));
    mark();
}

bool PageEvidence::light(const std::optional<core::Selector> &place)
{
    m_lit = place ? cursorOf(*place) : QTextCursor();
    if (!m_lit.isNull()) {
        QTextCursor start = m_lit;
        start.setPosition(m_lit.selectionStart());
        m_page->setTextCursor(start);
        m_page->ensureCursorVisible();
    }
    mark();
    return !m_lit.isNull();
}

void PageEvidence::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto add = [&marks](const QTextCursor &cursor, theme::Meaning meaning) {
        if (cursor.isNull())
            return;
        QTextEdit::ExtraSelection mark{cursor, {}};
        if (meaning == theme::Meaning::FoundHere)
            mark.format = theme::textFormat(meaning);
        else
            mark.format.setBackground(theme::color(meaning));
        marks.append(mark);
    };
    for (const QTextCursor &cursor : std::as_const(m_cited))
        add(cursor, theme::Meaning::FoundHere);
    add(m_lit, theme::Meaning::Source);
    for (qsizetype i = 0; i < m_matches.size(); ++i)
        add(m_matches[i], i == m_current ? theme::Meaning::Source : theme::Meaning::AccentPane);
    m_page->setExtraSelections(marks);
}

} // namespace countersign::ui
