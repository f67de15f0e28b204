// Between a client and a server on Unix sockets: passes everything on, at once or late and in crumbs, and breaks the connection once
// at a chosen word, or falls silent there: the connection stays open at both ends, and nothing comes through any more.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <QByteArray>
#include <QString>
#include <thread>
#include <vector>

namespace countersign::testsupport {

class CuttingProxy {
public:
    // BeforeSend: the word never reaches the server. AfterSend: it does, and no answer comes back. MidAnswer: the answer's first bytes do.
    enum class Cut { Never, BeforeSend, AfterSend, MidAnswer };

    // Listens in `folder`, an existing one, as a server on this port would.
    CuttingProxy(const QString &serverFolder, const QString &folder, int port = 5432);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy &) = delete;
    CuttingProxy &operator=(const CuttingProxy &) = delete;

    // The next time a client sends something with this word in it.
    void cutAt(Cut cut, const QByteArray &word);
    int cuts() const { return m_cuts; }
    // The same, but nobody is told. EveryLine: nor does anything come through any other line from then on, or through one that is made
    // later, until speakAgain(): a line that is made after it is as any. What is silent stays so.
    enum class Silent { ThisLine, EveryLine };
    void fallSilentAt(Cut cut, const QByteArray &word, Silent which);
    void fallSilent() { m_allSilent = true; }
    void speakAgain() { m_allSilent = false; }
    // From now on a line is slow: everything comes late, and a few bytes at a time.
    void crumble() { m_crumbles = true; }

private:
    struct Line;
    void accept();
    void serve(Line &line);
    bool pass(Line &line, bool fromClient);
    bool endOf(Line &line);
    void swallow(Line &line);

    QByteArray m_server;
    QByteArray m_path;
    int m_listener = -1;
    std::mutex m_guard;
    Cut m_cut = Cut::Never;          // guarded
    QByteArray m_word;               // guarded
    std::optional<Silent> m_silence; // guarded
    std::atomic_int m_cuts = 0;
    std::atomic_bool m_crumbles = false;
    std::atomic_bool m_allSilent = false;
    std::atomic_bool m_ending = false;
    std::vector<std::thread> m_lines; // touched by the accepting thread only
    std::thread m_accepting;
};

} // namespace countersign::testsupport
