// The two streams of the terminal: results to standard output, messages and errors to standard error.
// Everything printed for people has its control characters made visible first, so that no text from a case can steer the terminal.
#pragma once

#include "app/cli/shown.h"
#include "core/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

namespace countersign::app {

// Names the translation context of every sentence of the terminal: Cli::tr("…").
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

// One object per process, one thread.
class Terminal {
public:
    enum class Loudness { Quiet, Normal, Verbose };

    void setJson(bool json) { m_json = json; }
    void setLoudness(Loudness loudness) { m_loudness = loudness; }
    bool json() const { return m_json; }
    bool verbose() const { return m_loudness == Loudness::Verbose; }
    bool quiet() const { return m_loudness == Loudness::Quiet; }

    // A result. Kept back until flush() or the end unless standard output is a terminal.
    void line(const QString &text = {});
    void bytes(const QByteArray &raw);    // as they are, no line end added
    void json(const QByteArray &object);  // one JSON text and a line end
    // Writes out what is kept back. False once standard output failed or its reader has gone; nothing more is written then.
    bool flush();
    bool readerGone() const { return m_readerGone; }

    // Messages: say() unless quiet, detail() only when asked for more. Neither with --json: there standard error holds errors only.
    void say(const QString &text);
    void detail(const QString &text);

    // Reports a failure in the form asked for and returns its exit code.
    int fail(const core::Error &error);
    int wrongCall(const QString &sentence, const QString &where = {});
    // A failure of one of many records: reported, and the work goes on. Same form as fail().
    void report(const core::Error &error);

    // The exit code with which the process ends, when the work itself says `code`: what could not be written counts.
    int finish(int code);

    bool outputIsTerminal() const;
    bool messagesAreTerminal() const;
    int width() const; // columns of standard output's terminal; 80 where there is none

private:
    void message(const QByteArray &text);
    int report(const QString &kind, const QString &sentence, const QString &where, int code);

    QByteArray m_kept;
    Loudness m_loudness = Loudness::Normal;
    bool m_json = false;
    bool m_readerGone = false;
    int m_outputError = 0; // errno of the first write that failed
};

} // namespace countersign::app
