// The words of a document, page by page, read by a decoding child of its own: what is in sight waits for no other page, and a page whose words
// bring the child down three times still has its picture.
#pragma once

#include "decoding/child.h"

#include <QStringList>

namespace countersign::ui {

class PageTexts final : public QObject {
    Q_OBJECT

public:
    PageTexts(decoding::Kind kind, std::shared_ptr<const decoding::SharedFile> file, QObject *parent);

    static constexpr int mostPages = 500;
    static constexpr qsizetype mostText = 4'000'000; // code units

Q_SIGNALS:
    // Once. As far as they could be read within the limits; none for what is no document, empty ones for pages that are pictures.
    void arrived(const QStringList &pages);

private:
    void next();

    decoding::Child *m_child;
    int m_count = 0;
    QStringList m_pages;
    qsizetype m_length = 0;
};

} // namespace countersign::ui
