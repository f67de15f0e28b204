// The review desk on a store of its own, and the cases its tests lay on it.
#pragma once

#include "ui/review/editor/suggestioneditor.h"
#include "ui/review/reviewpage.h"
#include "ui/hands.h"

#include <QLineEdit>

namespace countersign::uitest {

// A case with a dialogue of two speakers, a second item, and citations whose positions count code points.
inline QByteArray noteCase(const QByteArray &id)
{
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id
        + "\",\"kind\":\"clinical-note\",\"risk\":\"high\",\"title\":\"Follow-up\",\"evidence\":["
          "{\"id\":\"dialogue\",\"title\":\"Dialogue\",\"mediaType\":\"text/plain\","
          "\"text\":\"[doctor] 😀 how much metformin?\\n[patient] five hundred, twice a day\"},"
          "{\"id\":\"labs\",\"title\":\"Labs\",\"mediaType\":\"text/csv\",\"text\":\"name,value\\nA1c,9.1\\n\"}],"
          "\"suggestion\":{\"text\":\"Takes 50 mg twice daily. A1c 9.1.\",\"citations\":["
          "{\"at\":{\"start\":6,\"end\":23,\"exact\":\"50 mg twice daily\"},\"evidence\":\"dialogue\","
          "\"in\":{\"start\":0,\"end\":4,\"exact\":\"five hundred, twice a day\"}},"
          "{\"at\":{\"start\":25,\"end\":32},\"evidence\":\"labs\",\"in\":{\"exact\":\"9.1\"}}]}}";
}

inline QByteArray fieldsCase(const QByteArray &id)
{
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id
        + "\",\"kind\":\"receipt-ocr\",\"evidence\":[{\"id\":\"scan\",\"mediaType\":\"text/plain\",\"text\":\"Total 12.50\"}],"
          "\"suggestion\":{\"fields\":{\"total\":12.500,\"shop\":\"Aeon\",\"paid\":true}}}";
}

// Fields with a form that knows more of them.
inline QByteArray formCase(const QByteArray &id)
{
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id
        + "\",\"kind\":\"receipt-ocr\",\"evidence\":[{\"id\":\"scan\",\"mediaType\":\"text/plain\",\"text\":\"Tea 2.50, milk 1.20\"}],"
          "\"suggestion\":{\"fields\":{\"shop\":\"Aeon\", \"note\":\"a\\r\\nb\\u00a0c\\rd\", \"items\":[{\"what\":\"tea\",\"price\":2.50},{\"what\":\"milk\",\"price\":1.20}]},"
          "\"form\":{\"type\":\"object\",\"required\":[\"shop\"],\"properties\":{\"shop\":{\"type\":\"string\"},\"note\":{\"type\":\"string\"},"
          "\"paid\":{\"type\":\"boolean\",\"title\":\"Paid\"},\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"what\",\"price\"],"
          "\"properties\":{\"what\":{\"type\":\"string\"},\"price\":{\"type\":\"number\"}}}}}}}}";
}

// Ada at the review desk of a ward with these cases; what she does goes through names and keys.
struct Desk {
    testsupport::Ward ward;
    std::unique_ptr<workflow::Session> session = sessionOn(ward);
    std::unique_ptr<ui::ReviewPage> page;
    int keys = 0; // pressed so far, words not counted

    explicit Desk(const QList<QByteArray> &cases)
    {
        const auto report = ward.importLines(cases);
        if (!report || report->files.first().imported != cases.size())
            qFatal("the cases did not go in");
        session->adopt(ward.ada());
        page = std::make_unique<ui::ReviewPage>(*session);
        show(*page);
    }
    ~Desk()
    {
        page.reset();
        session.reset();
    }
    void open(const QString &id)
    {
        page->openCase(core::CaseId(id));
        QTRY_COMPARE_WITH_TIMEOUT(page->currentCase().value, id, patience);
    }
    void next()
    {
        page->openNext();
        QTRY_VERIFY_WITH_TIMEOUT(page->hasCase(), patience);
    }
    QWidget *focused() const { return QApplication::focusWidget() ? QApplication::focusWidget() : page.get(); }
    void press(int key, Qt::KeyboardModifiers held = {})
    {
        ++keys;
        QWidget *popup = QApplication::activePopupWidget();
        QTest::keyClick(popup ? popup : focused(), Qt::Key(key), held);
        if (popup) // the offscreen platform gives the keyboard to nobody when a popup closes
            page->activateWindow();
    }
    void words(const QString &text) { QTest::keyClicks(focused(), text); }
    ui::SuggestionEditor *editor() const { return find<ui::SuggestionEditor>(page.get(), QStringLiteral("Your version")); }
    QLineEdit *rationale() const { return find<QLineEdit>(page.get(), QStringLiteral("Rationale")); }
    QAbstractButton *button(const QString &name) const { return find<QAbstractButton>(page.get(), name); }
    QString text(const QString &name) const
    {
        auto *label = find<QLabel>(page.get(), name);
        return label ? label->text() : QString();
    }
    void idle() { QTRY_COMPARE_WITH_TIMEOUT(session->writing().pending() + session->reading().pending(), 0, patience); }
    QList<core::DecisionRow> decisions()
    {
        core::DecisionFilter filter;
        filter.teams = {core::TeamId(QStringLiteral("main"))};
        const auto rows = ward.ports().decisions.decisions(filter);
        return rows ? *rows : QList<core::DecisionRow>();
    }
};

} // namespace countersign::uitest
