// People on the terminal: roles by name, keys in words.
#pragma once

#include "app/cli/call.h"

namespace countersign::app {

QStringList roleNames();
// Each role once; the names are known ones.
QList<core::Role> rolesFrom(const QStringList &names);
// The eight words of their key, or that they have none.
QString keyWords(const core::Person &person);
// The result of a verb that changed a person: their id, or all of them with --json; `message` holds %1 for the printed name.
void printPerson(Call &call, const core::Person &person, const QString &message);

} // namespace countersign::app
