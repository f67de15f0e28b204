#include "exchange/casesource.h"

#include "exchange/evidencefolder.h"
#include "exchange/linereader.h"
#include "exchange/linesniffer.h"
#include "exchange/seencases.h"
#include "exchange/sha256.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace countersign::exchange {

using core::ErrorKind;

namespace {

bool isBlank(QByteArrayView line)
{
    return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

class StreamedCases final : public CaseSource {
public:
    StreamedCases(QString name, std::unique_ptr<EvidenceFolder> folder, std::unique_ptr<QIODevice> lines, qint64 total, Format format)
        : m_name(std::move(name)), m_folder(std::move(folder)), m_device(std::move(lines)), m_lines(m_device.get(), maxLineBytes),
          m_total(total), m_format(format)
    {
    }

    std::optional<core::Result<SourcedCase>> next() override
    {
        for (;;) {
            const auto line = m_lines.next();
            if (!line)
                return std::nullopt;
            if (!*line)
                return refusal(line->error());
            if (!isBlank(**line))
                return caseOf(**line);
        }
    }

    core::Result<QByteArray> readFile(const core::EvidenceItem &item) override
    {
        if (!isInsideName(item.file))
            return core::fail(ErrorKind::PathEscapes, item.file);
        auto bytes = m_folder->read(item.file, maxFileBytes);
        if (!bytes || item.sha256.isEmpty())
            return bytes;
        const QString found = sha256Hex(*bytes);
        return found == item.sha256 ? std::move(bytes) : core::fail(ErrorKind::BlobMismatch, item.file, found);
    }

    qint64 lineNumber() const override { return m_lines.lineNumber(); }
    qint64 bytesRead() const override { return m_lines.bytesRead(); }
    qint64 bytesTotal() const override { return m_total; }

private:
    core::Result<SourcedCase> caseOf(QByteArrayView line)
    {
        auto record = m_reader.read(line, m_format);
        if (!record)
            return refusal(record.error());
        const auto before = m_seen.lineBefore(*record, m_lines.lineNumber());
        if (before && !before->isSame)
            return refusal({ErrorKind::DuplicateId, QStringLiteral("/id"), QStringLiteral("line %1").arg(before->line)});
        return SourcedCase{std::move(*record), where(), before.has_value()};
    }

    QString where() const { return m_name + u':' + QString::number(m_lines.lineNumber()); }

    tl::unexpected<core::Error> refusal(core::Error error) const
    {
        error.where = error.where.isEmpty() ? where() : where() + u' ' + error.where;
        return tl::unexpected(std::move(error));
    }

    QString m_name;
    std::unique_ptr<EvidenceFolder> m_folder;
    std::unique_ptr<QIODevice> m_device;
    LineReader m_lines;
    CaseLineReader m_reader;
    SeenCases m_seen;
    qint64 m_total = 0;
    Format m_format = Format::Auto;
};

core::Result<std::unique_ptr<CaseSource>> openZipSource(const QString &path, Format format)
{
    auto zip = openZip(path);
    if (!zip)
        return tl::unexpected(zip.error());
    if (const auto known = checkLines(*zip->lines); !known)
        return core::fail(known.error().kind, path + u'/' + zip->linesName, known.error().detail);
    return std::make_unique<StreamedCases>(path + u'/' + zip->linesName, std::move(zip->folder), std::move(zip->lines), zip->lineBytes,
                                           format);
}

} // namespace

bool isInsideName(QStringView name)
{
    const auto isOdd = [](QChar c) { return c == u'\\' || c.category() == QChar::Other_Control; };
    if (name.isEmpty() || std::any_of(name.begin(), name.end(), isOdd))
        return false;
    const auto parts = name.split(u'/');
    return std::none_of(parts.begin(), parts.end(), [](QStringView part) { return part.isEmpty() || part == u"." || part == u".."; });
}

QString plainName(const QString &name)
{
    QStringList plain;
    const QStringList parts = name.split(u'/');
    for (const QString &part : parts) {
        if (part == u".")
            continue;
        if (part != u"..")
            plain.append(part);
        else if (plain.isEmpty() || plain.last().isEmpty())
            return name;
        else
            plain.removeLast();
    }
    return plain.join(u'/');
}

namespace {

constexpr std::chrono::seconds writerWithin{10};
constexpr auto lookEvery = std::chrono::milliseconds(50);

// Whether a pipe has content, or somebody who has it open for writing; nothing is taken out of it.
bool hasWriter(int pipe)
{
    int aside[2] = {-1, -1};
    if (::pipe2(aside, O_CLOEXEC | O_NONBLOCK) != 0)
        return true; // the read itself says what is wrong
    const ssize_t there = ::tee(pipe, aside[1], 1, SPLICE_F_NONBLOCK);
    ::close(aside[0]);
    ::close(aside[1]);
    return there != 0;
}

// One that nobody opens for writing would be waited for without end.
core::Result<std::unique_ptr<QFile>> openPipe(const QString &path)
{
    const int pipe = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (pipe < 0)
        return core::fail(ErrorKind::CannotRead, path, qt_error_string(errno));
    pollfd ended{pipe, POLLIN, 0};
    for (const auto end = std::chrono::steady_clock::now() + writerWithin; !hasWriter(pipe) && ::poll(&ended, 1, 0) == 0;) {
        if (std::chrono::steady_clock::now() > end) {
            ::close(pipe);
            return core::fail(ErrorKind::CannotRead, path, QStringLiteral("it is a pipe, and nobody writes into it"));
        }
        std::this_thread::sleep_for(lookEvery);
    }
    ::fcntl(pipe, F_SETFL, ::fcntl(pipe, F_GETFL) & ~O_NONBLOCK);
    auto file = std::make_unique<QFile>();
    if (!file->open(pipe, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(pipe);
        return core::fail(ErrorKind::CannotRead, path, file->errorString());
    }
    return file;
}

core::Result<std::unique_ptr<QFile>> openLines(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) == 0 && S_ISFIFO(status.st_mode))
        return openPipe(path);
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return core::fail(ErrorKind::CannotRead, path, file->errorString());
    return file;
}

} // namespace

core::Result<std::unique_ptr<CaseSource>> openCaseSource(const QString &path, Format format)
{
    const QFileInfo info(path);
    const QString linesPath = info.isDir() ? (path.endsWith(u'/') ? path : path + u'/') + QStringLiteral("cases.jsonl") : path;
    if (info.isDir() && !QFile::exists(linesPath))
        return core::fail(ErrorKind::UnknownFormat, path, QStringLiteral("cases.jsonl"));
    auto file = openLines(linesPath);
    if (!file)
        return tl::unexpected(file.error());
    if (!info.isDir() && looksLikeZip(**file))
        return openZipSource(path, format);
    if (const auto known = checkLines(**file); !known)
        return core::fail(known.error().kind, linesPath, known.error().detail);
    const qint64 total = (*file)->isSequential() ? 0 : (*file)->size();
    auto folder = openDirectory(QFileInfo(linesPath).absolutePath());
    return std::make_unique<StreamedCases>(linesPath, std::move(folder), std::move(*file), total, format);
}

} // namespace countersign::exchange
