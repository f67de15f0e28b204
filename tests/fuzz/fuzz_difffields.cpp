// Any two lists of fields, trees or not: no crash, nothing between equal lists, and turned round as many differences.
#include "diff/fielddiff.h"

#include <cstdlib>

using namespace countersign::diff;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

// Three bytes a field: where it hangs, its type and literal, its name.
QList<Field> fieldsOf(QByteArrayView bytes)
{
    static const QStringList names{QStringLiteral("id"), QStringLiteral("dose"), QStringLiteral("a~1b"), QStringLiteral("0"), QStringLiteral("1"),
                                   QStringLiteral("2"),  QStringLiteral("name"), QStringLiteral("")};
    static const QStringList literals{QStringLiteral("5"),  QStringLiteral("5.0"), QStringLiteral("-0"), QStringLiteral("1e400"),
                                      QStringLiteral("no"), QString(),             QStringLiteral("no pain"), QStringLiteral("1e99999999999999999999")};
    QList<Field> fields{{QStringLiteral(""), bytes.isEmpty() || bytes[0] % 2 ? FieldType::Object : FieldType::Array, {}, {}, false}};
    for (qsizetype k = 0; k + 2 < bytes.size(); k += 3) {
        const Field &parent = fields.at(uchar(bytes[k]) % fields.size());
        Field field;
        field.pointer = parent.pointer + u'/' + names.at(uchar(bytes[k + 2]) % names.size());
        field.type = FieldType(uchar(bytes[k + 1]) % 6);
        field.literal = literals.at(uchar(bytes[k + 1]) / 6 % literals.size());
        field.ordered = uchar(bytes[k + 2]) > 240;
        field.key = uchar(bytes[k + 2]) > 200 ? QStringLiteral("id") : QString();
        fields.append(field);
    }
    return fields;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 3000)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype border = uchar(bytes[0]) * (bytes.size() - 1) / 256;
    const QList<Field> a = fieldsOf(bytes.sliced(1, border));
    const QList<Field> b = fieldsOf(bytes.sliced(1 + border));
    demand(compareFields(a, a).isEmpty());
    demand(compareFields(b, b).isEmpty());
    for (const FieldDifference &difference : compareFields(a, b)) {
        demand(difference.a || difference.b);
        demand(difference.pointerA.isNull() != difference.a.has_value());
        demand(difference.pointerB.isNull() != difference.b.has_value());
        if (difference.a && difference.b && !difference.hunks.isEmpty())
            demand(apply(difference.a->literal, difference.hunks, difference.b->literal) == std::optional(difference.b->literal));
    }
    return 0;
}
