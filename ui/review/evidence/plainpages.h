// The web pages among the evidence of a case, each made plain by one child, whoever asks for it and however often.
#pragma once

#include "decoding/child.h"

#include <QHash>

namespace countersign::ui {

class PlainPages final : public QObject {
    Q_OBJECT

public:
    explicit PlainPages(QObject *parent = nullptr);
    ~PlainPages() override;

    using Taker = std::function<void(const decoding::Answer<QString> &)>;
    // Answered after this call and while `context` lives; never after clear().
    void read(const QString &evidence, const std::shared_ptr<const decoding::SharedFile> &file, QObject *context, Taker taker);
    void clear(); // the case is left: what was asked, and what was answered, is forgotten

private:
    struct Page;
    void deliverLater(const QString &evidence);

    QHash<QString, std::shared_ptr<Page>> m_pages; // by evidence id
};

} // namespace countersign::ui
