#include "decoder/plainpage.h"

#include <QByteArrayView>
#include <QHash>
#include <algorithm>
#include <libxml/HTMLparser.h>
#include <vector>

namespace countersign::decoder {

namespace {

// What laying out costs grows steeply with these; the text is kept in any case.
constexpr int mostDeep = 24;       // elements inside each other
constexpr int mostTablesDeep = 2;
constexpr int mostSpan = 40;       // columns or rows of one cell
constexpr int mostCells = 4'000;   // of a page
constexpr qsizetype longestPage = 64'000'000; // bytes; nobody is asked to read more

enum class Part { Unknown, Silent, Block, Own, Inline, Table, Row, Cell, Break, Rule, Picture, Input };

Part partOf(QByteArrayView name)
{
    static const QHash<QByteArrayView, Part> parts = [] {
        QHash<QByteArrayView, Part> all;
        const auto add = [&all](Part part, std::initializer_list<QByteArrayView> names) {
            for (const QByteArrayView each : names)
                all.insert(each, part);
        };
        add(Part::Silent, {"script", "style", "title", "template", "iframe", "object", "applet", "svg", "math", "audio", "video", "canvas", "noframes"});
        add(Part::Block, {"div", "section", "article", "header", "footer", "main", "nav", "aside", "figure", "figcaption", "form", "fieldset", "legend",
                          "address", "center", "details", "summary", "option", "caption", "body", "label", "button", "textarea"});
        add(Part::Own, {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "dl", "dt", "dd"});
        add(Part::Inline, {"b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "code", "tt", "kbd", "samp", "cite", "var"});
        add(Part::Table, {"table"});
        add(Part::Row, {"tr"});
        add(Part::Cell, {"td", "th"});
        add(Part::Break, {"br"});
        add(Part::Rule, {"hr"});
        add(Part::Picture, {"img"});
        add(Part::Input, {"input"});
        return all;
    }();
    return parts.value(name, Part::Unknown);
}

class Page {
public:
    void begin(QByteArrayView name, const xmlChar **attributes)
    {
        Open open{name.toByteArray(), {}, partOf(name)};
        if (open.part == Part::Silent)
            ++m_silent;
        if (m_silent == 0)
            open.closes = written(open, attributes);
        m_open.push_back(std::move(open));
    }

    void end(QByteArrayView name)
    {
        const auto begun = std::find_if(m_open.rbegin(), m_open.rend(), [name](const Open &open) { return open.name == name; });
        if (begun != m_open.rend())
            closeDownTo(size_t(m_open.rend() - begun) - 1);
    }

    void text(QByteArrayView text)
    {
        if (m_silent > 0)
            return;
        for (const char byte : text) {
            if (byte == '<')
                m_html += "&lt;";
            else if (byte == '>')
                m_html += "&gt;";
            else if (byte == '&')
                m_html += "&amp;";
            else if (byte != '\0')
                m_html += byte;
        }
    }

    QByteArray html()
    {
        closeDownTo(0);
        return std::move(m_html);
    }

private:
    struct Open {
        QByteArray name;
        QByteArray closes; // what ends it on the page; empty: nothing was begun
        Part part;
    };

    static QByteArray attribute(const xmlChar **attributes, QByteArrayView wanted)
    {
        for (; attributes && attributes[0]; attributes += 2)
            if (QByteArrayView(reinterpret_cast<const char *>(attributes[0])) == wanted)
                return attributes[1] ? QByteArray(reinterpret_cast<const char *>(attributes[1])) : QByteArray();
        return {};
    }

    // Begins an element where it may; what it has to be ended with.
    QByteArray begun(const QByteArray &name, const QByteArray &with = {})
    {
        m_html += '<' + name + with + '>';
        ++m_deep;
        return "</" + name + '>';
    }

    bool isOpen(const QByteArray &name) const
    {
        return std::ranges::any_of(m_open, [&name](const Open &open) { return open.name == name && !open.closes.isEmpty(); });
    }

    static QByteArray direction(const xmlChar **attributes)
    {
        const QByteArray said = attribute(attributes, "dir").toLower();
        return said == "rtl" || said == "ltr" ? " dir=\"" + said + '"' : QByteArray();
    }

    static QByteArray spans(const xmlChar **attributes)
    {
        QByteArray said;
        for (const char *const name : {"colspan", "rowspan"})
            if (const int span = std::min(attribute(attributes, name).toInt(), mostSpan); span > 1)
                said += QByteArray(" ") + name + "=\"" + QByteArray::number(span) + '"';
        return said;
    }

    QByteArray written(const Open &open, const xmlChar **attributes)
    {
        const bool mayNest = m_deep < mostDeep;
        switch (open.part) {
        case Part::Block:
            return mayNest ? begun("div", direction(attributes)) : newLine();
        case Part::Own:
            return mayNest ? begun(open.name, direction(attributes)) : newLine();
        case Part::Inline:
            return mayNest && !isOpen(open.name) ? begun(open.name) : QByteArray();
        case Part::Table:
            if (!mayNest || m_tables >= mostTablesDeep || m_cells >= mostCells)
                return newLine();
            ++m_tables;
            return begun("table", direction(attributes));
        case Part::Row:
            return inTable() ? begun("tr") : newLine();
        case Part::Cell:
            return cell(open, attributes);
        case Part::Break:
            return newLine();
        case Part::Rule:
            m_html += "<hr/>";
            return {};
        case Part::Picture:
            bracket(attribute(attributes, "alt"));
            return {};
        case Part::Input:
            bracket(attribute(attributes, "type").toLower() == "password" ? QByteArray() : attribute(attributes, "value"));
            return {};
        case Part::Unknown:
        case Part::Silent:
            break;
        }
        return {};
    }

    QByteArray cell(const Open &open, const xmlChar **attributes)
    {
        ++m_cells;
        if (!inTable() || m_open.back().closes != "</tr>") {
            m_html += " \t";
            return {};
        }
        return begun(open.name, spans(attributes) + direction(attributes));
    }

    // Whether the innermost table there is on the page takes another row. A row needs no more depth than its table had.
    bool inTable() const
    {
        if (m_cells >= mostCells)
            return false;
        const auto table = std::find_if(m_open.rbegin(), m_open.rend(), [](const Open &open) { return open.part == Part::Table || open.part == Part::Cell; });
        return table != m_open.rend() && table->part == Part::Table && !table->closes.isEmpty();
    }

    QByteArray newLine()
    {
        m_html += "<br/>";
        return {};
    }

    void bracket(const QByteArray &words)
    {
        if (!words.isEmpty())
            text(QByteArray('[' + words + ']'));
    }

    void closeDownTo(size_t left)
    {
        for (; m_open.size() > left; m_open.pop_back())
            close(m_open.back());
    }

    void close(const Open &open)
    {
        if (open.part == Part::Silent)
            --m_silent;
        if (open.closes.isEmpty())
            return;
        m_html += open.closes;
        --m_deep;
        if (open.part == Part::Table)
            --m_tables;
    }

    QByteArray m_html;
    std::vector<Open> m_open;
    int m_silent = 0; // elements around whose text nobody sees
    int m_deep = 0;
    int m_tables = 0;
    int m_cells = 0;
};

QByteArrayView view(const xmlChar *name)
{
    return QByteArrayView(reinterpret_cast<const char *>(name));
}

} // namespace

QByteArray plainPage(const QByteArray &html)
{
    Page page;
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    if (!parser)
        return {};
    htmlSAXHandler handler = {};
    handler.startElement = [](void *to, const xmlChar *name, const xmlChar **attributes) { static_cast<Page *>(to)->begin(view(name), attributes); };
    handler.endElement = [](void *to, const xmlChar *name) { static_cast<Page *>(to)->end(view(name)); };
    handler.characters = [](void *to, const xmlChar *text, int size) {
        static_cast<Page *>(to)->text({reinterpret_cast<const char *>(text), size});
    };
    handler.ignorableWhitespace = handler.characters;
    *parser->sax = handler;
    parser->userData = &page;
    constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC;
    xmlFreeDoc(htmlCtxtReadMemory(parser, html.constData(), int(std::min(html.size(), longestPage)), nullptr, "UTF-8", options));
    htmlFreeParserCtxt(parser);
    return page.html();
}

} // namespace countersign::decoder
