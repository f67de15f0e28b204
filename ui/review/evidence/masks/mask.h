// Masks over a picture: which part of it somebody means. Each has a kind of line, a hatching and a colour of its own, so that they are told apart
// without the colour; the line always shows, how strongly the inside is filled is the reviewer's choice.
#pragma once

#include "core/result.h"
#include "decoding/answers.h"

#include <QCoreApplication>
#include <QImage>
#include <QList>
#include <QPainter>

namespace countersign::ui {

struct Mask {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::Mask)

public:
    QSize size;           // as it came
    bool scaled = false;  // to lie on its picture
    double share = 0;     // of the picture, 0 … 1
    QRectF box;           // around what it covers, in fractions of the picture
    QList<QImage> levels; // 8 bits: inside where not 0; then halves in which nothing small is lost

    // What a decoded picture says as a mask: inside where it is at least half as bright as its brightest place, or half opaque where it has
    // transparent places. Else one sentence why it cannot lie over a picture of that size. Takes time with the pixels; any thread.
    static tl::expected<Mask, QString> of(const decoding::Picture &picture, QSize over);

    // How the n-th mask of a picture looks, in words.
    static QString styleWords(int number);
};

// Where a picture lies in a pane: widget coordinates.
struct PicturePlace {
    QPointF origin;
    double zoom = 1;
    QSize size; // of the picture, in its pixels
    bool operator==(const PicturePlace &) const = default;
};

class MaskLayer {
public:
    // The n-th mask; those before it that have not come are left out.
    void setMask(int index, const Mask &mask);
    void setOn(int index, bool on);
    void setFill(double strength); // 0: lines alone, 1: nothing of the picture is seen through

    void paint(QPainter &painter, const PicturePlace &picture, QSize pane);

    // The n-th style on a small area, for legends.
    static QImage sample(int number, QSize size, double ratio, double fill);

private:
    // What a picture of a mask on the screen depends on; while it is moved about none of this changes.
    struct Look {
        QSizeF shown;
        QPointF fraction; // of where the picture begins
        double ratio = 0;
        double fill = 0;
        QRgb ink = 0;
        QRgb halo = 0;
        bool operator==(const Look &) const = default;
    };
    struct Entry {
        Mask mask; // without levels until it comes
        bool on = true;
        Look look;
        QImage drawn; // all of it, as `look` says; null: not yet, or too large
    };
    Entry &at(int index);
    static void paintOne(QPainter &painter, Entry &entry, int number, QPointF origin, const Look &look, const QRect &pane);

    QList<Entry> m_masks;
    double m_fill = 0.3;
};

} // namespace countersign::ui
