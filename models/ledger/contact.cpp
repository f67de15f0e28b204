#include "ledger/contact.h"

#include "ledger/lines.h"

#include <QSet>
#include <array>

namespace countersign::ledger {

namespace {

constexpr std::array<QByteArrayView, 3> ways{"shown", "opened", "unshowable"};

QList<QByteArray> passageLines(const QList<Contact::Passage> &passages)
{
    QList<QByteArray> lines;
    for (const Contact::Passage &each : passages)
        lines += escapeToken(each.evidence) + ' ' + QByteArray::number(each.start) + ' ' + QByteArray::number(each.end);
    return lines;
}

std::optional<quint64> number(QByteArrayView text)
{
    bool fine = false;
    const quint64 value = text.toByteArray().toULongLong(&fine);
    return fine && QByteArray::number(value) == text ? std::optional(value) : std::nullopt;
}

QList<Contact::Passage> passages(LineReader &in, QByteArrayView key)
{
    QList<Contact::Passage> found;
    for (const QByteArrayView value : in.repeated(key)) {
        const Parts part = parts(value, 3);
        const auto id = part.isEmpty() ? std::nullopt : unescapeToken(part[0]);
        const auto start = part.isEmpty() ? std::nullopt : number(part[1]);
        const auto end = part.isEmpty() ? std::nullopt : number(part[2]);
        if (!id || !start || !end || *start >= *end) {
            in.refuse(key);
            break;
        }
        found += {*id, *start, *end};
    }
    return found;
}

} // namespace

core::Result<QByteArray> write(const Contact &contact)
{
    LineWriter out;
    out.bare("countersign.contact/v1");
    QList<QByteArray> items;
    for (const Contact::Item &each : contact.items)
        items += escapeToken(each.evidence) + ' ' + ways[size_t(each.way)].toByteArray() + ' ' + QByteArray::number(each.milliseconds);
    out.repeated("evidence", std::move(items));
    out.repeated("added", passageLines(contact.added));
    out.repeated("dismissed", passageLines(contact.dismissed));
    core::Result<QByteArray> text = out.finish();
    if (text && !parseContact(*text))
        return core::fail(core::ErrorKind::BadValue, QStringLiteral("contact"));
    return text;
}

core::Result<Contact> parseContact(QByteArrayView text)
{
    LineReader in(text);
    Contact contact;
    QSet<QString> seen;
    in.bare("countersign.contact/v1");
    for (const QByteArrayView value : in.repeated("evidence")) {
        const Parts part = parts(value, 3);
        const auto id = part.isEmpty() ? std::nullopt : unescapeToken(part[0]);
        const auto way = part.isEmpty() ? ways.end() : std::find(ways.begin(), ways.end(), part[1]);
        const auto time = part.isEmpty() ? std::nullopt : number(part[2]);
        if (!id || way == ways.end() || !time || seen.contains(*id)) {
            in.refuse("evidence");
            break;
        }
        seen.insert(*id);
        contact.items += {*id, Contact::Way(way - ways.begin()), *time};
    }
    contact.added = passages(in, "added");
    contact.dismissed = passages(in, "dismissed");
    return in.finish().map([&] { return std::move(contact); });
}

} // namespace countersign::ledger
