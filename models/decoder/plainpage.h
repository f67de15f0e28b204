// A web page as one can safely lay it out: its text and the marks that give it sense (heads, lists, tables, emphasis, direction), in HTML of few
// and flat elements. Nothing that runs, fetches, links, colours, sizes or hides: what a page kept out of sight is read here, for whoever made the
// suggestion may have read it too. Read by libxml2, which takes tags as browsers do.
#pragma once

#include <QByteArray>

namespace countersign::decoder {

// UTF-8 in, UTF-8 out. Elements nested deeper than anybody writes are let go, not their text; a table of too many cells goes on as lines.
QByteArray plainPage(const QByteArray &html);

} // namespace countersign::decoder
