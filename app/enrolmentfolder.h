// The papers of an enrolment as files in a folder beside an embedded store.
#pragma once

#include "app/storeaddress.h"
#include "workflow/enrolment.h"

namespace countersign::app {

class EnrolmentFolder final : public workflow::EnrolmentTray {
public:
    // The folder is made by the first paper laid, and goes with the last one taken.
    explicit EnrolmentFolder(const StoreAddress &address) : m_folder(address.path + QStringLiteral("-enrolments")) {}

    // CannotWrite.
    core::Result<void> lay(const core::PersonId &person, workflow::EnrolmentPaper paper, const QByteArray &bytes) override;
    // CannotRead; TooLarge for what cannot be a paper.
    core::Result<std::optional<QByteArray>> look(const core::PersonId &person, workflow::EnrolmentPaper paper) override;
    void take(const core::PersonId &person, workflow::EnrolmentPaper paper) override;

private:
    QString pathOf(const core::PersonId &person, workflow::EnrolmentPaper paper) const;

    QString m_folder;
};

} // namespace countersign::app
