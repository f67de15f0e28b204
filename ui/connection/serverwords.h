// What a server showed of itself, in words.
#pragma once

#include "ui/connection/connector.h"

namespace countersign::ui {

// "Encrypted. The certificate is for db.example; Ward CA vouches for it until 3 March 2027."
QString serverWords(const ServerLook &look);
// How the person knows an address again: "clinic on db.example".
QString addressWords(const ServerPlace &place);

} // namespace countersign::ui
