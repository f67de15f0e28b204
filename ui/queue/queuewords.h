// How a case of the queue reads in its columns.
#pragma once

#include "items/queuemodel.h"
#include "ui/parts/listtable.h"

namespace countersign::ui {

// `me`: asked whenever a row is worded, so that "me" follows who is signed in.
items::QueueModel::Wording queueWording(std::function<core::PersonId()> me);
RowDelegate::Looks queueLooks();

} // namespace countersign::ui
