// The pages of a document as small sheets under each other, beside the pages themselves. It asks for the pictures it has sight of and keeps no more
// than fit into its memory. Keys: arrows, page keys, Home and End go to a page, figures look for one.
#pragma once

#include <QCache>
#include <QImage>
#include <QListView>
#include <optional>

namespace countersign::ui {

class PageStrip final : public QListView {
    Q_OBJECT

public:
    // Sizes in any unit.
    explicit PageStrip(const QList<QSizeF> &pages, QWidget *parent = nullptr);
    ~PageStrip() override;

    // The first page in sight without a picture, and its size in pixels; nothing when all are there, or the strip is hidden.
    std::optional<std::pair<int, QSize>> wanted() const;
    void setPicture(int page, const QImage &picture); // null: none will come
    const QImage *picture(int page) const { return m_pictures.object(page); }

    void setCurrentPage(int page); // without pageChosen()
    int currentPage() const { return currentIndex().row(); }

    static constexpr int mostKibibytes = 16 * 1024;

Q_SIGNALS:
    void pageChosen(int page);
    void viewChanged(); // other pictures may be wanted

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    class Pages;
    class Sheets;
    void dress();

    QList<QSizeF> m_sizes;
    QCache<int, QImage> m_pictures; // cost in KiB
    bool m_following = false;
    bool m_choosing = false;
};

} // namespace countersign::ui
