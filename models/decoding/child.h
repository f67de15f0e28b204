// One evidence file in a decoding child of its own: questions go in, answers come back later, in order. The child has no store, no key,
// no file and no network. When it ends, hangs or runs into a limit, the question that was open fails and the next one starts another child;
// after three such ends every question fails at once. Lives in the thread of its owner and never blocks it.
#pragma once

#include "decoding/sharedfile.h"
#include "decoding/wire.h"

#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QTimer>
#include <deque>
#include <functional>

namespace countersign::decoding {

class Child final : public QObject {
    Q_OBJECT

public:
    // The file is kept: a new child gets it again. It may still be arriving: scans are looked into meanwhile, what else there is waits for its end.
    Child(Kind kind, std::shared_ptr<const SharedFile> file, QObject *parent = nullptr);
    ~Child() override; // ends the child; answers are no longer delivered

    // The answer is delivered while `context` lives.
    void open(QObject *context, std::function<void(Answer<Opened>)> done);
    void picture(QObject *context, int part, QSize wanted, std::function<void(Answer<Picture>)> done);
    void text(QObject *context, int part, std::function<void(Answer<QString>)> done);
    void places(QObject *context, int part, const QList<Stretch> &stretches, std::function<void(Answer<QList<Place>>)> done);
    void between(QObject *context, int part, QPointF from, QPointF to, std::function<void(Answer<QList<Place>>)> done);
    void probe(QObject *context, Attempt attempt, std::function<void(Answer<QString>)> done);

    // Forgets questions of this sort that were not asked yet; their answers never come.
    void forgetWaiting(Ask sort);
    int waiting() const { return int(m_waiting.size()); }

    void setPatience(int milliseconds); // how long an answer may take; 20 s unless told
    qint64 processId() const { return m_process ? m_process->processId() : 0; } // 0: none runs

    // The child's program; unless told, the one installed with this program.
    static void setProgram(const QString &path);
    static QString program();

private:
    struct Question {
        Ask sort = Ask::Open;
        QByteArray body;
        QPointer<QObject> context;
        std::function<void(Answer<QByteArray>)> done;
    };
    template <typename T>
    void ask(Question question, std::optional<T> (*read)(const QByteArray &), std::function<void(Answer<T>)> done);

    void next();
    bool start();
    void send(const Question &question);
    void readAnswer();
    void answered(Answer<QByteArray> answer);
    void lost(Failure failure);
    void stop();

    Kind m_kind;
    std::shared_ptr<const SharedFile> m_file;
    std::deque<Question> m_waiting;
    std::optional<Question> m_asked; // the one the child is at
    std::optional<Question> m_behind; // waits until a new child has opened the file again
    QProcess *m_process = nullptr;
    QByteArray m_received;
    std::optional<Head> m_head;
    QTimer m_timer;
    int m_ends = 0;
};

} // namespace countersign::decoding
