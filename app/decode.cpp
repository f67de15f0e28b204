// The decoding child: one evidence file per process, behind a fence, with neither store nor key. Started by the window with the file's kind
// as its only word; questions on standard input, answers on standard output (models/decoding/wire.h).
#include "decoder/decoders.h"

#include <QCoreApplication>
#include <cstdio>

int main(int argc, char **argv)
{
    using countersign::decoding::Kind;
    const QByteArray kind(argc == 2 ? argv[1] : "");
    if (kind != "image" && kind != "pdf" && kind != "dicom") {
        std::fputs("countersign-decode is started by countersign to read one piece of evidence.\n", stderr);
        return 2;
    }
    qputenv("QT_NO_GLIB", "1"); // its loop opens pipes behind the fence
    QCoreApplication application(argc, argv);
    return countersign::decoder::serve(kind == "pdf" ? Kind::Pdf : kind == "dicom" ? Kind::Dicom : Kind::Image, 0, 1, countersign::decoding::fileDescriptor);
}
