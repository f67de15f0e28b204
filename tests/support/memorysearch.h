// Bytes that must not be in memory any more, looked for in all of it.
#pragma once

#include <QByteArray>
#include <QFile>
#include <fcntl.h>
#include <unistd.h>

namespace countersign::testsupport {

// What is looked for, kept so that looking does not find the looker's own copy.
class Needle {
public:
    explicit Needle(QByteArrayView bytes)
    {
        for (const char c : bytes)
            m_masked += char(c ^ m_mask);
    }
    qsizetype size() const { return m_masked.size(); }
    bool isAt(const char *place) const
    {
        for (qsizetype i = 0; i < m_masked.size(); ++i)
            if ((place[i] ^ m_mask) != m_masked[i])
                return false;
        return true;
    }
    int countIn(QByteArrayView haystack) const
    {
        int found = 0;
        const char first = char(m_masked[0] ^ m_mask);
        for (qsizetype i = 0; i + size() <= haystack.size(); ++i)
            found += haystack[i] == first && isAt(haystack.data() + i) ? 1 : 0;
        return found;
    }

private:
    static constexpr char m_mask = 0x5a;
    QByteArray m_masked;
};

// In every mapping of this process that holds data of its own, guarded pages too: /proc/self/mem reads past their protection. -1: no such
// file could be read.
inline int timesInMemory(const Needle &needle)
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    if (memory < 0 || !maps.open(QIODevice::ReadOnly))
        return -1;
    int found = 0;
    const QByteArrayList lines = maps.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray range = line.left(line.indexOf(' '));
        const quint64 begin = range.left(range.indexOf('-')).toULongLong(nullptr, 16);
        const quint64 end = range.mid(range.indexOf('-') + 1).toULongLong(nullptr, 16);
        const bool isOurs = end > begin && !line.contains("[v") && !line.contains(" r-") && end - begin < (quint64(1) << 31);
        if (!isOurs)
            continue;
        QByteArray bytes(qsizetype(end - begin), Qt::Uninitialized);
        const ssize_t got = ::pread(memory, bytes.data(), size_t(bytes.size()), off_t(begin));
        if (got > 0)
            found += needle.countIn(QByteArrayView(bytes.constData(), got));
        bytes.fill('\0'); // what was read is no second copy to be found
    }
    ::close(memory);
    return found;
}

} // namespace countersign::testsupport
