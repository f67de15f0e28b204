#include "decoder/decoders.h"
#include "decoder/fence.h"

#include <QDataStream>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace countersign::decoder {

using decoding::Ask;
using decoding::cannot;
using decoding::Kind;
using decoding::Why;

Answer<QString> Decoder::text(int)
{
    return cannot(Why::NoSuchPart);
}

Answer<QList<Place>> Decoder::places(int, const QList<Stretch> &)
{
    return cannot(Why::NoSuchPart);
}

Answer<QList<Place>> Decoder::between(int, QPointF, QPointF)
{
    return cannot(Why::NoSuchPart);
}

void warmUp(Kind kind)
{
    switch (kind) {
    case Kind::Image:
        return warmUpImage();
    case Kind::Pdf:
        return warmUpPdf();
    case Kind::Dicom:
        return warmUpDicom();
    case Kind::Page:
        return warmUpPage();
    }
}

namespace {

constexpr int cannotSeal = 76;
constexpr int pipeSize = 1 << 20; // fewer turns between the two processes

// False at the end of the questions.
bool readAll(int in, char *bytes, qsizetype size)
{
    while (size > 0) {
        const ssize_t got = ::read(in, bytes, size_t(size));
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        bytes += std::max<ssize_t>(got, 0);
        size -= std::max<ssize_t>(got, 0);
    }
    return true;
}

bool writeAll(int out, const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t put = ::write(out, bytes.constData() + at, size_t(bytes.size() - at));
        if (put < 0 && errno != EINTR)
            return false;
        at += std::max<ssize_t>(put, 0);
    }
    return true;
}

template <typename T>
Answer<QByteArray> body(const Answer<T> &answer)
{
    return answer ? Answer<QByteArray>(decoding::write(*answer)) : tl::unexpected(answer.error());
}

OpenedDecoder opened(Kind kind, const ArrivingFile &file)
{
    switch (kind) {
    case Kind::Image:
        return openImage(file.whole());
    case Kind::Pdf:
        return openPdf(file.whole());
    case Kind::Dicom:
        return openDicom(file);
    case Kind::Page:
        return openPage(file.whole());
    }
    return cannot(Why::WrongType);
}

class Desk {
public:
    Desk(Kind kind, const ArrivingFile &file) : m_kind(kind), m_file(file) {}

    Answer<QByteArray> answer(Ask sort, const QByteArray &question)
    {
        if (sort == Ask::Open)
            return open();
        QDataStream stream(question);
        stream.setVersion(QDataStream::Qt_6_4);
        if (sort == Ask::Probe) {
            quint8 what = 0;
            stream >> what;
            return decoding::write(attempt(decoding::Attempt(what)));
        }
        if (!m_decoder)
            return cannot(Why::NoSuchPart);
        qint32 part = -1;
        stream >> part;
        if (stream.status() != QDataStream::Ok || part < 0 || part >= m_decoder->opened().parts.size())
            return cannot(Why::NoSuchPart);
        return ofPart(sort, part, stream);
    }

private:
    Answer<QByteArray> open()
    {
        if (m_file.size() == 0)
            return cannot(Why::Empty);
        m_decoder.reset();
        auto decoder = opened(m_kind, m_file);
        if (!decoder)
            return tl::unexpected(decoder.error());
        m_decoder = std::move(*decoder);
        return decoding::write(m_decoder->opened());
    }

    Answer<QByteArray> ofPart(Ask sort, int part, QDataStream &stream)
    {
        if (sort == Ask::Picture) {
            QSize wanted;
            stream >> wanted;
            return body(m_decoder->picture(part, wanted));
        }
        if (sort == Ask::Text)
            return body(m_decoder->text(part));
        if (sort == Ask::Between) {
            QPointF from, to;
            stream >> from >> to;
            return body(m_decoder->between(part, from, to));
        }
        qint32 count = 0;
        stream >> count;
        QList<Stretch> stretches;
        for (; count > 0 && stream.status() == QDataStream::Ok; --count) {
            Stretch &stretch = stretches.emplaceBack();
            stream >> stretch.start >> stretch.length;
        }
        return body(m_decoder->places(part, stretches));
    }

    const Kind m_kind;
    const ArrivingFile m_file;
    std::unique_ptr<Decoder> m_decoder; // reads from the file
};

} // namespace

int serve(Kind kind, int in, int out, int file)
{
    limitProcess();
    ::fcntl(in, F_SETPIPE_SZ, pipeSize);
    ::fcntl(out, F_SETPIPE_SZ, pipeSize);
    Desk desk(kind, ArrivingFile(file, in));
    warmUp(kind);
    if (!sealProcess())
        return cannotSeal;
    for (;;) {
        QByteArray bytes(decoding::headSize, Qt::Uninitialized);
        if (!readAll(in, bytes.data(), bytes.size()))
            return 0;
        const auto asked = decoding::headOf(bytes, decoding::longestQuestion);
        if (!asked)
            return 1;
        QByteArray question(qsizetype(asked->size), Qt::Uninitialized);
        if (!readAll(in, question.data(), question.size()))
            return 1;
        const Answer<QByteArray> answer = desk.answer(Ask(asked->what), question);
        const QByteArray sent = answer ? *answer : decoding::write(answer.error().detail.left(500));
        if (!writeAll(out, decoding::head(answer ? 0 : quint32(answer.error().why) + 1, sent.size())) || !writeAll(out, sent))
            return 1;
    }
}

} // namespace countersign::decoder
