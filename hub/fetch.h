// Brings one blob from a registry into the store.
#pragma once
#include "hub/chunks.h"
#include "hub/progress.h"
#include "hub/registry.h"
#include "hub/store.h"

namespace tenon::hub {

struct Fetched {
  bool cached = false;
  uint64_t resumed = 0;  // bytes that were there already
};

// Verified, whole and under its name, or an error: HubError kBadChunk, kBadBlob, kBadSize, kNoBlob,
// kStore, kDiskFull, kInterrupted. `table` is null for a blob that has none. A damaged blob of the
// store is fetched again.
Fetched fetch_blob(const Store& store, const FolderRegistry& registry,
                   const std::string& repository, const Descriptor& blob, const ChunkTable* table,
                   Progress& progress);

}  // namespace tenon::hub
