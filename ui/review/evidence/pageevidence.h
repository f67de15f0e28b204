// Evidence that is Markdown, or HTML that the decoding child has made plain (models/decoder/plainpage.h): read as a page, with nothing fetched,
// nothing run and no link followed. (Qt's own reader of HTML stands still for minutes where elements are nested some twenty deep, and would meet
// hostile bytes in the process that holds the keys.)
#pragma once

#include "ui/review/evidence/evidenceview.h"

#include <QTextBrowser>
#include <QTextDocument>
#include <memory>

class QTextFrame;

namespace countersign::ui {

// A document that has nothing but its own text: every picture, style sheet and link target is refused, whatever its source says.
// (Refusing in the browser would not do: QTextDocument then reads local files by itself.)
class SealedDocument final : public QTextDocument {
    Q_OBJECT

public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int type, const QUrl &name) override;
};

class PageEvidence final : public EvidenceView {
    Q_OBJECT

public:
    enum class Format { Markdown, Html };
    static constexpr qsizetype longestPage = 2'000'000; // code units; longer ones are shown as the text they are

    // Any thread; whoever gets the page moves it into the window's. Laid out only once it is shown.
    static std::unique_ptr<SealedDocument> read(const QString &source, Format format);
    PageEvidence(const QString &name, std::unique_ptr<SealedDocument> page, QWidget *parent = nullptr);

    std::optional<int> find(const QString &words) override;
    void showMatch(int index) override;
    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    QWidget *reader() override { return m_page; }

private:
    static void dress(QTextDocument &document);
    static void dressTables(QTextFrame &frame);
    void mark();
    QTextCursor cursorOf(const core::Selector &place) const;

    QTextBrowser *m_page;
    QList<QTextCursor> m_matches;
    QList<QTextCursor> m_cited;
    QTextCursor m_lit;
    int m_current = -1;
};

} // namespace countersign::ui
