// One evidence item on the screen, in whatever way its type is shown: what the pane around it can ask of every way.
#pragma once

#include "core/evidence.h"

#include <QVariantMap>
#include <QWidget>
#include <optional>

namespace countersign::ui {

class EvidenceView : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceView(QWidget *parent = nullptr) : QWidget(parent) {}

    // Marks every place that holds the words (empty: none) and says how many there are; nothing when this view has no text.
    virtual std::optional<int> find(const QString &) { return std::nullopt; }
    // Brings one of the places found into sight and marks it as the current one.
    virtual void showMatch(int) {}

    // Places the program knows to be cited, marked quietly.
    virtual void setCited(const QList<core::Selector> &) {}
    // Lights up one place and brings it into sight; nothing: none. False when the place is not there.
    virtual bool light(const std::optional<core::Selector> &) { return false; }

    enum class Zoom { In, Out, Fit };
    virtual bool zoom(Zoom) { return false; } // false when there is nothing to zoom

    // Where one is in it (scroll, zoom, picture, grey values), to be there again when the item is opened anew. setPlace() takes what place()
    // gave.
    virtual QVariantMap place();
    virtual void setPlace(const QVariantMap &place);

    // What should get the keyboard.
    virtual QWidget *reader() { return this; }

Q_SIGNALS:
    void citedPressed(int index); // one of the cited places, by its number in setCited
    void placePressed(qsizetype position); // of the item's text, where no cited place is
    void textArrived();           // find() would say more now
};

} // namespace countersign::ui
