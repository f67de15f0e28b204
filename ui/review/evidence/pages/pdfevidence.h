// Evidence that is a PDF: its pages, read and rendered by the decoding child; find, citations, and text that can be copied.
// P goes to the strip of small pages and back.
#pragma once

#include "decoding/child.h"
#include "ui/review/evidence/evidenceview.h"
#include "ui/review/evidence/pages/pagecanvas.h"
#include "ui/review/evidence/pages/pagestrip.h"

#include <QSet>

class QLabel;
class QLineEdit;
class QPushButton;

namespace countersign::ui {

class PdfEvidence final : public EvidenceView {
    Q_OBJECT

public:
    // `child` has opened the file and becomes this view's.
    PdfEvidence(const QString &name, const decoding::Opened &opened, decoding::Child *child, QWidget *parent = nullptr);

    std::optional<int> find(const QString &words) override;
    void showMatch(int index) override;
    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    bool zoom(Zoom how) override;
    QVariantMap place() override;
    void setPlace(const QVariantMap &place) override;
    QWidget *reader() override { return m_canvas; }

    const QString &selectedText() const { return m_selected; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Match {
        int page = 0;
        decoding::Stretch stretch;
        QList<QRectF> boxes; // empty until the child has said
        bool asked = false;
    };

    void connectCanvas();
    QWidget *makeBar();
    void makeStrip();
    void showStrip(bool shown);
    void chooseStrip(bool shown);
    void work();
    bool askPicture();
    bool askSheet();
    bool askPlaces();
    bool askText();
    void takeText(int page, const QString &text);
    void placeMatches(int page, const QList<int> &indexes, const QList<decoding::Place> &places);
    void markMatches();
    void resolve(const core::Selector &place, std::function<void(int, QList<QRectF>)> done);
    void say();
    void fail(const decoding::Failure &failure);
    void select(int page, QPointF from, QPointF to);

    decoding::Child *m_child;
    PageCanvas *m_canvas;
    PageStrip *m_strip;
    QPushButton *m_stripButton;
    QLineEdit *m_number;
    QLabel *m_count;
    QLabel *m_zoom;
    QLabel *m_problem;
    QString m_name;
    bool m_busy = false; // the child is at a question of ours; the next one is chosen when it is done
    QSet<int> m_failed;  // pages without a picture
    QList<QString> m_texts; // by page, as far as they have come
    QString m_words;
    QList<Match> m_matches;
    int m_current = -1;
    QList<core::Selector> m_cited;
    PageCanvas::Marks m_citedMarks;
    QHash<int, QList<std::pair<int, QRectF>>> m_citedAt; // page → citation and its place
    std::optional<core::Selector> m_lit;
    QString m_selected;
};

} // namespace countersign::ui
