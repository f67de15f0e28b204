#include "store/storevolume.h"

#include <QFile>
#include <QSet>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

namespace countersign::store {

namespace {

// linux/magic.h and, where it does not list them, the file systems' own sources.
constexpr qint64 nfs = 0x6969;
constexpr qint64 smb = 0x517B;
constexpr qint64 cifs = 0xFF534D42;
constexpr qint64 smb2 = 0xFE534D42;
constexpr qint64 plan9 = 0x01021997;
constexpr qint64 afs = 0x5346414F;
constexpr qint64 coda = 0x73757245;
constexpr qint64 ceph = 0x00C36400;
constexpr qint64 lustre = 0x0BD00BD0;
constexpr qint64 fuse = 0x65735546;

bool isNetworkFuse(const QString &mountType)
{
    static const QSet<QString> names{
        QStringLiteral("sshfs"), QStringLiteral("rclone"), QStringLiteral("davfs"), QStringLiteral("davfs2"), QStringLiteral("s3fs"),
        QStringLiteral("s3ql"), QStringLiteral("goofys"), QStringLiteral("gcsfuse"), QStringLiteral("glusterfs"),
        QStringLiteral("gvfsd-fuse"), QStringLiteral("curlftpfs"), QStringLiteral("smbnetfs"), QStringLiteral("kio-fuse"),
        QStringLiteral("google-drive-ocamlfuse"), QStringLiteral("onedriver"), QStringLiteral("juicefs"), QStringLiteral("mfs"),
        QStringLiteral("seaweedfs"), QStringLiteral("blobfuse"), QStringLiteral("blobfuse2"), QStringLiteral("mount-s3"),
        QStringLiteral("cephfs"), QStringLiteral("ceph-fuse"), QStringLiteral("wdfs"), QStringLiteral("mountpoint-s3")};
    const QString name = mountType.section(u'.', 1);
    return names.contains(name.toLower()) || mountType == QStringLiteral("davfs");
}

} // namespace

VolumeKind volumeKind(qint64 magic, const QString &mountType)
{
    // The field is signed on some architectures: 0xFF534D42 may arrive as a negative number.
    switch (magic & 0xFFFFFFFF) {
    case nfs:
    case smb:
    case cifs:
    case smb2:
    case plan9:
    case afs:
    case coda:
    case ceph:
    case lustre:
        return VolumeKind::Network;
    case fuse:
        if (mountType == QStringLiteral("fuseblk"))
            return VolumeKind::Local; // a disk of this machine, e.g. ntfs-3g
        return isNetworkFuse(mountType) ? VolumeKind::Network : VolumeKind::UnknownFuse;
    default:
        return VolumeKind::Local;
    }
}

QString mountTypeOf(unsigned int deviceMajor, unsigned int deviceMinor, const QByteArray &mountInfo)
{
    const QByteArray device = QByteArray::number(deviceMajor) + ':' + QByteArray::number(deviceMinor);
    QString type;
    for (const QByteArray &line : mountInfo.split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        const qsizetype dash = fields.indexOf("-");
        if (fields.value(2) == device && dash > 0)
            type = QString::fromUtf8(fields.value(dash + 1));
    }
    return type;
}

Volume volumeOf(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct statfs answer = {};
    struct stat node = {};
    if (::statfs(name.constData(), &answer) != 0 || ::stat(name.constData(), &node) != 0)
        return {};
    Volume volume;
    volume.readOnly = answer.f_flags & ST_RDONLY;
    if ((qint64(answer.f_type) & 0xFFFFFFFF) == fuse) {
        QFile mounts(QStringLiteral("/proc/self/mountinfo"));
        if (mounts.open(QIODevice::ReadOnly))
            volume.type = mountTypeOf(major(node.st_dev), minor(node.st_dev), mounts.readAll());
    }
    volume.kind = volumeKind(qint64(answer.f_type), volume.type);
    return volume;
}

} // namespace countersign::store
