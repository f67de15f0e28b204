#include "diff/engine/atoms.h"

#include <QHashFunctions>
#include <bit>
#include <cstring>

namespace countersign::diff {

namespace {

constexpr qsizetype chunkSize = 16384;

quint64 load(const char16_t *text)
{
    quint64 four;
    std::memcpy(&four, text, sizeof four);
    return four;
}

quint64 mix(quint64 a, quint64 b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = Wide(a) * b;
    return quint64(product) ^ quint64(product >> 64);
}

quint64 seed()
{
    static const quint64 value = quint64(size_t(QHashSeed::globalSeed())) ^ 0x9e3779b97f4a7c15ull;
    return value;
}

// Up to four characters fit the key whole; longer texts are hashed and compared.
quint64 keyOf(const char16_t *text, qsizetype length)
{
    if (length <= 4) {
        quint64 key = 0;
        std::memcpy(&key, text, size_t(length) * 2);
        return key;
    }
    quint64 hash = seed() ^ quint64(length);
    qsizetype at = 0;
    for (; at + 4 < length; at += 4)
        hash = mix(hash ^ load(text + at), 0xa0761d6478bd642full);
    return mix(hash ^ load(text + length - 4), 0xe7037ed1a0b428dbull);
}

bool isSame(QStringView word, const char16_t *text, qsizetype length)
{
    return word.size() == length && (length <= 4 || std::memcmp(word.utf16(), text, size_t(length) * 2) == 0);
}

size_t slotOf(quint64 key, int shift)
{
    return size_t((key * 0x9e3779b97f4a7c15ull) >> shift);
}

} // namespace

Vocabulary::Vocabulary(Unit unit) : m_unit(unit), m_slots(1024), m_shift(64 - 10)
{
    m_words.push_back({});
    m_blanks.push_back({});
    m_blanks.push_back(u" ");
}

Atoms Vocabulary::read(QStringView text, const std::stop_token &stop)
{
    constexpr size_t often = 4096; // atoms between two looks at the stop
    Atoms atoms;
    atoms.reserve(size_t(text.size() / 5 + 8));
    const Cutter cutter(text);
    for (qsizetype at = 0;;) {
        atoms.push_back(next(cutter, text, at));
        if (atoms.back().word == 0 || (atoms.size() % often == 0 && stop.stop_requested()))
            return atoms;
        at = atoms.back().end();
    }
}

Atom Vocabulary::next(const Cutter &cutter, QStringView text, qsizetype at)
{
    if (m_unit == Unit::Line)
        return nextLine(cutter, text, at);
    Atom atom;
    const qsizetype blanks = at;
    const char16_t *units = text.utf16();
    for (; at < text.size();) {
        const Cut cut = cutter.next(at);
        if (cut.kind == TokenKind::Blank) {
            at = cut.end;
            continue;
        }
        atom.length = quint32(cut.end - at);
        atom.weight = atom.length;
        if (cut.kind == TokenKind::LineEnd)
            internLineEnd(text.sliced(at, cut.end - at), atom);
        else if (cut.stable)
            atom.word = intern(units + at, cut.end - at);
        else
            internUnstable(text.sliced(at, cut.end - at), atom);
        break;
    }
    atom.start = quint32(at);
    if (at == blanks + 1 && units[blanks] == u' ')
        atom.blank = 1;
    else if (at > blanks)
        atom.blank = internBlank(text.sliced(blanks, at - blanks));
    return atom;
}

// A whole line with its end.
Atom Vocabulary::nextLine(const Cutter &cutter, QStringView text, qsizetype at)
{
    Atom atom;
    atom.start = quint32(at);
    bool stable = true;
    bool ended = false;
    qsizetype end = at;
    qsizetype content = at;
    while (end < text.size() && !ended) {
        const Cut cut = cutter.next(end);
        stable = stable && cut.stable;
        ended = cut.kind == TokenKind::LineEnd;
        content = end;
        end = cut.end;
    }
    if (end == at)
        return atom;
    atom.length = quint32(end - at);
    atom.weight = atom.length;
    const QStringView line = text.sliced(at, end - at);
    if (stable && (!ended || (end == content + 1 && text[content] == u'\n'))) {
        atom.word = intern(line.utf16(), line.size());
        return atom;
    }
    QString key = ended ? text.sliced(at, content - at).toString() + u'\n' : line.toString();
    key = key.normalized(QString::NormalizationForm_C);
    m_spellings = m_spellings || key != line;
    atom.weight = quint32(key.size());
    atom.word = intern(reinterpret_cast<const char16_t *>(key.utf16()), key.size());
    return atom;
}

quint32 Vocabulary::intern(const char16_t *text, qsizetype length)
{
    if (length != 1 || *text >= 128)
        return internLong(text, length);
    quint32 &word = m_ascii[*text];
    if (word == 0)
        word = internLong(text, length);
    return word;
}

quint32 Vocabulary::internLong(const char16_t *text, qsizetype length)
{
    const quint64 key = keyOf(text, length);
    const size_t mask = m_slots.size() - 1;
    for (size_t at = slotOf(key, m_shift);; at = (at + 1) & mask) {
        const Slot &slot = m_slots[at];
        if (slot.word == 0)
            return insert(at, key, text, length);
        if (slot.key == key && isSame(m_words[slot.word], text, length))
            return slot.word;
    }
}

quint32 Vocabulary::insert(size_t slot, quint64 key, const char16_t *text, qsizetype length)
{
    const quint32 word = size();
    m_words.push_back(keep(QStringView(text, length)));
    m_slots[slot] = {key, word};
    if (size() * 2 > m_slots.size())
        grow();
    return word;
}

void Vocabulary::grow()
{
    std::vector<Slot> old(m_slots.size() * 4);
    old.swap(m_slots);
    m_shift -= 2;
    const size_t mask = m_slots.size() - 1;
    for (const Slot &slot : old) {
        if (slot.word == 0)
            continue;
        size_t at = slotOf(slot.key, m_shift);
        while (m_slots[at].word != 0)
            at = (at + 1) & mask;
        m_slots[at] = slot;
    }
}

void Vocabulary::internUnstable(QStringView text, Atom &atom)
{
    const QString composed = text.toString().normalized(QString::NormalizationForm_C);
    m_spellings = m_spellings || composed != text;
    atom.weight = quint32(composed.size());
    atom.word = intern(reinterpret_cast<const char16_t *>(composed.utf16()), composed.size());
}

void Vocabulary::internLineEnd(QStringView text, Atom &atom)
{
    atom.weight = 1;
    atom.word = intern(u"\n", 1);
    if (m_lineEnd.isEmpty())
        m_lineEnd = text.toString();
    else
        m_spellings = m_spellings || m_lineEnd != text;
}

// Few texts have more than a handful of different blank strings, but a hostile one may: those go by way of the words.
quint32 Vocabulary::internBlank(QStringView text)
{
    constexpr quint32 few = 16;
    for (quint32 blank = 1; blank < m_blanks.size() && blank < few; ++blank)
        if (m_blanks[blank] == text)
            return blank;
    if (m_blanks.size() >= few) {
        const quint32 word = internLong(text.utf16(), text.size());
        m_blankOfWord.resize(std::max<size_t>(m_blankOfWord.size(), word + 1));
        quint32 &blank = m_blankOfWord[word];
        if (blank == 0) {
            blank = quint32(m_blanks.size());
            m_blanks.push_back(m_words[word]);
        }
        return blank;
    }
    m_blanks.push_back(keep(text));
    return quint32(m_blanks.size() - 1);
}

QStringView Vocabulary::keep(QStringView text)
{
    if (text.size() > m_left) {
        m_left = std::max(chunkSize, text.size());
        m_chunks.push_back(std::make_unique_for_overwrite<char16_t[]>(size_t(m_left)));
        m_free = m_chunks.back().get();
    }
    std::memcpy(m_free, text.utf16(), size_t(text.size()) * 2);
    const QStringView kept(m_free, text.size());
    m_free += text.size();
    m_left -= text.size();
    return kept;
}

quint32 Vocabulary::compareLeft(quint32 a, quint32 b) const
{
    const QStringView left = m_blanks[a];
    const QStringView right = m_blanks[b];
    qsizetype n = 0;
    while (n < std::min(left.size(), right.size()) && left[n] == right[n])
        ++n;
    return quint32(n);
}

quint32 Vocabulary::compareRight(quint32 a, quint32 b) const
{
    const QStringView left = m_blanks[a];
    const QStringView right = m_blanks[b];
    qsizetype n = 0;
    while (n < std::min(left.size(), right.size()) && left[left.size() - 1 - n] == right[right.size() - 1 - n])
        ++n;
    return quint32(n);
}

} // namespace countersign::diff
