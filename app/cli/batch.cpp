#include "app/cli/batch.h"

#include "app/cli/casename.h"
#include "app/cli/inputfile.h"
#include "app/cli/jsonrows.h"
#include "app/cli/sentences.h"
#include "app/cli/standardinput.h"
#include "exchange/casesource.h"
#include "exchange/linereader.h"
#include "ledger/text.h"

#include <QFile>

namespace countersign::app {

namespace {

using core::ErrorKind;
using core::fail;
using exchange::JsonType;
using exchange::JsonValue;

core::Result<QString> text(const JsonValue &object, const char *key, bool needed = false)
{
    const JsonValue value = object.find(key);
    const QString place = u'/' + QString::fromLatin1(key);
    if (!value.exists() && needed)
        return fail(ErrorKind::MissingField, place);
    if (!value.exists() || value.is(JsonType::Null))
        return QString();
    if (!value.is(JsonType::String))
        return fail(ErrorKind::WrongType, place, exchange::jsonTypeName(JsonType::String));
    return value.string();
}

core::Result<QStringList> reasons(const JsonValue &object)
{
    const JsonValue list = object.find("reasons");
    QStringList codes;
    if (list.exists() && !list.is(JsonType::Array))
        return fail(ErrorKind::WrongType, QStringLiteral("/reasons"), exchange::jsonTypeName(JsonType::Array));
    for (JsonValue code = list.exists() ? list.first() : JsonValue(); code.exists(); code = code.next()) {
        if (!code.is(JsonType::String) || code.string().isEmpty())
            return fail(ErrorKind::WrongType, code.pointer(), exchange::jsonTypeName(JsonType::String));
        codes.append(code.string());
    }
    return codes;
}

core::Result<std::optional<core::Content>> outcome(const JsonValue &object)
{
    const JsonValue fields = object.find("fields");
    const JsonValue given = object.find("text");
    const JsonValue words = given.exists() && given.is(JsonType::Null) ? JsonValue() : given;
    if (fields.exists() && words.exists())
        return fail(ErrorKind::BadValue, QStringLiteral("/fields"), Cli::tr("either “text” or “fields”"));
    if (fields.exists())
        return std::optional(core::Content{core::Content::Form::Fields, {}, fields.slice().toByteArray()});
    if (!words.exists())
        return std::optional<core::Content>();
    return text(object, "text").map([](const QString &read) { return std::optional(core::Content{core::Content::Form::Text, read, {}}); });
}

core::Result<core::StatementId> statementId(const JsonValue &object, const char *key)
{
    const auto id = text(object, key);
    if (!id)
        return passOn(id);
    if (!id->isEmpty() && !ledger::isUuid(id->toUtf8(), 7))
        return fail(ErrorKind::BadValue, u'/' + QString::fromLatin1(key), QStringLiteral("UUIDv7"));
    return core::StatementId(*id);
}

// A misspelt key must not silently change what is signed.
core::Result<void> demandKnownKeys(const JsonValue &object)
{
    static const QStringList known{QStringLiteral("case"),  QStringLiteral("verdict"), QStringLiteral("rationale"), QStringLiteral("reasons"),
                                   QStringLiteral("text"), QStringLiteral("fields"),  QStringLiteral("id"),        QStringLiteral("supersedes")};
    for (JsonValue member = object.first(); member.exists(); member = member.next())
        if (!known.contains(member.key()))
            return fail(ErrorKind::BadValue, member.pointer(), known.join(QStringLiteral(", ")));
    return {};
}

class Batch {
public:
    Batch(Call &call, workflow::OpenStore &store, const workflow::ActingPerson &acting) : m_call(call), m_store(store), m_acting(acting) {}

    // Nothing when the work can go on, else why it cannot.
    core::Result<void> take(const core::Result<QByteArrayView> &line, qint64 number);
    int code() const { return m_code; }

private:
    void answer(qint64 number, const core::Result<workflow::DecisionRequest> &request, const core::Result<workflow::DecisionReceipt> &receipt);

    Call &m_call;
    workflow::OpenStore &m_store;
    const workflow::ActingPerson &m_acting;
    int m_code = done;
};

core::Result<void> Batch::take(const core::Result<QByteArrayView> &line, qint64 number)
{
    if (line && line->trimmed().isEmpty())
        return {};
    const auto request = line ? batchRequest(*line) : core::Result<workflow::DecisionRequest>(passOn(line));
    const auto receipt = request.and_then([&](const workflow::DecisionRequest &asked) {
        return m_call.signingFor(m_store.ports(), m_acting, asked.caseId).and_then([&](const workflow::ActingPerson &signing) {
            return workflow::recordDecision(m_store.ports(), signing, asked);
        });
    });
    answer(number, request, receipt);
    if (!m_call.terminal().flush())
        return fail(ErrorKind::CannotWrite, Cli::tr("standard output"), Cli::tr("line %1 was recorded, its answer could not be written").arg(number));
    if (receipt)
        return {};
    m_code = std::max(m_code, core::exitCode(receipt.error().kind));
    return m_code == core::exitCode(ErrorKind::StoreUnreachable) ? core::Result<void>(passOn(receipt)) : core::Result<void>();
}

void Batch::answer(qint64 number, const core::Result<workflow::DecisionRequest> &request, const core::Result<workflow::DecisionReceipt> &receipt)
{
    JsonWriter out;
    out.beginObject().member("line", number);
    if (request)
        out.member("case", request->caseId.value).member("verdict", core::verdictName(request->verdict));
    if (receipt) {
        writeMembers(out, *receipt);
    } else {
        out.key("error");
        writeError(out, receipt.error());
    }
    m_call.terminal().json(out.endObject().bytes());
}

core::Result<std::unique_ptr<QIODevice>> openSource(Call &call, const QString &source)
{
    if (source == u"-") {
        auto input = std::make_unique<StandardInput>(call.interruption());
        input->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        return input;
    }
    auto file = std::make_unique<QFile>(source);
    if (!file->open(QIODevice::ReadOnly))
        return fail(ErrorKind::CannotRead, source, file->errorString());
    return file;
}

} // namespace

core::Result<workflow::DecisionRequest> batchRequest(QByteArrayView line)
{
    exchange::JsonTree tree;
    const auto object = tree.read(line);
    if (!object)
        return passOn(object);
    if (!object->is(JsonType::Object))
        return fail(ErrorKind::WrongType, {}, exchange::jsonTypeName(JsonType::Object));
    if (const auto known = demandKnownKeys(*object); !known)
        return passOn(known);
    workflow::DecisionRequest request;
    const auto id = text(*object, "case", true).map([&](const QString &given) { request.caseId = caseNamed(given); });
    const auto verdict = text(*object, "verdict", true).and_then([&](const QString &word) -> core::Result<void> {
        const auto named = core::verdictFromName(word);
        if (!named)
            return fail(ErrorKind::BadValue, QStringLiteral("/verdict"), QStringLiteral("approve, edit, reject, escalate"));
        request.verdict = *named;
        return {};
    });
    const auto rationale = text(*object, "rationale").map([&](const QString &given) { request.rationale = given; });
    const auto codes = reasons(*object).map([&](const QStringList &given) { request.reasons = given; });
    const auto content = outcome(*object).map([&](const std::optional<core::Content> &given) { request.outcome = given; });
    const auto own = statementId(*object, "id").map([&](const core::StatementId &given) { request.id = given; });
    const auto earlier = statementId(*object, "supersedes").map([&](const core::StatementId &given) { request.supersedes = given; });
    for (const core::Result<void> &read : {id, verdict, rationale, codes, content, own, earlier})
        if (!read)
            return passOn(read);
    if (request.outcome && request.verdict != core::Verdict::Edit)
        return fail(ErrorKind::BadValue, request.outcome->form == core::Content::Form::Text ? QStringLiteral("/text") : QStringLiteral("/fields"),
                    contentWithoutEdit);
    return request;
}

core::Result<int> decideBatch(Call &call, const QString &source)
{
    const auto input = openSource(call, source);
    if (!input)
        return passOn(input);
    call.worksOffline();
    const auto in = call.signIn();
    if (!in)
        return passOn(in);
    Batch batch(call, *in->store, in->acting);
    exchange::LineReader lines(input->get(), exchange::CaseSource::maxLineBytes);
    while (!call.interruption().requested()) {
        const auto line = lines.next();
        if (!line)
            return call.interruption().requested() ? core::Result<int>(fail(ErrorKind::Cancelled)) : batch.code();
        if (const auto taken = batch.take(*line, lines.lineNumber()); !taken)
            return passOn(taken);
        if (!*line && line->error().kind == ErrorKind::CannotRead)
            return batch.code();
    }
    return fail(ErrorKind::Cancelled);
}

} // namespace countersign::app
