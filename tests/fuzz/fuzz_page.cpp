// Any bytes as a web page: what is made of them has known elements alone, each ended where it should be, few inside each other, with no
// attribute that could fetch, hide or run anything. The child's own code, without the child.
#include "models/decoder/plainpage.cpp"

#include <QList>
#include <cstdlib>

using namespace countersign;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

// One tag, from behind its "<": the element it begins or ends.
void judge(const QByteArray &tag, QList<QByteArray> &open)
{
    if (tag == "br/" || tag == "hr/")
        return;
    if (tag.startsWith('/')) {
        demand(!open.isEmpty() && open.takeLast() == tag.sliced(1));
        return;
    }
    QList<QByteArray> words = tag.split(' ');
    const QByteArray name = words.takeFirst();
    const decoder::Part part = decoder::partOf(name);
    demand(name == "div" || part == decoder::Part::Own || part == decoder::Part::Inline || part == decoder::Part::Table || part == decoder::Part::Row
           || part == decoder::Part::Cell);
    for (const QByteArray &word : std::as_const(words)) {
        const QByteArray value = word.mid(9).chopped(word.size() > 9 ? 1 : 0);
        demand(word == "dir=\"rtl\"" || word == "dir=\"ltr\""
               || ((word.startsWith("colspan=\"") || word.startsWith("rowspan=\"")) && value.toInt() > 1 && value.toInt() <= decoder::mostSpan));
    }
    open.append(name);
    demand(open.size() <= decoder::mostDeep + 3 * decoder::mostTablesDeep);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray page = decoder::plainPage(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    QList<QByteArray> open;
    for (qsizetype at = 0; (at = page.indexOf('<', at)) >= 0;) {
        const qsizetype end = page.indexOf('>', at);
        demand(end > at);
        judge(page.sliced(at + 1, end - at - 1), open);
        at = end;
    }
    demand(open.isEmpty());
    return 0;
}
