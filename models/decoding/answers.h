// What the decoding child says about one evidence file: values only. The child is not trusted: whoever reads these has checked sizes already.
#pragma once

#include <QByteArray>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QString>

namespace countersign::decoding {

enum class Kind : quint8 { Image, Pdf, Dicom, Page };

// Why something cannot be shown. The words are made in ui.
enum class Why : quint8 {
    WrongType,    // the bytes are not what the type says
    Damaged,      // they are, but broken; detail: the decoder's word
    Empty,        // no bytes, no page or no frame
    TooLarge,     // claims more than may be decoded; detail: what it claims
    Password,     // protected by a password
    Syntax,       // a transfer syntax that cannot be decoded here; detail: its name
    Undecodable,  // compressed pixels that the decoder of their syntax refuses: damaged, or a variant it does not know; detail: the syntax
    NoSyntax,     // a DICOM file that does not say how it is written
    NoPixels,     // a DICOM object without a picture
    NoSuchPart,   // asked for a page or frame that is not there
    Crashed,      // the child ended
    TimedOut,     // the child did not answer
    OverLimit,    // the child ran into its limit of memory or time
    CannotStart,  // there is no child; detail: the system's reason
    BadAnswer,    // the child said something that makes no sense
};

struct Failure {
    Why why = Why::Damaged;
    QString detail;
    bool operator==(const Failure &) const = default;
};

// A window onto sample values: everything below centre − width/2 is black, above centre + width/2 white.
struct Window {
    double center = 0;
    double width = 0;
    QString name; // as the file calls it, may be empty
    bool operator==(const Window &) const = default;
};

struct HeaderRow {
    QString tag;   // "(0010,0010)"
    QString name;  // "PatientName"
    QString value; // cut when long
    bool operator==(const HeaderRow &) const = default;
};

// What an opened file is.
struct Opened {
    Kind kind = Kind::Image;
    QList<QSizeF> parts;      // pages (in points), frames or the one picture (in pixels)
    QString syntax;           // DICOM: how its pixels are written
    QString modality;         // DICOM
    QList<Window> windows;    // DICOM: those of the file
    QList<HeaderRow> header;  // DICOM
    bool operator==(const Opened &) const = default;
};

// Pixels. Samples: 16 bits each, value = first + step × sample, shown through a window; dark when high if inverted.
struct Picture {
    enum class Layout : quint8 { Rgb32, Argb32, Samples16 };
    struct Level {
        QSize size;
        qsizetype offset = 0; // into `bytes`
        bool operator==(const Level &) const = default;
    };
    Layout layout = Layout::Rgb32;
    QList<Level> levels; // the picture, then halves of it; never empty, rows without padding
    double first = 0;
    double step = 1;
    bool inverted = false;
    QByteArray bytes;
    bool operator==(const Picture &) const = default;
};

// A stretch of a page's text and where it stands, in points from the page's upper left corner.
struct Place {
    QString text;
    QList<QRectF> boxes;
    bool operator==(const Place &) const = default;
};

} // namespace countersign::decoding
