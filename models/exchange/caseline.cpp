#include "exchange/caseline.h"

#include "exchange/recordparts.h"

namespace countersign::exchange {

using core::ErrorKind;

namespace {

const QString caseSchema = QStringLiteral("countersign.case/1");

bool namesOurSchema(JsonValue root)
{
    return root.find("schema").string().startsWith(QStringLiteral("countersign."));
}

// The format of one record by its own words: a schema of ours, or else the member names of the neutral shape.
Format detect(JsonValue root)
{
    const bool neutral = root.find("source").exists() || root.find("evidence").first().find("media_type").exists();
    return neutral && !namesOurSchema(root) ? Format::Neutral : Format::Case;
}

// What is accepted when a format is asked for must be found by itself too: a stored line is read again without being told.
void checkSchema(Reading &reading, JsonValue root, Format format)
{
    const JsonValue schema = root.find("schema");
    if (format == Format::Neutral) {
        if (namesOurSchema(root))
            reading.refuse(ErrorKind::UnknownFormat, schema, schema.string());
    } else if (!schema.exists()) {
        reading.refuseMissing(root, "schema", caseSchema);
    } else if (!schema.is(JsonType::String)) {
        reading.refuseType(schema, jsonTypeName(JsonType::String));
    } else if (schema.string() != caseSchema) {
        reading.refuse(ErrorKind::UnknownFormat, schema, schema.string());
    }
}

} // namespace

QString formatName(Format format)
{
    switch (format) {
    case Format::Auto:
        return QStringLiteral("auto");
    case Format::Case:
        return QStringLiteral("case");
    case Format::Neutral:
        return QStringLiteral("neutral");
    }
    Q_UNREACHABLE();
}

std::optional<Format> formatFromName(QStringView name)
{
    for (const Format format : {Format::Auto, Format::Case, Format::Neutral})
        if (name == formatName(format))
            return format;
    return std::nullopt;
}

core::Result<core::CaseRecord> CaseLineReader::read(QByteArrayView line, Format format)
{
    const auto root = m_tree.read(line);
    if (!root)
        return tl::unexpected(root.error());
    Reading reading;
    if (!root->is(JsonType::Object))
        reading.refuseType(*root, jsonTypeName(JsonType::Object));
    if (format == Format::Auto)
        format = detect(*root);
    checkSchema(reading, *root, format);
    core::CaseRecord record = format == Format::Neutral ? readNeutral(reading, *root) : readCase1(reading, *root);
    if (reading.failed())
        return tl::unexpected(reading.error());
    record.source = line.toByteArray();
    return record;
}

core::Result<core::CaseRecord> readCaseLine(QByteArrayView line, Format format)
{
    return CaseLineReader().read(line, format);
}

} // namespace countersign::exchange
