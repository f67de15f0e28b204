// The file the child was given, mapped where the window writes it: readable from its beginning on while the rest is still on its way.
#pragma once

#include <QByteArray>

namespace countersign::decoding {
struct Arrival;
}

namespace countersign::decoder {

class ArrivingFile {
public:
    // Maps the file and closes its descriptor; empty when there is none. The process ends when the other end of `questions` is closed while it
    // waits for bytes.
    ArrivingFile(int descriptor, int questions);

    qsizetype size() const { return m_bytes.size(); }
    // Waits until the first `end` bytes are there. What is behind them reads as zeros or as it will be.
    QByteArrayView upTo(qsizetype end) const;
    QByteArray whole() const; // not copied

private:
    QByteArrayView m_bytes;
    const decoding::Arrival *m_arrival = nullptr;
    int m_questions = -1;
};

} // namespace countersign::decoder
