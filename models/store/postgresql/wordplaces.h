// The words of a case told apart here, so that the server need not: what it keeps of a text is which word stands at which places.
#pragma once

#include <QString>

namespace countersign::store {

// `words` as searchtext.h spells them, in lower case: each word once, in quotes, with its places ('dose':3,9 'mg':4), as the server reads its own
// text vectors. A text whose words the server might tell apart otherwise (letters beyond ASCII, 12e5) comes back as it is: then the server does
// it, as it does with what is searched for.
QString wordPlaces(const QString &words);

} // namespace countersign::store
