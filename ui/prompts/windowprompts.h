// Prompts as real windows, opened and left to themselves; the answer comes when they close.
#pragma once

#include "ui/prompts.h"

namespace countersign::ui {

class WindowPrompts final : public Prompts {
public:
    void ask(QWidget *parent, const Question &question, std::function<void(bool)> answer) override;
    void askSigning(QWidget *parent, const SigningQuestion &question, std::function<void(std::optional<SigningAnswer>)> answer) override;
    void chooseFiles(QWidget *parent, const QString &title, const QString &filter, std::function<void(QStringList)> answer) override;
    void chooseFolder(QWidget *parent, const QString &title, const QString &start, std::function<void(QString)> answer) override;
    void chooseSavePath(QWidget *parent, const QString &title, const QString &suggested, const QString &filter,
                        std::function<void(QString)> answer) override;
};

} // namespace countersign::ui
