// Files are read to their end, within a bound and without taking more room than they need.
#include "core/filereading.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace countersign::core;

class TestFileReading : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    Result<QByteArray> readBack(qint64 size, qint64 limit) const
    {
        const QString path = m_folder.filePath(QStringLiteral("bytes"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(QByteArray(size, 'b')) != size)
            return fail(ErrorKind::CannotWrite, path);
        file.close();
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::CannotRead, path);
        return readToEnd(file, QStringLiteral("it"), limit);
    }

private Q_SLOTS:
    void theLimitIsTheLastByteThatMayBeThere()
    {
        for (const qint64 size : {0, 1, 65535, 65536, 65537, 1000000}) {
            QCOMPARE(readBack(size, size)->size(), size);
            if (size > 0)
                QCOMPARE(readBack(size, size - 1).error(), (Error{ErrorKind::TooLarge, QStringLiteral("it"), QString::number(size - 1)}));
        }
    }

    void roomIsTakenForWhatIsThere()
    {
        const auto bytes = readBack(1000, 1LL << 40); // as much as no machine has
        QVERIFY(bytes);
        QCOMPARE(bytes->size(), 1000);
        QVERIFY(bytes->capacity() < 1000000);
    }

    void aPipeIsReadToItsEnd()
    {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const QByteArray sent(300000, 'p');
        std::thread writer([&] {
            for (qsizetype done = 0; done < sent.size();)
                done += ::write(ends[1], sent.constData() + done, size_t(qMin<qsizetype>(777, sent.size() - done)));
            ::close(ends[1]);
        });
        QFile file;
        QVERIFY(file.open(ends[0], QIODevice::ReadOnly, QFileDevice::AutoCloseHandle));
        const auto bytes = readToEnd(file, QStringLiteral("it"), sent.size());
        writer.join();
        QVERIFY(bytes);
        QVERIFY(*bytes == sent);
    }

    void whatCannotBeReadIsSaidByName()
    {
        QFile folder;
        QVERIFY(folder.open(::open("/", O_RDONLY | O_DIRECTORY), QIODevice::ReadOnly, QFileDevice::AutoCloseHandle));
        const auto bytes = readToEnd(folder, QStringLiteral("it"), 10);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, ErrorKind::CannotRead);
        QCOMPARE(bytes.error().where, QStringLiteral("it"));
    }
};

QTEST_APPLESS_MAIN(TestFileReading)
#include "tst_filereading.moc"
