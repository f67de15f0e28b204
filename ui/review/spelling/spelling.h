// Which words of a text no dictionary knows, and what could be meant. Uses the hunspell dictionaries installed on the machine; a text in
// a language that none of them knows is not checked at all. The window's thread; dictionaries are read by a worker.
#pragma once

#include "diff/range.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <memory>

class Hunspell;

namespace countersign::ui {

class Spelling final : public QObject {
    Q_OBJECT

public:
    // One for the program. Folders: where dictionaries (name.aff, name.dic) lie.
    static Spelling *instance();
    explicit Spelling(QStringList folders, QObject *parent = nullptr);
    ~Spelling() override;

    bool isOn() const { return m_on; }
    void setOn(bool on); // remembered
    QStringList dictionaries() const; // names, the person's own language first

    // Chooses the dictionary that knows this text best, none where all know too little; ends with changed().
    void begin(const QString &text);
    void end(); // lets go of the text and of everything asked about it
    bool isReady() const { return m_dictionary != nullptr; }

    // Words of a line that are not known; empty while nothing is ready.
    QList<diff::Range> unknown(const QString &line);
    QStringList suggestions(const QString &word);
    void addWord(const QString &word); // to the person's own, remembered

Q_SIGNALS:
    void changed();

private:
    struct Dictionary;
    bool knows(const Dictionary &dictionary, const QString &word) const;
    double share(const Dictionary &dictionary, const QString &text) const;
    void choose();
    static std::shared_ptr<Dictionary> readDictionary(const QString &base);
    void taken(const QString &name, std::shared_ptr<Dictionary> dictionary);

    QStringList m_folders;
    QHash<QString, std::shared_ptr<Dictionary>> m_read; // by name; null: could not be read
    QSet<QString> m_reading;
    std::shared_ptr<Dictionary> m_dictionary;
    QString m_sample;
    QSet<QString> m_own;
    QHash<QString, QList<diff::Range>> m_lines; // answers given, forgotten when anything changes
    bool m_on = true;
};

// Words worth looking up: letters of alphabetic scripts, no digits, no names in capitals.
QList<diff::Range> wordsToCheck(const QString &line);

} // namespace countersign::ui
