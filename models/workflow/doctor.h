// A look over everything a store depends on, and what is wrong with it. Changes nothing but what verifying remembers.
#pragma once

#include "workflow/keyring.h"
#include "workflow/openworkspace.h"
#include "workflow/storefiles.h"

namespace countersign::workflow {

// Checks by name, in this order: volume, permissions, copies, gate, journal, synchronous, versions, integrity, blobs, open (only where the
// store does not open), record, keys, keychain, clock, security. Deep: also every page, blob, entry and signature.
core::Result<QList<Observation>> examineStore(StoreFiles &files, const QString &store, const Keyring &keyring, bool deep,
                                              const StoreFiles::Progress &progress = {}, std::stop_token stop = {});

// The part of it that is the same for every store: record, keys, clock, security. StoreMissing (where: `name`) without a first person.
core::Result<QList<Observation>> examineRecord(const Ports &ports, const QString &name, const Keyring &keyring, bool deep,
                                               const StoreFiles::Progress &progress = {}, std::stop_token stop = {});

// Of a workspace that has been opened, which itself holds every cell against the manifest and the newest mark: workspace (how many cases, until
// when), statements, blobs (of each case that is in it).
core::Result<QList<Observation>> examineWorkspace(const OpenWorkspace &workspace);

} // namespace countersign::workflow
