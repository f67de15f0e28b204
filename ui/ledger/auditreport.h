// report.html of a bundle: a page without scripts or links, made to be read and printed, also in black and white.
#pragma once

#include "workflow/exportaudit.h"

namespace countersign::ui {

// UTF-8. Any thread after the translators are installed.
QByteArray auditReportHtml(const workflow::AuditReport &report);

} // namespace countersign::ui
