// A question with two verbs; for what cannot be undone a word must be typed first.
#pragma once

#include "ui/prompts.h"

#include <QDialog>

namespace countersign::ui {

class QuestionDialog final : public QDialog {
    Q_OBJECT

public:
    QuestionDialog(const Question &question, QWidget *parent);
};

} // namespace countersign::ui
