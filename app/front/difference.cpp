#include "app/front/difference.h"

#include "app/cli/difftext.h"

#include <QFile>
#include <QStringDecoder>
#include <QStringEncoder>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace countersign;

namespace {

// As the whole program has it: texts stay out of core dumps, a reader who goes away is an error of the write, Ctrl+C ends with 130.
void prepare()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    ::signal(SIGPIPE, SIG_IGN);
    for (const int each : {SIGINT, SIGTERM})
        ::signal(each, [](int caught) { ::_exit(128 + caught); });
}

bool isAscii(QByteArrayView bytes)
{
    quint64 all = 0;
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 eight;
        std::memcpy(&eight, bytes.data() + at, sizeof eight);
        all |= eight;
    }
    for (; at < bytes.size(); ++at)
        all |= quint8(bytes[at]);
    return (all & 0x8080808080808080) == 0;
}

// Closes itself.
class InputFile {
public:
    explicit InputFile(const char *path) : m_file(::open(path, O_RDONLY | O_CLOEXEC)) {}
    ~InputFile() { ::close(m_file); }
    InputFile(const InputFile &) = delete;
    InputFile &operator=(const InputFile &) = delete;

    // That of a file that can be read and whose end is known; else nothing.
    std::optional<qsizetype> size() const
    {
        struct stat about = {};
        return ::fstat(m_file, &about) == 0 && S_ISREG(about.st_mode) ? std::optional(qsizetype(about.st_size)) : std::nullopt;
    }
    // How much came, 0 at the end, -1 for an error.
    ssize_t read(char *to, size_t most)
    {
        ssize_t came;
        do
            came = ::read(m_file, to, most);
        while (came < 0 && errno == EINTR);
        return came;
    }

private:
    int m_file;
};

// Piece by piece, so that no more of the bytes is held than the processor's own memory.
constexpr size_t pieceSize = 64 * 1024;
char piece[pieceSize];

// Of a file of that many ASCII characters; nothing when it is none.
std::optional<QString> asciiText(InputFile &file, qsizetype size)
{
    QString text(size, Qt::Uninitialized);
    QStringDecoder decoder(QStringDecoder::Latin1);
    QChar *end = text.data();
    for (;;) {
        const ssize_t came = file.read(piece, sizeof piece);
        if (came == 0 && end == text.constData() + size)
            return text;
        const QByteArrayView bytes(piece, std::max<ssize_t>(0, came));
        if (bytes.isEmpty() || bytes.size() > size - (end - text.constData()) || !isAscii(bytes))
            return std::nullopt;
        end = decoder.appendToBuffer(end, bytes);
    }
}

std::optional<QString> textOf(const char *path)
{
    constexpr qsizetype limit = 100'000'000; // longer ones are in no hurry
    InputFile file(path);
    const auto size = file.size();
    if (!size || *size > limit)
        return std::nullopt;
    if (auto text = asciiText(file, *size))
        return text;
    QFile again(QFile::decodeName(path));
    if (!again.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = again.readAll();
    if (again.error() != QFileDevice::NoError || !bytes.isValidUtf8())
        return std::nullopt;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom); // a BOM is part of the text here
    return QString(decoder.decode(bytes));
}

// Standard output, in pieces.
class Output {
public:
    void write(QStringView text)
    {
        constexpr qsizetype longest = 3; // bytes of UTF-8 for each of UTF-16
        while (!text.isEmpty()) {
            if (m_used + longest * 2 > qsizetype(pieceSize))
                flush();
            const qsizetype part = std::min(text.size(), (qsizetype(pieceSize) - m_used) / longest - 1);
            m_used = m_encoder.appendToBuffer(piece + m_used, text.first(part)) - piece;
            m_last = text[part - 1];
            text = text.sliced(part);
        }
    }
    void endLine()
    {
        if (m_last != u'\n')
            write(u"\n");
    }
    void flush() { writeAll({piece, std::exchange(m_used, 0)}); }
    void writeAll(QByteArrayView bytes)
    {
        while (!bytes.isEmpty() && m_failed == 0) {
            const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), size_t(bytes.size()));
            if (written < 0 && errno != EINTR)
                m_failed = errno;
            bytes = bytes.sliced(std::max<ssize_t>(0, written));
        }
    }
    int failed() const { return m_failed; } // 0, or the errno of what stopped it

private:
    QStringEncoder m_encoder{QStringEncoder::Utf8};
    qsizetype m_used = 0;
    QChar m_last = u'\n';
    int m_failed = 0;
};

int write(const QString &a, const QString &b, const diff::TextDiff &difference, const DifferenceCall &call)
{
    Output out;
    const bool colour = ::isatty(STDOUT_FILENO) == 1;
    if (call.json) {
        out.writeAll(app::differenceAsJson(a, b, difference) + '\n');
    } else if (!difference.isSame()) {
        if (call.line)
            out.write(app::lineDifference(a, b, difference, colour));
        else
            app::writeMarked(a, b, difference, colour, [&out](QStringView text) { out.write(text); });
        out.endLine();
    }
    out.flush();
    return out.failed();
}

} // namespace

int countersignDifference(const DifferenceCall *call)
{
    prepare();
    const auto a = textOf(call->before);
    const auto b = a ? textOf(call->after) : std::nullopt;
    if (!b)
        return handOver;
    diff::CompareOptions options = diff::CompareOptions::patient();
    options.inner = false; // none are written
    options.unit = call->line ? diff::Unit::Line : diff::Unit::Word;
    const diff::TextDiff difference = diff::compare(*a, *b, options);
    const int failed = write(*a, *b, difference, *call);
    return failed == 0 || failed == EPIPE ? (difference.isSame() ? 0 : 1) : handOver;
}
