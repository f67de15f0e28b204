// What kind of file system a store lies on: several machines writing one SQLite file over a network damage it.
#pragma once

#include <QString>
#include <functional>

namespace countersign::store {

enum class VolumeKind { Local, Network, UnknownFuse };

struct Volume {
    VolumeKind kind = VolumeKind::Local;
    QString type;             // as in /proc/self/mountinfo, e.g. "nfs4", "fuse.sshfs"; empty where it was not asked for
    bool readOnly = false;    // the file system is mounted read-only
    bool operator==(const Volume &) const = default;
};

// By statfs(2)'s magic number and the mount's type name (needed only to tell one FUSE file system from another).
VolumeKind volumeKind(qint64 magic, const QString &mountType);

// The type name of the mount with this device number in the text of /proc/self/mountinfo (proc(5)); the last one wins, as it
// covers those before. Empty if there is none.
QString mountTypeOf(unsigned int major, unsigned int minor, const QByteArray &mountInfo);

// Of a folder or file that exists; a local one where the system does not say.
Volume volumeOf(const QString &path);
using VolumeProbe = std::function<Volume(const QString &path)>;

} // namespace countersign::store
