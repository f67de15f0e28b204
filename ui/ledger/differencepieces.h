// A difference as pages and paper show it, readable without colour: one piece after the other, with signs where nothing else would be seen.
#pragma once

#include <QList>
#include <QString>

namespace countersign::ui {

struct DifferencePiece {
    enum class Kind : quint8 { Same, Deleted, Inserted, MovedOut, MovedIn };
    Kind kind = Kind::Same;
    QString text;
    bool isOut() const { return kind == Kind::Deleted || kind == Kind::MovedOut; }
    bool isMoved() const { return kind == Kind::MovedOut || kind == Kind::MovedIn; }
    bool operator==(const DifferencePiece &) const = default;
};

struct PageDifference {
    QList<DifferencePiece> pieces; // "⇅ " begins what moved; "⏎" stands where only line ends came or went
    int lineEnds = 0;              // breaks that are only written differently: not among the pieces
};
// The difference the desk and the terminal show.
PageDifference pageDifference(const QString &before, const QString &after);

// "Line ends that are only written differently: 12"; empty for none.
QString lineEndWords(int lineEnds);

} // namespace countersign::ui
