// The left pane of the desk: one tab for each evidence item, each shown in the way its type asks for, found in, lit and zoomed.
#pragma once

#include "decoding/sharedfile.h"
#include "ui/review/evidence/evidenceview.h"
#include "ui/review/evidence/masks/mask.h"
#include "ui/review/evidence/pageevidence.h"
#include "workflow/session.h"

#include <QCache>
#include <QSet>
#include <QTimer>

class QStackedWidget;

namespace countersign::ui {

class CardEvidence;
class EvidenceTabs;
class FindBar;
class HeaderBar;
class ImageEvidence;
class PlainPages;

class EvidencePane final : public QWidget {
    Q_OBJECT

public:
    explicit EvidencePane(workflow::Session &session, QWidget *parent = nullptr);

    // The evidence of a case; citations mark the places they point to. Views are made when they are first looked at, each where one was in it
    // when that case lay here before. Masks have no tab: they lie over their picture.
    void setEvidence(const core::CaseId &id, const QList<core::EvidenceItem> &items, const QList<core::Citation> &citations);
    void clear();

    QString current() const; // id of the item shown, empty for none
    void show(const QString &id);
    void step(int direction); // to the next or previous item, round the ends
    bool zoom(EvidenceView::Zoom how);
    void openFind(); // in all items
    void leaveFind(const QWidget *focused); // when it has the keyboard
    // Shows the item a citation points into and lights up its place; nothing: darkens everything.
    void light(std::optional<int> citation);
    // The same for a place of an item that nothing cites.
    void lightPlace(const QString &id, const core::Selector &place);
    QWidget *reader() const; // what should get the keyboard
    PlainPages &plainPages() const { return *m_pages; } // of the case that lies here

Q_SIGNALS:
    void currentChanged(const QString &id);
    void citationPressed(int index); // in the list given
    void cannotShow(const QString &id); // an item of the case has no view
    void placePressed(const QString &id, qsizetype position); // of an item's text, where nothing is cited
    void findClosed();

private:
    void takeItems(const QList<core::EvidenceItem> &items);
    EvidenceView *viewFor(const core::EvidenceItem &item);
    static bool hasText(const core::EvidenceItem &item);
    EvidenceView *textView(const core::EvidenceItem &item, const QString &text);
    EvidenceView *pageView(const core::EvidenceItem &item, const QString &text, bool isHtml);
    void readPage(const core::EvidenceItem &item, const QString &source, PageEvidence::Format format, CardEvidence *card);
    void showIndex(int index);
    static QString topicOf(const core::EvidenceItem &item); // of its job in the reading lane
    void load(const core::EvidenceItem &item);
    using File = std::shared_ptr<const decoding::SharedFile>;
    void loadDecoded(const core::EvidenceItem &item);
    void decode(const core::EvidenceItem &item, const File &file);
    void showPicture(const core::EvidenceItem &item, const decoding::Picture &picture);
    void loadMasks(const QString &picture, int from, ImageEvidence *over);
    void judgeMask(const QString &picture, int index, ImageEvidence *over, const decoding::Picture &pixels);
    void takeMask(const QString &picture, int index, ImageEvidence *over, const tl::expected<Mask, QString> &mask);
    CardEvidence *problemCard(const core::EvidenceItem &item, const QString &problem);
    void loadText(const core::EvidenceItem &item);
    void put(const QString &id, EvidenceView *view);
    void prepare(const QString &id, EvidenceView *view);
    void exportItem(const core::EvidenceItem &item);
    void findEverywhere();
    void findInNext();
    void findIn(int index);
    void findFrom(int index);
    void showFound(int place);
    void sayFound();
    void closeFind();
    int placesBefore(int index) const;
    void keepPlaces();
    void putBack(const QString &id);
    bool isLit(const QString &id) const;
    int indexOf(const QString &id) const; // -1: none
    EvidenceView *currentView() const;

    workflow::Session &m_session;
    PlainPages *m_pages;
    HeaderBar *m_header;
    EvidenceTabs *m_tabs;
    FindBar *m_find;
    QStackedWidget *m_stack;
    QWidget *m_nothing;
    QList<core::EvidenceItem> m_items;
    QMap<QString, QList<core::EvidenceItem>> m_masks; // by the picture they lie over
    QList<core::Citation> m_citations;
    QMap<QString, EvidenceView *> m_views;      // by evidence id; children of the stack
    QMap<QString, QList<int>> m_citedIn;        // evidence id → numbers of the citations into it
    std::optional<int> m_lit;
    std::optional<std::pair<QString, core::Selector>> m_litPlace; // not cited
    using Places = QMap<QString, QVariantMap>;  // by evidence id
    QString m_case;
    QSet<QString> m_unplaced;                   // ids whose view has not been where one was
    QCache<QString, Places> m_places{200};      // by case, the last ones
    QList<std::optional<int>> m_found;          // places by item; nothing: no text, or not looked yet
    QList<int> m_unread;                        // items still to be looked through
    QTimer m_reading;
    bool m_finding = false;                     // the item shown changes because a place is in it
    quint64 m_visit = 0;                        // grows with each case: answers to an earlier one are dropped
};

} // namespace countersign::ui
