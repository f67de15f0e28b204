// The words of a case told apart here, so that the server need not: what it keeps of a text is which word stands at which places.
#pragma once

#include <QByteArray>

namespace countersign::store {

// `words` as searchtext.h spells them: each word once and in lower case, with its places, as the server's text vectors travel in binary. A text
// whose words the server might tell apart otherwise (letters beyond ASCII, 12e5) comes back null: then the server does it, as it does with what is
// searched for.
QByteArray wordPlaces(const QByteArray &words);

} // namespace countersign::store
