// One opened evidence file in the decoding child: what can be asked of it, and a maker for each kind. Everything here meets hostile bytes.
#pragma once

#include "decoder/arrivingfile.h"
#include "decoding/wire.h"

#include <memory>

class QImage;

namespace countersign::decoder {

using decoding::Answer;
using decoding::Opened;
using decoding::Picture;
using decoding::Place;
using decoding::Stretch;

class Decoder {
public:
    virtual ~Decoder() = default;
    virtual const Opened &opened() const = 0;
    // `wanted`: the size of the picture, for pages.
    virtual Answer<Picture> picture(int part, QSize wanted) = 0;
    virtual Answer<QString> text(int part);
    virtual Answer<QList<Place>> places(int part, const QList<Stretch> &stretches);
    virtual Answer<QList<Place>> between(int part, QPointF from, QPointF to);
};

using OpenedDecoder = Answer<std::unique_ptr<Decoder>>;

OpenedDecoder openImage(const QByteArray &bytes);
OpenedDecoder openPdf(const QByteArray &bytes);
// A web page, UTF-8: its one part has text alone, the page made plain (decoder/plainpage.h).
OpenedDecoder openPage(const QByteArray &bytes);
// The bytes belong to the caller and outlive the decoder; of a scan only those that are asked for need be there.
OpenedDecoder openDicom(const ArrivingFile &file);

// Loads what a kind needs from the disk (plug-ins, dictionary, fonts), before the fence is closed.
void warmUp(decoding::Kind kind);
void warmUpImage();
void warmUpPdf();
void warmUpDicom();
void warmUpPage();

// A picture as it travels: rows without padding, with halves of it down to the size of a thumbnail when `halves`.
Picture pictureOf(const QImage &image, bool halves);

// Reads questions about a file from one descriptor and writes answers to another until it is closed. The file is mapped, and its descriptor
// closed, before the fence. The exit code of the process.
int serve(decoding::Kind kind, int in, int out, int file);

} // namespace countersign::decoder
