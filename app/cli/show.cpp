#include "app/cli/call.h"
#include "app/cli/casename.h"
#include "app/cli/casepage.h"
#include "app/cli/jsonrows.h"
#include "app/cli/offlinewords.h"
#include "app/cli/verbs.h"

namespace countersign::app {

namespace {

void writeEvidence(JsonWriter &out, const core::EvidenceItem &item)
{
    out.beginObject().member("id", item.id).member("title", item.title).member("mediaType", item.mediaType);
    if (item.text)
        out.member("text", *item.text);
    else
        out.member("file", item.file).member("blob", textOrNull(item.blob));
    out.member("sha256", textOrNull(item.sha256)).endObject();
}

void writeSelector(JsonWriter &out, const core::Selector &place)
{
    out.beginObject();
    if (place.start >= 0)
        out.member("start", qint64(place.start)).member("end", qint64(place.end));
    for (const auto &[key, text] : {std::pair{"exact", place.exact}, std::pair{"prefix", place.prefix}, std::pair{"suffix", place.suffix}, std::pair{"field", place.field}})
        if (!text.isEmpty())
            out.member(key, text);
    if (!place.region.isEmpty()) {
        out.key("region").beginArray();
        for (const double fraction : place.region)
            out.value(fraction);
        out.endArray();
    }
    if (place.page > 0)
        out.member("page", place.page);
    out.endObject();
}

void writeSuggestion(JsonWriter &out, const core::Suggestion &suggestion)
{
    out.beginObject().key(formName(suggestion.content.form));
    writeValue(out, suggestion.content);
    out.rawMember("form", suggestion.form.isEmpty() ? QByteArrayView("null") : QByteArrayView(suggestion.form));
    out.key("model").beginObject().member("name", textOrNull(suggestion.model)).member("version", textOrNull(suggestion.modelVersion)).endObject();
    out.rawMember("confidence", suggestion.confidence.isEmpty() ? QByteArrayView("null") : QByteArrayView(suggestion.confidence));
    out.key("citations").beginArray();
    for (const core::Citation &citation : suggestion.citations) {
        out.beginObject().key("at");
        writeSelector(out, citation.at);
        out.member("evidence", citation.evidence).key("in");
        writeSelector(out, citation.in);
        out.endObject();
    }
    out.endArray().endObject();
}

void writeRoute(JsonWriter &out, const core::CaseRoute &route)
{
    out.beginObject().member("policy", route.policyVersion).member("rule", route.rule).member("reviewers", route.reviewers);
    out.member("group", textOrNull(route.group)).member("blind", route.blind).member("windowSeconds", route.windowSeconds);
    out.member("signing", route.signingMode).member("automatic", route.automatic).endObject();
}

core::Result<QByteArray> caseAsJson(const CasePage &page)
{
    const workflow::CaseOnDesk &desk = page.desk;
    JsonWriter out;
    out.beginObject();
    writeMembers(out, desk.stored.row);
    out.member("digest", desk.stored.digest).member("importedBy", desk.stored.importedBy.value).member("redacted", desk.redacted);
    out.key("route");
    writeRoute(out, desk.stored.route);
    out.key("labels").beginObject();
    for (auto label = desk.record.labels.cbegin(); label != desk.record.labels.cend(); ++label)
        out.member(label.key(), label.value());
    out.endObject().key("evidence").beginArray();
    for (const core::EvidenceItem &item : desk.record.evidence)
        writeEvidence(out, item);
    out.endArray().key("suggestion");
    if (desk.redacted || page.suggestionHidden)
        out.null();
    else
        writeSuggestion(out, desk.record.suggestion);
    out.rawMember("action", desk.record.action.isEmpty() ? QByteArrayView("null") : QByteArrayView(desk.record.action));
    out.key("decisions").beginArray();
    for (const workflow::DecisionPage &decision : page.decisions) {
        out.beginObject();
        writeDecision(out, decision);
        out.endObject();
    }
    out.endArray();
    if (page.offline)
        out.member("decidedHere", page.here ? std::optional(QString::fromLatin1(sync::progressName(page.here->sent))) : std::nullopt);
    return out.endObject().bytes();
}

core::Result<int> show(Call &call, const QString &id)
{
    call.worksOffline();
    const auto store = call.openStore(Access::Read);
    if (!store)
        return passOn(store);
    auto page = casePage((*store)->ports(), caseNamed(id), core::PersonId(call.options().person));
    if (!page)
        return passOn(page);
    const auto here = decidedHere(**store);
    if (!here)
        return passOn(here);
    if (const auto made = here->constFind(page->desk.stored.row.id); made != here->constEnd())
        page->here = *made;
    if (!call.json()) {
        call.terminal().bytes(caseAsText(*page, call.terminal().outputIsTerminal()).toUtf8());
        return done;
    }
    const auto json = caseAsJson(*page);
    if (!json)
        return passOn(json);
    call.terminal().json(*json);
    return done;
}

} // namespace

void addShow(Verb &program)
{
    const auto id = std::make_shared<QString>();
    program.verb("show", Cli::tr("A case: its evidence, the suggestion, its state and every decision with its signature."))
        .about(Cli::tr("What a later reader answered (“reference”) is never shown here. While two independent reviewers are at work, what either "
                       "signed stays hidden. Where the policy asks for a first answer, the suggestion is shown with --as to who has given it."))
        .argument("CASE", Cli::tr("the case to show"), *id)
        .examples({QStringLiteral("countersign show D2N068"), QStringLiteral("countersign show D2N068 --json")})
        .runs([id](Call &call) { return show(call, *id); });
}

} // namespace countersign::app
