#include "ui/prompts.h"

#include "ui/prompts/windowprompts.h"

namespace countersign::ui {

namespace {
Prompts *replacementPrompts = nullptr;
}

Prompts &prompts()
{
    static WindowPrompts windows;
    return replacementPrompts ? *replacementPrompts : windows;
}

void setPrompts(Prompts *replacement)
{
    replacementPrompts = replacement;
}

} // namespace countersign::ui
