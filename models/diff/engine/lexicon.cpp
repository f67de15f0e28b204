#include "diff/engine/lexicon.h"

#include <QList>
#include <QSet>
#include <bitset>

namespace countersign::diff {

namespace {

// A set of words that turns most others away by their ends and length, without hashing them.
class WordSet {
public:
    explicit WordSet(QStringView words)
    {
        for (const QStringView word : words.split(u' ', Qt::SkipEmptyParts)) {
            m_words.insert(word);
            m_mayHold.set(sieve(word));
        }
    }
    bool contains(QStringView word) const { return m_mayHold.test(sieve(word)) && m_words.contains(word); }

private:
    static constexpr size_t size = 8192;
    static size_t sieve(QStringView word)
    {
        return (size_t(word.front().unicode()) * 31 + size_t(word.back().unicode()) * 173 + size_t(word.size()) * 1009) % size;
    }

    QSet<QStringView> m_words;
    std::bitset<size> m_mayHold;
};

// A word in lower case, without a copy on the heap.
class Folded {
public:
    explicit Folded(QStringView word) : m_size(word.size() <= longest ? word.size() : 0)
    {
        for (qsizetype k = 0; k < m_size; ++k) {
            const char16_t unit = word[k].unicode();
            m_units[k] = unit >= 0x80 ? char16_t(QChar::toCaseFolded(unit)) : unit >= u'A' && unit <= u'Z' ? char16_t(unit | 0x20) : unit;
        }
    }
    QStringView view() const { return {m_units, m_size}; }

private:
    static constexpr qsizetype longest = 12;
    char16_t m_units[longest];
    qsizetype m_size;
};

const WordSet &negations()
{
    static const WordSet words(
        u"no not none never neither nor nothing nobody nowhere without cannot denies denied deny "      // English
        u"nicht kein keine keinen keinem keiner keines nie niemals ohne weder nichts niemand "          // German
        u"non pas sans aucun aucune jamais ni ne rien "                                                 // French
        u"sin nunca ningún ninguno ninguna jamás tampoco nada "                                         // Spanish
        u"senza mai nessun nessuno nessuna né niente não sem nenhum nenhuma nem niet geen zonder nooit " // Italian, Portuguese, Dutch
        u"не нет без ни никогда nie bez żaden ei mitte ilma pole ega nu fără nici "                     // Russian, Polish, Estonian, Romanian
        u"ikke ingen aldrig inte utan uden değil yok "                                                  // Nordic, Turkish
        u"नहीं न मत बिना छैन होइन 不 没 沒 无 無 未 非 否 勿 別 别 莫 "
        u"لا لم لن ليس ليست غير بدون دون لست לא אין בלי ללא אינו אינה אל");
    return words;
}

const WordSet &measures()
{
    static const WordSet words(
        u"% ‰ ° °c °f $ € £ ¥ kg g mg mcg µg μg ng pg lb lbs oz l dl cl ml µl μl mmol µmol mol meq iu u units unit mmhg kpa cm mm m km nm in "
        u"inch inches ft feet mile miles bpm hz h hr hrs hour hours min mins minute minutes s sec secs second seconds ms d day days week "
        u"weeks wk wks month months mo year years yr yrs tablet tablets tab tabs capsule capsules puff puffs drop drops dose doses times "
        u"percent usd eur gbp kb mb gb tb k m bn million billion thousand weeks' days' tage tag wochen stunden jahre");
    return words;
}

} // namespace

bool isNegation(QStringView word)
{
    const Folded folded(word);
    const QStringView view = folded.view();
    return !view.isEmpty() && (negations().contains(view) || view.endsWith(u"n't") || view.endsWith(u"n\u2019t"));
}

bool isMeasure(QStringView word)
{
    const Folded folded(word);
    return !folded.view().isEmpty() && measures().contains(folded.view());
}

} // namespace countersign::diff
