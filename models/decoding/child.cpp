#include "decoding/child.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace countersign::decoding {

namespace {

constexpr int defaultPatience = 20'000;
constexpr int mostEnds = 3;
// What the child ends with when it was refused memory; chosen apart from what shells and signals use.
constexpr int outOfMemory = 75;

QString &programPath()
{
    static QString path;
    return path;
}

Failure failureOf(const QProcess &process)
{
    if (process.exitStatus() == QProcess::CrashExit) // QProcess gives the signal as the code
        return {process.exitCode() == SIGXCPU || process.exitCode() == SIGKILL ? Why::OverLimit : Why::Crashed, {}};
    return {process.exitCode() == outOfMemory ? Why::OverLimit : Why::Crashed, {}};
}

} // namespace

void Child::setProgram(const QString &path)
{
    programPath() = path;
}

QString Child::program()
{
    if (!programPath().isEmpty())
        return programPath();
    const QDir here(QCoreApplication::applicationDirPath());
    for (const char *place : {"countersign-decode", "../libexec/countersign/countersign-decode", "../lib/countersign/countersign-decode"}) {
        const QString path = QDir::cleanPath(here.filePath(QString::fromLatin1(place)));
        if (QFileInfo(path).isExecutable())
            return path;
    }
    return here.filePath(QStringLiteral("countersign-decode"));
}

Child::Child(Kind kind, std::shared_ptr<const SharedFile> file, QObject *parent) : QObject(parent), m_kind(kind), m_file(std::move(file))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(defaultPatience);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_file->isWhole())
            lost({Why::TimedOut, {}});
        else
            m_timer.start(); // the child may be waiting for bytes itself
    });
}

Child::~Child()
{
    stop();
}

void Child::setPatience(int milliseconds)
{
    m_timer.setInterval(milliseconds);
}

template <typename T>
void Child::ask(Question question, std::optional<T> (*read)(const QByteArray &), std::function<void(Answer<T>)> done)
{
    question.done = [read, done = std::move(done)](Answer<QByteArray> body) {
        if (!body)
            return done(tl::unexpected(body.error()));
        auto value = read(*body);
        done(value ? Answer<T>(std::move(*value)) : cannot(Why::BadAnswer));
    };
    m_waiting.push_back(std::move(question));
    QMetaObject::invokeMethod(this, &Child::next, Qt::QueuedConnection);
}

void Child::open(QObject *context, std::function<void(Answer<Opened>)> done)
{
    ask<Opened>({Ask::Open, {}, context, {}}, readOpened, std::move(done));
}

void Child::picture(QObject *context, int part, QSize wanted, std::function<void(Answer<Picture>)> done)
{
    // Samples are shown through a window, which only scans have: whoever takes pixels for drawn ones would read behind their end.
    ask<Picture>({Ask::Picture, pictureQuestion(part, wanted), context, {}}, readPicture, [kind = m_kind, done = std::move(done)](Answer<Picture> picture) {
        const bool fits = !picture || kind == Kind::Dicom || picture->layout != Picture::Layout::Samples16;
        done(fits ? std::move(picture) : cannot(Why::BadAnswer));
    });
}

void Child::text(QObject *context, int part, std::function<void(Answer<QString>)> done)
{
    ask<QString>({Ask::Text, partQuestion(part), context, {}}, readText, std::move(done));
}

void Child::places(QObject *context, int part, const QList<Stretch> &stretches, std::function<void(Answer<QList<Place>>)> done)
{
    ask<QList<Place>>({Ask::Places, placesQuestion(part, stretches), context, {}}, readPlaces, std::move(done));
}

void Child::between(QObject *context, int part, QPointF from, QPointF to, std::function<void(Answer<QList<Place>>)> done)
{
    ask<QList<Place>>({Ask::Between, betweenQuestion(part, from, to), context, {}}, readPlaces, std::move(done));
}

void Child::probe(QObject *context, Attempt attempt, std::function<void(Answer<QString>)> done)
{
    ask<QString>({Ask::Probe, probeQuestion(attempt), context, {}}, readText, std::move(done));
}

void Child::forgetWaiting(Ask sort)
{
    std::erase_if(m_waiting, [sort](const Question &question) { return question.sort == sort; });
}

void Child::next()
{
    while (!m_asked && !m_waiting.empty()) {
        Question question = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!question.context)
            continue;
        m_asked = std::move(question);
        if (m_ends >= mostEnds)
            answered(cannot(Why::Crashed));
        else if (m_process)
            send(*m_asked);
        else if (!start())
            answered(cannot(Why::CannotStart, program()));
    }
}

// A new child; it opens its file before anything else.
bool Child::start()
{
    m_received.clear();
    m_head.reset();
    m_process = new QProcess(this);
    m_process->setProgram(program());
    m_process->setArguments({QLatin1String(std::ranges::find(kindWords, m_kind, &std::pair<Kind, const char *>::first)->second)});
    m_process->setProcessEnvironment([] {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        return environment;
    }());
    m_process->setWorkingDirectory(QStringLiteral("/"));
    m_process->setChildProcessModifier([given = m_file->descriptor()] {
        if (given == fileDescriptor)
            ::fcntl(given, F_SETFD, 0);
        else
            ::dup2(given, fileDescriptor);
    });
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, &Child::readAnswer);
    connect(m_process, &QProcess::finished, this, [this, process = m_process] {
        if (process == m_process)
            lost(failureOf(*process));
    });
    connect(m_process, &QProcess::errorOccurred, this, [this, process = m_process](QProcess::ProcessError error) {
        if (process == m_process && error == QProcess::FailedToStart)
            lost({Why::CannotStart, process->errorString()});
    });
    if (m_asked->sort != Ask::Open) {
        m_behind = std::move(m_asked);
        m_asked = Question{Ask::Open, {}, this, {}};
    }
    m_process->start();
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return m_asked == std::nullopt; // already answered by errorOccurred
    send(*m_asked);
    return true;
}

void Child::send(const Question &question)
{
    m_timer.start();
    m_process->write(frame(quint32(question.sort), question.body));
}

void Child::readAnswer()
{
    while (m_process && m_process->bytesAvailable() > 0) {
        const qsizetype wanted = m_head ? qsizetype(m_head->size) : headSize;
        if (m_received.capacity() < wanted)
            m_received.reserve(wanted);
        const qsizetype had = m_received.size();
        const qsizetype room = std::min(wanted - had, qsizetype(m_process->bytesAvailable()));
        m_received.resize(had + room);
        const qint64 got = m_process->read(m_received.data() + had, room);
        m_received.resize(had + std::max<qint64>(got, 0));
        if (m_received.size() < wanted)
            continue;
        if (!m_head) {
            m_head = headOf(m_received, longestAnswer);
            if (!m_head || !m_asked)
                return lost({Why::BadAnswer, {}});
            m_received.clear();
            if (m_head->size > 0)
                continue;
        }
        const Head head = *std::exchange(m_head, std::nullopt);
        QByteArray body = std::exchange(m_received, {});
        if (head.what == 0)
            answered(std::move(body));
        else
            answered(cannot(head.what <= quint32(Why::BadAnswer) + 1 ? Why(head.what - 1) : Why::BadAnswer, readText(body).value_or(QString())));
    }
}

void Child::answered(Answer<QByteArray> answer)
{
    m_timer.stop();
    if (!m_asked)
        return lost({Why::BadAnswer, {}});
    Question question = std::move(*m_asked);
    m_asked.reset();
    if (m_behind) {
        Question behind = std::move(*m_behind);
        m_behind.reset();
        if (answer && m_process) {
            m_asked = std::move(behind);
            return send(*m_asked);
        }
        question = std::move(behind);
    }
    QMetaObject::invokeMethod(this, &Child::next, Qt::QueuedConnection);
    if (question.context && question.done)
        question.done(std::move(answer));
}

void Child::lost(Failure failure)
{
    stop();
    ++m_ends;
    if (m_asked)
        answered(tl::unexpected(std::move(failure)));
}

void Child::stop()
{
    m_timer.stop();
    if (QProcess *process = std::exchange(m_process, nullptr)) {
        process->disconnect(this);
        if (process->state() == QProcess::NotRunning)
            return process->deleteLater();
        process->kill();
        process->setParent(nullptr);
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
    }
}

} // namespace countersign::decoding
