// How words are spelt for the search index, the same way when a case comes in and when somebody searches.
//
// SQLite's unicode61 tokenizer splits at blanks and punctuation and folds case. Before it sees a text:
// - scripts written without blanks (Han, kana, hangul, Thai, Lao, Khmer, Burmese) are split into single characters, so that a word of
//   one, two or more of them is found inside running text, as a phrase;
// - marks are dropped (é = e, also decomposed; vowel signs of Arabic and Hebrew), full-width forms become ordinary ones, ß = ss, ø = o …
#pragma once

#include <QString>

namespace countersign::store {

// What goes into the index, as UTF-8.
QByteArray searchWords(QStringView text);

// The FTS5 query (sqlite.org/fts5.html §3) for words as typed: every word must occur, the last one as the beginning of a word. Each
// word is a quoted string, so nothing typed is ever query syntax. Empty when the text holds no letter or digit.
QString searchQuery(QStringView typed);

} // namespace countersign::store
