// The decoding child: one evidence file per process, behind a fence, with neither store nor key. Started by the window with the file's kind
// as its only word; questions on standard input, answers on standard output (models/decoding/wire.h).
#include "decoder/decoders.h"

#include <QCoreApplication>
#include <algorithm>
#include <cstdio>

int main(int argc, char **argv)
{
    namespace decoding = countersign::decoding;
    const QByteArray word(argc == 2 ? argv[1] : "");
    const auto kind = std::ranges::find_if(decoding::kindWords, [&word](const auto &known) { return word == known.second; });
    if (kind == decoding::kindWords.end()) {
        std::fputs("countersign-decode is started by countersign to read one piece of evidence.\n", stderr);
        return 2;
    }
    qputenv("QT_NO_GLIB", "1"); // its loop opens pipes behind the fence
    QCoreApplication application(argc, argv);
    return countersign::decoder::serve(kind->first, 0, 1, decoding::fileDescriptor);
}
