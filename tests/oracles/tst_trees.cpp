// Our tree against two others that Debian has, byte for byte and for every shape to 130 leaves: Go's transparency log
// (golang-golang-x-mod-dev) and the C++ of Certificate Transparency (golang-github-google-certificate-transparency-dev).
#include "ledger/merkletree.h"
#include "support/memoryledgerstorage.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#if __has_include(<merkletree/merkle_tree.h>)
#include <merkletree/merkle_tree.h>
#include <merkletree/merkle_verifier.h>
#define COUNTERSIGN_HAS_TRANSPARENCY 1
#endif

using namespace countersign;
using namespace countersign::ledger;

namespace {

constexpr int largest = 130;

QByteArray leafData(int index)
{
    return "leaf " + QByteArray::number(index);
}

// Ours, as the program keeps it.
struct Tree {
    tests::MemoryLedgerStorage storage;
    QList<Hash> roots;

    Tree()
    {
        roots.append(TreeHead().root());
        for (int i = 0; i < largest; ++i) {
            TreeHead head = *storage.head();
            LogRow row;
            row.index = head.size;
            row.entry = leafData(i);
            row.leaf = leafHash(row.entry);
            row.nodes = head.append(row.leaf);
            roots.append(head.root());
            if (!storage.append({row}, head))
                qFatal("the tree could not grow");
        }
    }
    QList<Hash> path(int index, int size) const { return *inclusionProof(storage, quint64(index), quint64(size)); }
    QList<Hash> consistency(int old, int size) const { return *consistencyProof(storage, quint64(old), quint64(size)); }
};

QByteArray lineOf(const QByteArray &head, const QList<Hash> &hashes)
{
    QByteArray line = head;
    for (const Hash &one : hashes)
        line += ' ' + one.hex();
    return line + '\n';
}

// As trees.go prints it.
QByteArray allOf(const Tree &tree)
{
    QByteArray text;
    for (int size = 1; size <= largest; ++size) {
        const QByteArray end = QByteArray::number(size);
        text += lineOf("root " + end, {tree.roots[size]});
        for (int index = 0; index < size; ++index)
            text += lineOf("path " + end + ' ' + QByteArray::number(index), tree.path(index, size));
        for (int old = 1; old <= size; ++old)
            text += lineOf("consistency " + QByteArray::number(old) + ' ' + end, tree.consistency(old, size));
    }
    return text;
}

// What the package's program says, or nothing where it could not be built: then why is in `error`.
QByteArray saidByGo(const QString &folder, QByteArray &error)
{
    QProcess go;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : {std::pair{"GO111MODULE", QStringLiteral("off")}, std::pair{"GOPATH", QStringLiteral("/usr/share/gocode")},
                                      std::pair{"GOCACHE", folder + QStringLiteral("/cache")}, std::pair{"GOFLAGS", QStringLiteral("-trimpath")}})
        environment.insert(QString::fromLatin1(name), value);
    go.setProcessEnvironment(environment);
    go.setStandardInputFile(QProcess::nullDevice());
    const QString source = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/tests/oracles/trees.go");
    const QString program = folder + QStringLiteral("/trees");
    for (const auto &[command, words] : {std::pair{QStringLiteral("go"), QStringList{QStringLiteral("build"), QStringLiteral("-o"), program, source}},
                                         std::pair{program, QStringList{QString::number(largest)}}}) {
        go.start(command, words);
        if (!go.waitForFinished(-1) || go.exitStatus() != QProcess::NormalExit || go.exitCode() != 0) {
            error = go.readAllStandardError();
            return {};
        }
    }
    return go.readAllStandardOutput();
}

#ifdef COUNTERSIGN_HAS_TRANSPARENCY
std::string bytesOf(const Hash &hash)
{
    return {reinterpret_cast<const char *>(hash.bytes.data()), hash.bytes.size()};
}

std::vector<std::string> bytesOf(const QList<Hash> &hashes)
{
    std::vector<std::string> all;
    for (const Hash &one : hashes)
        all.push_back(bytesOf(one));
    return all;
}
#endif

} // namespace

class TreesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRootPathAndConsistencyIsThatOfGo()
    {
        if (!QFile::exists(QStringLiteral("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog/tlog.go")))
            QSKIP("golang-golang-x-mod-dev is not installed: packaging/setup test");
        QTemporaryDir folder;
        QByteArray error;
        const QByteArray theirs = saidByGo(folder.path(), error);
        QVERIFY2(!theirs.isEmpty(), error.constData());
        const QByteArrayList wanted = theirs.split('\n');
        const QByteArrayList made = allOf(m_tree).split('\n');
        QCOMPARE(made.size(), 1 + largest + 2 * (largest * (largest + 1) / 2));
        for (qsizetype i = 0; i < made.size(); ++i)
            QCOMPARE(made[i], wanted.value(i));
        QCOMPARE(made.size(), wanted.size());
    }

    void everyRootPathAndConsistencyIsThatOfCertificateTransparency()
    {
#ifdef COUNTERSIGN_HAS_TRANSPARENCY
        MerkleTree theirs(std::make_unique<Sha256Hasher>());
        MerkleVerifier verifier(std::make_unique<Sha256Hasher>());
        QVERIFY(theirs.CurrentRoot() == bytesOf(m_tree.roots[0]));
        for (int size = 1; size <= largest; ++size) {
            const QByteArray data = leafData(size - 1);
            QCOMPARE(theirs.AddLeaf(data.toStdString()), size_t(size));
            const std::string root = bytesOf(m_tree.roots[size]);
            QVERIFY2(theirs.CurrentRoot() == root, qPrintable(QString::number(size)));
            for (int index = 0; index < size; ++index) {
                const auto path = bytesOf(m_tree.path(index, size));
                QVERIFY2(theirs.PathToCurrentRoot(size_t(index) + 1) == path, qPrintable(QStringLiteral("%1 of %2").arg(index).arg(size)));
                QVERIFY(verifier.VerifyPath(size_t(index) + 1, size_t(size), path, root, leafData(index).toStdString()));
            }
            for (int old = 1; old <= size; ++old) {
                const auto proof = bytesOf(m_tree.consistency(old, size));
                QVERIFY2(theirs.SnapshotConsistency(size_t(old), size_t(size)) == proof, qPrintable(QStringLiteral("%1 to %2").arg(old).arg(size)));
                QVERIFY(verifier.VerifyConsistency(size_t(old), size_t(size), bytesOf(m_tree.roots[old]), root, proof));
            }
        }
        for (int size = 0; size <= largest; ++size) // and asked afterwards
            QVERIFY(theirs.RootAtSnapshot(size_t(size)) == bytesOf(m_tree.roots[size]));
#else
        QSKIP("golang-github-google-certificate-transparency-dev is not installed: packaging/setup test");
#endif
    }

private:
    const Tree m_tree;
};

QTEST_APPLESS_MAIN(TreesTest)
#include "tst_trees.moc"
