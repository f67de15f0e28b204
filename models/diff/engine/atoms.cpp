#include "diff/engine/atoms.h"

#include <QHashFunctions>
#include <bit>
#include <cstring>
#include <functional>

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

constexpr quint32 plainShape = 0x80000000;
constexpr qsizetype eight = 8; // ASCII characters in half a key; up to sixteen are their own key, and so are up to four others
constexpr qsizetype four = 4;

constexpr size_t often = 4096; // atoms between two looks at the stop

// Whether a word of ASCII letters and digits ends before this character whatever stands before it.
bool endsPlainWord(const char16_t *at, bool plainBehind)
{
    switch (at[0]) {
    case u'_':
        return false;
    case u'.':
    case u':':
    case u',':
    case u';':
    case u'\'':
    case u'"':
        return !plainBehind && at[1] < 0x80 && at[1] != u'_';
    default:
        return at[0] < 0x80;
    }
}

// One token by itself unless a mark follows.
bool isPlainSign(char16_t unit)
{
    const char16_t lower = unit | 0x20;
    return unit > u' ' && unit < 0x7f && unit != u'_' && !(unit >= u'0' && unit <= u'9') && !(lower >= u'a' && lower <= u'z');
}

// Of texts of the same length, which is four at least.
bool isSame(const char16_t *word, const char16_t *text, qsizetype length)
{
    for (qsizetype at = 0; at + 4 < length; at += 4)
        if (load(word + at) != load(text + at))
            return false;
    return load(word + length - 4) == load(text + length - 4);
}

bool isAscii(const char16_t *text, qsizetype length)
{
    char16_t all = 0;
    for (qsizetype k = 0; k < length; ++k)
        all |= text[k];
    return all < 0x80;
}

} // namespace

Vocabulary::Vocabulary(Unit unit, Texts texts)
    : m_unit(unit), m_slots(1024), m_shift(64 - 10), m_seed(quint64(size_t(QHashSeed::globalSeed())) ^ 0x9e3779b97f4a7c15ull), m_textsStay(texts == Texts::Stay)
{
    m_words.push_back({});
    m_blanks.push_back({});
    m_blanks.push_back(u" ");
}

inline size_t Vocabulary::slotOf(quint64 first, quint64 last) const
{
    return size_t(mix(first ^ m_seed, last ^ 0xa0761d6478bd642full) >> m_shift);
}

// Of a text that is ASCII all through, with eight characters to be read from its start.
inline Vocabulary::Key Vocabulary::keyOfPlain(const char16_t *text, qsizetype length) const
{
    const quint32 shape = quint32(length) | plainShape;
    if (length <= eight)
        return {packed(text) & (~quint64(0) >> (64 - 8 * length)), 0, shape, true};
    const quint64 last = packed(text + length - eight);
    if (length <= 2 * eight)
        return {packed(text), last, shape, true};
    quint64 hash = m_seed;
    for (qsizetype at = 0; at + eight < length; at += eight)
        hash = mix(hash ^ packed(text + at), 0xe7037ed1a0b428dbull);
    return {hash, last, shape, false};
}

Atoms Vocabulary::read(QStringView text, const std::stop_token &stop)
{
    lastAs(text);
    Atoms atoms;
    atoms.reserve(size_t(text.size() / 5 + 8));
    const Cutter cutter(text);
    const PlainWords plain(m_unit == Unit::Word ? text : QStringView());
    size_t looked = 0;
    for (qsizetype at = 0;;) {
        if (m_unit == Unit::Word)
            at = readPlain(plain, text, at, atoms);
        atoms.push_back(next(cutter, text, at));
        if (atoms.back().word == 0)
            return atoms;
        at = atoms.back().end();
        if (atoms.size() - looked < often)
            continue;
        looked = atoms.size();
        if (stop.stop_requested())
            return atoms;
    }
}

// Words of ASCII letters and digits and single ASCII signs, with at most one space before each, as long as there is nothing else; what is
// read is what next() gives. Returns where to go on.
qsizetype Vocabulary::readPlain(const PlainWords &plain, QStringView text, qsizetype at, Atoms &atoms)
{
    const char16_t *units = text.utf16();
    const qsizetype last = text.size() - eight - 1; // so many characters may always be read behind a place
    for (const size_t most = atoms.size() + often; atoms.size() < most && at < last;) {
        const quint32 blank = units[at] == u' ' ? 1 : 0;
        const qsizetype start = at + blank;
        qsizetype end = start + 1;
        quint32 word;
        if (plain.isIn(start)) {
            end = plain.runEnd(start);
            if (end + 1 >= text.size() || (units[end] != u' ' && !endsPlainWord(units + end, plain.isIn(end + 1))))
                break;
            word = find(keyOfPlain(units + start, end - start), units + start, end - start);
        } else if (isPlainSign(units[start]) && units[end] < 0x80) {
            word = intern(units + start, 1);
        } else {
            break;
        }
        const auto length = quint32(end - start);
        atoms.push_back({quint32(start), length, word, blank, length});
        at = end;
    }
    return at;
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
            atom.word = internAt(text, at, cut.end - at);
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

Vocabulary::Key Vocabulary::keyOf(const char16_t *text, qsizetype length) const
{
    if (isAscii(text, length)) {
        char16_t padded[eight] = {};
        if (length < eight)
            std::memcpy(padded, text, size_t(length) * sizeof *text);
        return length == 0 ? Key{0, 0, plainShape, true} : keyOfPlain(length < eight ? padded : text, length);
    }
    Key key{0, 0, quint32(length), length <= four};
    if (key.isWhole) {
        std::memcpy(&key.first, text, size_t(length) * sizeof *text);
        return key;
    }
    key.first = m_seed;
    for (qsizetype at = 0; at + four < length; at += four)
        key.first = mix(key.first ^ load(text + at), 0xe7037ed1a0b428dbull);
    key.last = load(text + length - four);
    return key;
}

// A part of a text, with more behind it for most.
quint32 Vocabulary::internAt(QStringView text, qsizetype at, qsizetype length)
{
    const char16_t *units = text.utf16() + at;
    if (length == 1 || length > 2 * eight || at + eight > text.size() || !isAscii(units, length))
        return intern(units, length);
    return find(keyOfPlain(units, length), units, length);
}

quint32 Vocabulary::internLong(const char16_t *text, qsizetype length)
{
    return find(keyOf(text, length), text, length);
}

quint32 Vocabulary::find(const Key &key, const char16_t *text, qsizetype length)
{
    const size_t mask = m_slots.size() - 1;
    for (size_t at = slotOf(key.first, key.last);; at = (at + 1) & mask) {
        const Slot &slot = m_slots[at];
        if (slot.word == 0)
            return insert(at, key, text, length);
        const bool same = slot.first == key.first && slot.last == key.last && slot.shape == key.shape;
        if (same && (key.isWhole || isSame(m_words[slot.word].utf16(), text, length)))
            return slot.word;
    }
}

quint32 Vocabulary::insert(size_t slot, const Key &key, const char16_t *text, qsizetype length)
{
    const quint32 word = size();
    m_words.push_back(keep(QStringView(text, length)));
    m_slots[slot] = {key.first, key.last, key.shape, word};
    if (size() * 2 > m_slots.size())
        grow();
    return word;
}

void Vocabulary::grow()
{
    std::vector<Slot, LargePages<Slot>> old(m_slots.size() * 4);
    old.swap(m_slots);
    m_shift -= 2;
    const size_t mask = m_slots.size() - 1;
    for (const Slot &slot : old) {
        if (slot.word == 0)
            continue;
        size_t at = slotOf(slot.first, slot.last);
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

void Vocabulary::lastAs(QStringView text)
{
    m_lasting = m_textsStay ? text : QStringView();
}

QStringView Vocabulary::keep(QStringView text)
{
    const std::less<const QChar *> before;
    if (m_textsStay && !before(text.begin(), m_lasting.begin()) && before(text.begin(), m_lasting.end()))
        return text;
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
