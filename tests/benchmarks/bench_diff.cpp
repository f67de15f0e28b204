// How fast the difference engine is, in processor time from text to script as diff.md counts it: against its own cutting and interning, and against
// libgit2's patience diff on the same tokens (one token a line) where that library is installed. With a folder as argument it writes the texts there
// instead, for other programs; with --only NAME it measures one of the usual pairs.
#include "benchmarks/benchmark.h"
#include "diff/engine/atoms.h"
#include "diff/incremental.h"
#include "unit/diff/madeup.h"

#include <QDir>
#include <QFile>
#include <QLibrary>
#include <malloc.h>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

using namespace countersign;
using diff::MadeUp;

namespace {

struct Pair {
    const char *name;
    QString a;
    QString b;
};

// Words of a made-up language, as frequent as in real text (Zipf), so that any size has a natural vocabulary.
class Writer {
public:
    explicit Writer(unsigned seed) : m_random(seed)
    {
        std::mt19937 letters(7);
        double sum = 0;
        for (int k = 0; k < vocabulary; ++k) {
            QString word;
            const int length = k < 60 ? 1 + int(letters() % 4) : 3 + int(letters() % 9);
            for (int n = 0; n < length; ++n)
                word += QChar(ushort(u'a' + letters() % 26));
            m_words.append(word);
            m_share.push_back(sum += 1 / (k + 2.7));
        }
    }
    QString word()
    {
        const double place = double(m_random() >> 5) / double(1u << 27) * m_share.back();
        return m_words.at(std::lower_bound(m_share.begin(), m_share.end(), place) - m_share.begin());
    }
    QString text(qsizetype size)
    {
        QString text;
        for (int inSentence = 0; text.size() < size;) {
            text += word();
            const bool ends = ++inSentence > 8 && m_random() % 12 == 0;
            if (ends)
                inSentence = 0;
            text += !ends ? (m_random() % 15 == 0 ? QStringLiteral(", ") : QStringLiteral(" "))
                          : m_random() % 6 == 0 ? QStringLiteral(".\n") : QStringLiteral(". ");
        }
        return text;
    }
    QString edited(const QString &text, unsigned perMille)
    {
        QStringList parts = text.split(u' ');
        for (QString &part : parts)
            if (m_random() % 1000 < perMille)
                part = m_random() % 4 == 0 ? QString() : m_random() % 3 == 0 ? part + u' ' + word() : word();
        return parts.join(u' ');
    }

private:
    static constexpr int vocabulary = 20'000;
    std::mt19937 m_random;
    QStringList m_words;
    std::vector<double> m_share;
};

std::vector<Pair> usualPairs()
{
    Writer writer(1);
    std::vector<Pair> pairs;
    const QString small = writer.text(20'000);
    const QString medium = writer.text(100'000);
    const QString large = writer.text(1'000'000);
    pairs.push_back({"20k.2percent", small, writer.edited(small, 20)});
    pairs.push_back({"1M.2percent", large, writer.edited(large, 20)});
    pairs.push_back({"20k.unrelated", small, writer.text(20'000)});
    pairs.push_back({"100k.unrelated", medium, writer.text(100'000)});
    pairs.push_back({"1M.unrelated", large, writer.text(1'000'000)});
    return pairs;
}

std::vector<Pair> hostilePairs()
{
    constexpr int size = 200'000;
    std::mt19937 random(3);
    const auto words = [&](auto word) {
        QString text;
        for (int k = 0; k < size; ++k)
            text += word(k) + u' ';
        return text;
    };
    const QString aa = QStringLiteral("aa");
    const QString bb = QStringLiteral("bb");
    const auto either = [&](int) { return random() % 2 ? aa : bb; };
    QStringList numbers;
    for (int k = 0; k < size; ++k)
        numbers.append(QString::number(k));
    QStringList shuffled = numbers;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const QString equal = words([&](int) { return aa; });
    const QString first = words(either);
    return {{"alternating", words([&](int k) { return k % 2 ? aa : bb; }), words([&](int k) { return k % 2 ? bb : aa; })},
            {"equal", equal, equal.left(2 * size)},
            {"random", first, words(either)},
            {"shuffled", numbers.join(u' '), shuffled.join(u' ')},
            {"oneword", QString(1'000'000, u'a'), QString(999'999, u'a')}};
}

double compareSeconds(const Pair &pair)
{
    return benchmark::processorSeconds([&] { diff::compare(pair.a, pair.b); });
}

double cutSeconds(const Pair &pair)
{
    return benchmark::processorSeconds([&] {
        diff::Vocabulary words(diff::Unit::Word, diff::Vocabulary::Texts::Stay);
        words.read(pair.a);
        words.read(pair.b);
    });
}

// libgit2 by name, so that nothing need be there to build: only the four functions used, as its documentation declares them.
class Patience {
public:
    Patience() : m_library(QStringLiteral("git2"), QStringLiteral("1.5"))
    {
        const auto init = reinterpret_cast<int (*)()>(m_library.resolve("git_libgit2_init"));
        m_options = reinterpret_cast<int (*)(void *, unsigned)>(m_library.resolve("git_diff_options_init"));
        m_compare = reinterpret_cast<Compare>(m_library.resolve("git_diff_buffers"));
        if (init && m_options && m_compare)
            init();
    }
    bool isThere() const { return m_options && m_compare; }

    double seconds(const Pair &pair) const
    {
        const QByteArray a = lines(pair.a);
        const QByteArray b = lines(pair.b);
        alignas(16) char options[1024] = {};
        m_options(options, 1);
        reinterpret_cast<quint32 *>(options)[1] |= patience;
        return benchmark::processorSeconds([&] {
            m_compare(a.constData(), size_t(a.size()), nullptr, b.constData(), size_t(b.size()), nullptr, options, nullptr, nullptr, &hunk, nullptr, nullptr);
        });
    }

private:
    using Compare = int (*)(const void *, size_t, const char *, const void *, size_t, const char *, const void *, void *, void *,
                            int (*)(const void *, const void *, void *), void *, void *);
    static constexpr quint32 patience = 1u << 28;
    static int hunk(const void *, const void *, void *) { return 0; }
    static QByteArray lines(const QString &text)
    {
        QByteArray lines;
        for (const diff::Token &token : diff::tokenise(text))
            if (token.kind != diff::TokenKind::Blank)
                lines += (token.kind == diff::TokenKind::LineEnd ? QByteArray("\\n") : text.mid(token.start, token.length).toUtf8()) + '\n';
        return lines;
    }

    QLibrary m_library;
    int (*m_options)(void *, unsigned) = nullptr;
    Compare m_compare = nullptr;
};

void reportUsual(const Pair &pair, const Patience &patience)
{
    const QByteArray name = QByteArray("diff.") + pair.name;
    constexpr int rounds = 21;
    const auto own = benchmark::interleaved(rounds, [&] { return compareSeconds(pair); }, [&] { return cutSeconds(pair); });
    benchmark::report(name, own.ours * 1000, "ms", own.ratio, "its own cutting and interning");
    if (patience.isThere()) {
        const auto git = benchmark::interleaved(rounds, [&] { return compareSeconds(pair); }, [&] { return patience.seconds(pair); });
        benchmark::report(name + ".patience", git.ours * 1000, "ms", git.ratio, "libgit2 patience on the same tokens");
    }
}

void reportTyping(const char *name, qsizetype size)
{
    Writer writer(5);
    const QString a = writer.text(size);
    diff::IncrementalDiff diff(a, writer.edited(a, 20));
    std::vector<double> times;
    std::mt19937 random(6);
    qsizetype at = diff.b().size() / 2;
    for (int key = 0; key < 2000; ++key) {
        if (key % 50 == 0)
            at = qsizetype(random() % unsigned(diff.b().size()));
        const QChar c(ushort(key % 7 == 6 ? u' ' : u'a' + random() % 26));
        times.push_back(benchmark::processorSeconds([&] { diff.edited(at, 0, QStringView(&c, 1)); }));
        ++at;
    }
    std::sort(times.begin(), times.end());
    benchmark::report(name, times[times.size() * 95 / 100] * 1000, "ms at the 95th percentile", std::nullopt, size > 100'000 ? "1 ms" : "0.05 ms");
    benchmark::report((QByteArray(name) + ".worst").constData(), times.back() * 1000, "ms", std::nullopt, "4 ms");
    const qint64 rough = diff.cost();
    diff.settle();
    benchmark::report((QByteArray(name) + ".cost").constData(), double(rough), "reading cost", double(rough) / double(diff.cost()), "the full solution; at most 1.01");
}

// A line of /proc/self/status in MB.
double megabytes(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith(name))
            return line.mid(name.size()).trimmed().split(' ').first().toDouble() / 1000;
    return 0;
}

// The most memory a comparison holds beside its texts, in a process of its own.
void reportMemory(const Pair &pair, const char *target)
{
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
        ::malloc_trim(0); // what making the texts left would serve the comparison
        QFile peak(QStringLiteral("/proc/self/clear_refs"));
        if (!peak.open(QIODevice::WriteOnly) || peak.write("5") != 1 || !peak.flush()) // the peak counts from here
            ::_exit(1);
        const double before = megabytes("VmRSS:");
        diff::compare(pair.a, pair.b, diff::CompareOptions::patient());
        benchmark::report((QByteArray("diff.memory.") + pair.name).constData(), megabytes("VmHWM:") - before, "MB", std::nullopt, target);
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
}

int writeTexts(const QString &folder)
{
    for (const auto &pairs : {usualPairs(), hostilePairs()}) {
        for (const Pair &pair : pairs) {
            for (const bool first : {true, false}) {
                QFile file(QDir(folder).filePath(QString::fromLatin1(pair.name) + (first ? QStringLiteral(".a") : QStringLiteral(".b"))));
                if (!file.open(QIODevice::WriteOnly) || file.write((first ? pair.a : pair.b).toUtf8()) < 0)
                    return 1;
            }
        }
    }
    return 0;
}

} // namespace

int main(int count, char **arguments)
{
    const QByteArray only = count == 3 && arguments[1] == QByteArrayView("--only") ? arguments[2] : "";
    if (count == 2)
        return writeTexts(QString::fromLocal8Bit(arguments[1]));
    const Patience patience;
    const std::vector<Pair> usual = usualPairs();
    if (only.isEmpty()) { // first, while nothing has been given back that a comparison could take
        reportMemory(usual[1], "at most 40 MB over the two texts");
        reportMemory(usual[4], "at most 120 MB over the two texts");
    }
    for (const Pair &pair : usual)
        if (only.isEmpty() || only == pair.name)
            reportUsual(pair, patience);
    if (!only.isEmpty())
        return 0;
    for (const Pair &pair : hostilePairs()) {
        const QByteArray name = QByteArray("diff.hostile.") + pair.name;
        std::vector<double> times;
        for (int round = 0; round < 3; ++round)
            times.push_back(compareSeconds(pair));
        benchmark::report(name, benchmark::median(times) * 1000, "ms", std::nullopt, pair.name == QByteArrayView("shuffled") ? "500 ms" : "100 ms");
    }
    reportTyping("diff.key.2k", 2'000);
    reportTyping("diff.key.1M", 1'000'000);
    return 0;
}
