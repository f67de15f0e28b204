// Which file systems are a network's, and which mount a file lies on.
#include "store/storevolume.h"

#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using store::VolumeKind;

class tst_StoreVolume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsNetworksByMagicAndType_data();
    void tellsNetworksByMagicAndType();
    void findsTheMountOfADevice();
    void takesATemporaryFolderForLocal();
    void takesWhatIsNotThereForLocal();
};

void tst_StoreVolume::tellsNetworksByMagicAndType_data()
{
    QTest::addColumn<qint64>("magic");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, qint64 magic, const char *type, VolumeKind kind) {
        QTest::newRow(name) << magic << QString::fromLatin1(type) << int(kind);
    };
    row("ext4", 0xEF53, "", VolumeKind::Local);
    row("btrfs", 0x9123683E, "", VolumeKind::Local);
    row("xfs", 0x58465342, "", VolumeKind::Local);
    row("tmpfs", 0x01021994, "", VolumeKind::Local);
    row("overlay", 0x794C7630, "", VolumeKind::Local);
    row("nfs", 0x6969, "", VolumeKind::Network);
    row("smb", 0x517B, "", VolumeKind::Network);
    row("cifs", 0xFF534D42, "", VolumeKind::Network);
    row("cifs where the field is signed", qint64(qint32(0xFF534D42)), "", VolumeKind::Network);
    row("smb2", 0xFE534D42, "", VolumeKind::Network);
    row("9p", 0x01021997, "", VolumeKind::Network);
    row("sshfs", 0x65735546, "fuse.sshfs", VolumeKind::Network);
    row("rclone", 0x65735546, "fuse.rclone", VolumeKind::Network);
    row("davfs", 0x65735546, "fuse.davfs", VolumeKind::Network);
    row("s3fs", 0x65735546, "fuse.s3fs", VolumeKind::Network);
    row("gvfs", 0x65735546, "fuse.gvfsd-fuse", VolumeKind::Network);
    row("encfs", 0x65735546, "fuse.encfs", VolumeKind::UnknownFuse);
    row("fuse of no name", 0x65735546, "fuse", VolumeKind::UnknownFuse);
    row("fuse of a mount not found", 0x65735546, "", VolumeKind::UnknownFuse);
    row("ntfs disk", 0x65735546, "fuseblk", VolumeKind::Local);
}

void tst_StoreVolume::tellsNetworksByMagicAndType()
{
    QFETCH(const qint64, magic);
    QFETCH(const QString, type);
    QFETCH(const int, kind);
    QCOMPARE(int(store::volumeKind(magic, type)), kind);
}

void tst_StoreVolume::findsTheMountOfADevice()
{
    const QByteArray info = "22 26 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw\n"
                            "91 26 0:44 / /home/a/cloud\\040drive rw,nosuid,nodev - fuse.rclone remote: rw,user_id=0\n"
                            "92 26 8:1 / / rw,relatime shared:1 master:2 - ext4 /dev/sda1 rw\n"
                            "93 26 0:44 / /other rw - fuse.sshfs host: rw\n"
                            "garbage\n\n";
    QCOMPARE(store::mountTypeOf(8, 1, info), u"ext4"_qs);
    QCOMPARE(store::mountTypeOf(0, 44, info), u"fuse.sshfs"_qs);
    QCOMPARE(store::mountTypeOf(9, 9, info), QString());
    QCOMPARE(store::mountTypeOf(0, 20, {}), QString());
}

void tst_StoreVolume::takesATemporaryFolderForLocal()
{
    QTemporaryDir folder;
    const store::Volume volume = store::volumeOf(folder.path());
    if (volume.kind != VolumeKind::Local)
        QSKIP(qPrintable(u"the temporary folder is on "_qs + volume.type));
    QVERIFY(!volume.readOnly);
}

void tst_StoreVolume::takesWhatIsNotThereForLocal()
{
    QVERIFY(store::volumeOf(u"/nonexistent/place"_qs) == store::Volume{});
}

QTEST_GUILESS_MAIN(tst_StoreVolume)
#include "tst_storevolume.moc"
