// Words a store offers to those who decide: a reason to choose, a sentence for the rationale, a piece of text to put in.
#pragma once

#include <QString>
#include <optional>

namespace countersign::core {

struct Wording {
    enum class Sort { Reason, Rationale, Snippet };
    Sort sort = Sort::Reason;
    QString kind; // of the cases it is offered for; empty: of all
    QString code; // of a reason, a token as it is signed; empty for the others
    QString text; // as shown, or as put in
    bool operator==(const Wording &) const = default;
};

QString sortName(Wording::Sort sort); // "reason", "rationale", "snippet"
std::optional<Wording::Sort> sortFromName(QStringView name);

} // namespace countersign::core
