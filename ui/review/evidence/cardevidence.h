// Evidence this program cannot show: what it is, and a way to save it and open it elsewhere. Also says that something is on its way or
// could not be read.
#pragma once

#include "ui/review/evidence/evidenceview.h"

class QLabel;
class QPushButton;

namespace countersign::ui {

class CardEvidence final : public EvidenceView {
    Q_OBJECT

public:
    CardEvidence(const core::EvidenceItem &item, const QString &sentence, QWidget *parent = nullptr);

    void setSize(qint64 bytes);
    // A button that asks for the file.
    void offerExport();
    // What came of it.
    void sayExported(const QString &path);
    void sayProblem(const QString &sentence);
    QWidget *reader() override;

Q_SIGNALS:
    void exportAsked();

private:
    QLabel *m_facts;
    QLabel *m_answer;
    QPushButton *m_export = nullptr;
    QString m_type;
};

} // namespace countersign::ui
