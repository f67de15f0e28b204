// How a case of the queue reads in its columns.
#pragma once

#include "items/queuemodel.h"
#include "ui/parts/listtable.h"

namespace countersign::ui {

// `me`: asked whenever a row is worded, so that "me" follows who is signed in.
// `isOffline`: whether it is a workspace that is listed.
items::QueueModel::Wording queueWording(std::function<core::PersonId()> me, std::function<bool()> isOffline);
// A case that somebody else has is there to be seen, not to be taken: all of it faint.
RowDelegate::Looks queueLooks(std::function<core::PersonId()> me);

} // namespace countersign::ui
