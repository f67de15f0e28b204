// How an evidence item is shown and read, by its type alone: the one place that decides it, for the pane and for what looks into the evidence.
#pragma once

#include "core/evidence.h"
#include "decoding/sharedfile.h"
#include "decoding/wire.h"
#include "workflow/session.h"

namespace countersign::ui {

enum class EvidenceKind { Text, Markdown, Html, Table, Json, Image, Pdf, Dicom, Unknown };

EvidenceKind kindOf(const core::EvidenceItem &item);

// What a decoding child takes it for; nothing for what this process reads itself.
std::optional<decoding::Kind> decodedAs(EvidenceKind kind);

// Its bytes, whole and checked, where a child can look into them. In the reading lane.
core::Result<std::shared_ptr<const decoding::SharedFile>> fileOf(const workflow::Ports &ports, const core::EvidenceItem &item);

} // namespace countersign::ui
