// Any bytes through the JSON reader: it agrees with another reader (nlohmann) on what is JSON, and what it accepts survives being
// taken apart into fields, changed at one place and changed back, byte for byte.
#include "exchange/fields.h"

#include <nlohmann/json.hpp>

using namespace countersign;
using namespace countersign::exchange;

namespace {

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

bool isStricterHere(const core::Error &error)
{
    using enum core::ErrorKind;
    const QString nul = QStringLiteral("no NUL"), mark = QStringLiteral("no byte order mark");
    return error.kind == DuplicateKey || error.kind == TooDeep || error.kind == TooLarge || error.detail == nul
           || error.detail == mark;
}

enum class Opinion { Accepts, Refuses, GaveUp };

Opinion other(const QByteArray &text)
{
    try {
        return nlohmann::json::parse(text.begin(), text.end()).is_discarded() ? Opinion::Refuses : Opinion::Accepts;
    } catch (const nlohmann::json::out_of_range &) {
        return Opinion::GaveUp; // a number beyond a double: it read no further
    } catch (const nlohmann::json::exception &) {
        return Opinion::Refuses;
    }
}

void changeAndChangeBack(const QByteArray &text, const FieldRow &row)
{
    const auto before = literalAt(text, row.pointer);
    require(before.has_value());
    const auto changed = replaceValues(text, {{row.pointer, "\"\\u0041 \""}});
    require(changed.has_value());
    const auto back = replaceValues(*changed, {{row.pointer, *before}});
    require(back.has_value() && *back == text);
    require(sameJson(text, *back));
    if (row.pointer.isEmpty())
        return;
    const auto without = removeValue(text, row.pointer);
    require(without.has_value() && !sameJson(text, *without));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(bytes), qsizetype(size));
    JsonTree tree;
    const auto value = tree.read(text);
    if (!value) {
        require(!value.error().where.isEmpty());
        require(isStricterHere(value.error()) || other(text) != Opinion::Accepts);
        return 0;
    }
    require(other(text) != Opinion::Refuses);
    const auto rows = fieldRows(text);
    require(rows.has_value() && !rows->isEmpty());
    for (qsizetype i = 0; i < std::min<qsizetype>(rows->size(), 8); ++i)
        changeAndChangeBack(text, rows->at(rows->size() - 1 - i));
    return 0;
}
