// Standard input as it comes: a read gives what is there instead of waiting for a full buffer, and ends when the work is interrupted.
#pragma once

#include <QIODevice>

namespace countersign::app {

class Interruption;

class StandardInput final : public QIODevice {
public:
    explicit StandardInput(const Interruption &interruption) : m_interruption(interruption) {}
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const Interruption &m_interruption;
};

} // namespace countersign::app
