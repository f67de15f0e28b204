// Evidence that is Markdown or HTML: read as a page, with nothing fetched, nothing run and no link followed.
#pragma once

#include "ui/review/evidence/evidenceview.h"

#include <QTextBrowser>
#include <QTextDocument>

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

    PageEvidence(const QString &name, const QString &source, Format format, QWidget *parent = nullptr);

    std::optional<int> find(const QString &words) override;
    void showMatch(int index) override;
    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    QWidget *reader() override { return m_page; }

private:
    void dress();
    void mark();
    QTextCursor cursorOf(const core::Selector &place) const;

    QTextBrowser *m_page;
    QList<QTextCursor> m_matches;
    QList<QTextCursor> m_cited;
    QTextCursor m_lit;
    int m_current = -1;
};

} // namespace countersign::ui
