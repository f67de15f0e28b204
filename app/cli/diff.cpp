#include "app/cli/call.h"
#include "app/cli/difftext.h"
#include "app/cli/inputfile.h"
#include "app/cli/jsonrows.h"
#include "app/cli/verbs.h"

#include <QStringDecoder>

namespace countersign::app {

namespace {

struct Asked {
    QString before;
    QString after;
    bool word = false;
    bool line = false;
};

core::Result<QString> text(const QString &path)
{
    const auto bytes = bytesFromFile(path);
    if (!bytes)
        return passOn(bytes);
    if (!bytes->isValidUtf8())
        return core::fail(core::ErrorKind::BadEncoding, path);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom); // a BOM is part of the text here
    return QString(decoder.decode(*bytes));
}

core::Result<int> compare(Call &call, const Asked &asked)
{
    if (asked.word && asked.line)
        return core::fail(core::ErrorKind::WrongCall, QStringLiteral("--line"), Cli::tr("diff compares by --word or by --line, not both."));
    const auto a = text(asked.before);
    if (!a)
        return passOn(a);
    const auto b = text(asked.after);
    if (!b)
        return passOn(b);
    diff::CompareOptions options = diff::CompareOptions::patient();
    options.inner = false; // none are written
    options.unit = asked.line ? diff::Unit::Line : diff::Unit::Word;
    options.stop = call.stop();
    const diff::TextDiff difference = diff::compare(*a, *b, options);
    if (difference.stopped)
        return core::fail(core::ErrorKind::Cancelled);
    if (call.json()) {
        call.terminal().json(differenceAsJson(*a, *b, difference));
    } else if (!difference.isSame()) {
        const bool colour = call.terminal().outputIsTerminal();
        const QString out = asked.line ? lineDifference(*a, *b, difference, colour) : markedDifference(*a, *b, difference, colour);
        call.terminal().bytes((out.endsWith(u'\n') ? out : out + u'\n').toUtf8());
    }
    return difference.isSame() ? done : answerIsNo;
}

} // namespace

void addDiff(Verb &program)
{
    const auto asked = std::make_shared<Asked>();
    program.verb("diff", Cli::tr("The difference of two texts, word by word or line by line."))
        .about(Cli::tr("Prints the new text with what went as [-…-] and what came as {+…+}, with ⇅ where it only moved. Exit 0 when they are the same, 1 when they differ. "
                       "With --json: the hunks, in code points; applied to OLD they give NEW exactly."))
        .argument("OLD", Cli::tr("a text file (UTF-8)"), asked->before)
        .argument("NEW", Cli::tr("another one"), asked->after)
        .flag("--word", Cli::tr("compare by words (this is so without it)"), asked->word)
        .flag("--line", Cli::tr("compare by lines"), asked->line)
        .examples({QStringLiteral("countersign diff draft.txt final.txt"), QStringLiteral("countersign diff draft.txt final.txt --json")})
        .runs([asked](Call &call) { return compare(call, *asked); });
}

} // namespace countersign::app
