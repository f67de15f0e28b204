// Evidence contact: what of a case was looked at before a decision was signed, and what became of the passages that were left out. The content
// of the blob a decision's `contact` line names (FORMAT.md). A value.
#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace countersign::ledger {

struct Contact {
    enum class Way { Shown, Opened, Unshowable }; // stood there by itself; gone to; could not be shown

    struct Item {
        QString evidence;          // its id; once
        Way way = Way::Shown;
        quint64 milliseconds = 0;  // in sight, all visits together
        bool operator==(const Item &) const = default;
    };
    // A stretch of an item's text, in Unicode code points.
    struct Passage {
        QString evidence;
        quint64 start = 0;
        quint64 end = 0;           // behind start
        bool operator==(const Passage &) const = default;
    };

    QList<Item> items;             // any order, written in order of their lines
    QList<Passage> added;          // put into the text
    QList<Passage> dismissed;      // said to be not relevant
    bool operator==(const Contact &) const = default;
};

// BadValue (where: the line's key) for an empty id, an id twice, a passage that ends before it begins.
core::Result<QByteArray> write(const Contact &contact);
// Malformed with where "line N" for anything write() would not have written.
core::Result<Contact> parseContact(QByteArrayView text);

} // namespace countersign::ledger
