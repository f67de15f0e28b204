// Port: embedded stores as files, for backup, restore and doctor.
#pragma once

#include "workflow/openstore.h"

#include <stop_token>

namespace countersign::workflow {

// What was looked at and how it was found. `check` and `word` are machine words (doctor.h lists them); the sentence is the caller's.
struct Observation {
    enum class Grade { Good, Care, Bad };
    QString check;
    Grade grade = Grade::Good;
    QString word;      // what is wrong; empty when good
    QString detail;    // a value: a path, a number, a name
    bool operator==(const Observation &) const = default;
};

class StoreFiles {
public:
    using Progress = std::function<void(qint64 done, qint64 whole)>;

    // A private file in clear beside a store; it goes with this object, and those of killed processes go when the next one is made.
    class Copy {
    public:
        virtual ~Copy() = default;
        virtual QString path() const = 0;
        // StoreExists when the name is taken. On disk when it returns.
        virtual core::Result<void> publish(const QString &name) = 0;
    };

    virtual ~StoreFiles() = default;
    // StoreExists (where: the file in the way) when a store of that name, or what belongs to one, is there.
    virtual core::Result<void> demandFree(const QString &store) = 0;
    virtual core::Result<std::unique_ptr<Copy>> copyBeside(const QString &store) = 0;
    // The store as it is now into an empty file; others may go on working in it.
    virtual core::Result<void> snapshot(const QString &store, const QString &into, const Progress &progress, std::stop_token stop) = 0;
    virtual core::Result<std::unique_ptr<OpenStore>> open(const QString &path) = 0;
    // Every page, index and blob of a store. StoreDamaged with the first thing that is wrong.
    virtual core::Result<void> check(const QString &path, const Progress &progress, std::stop_token stop) = 0;
    // Everything that can be seen of a store without its record; damage is an observation, not a failure.
    virtual core::Result<QList<Observation>> examine(const QString &path, bool deep, const Progress &progress, std::stop_token stop) = 0;
};

} // namespace countersign::workflow
