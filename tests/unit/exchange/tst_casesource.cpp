#include "exchange/casesource.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <zip.h>

using namespace countersign;
using namespace countersign::exchange;
using core::ErrorKind;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray caseLine(const QByteArray &id, const QByteArray &evidence = {}, const QByteArray &text = "x")
{
    return "{\"schema\":\"countersign.case/1\",\"id\":\"" + id + "\",\"kind\":\"k\",\"evidence\":[" + evidence
           + "],\"suggestion\":{\"text\":\"" + text + "\"}}";
}

QByteArray fileItem(const QByteArray &name, const QByteArray &sha256 = {})
{
    return "{\"id\":\"f\",\"mediaType\":\"image/png\",\"file\":\"" + name + '"'
           + (sha256.isEmpty() ? QByteArray() : ",\"sha256\":\"" + sha256 + '"') + '}';
}

core::EvidenceItem itemNamed(const QString &file, const QString &sha256 = {})
{
    core::EvidenceItem item;
    item.file = file;
    item.sha256 = sha256;
    return item;
}

struct Outcome {
    QStringList ids;
    QList<core::Error> errors;
};

Outcome readAll(CaseSource &source)
{
    Outcome outcome;
    while (const auto next = source.next()) {
        if (*next)
            outcome.ids.append((*next)->record.id.value);
        else
            outcome.errors.append(next->error());
    }
    return outcome;
}

qint64 peakKilobytes()
{
    struct rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

bool makeZip(const QString &path, const QList<std::pair<QString, QByteArray>> &files)
{
    zip_t *archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (const auto &[name, bytes] : files) {
        zip_source_t *source = zip_source_buffer(archive, bytes.constData(), zip_uint64_t(bytes.size()), 0);
        if (zip_file_add(archive, name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8) < 0)
            return false;
    }
    return zip_close(archive) == 0;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

// SHA-256 of "abc" (FIPS 180-4, example)
const QByteArray abcHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

} // namespace

class TestCaseSource : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char *name) const { return m_folder.filePath(u(name)); }

    QString write(const char *name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", name);
        return path(name);
    }

    std::unique_ptr<CaseSource> opened(const QString &where, Format format = Format::Auto) const
    {
        auto source = openCaseSource(where, format);
        if (!source)
            qFatal("%s: %s", qPrintable(source.error().where), qPrintable(source.error().detail));
        return std::move(*source);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    // First of all, while the process has never been large: ten times as many bytes as it may grow by.
    void streamsInBoundedMemory()
    {
        const qint64 allowed = 12 * 1024; // kilobytes
        QFile file(path("stream.jsonl"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray filler(100'000, 'x');
        for (int i = 0; i < 1300; ++i)
            file.write(caseLine(QByteArray::number(i), {}, filler) + '\n');
        file.close();
        QVERIFY(file.size() > allowed * 1024 * 10);
        const auto source = opened(file.fileName());
        const qint64 before = peakKilobytes();
        int count = 0;
        while (const auto next = source->next())
            count += next->has_value() ? 1 : 0;
        QCOMPARE(count, 1300);
        if (!sanitized) // a sanitizer keeps what was freed
            QVERIFY2(peakKilobytes() - before < allowed, qPrintable(QString::number(peakKilobytes() - before)));
        file.remove();
    }

    void readsEveryLine()
    {
        const QByteArray first = caseLine("a"), last = caseLine("c");
        const QString file = write("plain.jsonl", "\xef\xbb\xbf" + first + "\n\n  \r\n" + caseLine("b") + "\r\n" + last);
        const auto source = opened(file);
        QCOMPARE(source->bytesTotal(), QFileInfo(file).size());
        const auto one = source->next();
        QVERIFY(one && one->has_value());
        QCOMPARE((*one)->record.source, first);
        QCOMPARE((*one)->where, file + u(":1"));
        const auto two = source->next();
        QCOMPARE((*two)->where, file + u(":4"));
        QVERIFY(source->bytesRead() > first.size() && source->bytesRead() < source->bytesTotal());
        const auto three = source->next();
        QCOMPARE((*three)->record.source, last);
        QCOMPARE(source->lineNumber(), 5);
        QVERIFY(!source->next());
        QVERIFY(!source->next());
        QCOMPARE(source->bytesRead(), source->bytesTotal());
    }

    void keepsTheGoodRecordsBesideBadOnes()
    {
        const QString file =
            write("mixed.jsonl", caseLine("a") + '\n' + caseLine("cut").first(40) + '\n' + caseLine("b") + "\n\xff\xfe{}\n"
                                     + caseLine("b", {}, "other") + '\n' + caseLine("nul", {}, QByteArray("x\0y", 3)) + '\n' + "{\"id\":3}\n"
                                     + "\xef\xbb\xbf" + caseLine("mark") + '\n' + caseLine("c"));
        const Outcome outcome = readAll(*opened(file));
        QCOMPARE(outcome.ids, (QStringList{u("a"), u("b"), u("c")}));
        QStringList places;
        for (const core::Error &error : outcome.errors)
            places.append(error.where.sliced(file.size()) + u' ' + core::kindName(error.kind));
        const auto name = [](ErrorKind kind) { return core::kindName(kind); };
        QCOMPARE(places,
                 (QStringList{u(":2 /id, byte 40 ") + name(ErrorKind::Malformed), u(":4 byte 0 ") + name(ErrorKind::BadEncoding),
                              u(":5 /id ") + name(ErrorKind::DuplicateId),
                              u(":6 /suggestion/text, byte 90 ") + name(ErrorKind::BadEncoding),
                              u(":7 /schema ") + name(ErrorKind::MissingField), u(":8 byte 0 ") + name(ErrorKind::BadEncoding)}));
        QCOMPARE(outcome.errors[2].detail, u("line 3"));
    }

    void saysOfTheVerySameRecordThatItCameBefore()
    {
        const auto source = opened(write("twice.jsonl", caseLine("a") + '\n' + caseLine("b") + '\n' + caseLine("a") + '\n'));
        QList<bool> again;
        for (auto next = source->next(); next; next = source->next())
            again.append(next->value().again);
        QCOMPARE(again, QList<bool>({false, false, true}));
    }

    void readsAPipeAsItComes()
    {
        const QString pipe = m_folder.filePath(u("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        std::thread writer([pipe] {
            QFile into(pipe);
            if (into.open(QIODevice::WriteOnly))
                into.write(caseLine("a") + '\n' + caseLine("b") + '\n');
        });
        const auto source = openCaseSource(pipe);
        writer.join();
        QVERIFY2(source, qPrintable(source ? QString() : source.error().detail));
        QCOMPARE(readAll(**source).ids, (QStringList{u("a"), u("b")}));
        QCOMPARE((*source)->bytesTotal(), 0);
        QCOMPARE(::unlink(QFile::encodeName(pipe).constData()), 0);
    }

    void doesNotWaitWithoutEndForWhoWritesIntoAPipe()
    {
        const QString pipe = m_folder.filePath(u("silent"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const auto source = openCaseSource(pipe);
        QVERIFY(!source);
        QCOMPARE(source.error().kind, ErrorKind::CannotRead);
        QCOMPARE(::unlink(QFile::encodeName(pipe).constData()), 0);
    }

    void takesAnotherVersionOfACase()
    {
        const QByteArray second = caseLine("a").replace("\"id\"", "\"version\":2,\"id\""),
                         other = caseLine("a").replace("\"id\"", "\"team\":\"t\",\"id\""),
                         secondAgain = QByteArray(second).replace("\"x\"", "\"y\"");
        const Outcome outcome =
            readAll(*opened(write("versions.jsonl", caseLine("a") + '\n' + second + '\n' + other + '\n' + secondAgain + '\n')));
        QCOMPARE(outcome.ids.size(), 3);
        QCOMPARE(outcome.errors.size(), 1);
        QCOMPARE(outcome.errors[0].detail, u("line 2"));
    }

    void remembersManyIds()
    {
        QByteArray lines;
        for (int i = 0; i < 5000; ++i)
            lines += caseLine("id" + QByteArray::number(i)) + '\n';
        const Outcome outcome = readAll(*opened(write("many.jsonl", lines + caseLine("id4999", {}, "y") + '\n' + caseLine("id0", {}, "y") + '\n')));
        QCOMPARE(outcome.ids.size(), 5000);
        QCOMPARE(outcome.errors.size(), 2);
        QCOMPARE(outcome.errors[0].detail, u("line 5000"));
        QCOMPARE(outcome.errors[1].detail, u("line 1"));
    }

    void findsNothingInAnEmptyFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("line ends") << QByteArray("\n\r\n \n");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf");
    }
    void findsNothingInAnEmptyFile()
    {
        QFETCH(QByteArray, bytes);
        const auto source = opened(write("empty.jsonl", bytes));
        QVERIFY(!source->next());
    }

    void saysWhatAFileIsNot_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("found");
        QByteArray noise;
        for (int i = 0; i < 40000; ++i)
            noise += char((i * 7919 + i / 251 * 104729) >> 3);
        QTest::newRow("image") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\n{", 18) << u("binary");
        QTest::newRow("noise with a bracket") << noise + "\n{" + noise << u("binary");
        QTest::newRow("zeros") << QByteArray(5000, '\0') << u("binary");
        QTest::newRow("document") << QByteArray("%PDF-1.7\n1 0 obj\n{") << u("binary");
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0}\0", 6) << u("UTF-16");
        QTest::newRow("table") << QByteArray("id,kind\na,b\n") << u("other text");
        QTest::newRow("array") << QByteArray("[{\"id\":1}]") << u("a JSON array");
        QTest::newRow("pretty printed") << QByteArray("{\n  \"schema\": \"countersign.case/1\"\n}\n") << u("JSON over several lines");
        QTest::newRow("pretty printed array") << QByteArray("[\n  {\n    \"id\": 1\n  }\n]\n") << u("JSON over several lines");
    }
    void saysWhatAFileIsNot()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, found);
        const QString file = write("strange.bin", bytes);
        const auto source = openCaseSource(file);
        QVERIFY(!source.has_value());
        QCOMPARE(core::kindName(source.error().kind), core::kindName(ErrorKind::UnknownFormat));
        QCOMPARE(source.error().where, file);
        QVERIFY2(source.error().detail.endsWith(found), qPrintable(source.error().detail));
    }

    void refusesWhatIsNotThere()
    {
        QCOMPARE(openCaseSource(path("nowhere.jsonl")).error().kind, ErrorKind::CannotRead);
        QDir().mkpath(path("hollow"));
        QCOMPARE(openCaseSource(path("hollow")).error(), (core::Error{ErrorKind::UnknownFormat, path("hollow"), u("cases.jsonl")}));
    }

    void readsTheFilesOfAFolder()
    {
        write("set/cases.jsonl", caseLine("a", fileItem("img/x.png")) + '\n');
        write("set/img/x.png", "abc");
        for (const QString &where : {path("set"), path("set/"), path("set/cases.jsonl")}) {
            const auto source = opened(where);
            const auto record = source->next();
            QVERIFY(record && record->has_value());
            QCOMPARE(*source->readFile((*record)->record.evidence[0]), QByteArray("abc"));
        }
    }

    void checksTheDeclaredHash()
    {
        write("hash/cases.jsonl", caseLine("a", fileItem("x", abcHash)) + '\n');
        write("hash/x", "abc");
        write("hash/other", "abd");
        const auto source = opened(path("hash"));
        QVERIFY(source->readFile(itemNamed(u("x"), QString::fromLatin1(abcHash))).has_value());
        const auto other = source->readFile(itemNamed(u("other"), QString::fromLatin1(abcHash)));
        QVERIFY(!other.has_value());
        QCOMPARE(other.error().kind, ErrorKind::BlobMismatch);
        QCOMPARE(other.error().where, u("other"));
        QCOMPARE(other.error().detail.size(), 64);
    }

    void refusesFilesOutsideTheFolder()
    {
        write("secret.txt", "secret");
        write("fenced/cases.jsonl", {});
        write("fenced/sub/ok.txt", "fine");
        write("fenced-not/ok.txt", "neighbour");
        const auto source = opened(path("fenced"));
        QVERIFY(QFile::link(path("secret.txt"), path("fenced/link")));
        QVERIFY(QFile::link(path("fenced-not"), path("fenced/folder")));
        QVERIFY(QFile::link(u("sub/ok.txt"), path("fenced/inner")));
        QVERIFY(QFile::link(u("nothing"), path("fenced/broken")));
        QVERIFY(QFile::link(u("round"), path("fenced/round")));
        for (const QString &name : {u("../secret.txt"), u("sub/../../secret.txt"), path("secret.txt"), u("link"), u("folder/ok.txt"),
                                    u(""), u("."), u("sub//ok.txt"), u("./sub/ok.txt")})
            QCOMPARE(core::kindName(source->readFile(itemNamed(name)).error().kind), core::kindName(ErrorKind::PathEscapes));
        QCOMPARE(*source->readFile(itemNamed(u("inner"))), QByteArray("fine"));
        QCOMPARE(source->readFile(itemNamed(u("broken"))).error().kind, ErrorKind::BlobMissing);
        QCOMPARE(source->readFile(itemNamed(u("round"))).error().kind, ErrorKind::CannotRead);
        QCOMPARE(source->readFile(itemNamed(u("sub/none"))).error(), (core::Error{ErrorKind::BlobMissing, u("sub/none"), {}}));
    }

    void refusesWhatIsNoOrdinaryFile()
    {
        write("odd/cases.jsonl", {});
        QDir().mkpath(path("odd/folder"));
        QCOMPARE(mkfifo(QFile::encodeName(path("odd/pipe")).constData(), 0600), 0);
        const auto source = opened(path("odd"));
        QCOMPARE(source->readFile(itemNamed(u("folder"))).error().kind, ErrorKind::CannotRead);
        QCOMPARE(source->readFile(itemNamed(u("pipe"))).error().kind, ErrorKind::CannotRead); // and does not wait for a writer
    }

    void refusesFilesThatAreTooLarge()
    {
        write("big/cases.jsonl", {});
        QFile file(write("big/huge", "x"));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(CaseSource::maxFileBytes + 1)); // sparse
        const auto bytes = opened(path("big"))->readFile(itemNamed(u("huge")));
        QCOMPARE(bytes.error(), (core::Error{ErrorKind::TooLarge, u("huge"), QString::number(CaseSource::maxFileBytes)}));
    }

    void readsAZip_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::newRow("at the root") << QString();
        QTest::newRow("in a folder") << u("export/");
    }
    void readsAZip()
    {
        QFETCH(QString, prefix);
        const QByteArray evidence = fileItem("img/ü.png", abcHash);
        QVERIFY(makeZip(path("set.zip"), {{prefix + u("cases.jsonl"), caseLine("a", evidence) + '\n' + caseLine("b")},
                                          {prefix + u("img/ü.png"), "abc"},
                                          {u("above"), "x"}}));
        const auto source = opened(path("set.zip"));
        const auto record = source->next();
        QVERIFY(record && record->has_value());
        QCOMPARE((*record)->where, path("set.zip") + u'/' + prefix + u("cases.jsonl:1"));
        QCOMPARE(*source->readFile((*record)->record.evidence[0]), QByteArray("abc"));
        QCOMPARE(source->readFile(itemNamed(u("none"))).error().kind, ErrorKind::BlobMissing);
        QCOMPARE(source->readFile(itemNamed(u("../above"))).error().kind, ErrorKind::PathEscapes);
        QCOMPARE((*source->next())->record.id.value, u("b"));
        QVERIFY(!source->next());
        QCOMPARE(source->bytesRead(), source->bytesTotal());
    }

    void refusesAZipWithoutCases()
    {
        QVERIFY(makeZip(path("other.zip"), {{u("readme.txt"), "hello"}}));
        QCOMPARE(openCaseSource(path("other.zip")).error(),
                 (core::Error{ErrorKind::UnknownFormat, path("other.zip"), u("cases.jsonl")}));
        QVERIFY(makeZip(path("two.zip"), {{u("a/cases.jsonl"), ""}, {u("b/cases.jsonl"), ""}}));
        QCOMPARE(openCaseSource(path("two.zip")).error().kind, ErrorKind::UnknownFormat);
        for (const QString &name : {u("cases.jsonl"), u("dose.txt")}) {
            QVERIFY(makeZip(path("pair.zip"), {{u("cases.jsonl"), ""}, {u("dose.txt"), "5 mg"}, {QString(name.size(), u'x'), "50 mg"}}));
            QFile pair(path("pair.zip"));
            QVERIFY(pair.open(QIODevice::ReadOnly));
            const QByteArray bytes = pair.readAll().replace(QByteArray(name.size(), 'x'), name.toUtf8());
            QCOMPARE(openCaseSource(write("twice.zip", bytes)).error(), (core::Error{ErrorKind::Malformed, path("twice.zip"), name + u(" twice")}));
        }
    }

    void refusesADamagedZip()
    {
        QByteArray lines;
        for (int i = 0; i < 200; ++i)
            lines += caseLine(QByteArray::number(i * 7919)) + '\n';
        QVERIFY(makeZip(path("whole.zip"), {{u("cases.jsonl"), lines}}));
        QFile file(path("whole.zip"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QCOMPARE(openCaseSource(write("cut.zip", bytes.first(bytes.size() / 2))).error().kind, ErrorKind::CannotRead);
        QByteArray flipped = bytes;
        flipped[100] = char(flipped[100] ^ 0x10); // inside the compressed lines
        const auto source = openCaseSource(write("flipped.zip", flipped));
        const core::Error error = source ? readAll(**source).errors.value(0) : source.error();
        QVERIFY(error.kind == ErrorKind::CannotRead || error.kind == ErrorKind::UnknownFormat);
    }

    void endsWhenTheInputFails()
    {
        const auto source = openCaseSource(u("/proc/self/mem")); // opens, but its first page cannot be read
        if (source) {
            const Outcome outcome = readAll(**source);
            QCOMPARE(outcome.errors.size(), 1);
            QCOMPARE(outcome.errors[0].kind, ErrorKind::CannotRead);
        } else {
            QCOMPARE(source.error().kind, ErrorKind::CannotRead);
        }
    }

    void readsTenMegabytesInOneLine()
    {
        const Outcome outcome =
            readAll(*opened(write("long.jsonl", caseLine("a", {}, QByteArray(10'000'000, 'x')) + '\n' + caseLine("b"))));
        QCOMPARE(outcome.ids, (QStringList{u("a"), u("b")}));
    }

    void skipsALineThatIsTooLong()
    {
        const QByteArray huge(CaseSource::maxLineBytes + 1, 'x');
        const QString file = write("huge.jsonl", caseLine("a") + '\n' + huge + '\n' + caseLine("b") + '\n' + huge + huge);
        const auto source = opened(file);
        const Outcome outcome = readAll(*source);
        QCOMPARE(outcome.ids, (QStringList{u("a"), u("b")}));
        QCOMPARE(outcome.errors.size(), 2);
        QCOMPARE(outcome.errors[0], (core::Error{ErrorKind::TooLarge, file + u(":2"), QString::number(CaseSource::maxLineBytes)}));
        QCOMPARE(outcome.errors[1].where, file + u(":4"));
        QCOMPARE(source->bytesRead(), source->bytesTotal());
    }
};

QTEST_GUILESS_MAIN(TestCaseSource)
#include "tst_casesource.moc"
