#include "app/front/difference.h"

#include "app/cli/difftext.h"

#include <QFile>
#include <QStringDecoder>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

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

bool isAscii(const QByteArray &bytes)
{
    quint64 all = 0;
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 eight;
        std::memcpy(&eight, bytes.constData() + at, sizeof eight);
        all |= eight;
    }
    for (; at < bytes.size(); ++at)
        all |= quint8(bytes[at]);
    return (all & 0x8080808080808080) == 0;
}

std::optional<QString> textOf(const char *path)
{
    constexpr qint64 limit = 100'000'000; // longer ones are in no hurry
    QFile file(QString::fromUtf8(path));
    if (!file.open(QIODevice::ReadOnly) || file.isSequential() || file.size() > limit)
        return std::nullopt;
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return std::nullopt;
    if (isAscii(bytes))
        return QString::fromLatin1(bytes);
    if (!bytes.isValidUtf8())
        return std::nullopt;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom); // a BOM is part of the text here
    return QString(decoder.decode(bytes));
}

// 0, or the errno of what stopped it.
int writeAll(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno != EINTR)
            return errno;
        bytes = bytes.sliced(std::max<ssize_t>(0, written));
    }
    return 0;
}

QByteArray written(const QString &a, const QString &b, const diff::TextDiff &difference, const DifferenceCall &call)
{
    if (call.json)
        return app::differenceAsJson(a, b, difference) + '\n';
    if (difference.isSame())
        return {};
    const bool colour = ::isatty(STDOUT_FILENO) == 1;
    QString out = call.line ? app::lineDifference(a, b, difference, colour) : app::markedDifference(a, b, difference, colour);
    if (!out.endsWith(u'\n'))
        out += u'\n';
    return out.toUtf8();
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
    const int failed = writeAll(written(*a, *b, difference, *call));
    return failed == 0 || failed == EPIPE ? (difference.isSame() ? 0 : 1) : handOver;
}
