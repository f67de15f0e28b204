#include "sync/workspace.h"

#include "ledger/lines.h"
#include "sync/sodium.h"

namespace countersign::sync {

using core::ErrorKind;
using core::fail;
using core::Result;

namespace {

constexpr quint64 manifestNumber = 0;
const QByteArray manifestKind = QByteArrayLiteral("manifest");

// Numbers of 256 bits, little-endian, modulo 2^256.
QByteArray plus(QByteArray a, const QByteArray &b)
{
    unsigned carry = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        carry += static_cast<unsigned char>(a.at(i)) + static_cast<unsigned char>(b.at(i));
        a[i] = static_cast<char>(carry & 0xFF);
        carry >>= 8;
    }
    return a;
}

QByteArray minus(QByteArray a, const QByteArray &b)
{
    int borrow = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const int difference = static_cast<unsigned char>(a.at(i)) - static_cast<unsigned char>(b.at(i)) - borrow;
        a[i] = static_cast<char>(difference & 0xFF);
        borrow = difference < 0 ? 1 : 0;
    }
    return a;
}

} // namespace

Workspace::Workspace(std::unique_ptr<CellStorage> storage, const ledger::Secret &key, Remember remember)
    : m_storage(std::move(storage)), m_cellKey(subkey(key, 1)), m_rootKey(subkey(key, 2)), m_remember(std::move(remember))
{
}

Workspace::~Workspace()
{
    const QByteArray digest = m_storage->close();
    if (!m_written || digest.isEmpty())
        return;
    m_mark.digest = digest;
    [[maybe_unused]] const auto remembered = m_remember(m_mark, When::AtClose); // else it is found open, and checked cell by cell
}

Result<std::unique_ptr<Workspace>> Workspace::begin(std::unique_ptr<CellStorage> storage, const ledger::Secret &key, Remember remember)
{
    std::unique_ptr<Workspace> made(new Workspace(std::move(storage), key, std::move(remember)));
    return made->write({}, {}, {}, true).map([&] { return std::move(made); });
}

Result<std::unique_ptr<Workspace>> Workspace::open(std::unique_ptr<CellStorage> storage, const ledger::Secret &key, const WorkspaceMark &remembered,
                                                   Remember remember)
{
    std::unique_ptr<Workspace> opened(new Workspace(std::move(storage), key, std::move(remember)));
    return opened->load(remembered).map([&] { return std::move(opened); });
}

core::Error Workspace::damaged(const QString &what) const
{
    return {ErrorKind::StoreDamaged, QString::fromLatin1(label().id), what};
}

Result<void> Workspace::load(const WorkspaceMark &remembered)
{
    const auto heads = m_storage->heads();
    if (!heads)
        return tl::unexpected(heads.error());
    QByteArray root(32, '\0');
    for (const CellHead &head : *heads) {
        if (head.number == manifestNumber)
            continue;
        m_cells.insert(head.number, head);
        m_kinds[head.kind].append(head.number);
        root = plus(root, weight(head));
    }
    if (const auto read = readManifest(); !read)
        return read;
    if (m_mark.root != root)
        return tl::unexpected(damaged(QStringLiteral("root")));
    if (m_mark.writes < remembered.writes)
        return fail(ErrorKind::HistoryRewritten, QString::fromLatin1(label().id), QStringLiteral("%1 < %2").arg(m_mark.writes).arg(remembered.writes));
    if (m_mark.writes == remembered.writes && m_mark.root != remembered.root)
        return tl::unexpected(damaged(QStringLiteral("mark")));
    const QByteArray found = m_storage->foundDigest();
    if (m_mark.writes == remembered.writes && remembered.isClosed() && !found.isEmpty() && found != remembered.digest)
        return tl::unexpected(damaged(QStringLiteral("file")));
    return {};
}

Result<void> Workspace::readManifest()
{
    const auto cell = m_storage->cell(manifestNumber);
    if (!cell)
        return tl::unexpected(cell.error());
    const auto text = cell->head.kind == manifestKind ? unseal(m_cellKey, cell->sealed, cell->head.tag, additional(cell->head)) : std::nullopt;
    if (!text)
        return tl::unexpected(damaged(QStringLiteral("manifest")));
    ledger::LineReader in(*text);
    in.bare("countersign.manifest/v1");
    const quint64 count = in.integer("count");
    m_mark = {cell->head.version, in.hex64("root").toBytes(), QByteArray(32, '\0')};
    if (!in.finish() || count != quint64(m_cells.size()))
        return tl::unexpected(damaged(QStringLiteral("manifest")));
    return {};
}

QByteArray Workspace::additional(const CellHead &head) const
{
    return "countersign.cell/v1\n" + label().id + bigEndian(head.number) + bigEndian(head.version) + head.kind;
}

QByteArray Workspace::weight(const CellHead &head) const
{
    return keyed(m_rootKey, bigEndian(head.number) + bigEndian(head.version) + head.tag + head.kind);
}

Cell Workspace::sealedCell(CellHead head, QByteArrayView content) const
{
    Sealed sealed = seal(m_cellKey, content, additional(head));
    head.tag = std::move(sealed.tag);
    return {std::move(head), std::move(sealed.bytes)};
}

Cell Workspace::manifest(quint64 version, quint64 count, const QByteArray &root) const
{
    const QByteArray text = "countersign.manifest/v1\ncount " + QByteArray::number(count) + "\nroot " + root.toHex() + '\n';
    return sealedCell({manifestNumber, manifestKind, version, {}}, text);
}

Result<QByteArray> Workspace::content(const CellHead &head)
{
    const auto cell = m_storage->cell(head.number);
    if (!cell)
        return tl::unexpected(cell.error());
    auto opened = cell->head == head ? unseal(m_cellKey, cell->sealed, head.tag, additional(head)) : std::nullopt;
    if (!opened)
        return tl::unexpected(damaged(QStringLiteral("cell %1").arg(head.number)));
    return std::move(*opened);
}

Result<void> Workspace::readAll(const QByteArray &kind, const std::function<Result<void>(const QByteArray &)> &take)
{
    const std::lock_guard lock(m_guard);
    for (const quint64 number : m_kinds.value(kind))
        if (const auto taken = content(m_cells[number]).and_then(take); !taken)
            return taken;
    return {};
}

qsizetype Workspace::count(const QByteArray &kind)
{
    const std::lock_guard lock(m_guard);
    return m_kinds.value(kind).size();
}

Result<std::optional<QByteArray>> Workspace::read(const QByteArray &kind)
{
    const std::lock_guard lock(m_guard);
    const QList<quint64> numbers = m_kinds.value(kind);
    if (numbers.isEmpty())
        return std::optional<QByteArray>();
    return content(m_cells[numbers.last()]).map([](QByteArray bytes) { return std::optional(std::move(bytes)); });
}

Workspace::Batch Workspace::prepare(const QList<CellChange> &added, const QList<CellChange> &replaced, const QList<QByteArray> &gone) const
{
    Batch batch{{}, {}, m_mark.root, quint64(m_cells.size())};
    for (const QByteArray &kind : gone)
        for (const quint64 number : m_kinds.value(kind)) {
            batch.removed.append(number);
            batch.root = minus(batch.root, weight(m_cells[number]));
            --batch.count;
        }
    quint64 next = m_cells.isEmpty() ? 1 : m_cells.lastKey() + 1;
    const auto place = [&](const CellChange &change, const CellHead &head) {
        batch.put.append(sealedCell(head, change.content));
        batch.root = plus(batch.root, weight(batch.put.last().head));
        batch.count += head.version == 1 ? 1 : 0;
    };
    for (const CellChange &change : added)
        place(change, {next++, change.kind, 1, {}});
    for (const CellChange &change : replaced) {
        const QList<quint64> there = m_kinds.value(change.kind);
        if (!there.isEmpty())
            batch.root = minus(batch.root, weight(m_cells[there.last()]));
        place(change, there.isEmpty() ? CellHead{next++, change.kind, 1, {}} : CellHead{there.last(), change.kind, m_cells[there.last()].version + 1, {}});
    }
    return batch;
}

void Workspace::take(const Batch &batch, const QList<QByteArray> &gone)
{
    for (const quint64 number : batch.removed)
        m_cells.remove(number);
    for (const QByteArray &kind : gone)
        m_kinds.remove(kind);
    for (const Cell &cell : batch.put) {
        if (cell.head.version == 1)
            m_kinds[cell.head.kind].append(cell.head.number);
        m_cells.insert(cell.head.number, cell.head);
    }
}

Result<void> Workspace::tellFirstWrite()
{
    if (m_written)
        return {};
    return m_remember({m_mark.writes, m_mark.root, QByteArray(32, '\0')}, When::BeforeFirstWrite).map([&] { m_written = true; });
}

Result<void> Workspace::write(const QList<CellChange> &added, const QList<CellChange> &replaced, const QList<QByteArray> &gone, bool synced)
{
    const std::lock_guard lock(m_guard);
    if (const auto told = tellFirstWrite(); !told)
        return told;
    const Batch batch = prepare(added, replaced, gone);
    const quint64 writes = m_mark.writes + 1;
    if (const auto done = m_storage->write(batch.put + QList<Cell>{manifest(writes, batch.count, batch.root)}, batch.removed, synced); !done)
        return done;
    take(batch, gone);
    m_mark = {writes, batch.root, QByteArray(32, '\0')};
    if (synced) // what a power cut may take back must not be remembered
        [[maybe_unused]] const auto told = m_remember(m_mark, When::AfterWrite);
    return {};
}

Result<void> Workspace::sweep()
{
    const std::lock_guard lock(m_guard);
    return tellFirstWrite().and_then([this] { return m_storage->sweep(); });
}

} // namespace countersign::sync
