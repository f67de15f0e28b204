// Keeps watch over what the reviewer's text says and the evidence does not, or the other way round: the evidence of a case is read once, the
// text after each rest in typing, both in the background; the newest text wins. Made for one desk; lives in the window's thread.
#pragma once

#include "core/evidence.h"
#include "decoding/answers.h"
#include "decoding/sharedfile.h"
#include "grounding/grounding.h"
#include "grounding/omissions.h"
#include "workflow/session.h"

#include <QMap>
#include <QSet>
#include <QTimer>

namespace countersign::ui {

// What was found about one state of a text.
struct Grounded {
    QString text;
    grounding::Grounding grounding;
    QList<grounding::Omission> omissions; // the weightiest first
};

class PageTexts;
class PlainPages;

class GroundWatch final : public QObject {
    Q_OBJECT

public:
    struct Document {
        QString evidence;
        decoding::Kind kind;
        std::shared_ptr<const decoding::SharedFile> file;
    };

    // `pages`: where web pages are made plain, for the pane that shows them as well.
    GroundWatch(workflow::Session &session, PlainPages &pages, QObject *parent = nullptr);

    // Other evidence: inline texts, files that hold text, and the text layer of documents. What is shown of an item is what is read of it.
    void setEvidence(const QList<core::EvidenceItem> &items);
    void setText(const QString &text); // answered by grounded(), also when there is nothing to say
    void clear();

    // The text of an item as it was read, of a document page after page; empty for pictures and the like.
    QString textOf(const QString &evidence) const;
    // A stretch of that text; with its page, where there are any.
    core::Selector selectorOf(const QString &evidence, diff::Range range) const;
    bool isReady() const { return m_index.has_value(); }

    static constexpr int restMilliseconds = 120;
    static constexpr qsizetype mostOmissions = 60;

Q_SIGNALS:
    void grounded(const countersign::ui::Grounded &found);

private:
    void readDocuments(const QList<Document> &documents);
    void takePages(const Document &document, const QStringList &pages);
    void makeIndex();
    void take(const grounding::EvidenceIndex &index);
    void look();

    workflow::Session &m_session;
    PlainPages &m_plainPages;
    QList<grounding::EvidenceText> m_texts;
    QMap<QString, QList<qsizetype>> m_pages; // of documents: where each page begins
    QSet<QString> m_webPages;                // whose text is still a plain page (decoder/plainpage.h)
    QSet<QString> m_awaited;                 // documents that are still being read
    QList<PageTexts *> m_reading;
    std::optional<grounding::EvidenceIndex> m_index; // nothing: still being read
    QString m_text;
    quint64 m_visit = 0;
    bool m_asked = false;
    QTimer m_rest;
};

} // namespace countersign::ui
