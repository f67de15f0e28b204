// What was done in a form of fields, so that it can be undone; kept with a draft. One thread; nothing here knows widgets.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace countersign::ui {

class FieldSteps {
public:
    // Typing into one field is one step.
    struct Step {
        QByteArray before; // all the fields, as JSON
        QByteArray after;
        QString pointer;   // of the field
        bool typing = false;
        bool operator==(const Step &) const = default;
    };

    void clear();
    void note(const Step &step);
    bool canUndo() const { return !m_done.isEmpty(); }
    bool canRedo() const { return !m_undone.isEmpty(); }
    std::optional<Step> undo(); // to its `before`
    std::optional<Step> redo();

    // The last steps as bytes: what of `now` each changed; at most `bytesSaved`, the newest first to stay.
    QByteArray saved(const QByteArray &now) const;
    // False (and no steps) where they do not lead to `now`.
    bool restore(const QByteArray &now, const QByteArray &saved);

    static constexpr qsizetype bytesSaved = 128 * 1024; // a draft is saved while one types

private:
    QList<Step> m_done;
    QList<Step> m_undone;
};

} // namespace countersign::ui
