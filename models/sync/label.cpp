#include "ledger/lines.h"
#include "ledger/secret.h"
#include "sync/cellstorage.h"

#include <algorithm>

namespace countersign::sync {

namespace {

bool isHex32(QByteArrayView text)
{
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

WorkspaceLabel WorkspaceLabel::fresh(core::StoreId store, core::PersonId person)
{
    return {ledger::randomBytes(16).toHex(), std::move(store), std::move(person)};
}

QByteArray write(const WorkspaceLabel &label)
{
    return "countersign.workspace/v1\nworkspace " + label.id + "\nstore " + label.store.value.toLatin1() + "\nperson "
        + ledger::escapeToken(label.person.value) + '\n';
}

core::Result<WorkspaceLabel> parseLabel(QByteArrayView text)
{
    ledger::LineReader in(text);
    WorkspaceLabel label;
    in.bare("countersign.workspace/v1");
    label.id = in.value("workspace").toByteArray();
    if (!isHex32(label.id))
        in.refuse("32 hex digits");
    label.store = core::StoreId(in.uuid("store", 4));
    label.person = core::PersonId(in.token("person"));
    return in.finish().map([&] { return label; });
}

} // namespace countersign::sync
