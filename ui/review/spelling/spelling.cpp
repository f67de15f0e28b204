#include "ui/review/spelling/spelling.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QPointer>
#include <QSettings>
#include <QStringConverter>
#include <QTextBoundaryFinder>
#include <QThreadPool>
#include <hunspell/hunspell.hxx>

namespace countersign::ui {

namespace {

const QString onName = QStringLiteral("spelling/on");
const QString wordsName = QStringLiteral("spelling/words");
constexpr double enough = 0.6;         // of the words must be known, else the text is in another language
constexpr qsizetype sampleLength = 4000;
constexpr qsizetype linesKept = 4000;
constexpr qsizetype longestWord = 60;

bool isAlphabetic(QChar character)
{
    switch (character.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
        return false; // written without blanks: their words are not found by boundaries alone
    default:
        return character.isLetter() || character.isMark() || character == u'\'' || character == QChar(0x2019);
    }
}

} // namespace

struct Spelling::Dictionary {
    std::unique_ptr<Hunspell> engine;
    QStringConverter::Encoding encoding = QStringConverter::Utf8;

    // Nothing where the word cannot be written in the dictionary's letters.
    std::optional<std::string> bytes(const QString &word) const
    {
        QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
        const QByteArray encoded = encoder(QString(word).replace(QChar(0x2019), u'\''));
        return encoder.hasError() ? std::nullopt : std::optional(encoded.toStdString());
    }
    QString text(const std::string &bytes) const
    {
        QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
        return decoder(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    }
};

QList<diff::Range> wordsToCheck(const QString &line)
{
    QList<diff::Range> words;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, line);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end >= 0; start = end, end = finder.toNextBoundary()) {
        const QStringView word = QStringView(line).sliced(start, end - start);
        const bool letters = std::all_of(word.cbegin(), word.cend(), isAlphabetic);
        const bool capitals = std::none_of(word.cbegin(), word.cend(), [](QChar character) { return character.isLower(); });
        const bool beside = (start > 0 && line[start - 1].isDigit()) || (end < line.size() && (line[end].isDigit() || line[end] == u'@'));
        if (word.size() > 1 && word.size() <= longestWord && letters && !capitals && !beside)
            words.append({start, end});
    }
    return words;
}

Spelling *Spelling::instance()
{
    static Spelling it({QStringLiteral("/usr/share/hunspell"), QStringLiteral("/usr/share/myspell"), QStringLiteral("/usr/share/myspell/dicts")});
    return &it;
}

Spelling::Spelling(QStringList folders, QObject *parent) : QObject(parent), m_folders(std::move(folders))
{
    const QSettings settings;
    m_on = settings.value(onName, true).toBool();
    const QStringList own = settings.value(wordsName).toStringList();
    m_own = QSet<QString>(own.cbegin(), own.cend());
}

Spelling::~Spelling() = default;

void Spelling::setOn(bool on)
{
    m_on = on;
    QSettings().setValue(onName, on);
    if (on)
        choose();
    Q_EMIT changed();
}

QStringList Spelling::dictionaries() const
{
    QStringList names;
    for (const QString &folder : m_folders) {
        const QStringList files = QDir(folder).entryList({QStringLiteral("*.dic")}, QDir::Files, QDir::Name);
        for (const QString &file : files)
            if (const QString name = file.chopped(4); QFile::exists(folder + u'/' + name + QStringLiteral(".aff")) && !names.contains(name))
                names.append(name);
    }
    const QString mine = QLocale().name();
    const auto rank = [&mine](const QString &name) { return name == mine ? 0 : name.section(u'_', 0, 0) == mine.section(u'_', 0, 0) ? 1 : 2; };
    std::stable_sort(names.begin(), names.end(), [&](const QString &a, const QString &b) { return rank(a) < rank(b); });
    return names;
}

void Spelling::begin(const QString &text)
{
    m_sample = text.left(sampleLength);
    if (m_on)
        choose();
}

void Spelling::end()
{
    m_dictionary.reset();
    m_sample.clear();
    m_lines.clear();
}

// Some hundred thousand words: on a worker.
std::shared_ptr<Spelling::Dictionary> Spelling::readDictionary(const QString &base)
{
    auto made = std::make_shared<Dictionary>();
    made->engine = std::make_unique<Hunspell>(QFile::encodeName(base + QStringLiteral(".aff")).constData(),
                                              QFile::encodeName(base + QStringLiteral(".dic")).constData());
    const auto encoding = QStringConverter::encodingForName(made->engine->get_dict_encoding().c_str());
    made->encoding = encoding.value_or(QStringConverter::Utf8);
    return encoding ? made : std::shared_ptr<Dictionary>();
}

void Spelling::taken(const QString &name, std::shared_ptr<Dictionary> dictionary)
{
    m_read.insert(name, std::move(dictionary));
    choose();
}

// Dictionaries are read one after the other, each once, until one knows the text.
void Spelling::choose()
{
    m_dictionary.reset();
    m_lines.clear();
    double best = enough;
    const QStringList names = dictionaries();
    for (const QString &name : names) {
        const auto read = m_read.constFind(name);
        if (read == m_read.cend()) {
            if (m_reading.contains(name))
                return;
            m_reading.insert(name);
            const QString folder = *std::find_if(m_folders.cbegin(), m_folders.cend(), [&](const QString &each) {
                return QFile::exists(each + u'/' + name + QStringLiteral(".dic"));
            });
            QThreadPool::globalInstance()->start([base = folder + u'/' + name, name, guard = QPointer<Spelling>(this)] {
                auto made = readDictionary(base);
                QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, name, made] {
                    if (guard)
                        guard->taken(name, made);
                });
            });
            return;
        }
        if (const double known = *read ? share(**read, m_sample) : 0; known > best) {
            best = known;
            m_dictionary = *read;
        }
        if (best > 0.85) // surely its language
            break;
    }
    Q_EMIT changed();
}

bool Spelling::knows(const Dictionary &dictionary, const QString &word) const
{
    const auto bytes = dictionary.bytes(word);
    return m_own.contains(word) || !bytes || dictionary.engine->spell(*bytes);
}

double Spelling::share(const Dictionary &dictionary, const QString &text) const
{
    const QList<diff::Range> words = wordsToCheck(text);
    qsizetype known = 0;
    for (const diff::Range &word : words) {
        const auto bytes = dictionary.bytes(text.sliced(word.start, word.length()));
        known += bytes && dictionary.engine->spell(*bytes) ? 1 : 0;
    }
    return words.isEmpty() ? 0 : double(known) / double(words.size());
}

QList<diff::Range> Spelling::unknown(const QString &line)
{
    if (!m_on || !m_dictionary || line.isEmpty())
        return {};
    if (const auto given = m_lines.constFind(line); given != m_lines.cend())
        return *given;
    QList<diff::Range> found = wordsToCheck(line);
    found.removeIf([&](const diff::Range &word) { return knows(*m_dictionary, line.sliced(word.start, word.length())); });
    if (m_lines.size() >= linesKept)
        m_lines.clear();
    m_lines.insert(line, found);
    return found;
}

QStringList Spelling::suggestions(const QString &word)
{
    QStringList found;
    const auto bytes = m_dictionary ? m_dictionary->bytes(word) : std::nullopt;
    if (!bytes)
        return found;
    for (const std::string &each : m_dictionary->engine->suggest(*bytes))
        found.append(m_dictionary->text(each));
    return found.first(std::min<qsizetype>(found.size(), 9));
}

void Spelling::addWord(const QString &word)
{
    m_own.insert(word);
    QSettings().setValue(wordsName, QStringList(m_own.cbegin(), m_own.cend()));
    m_lines.clear();
    Q_EMIT changed();
}

} // namespace countersign::ui
