// Recognises a dialogue: lines that begin with who speaks, "[doctor] …" or "Doctor: …". Pure functions.
#pragma once

#include <QString>
#include <optional>

namespace countersign::ui {

struct SpeakerTag {
    QString speaker;
    qsizetype length = 0; // of the tag and the blanks behind it
    bool operator==(const SpeakerTag &) const = default;
};

// The tag a line begins with, or nothing.
std::optional<SpeakerTag> speakerTag(QStringView line);

// Whether the text is a dialogue: few speakers, and most of its first lines begin with one.
bool isDialogue(QStringView text);

} // namespace countersign::ui
