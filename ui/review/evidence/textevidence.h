// Evidence that is text: running text, a dialogue with its speakers in a column of their own, or JSON laid out to be read.
#pragma once

#include "ui/review/evidence/evidenceview.h"
#include "ui/review/text/paragraphview.h"

namespace countersign::ui {

class EvidenceText final : public ParagraphView {
    Q_OBJECT

public:
    explicit EvidenceText(QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const override { return m_text; }

protected:
    DisplayText display(qsizetype paragraph) const override;
    ParagraphStyle style(qsizetype paragraph) const override;
    QString marginText(qsizetype paragraph) const override;
    int marginWidth() const override { return m_margin; }

private:
    std::optional<qsizetype> tagLength(qsizetype paragraph, QString *speaker = nullptr) const;
    void measureMargin();

    QString m_text;
    bool m_dialogue = false;
    int m_margin = 0;
};

class TextEvidence final : public EvidenceView {
    Q_OBJECT

public:
    TextEvidence(const QString &name, const QString &text, QWidget *parent = nullptr);

    std::optional<int> find(const QString &words) override;
    void showMatch(int index) override;
    void setCited(const QList<core::Selector> &places) override;
    bool light(const std::optional<core::Selector> &place) override;
    QWidget *reader() override { return m_view; }

private:
    EvidenceText *m_view;
    QList<std::optional<diff::Range>> m_cited;
};

// Every place of the words in a text, whatever their case; at most `most`.
QList<diff::Range> placesOf(const QString &words, const QString &text, qsizetype most = 10'000);

} // namespace countersign::ui
