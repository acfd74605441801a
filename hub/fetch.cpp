#include "hub/fetch.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "hub/error.h"
#include "hub/partial.h"

namespace tenon::hub {

namespace {

constexpr size_t kPiece = size_t{1} << 20;

class Fetch {
 public:
  Fetch(const Store& store, const FolderRegistry& registry, const std::string& repository,
        const Descriptor& blob, const ChunkTable* table, Progress& progress)
      : store_(store),
        registry_(registry),
        repository_(repository),
        blob_(blob),
        table_(table),
        progress_(progress) {
    told_.file = blob.filepath.empty() ? blob.digest.brief() : blob.filepath;
    told_.digest = blob.digest;
    told_.total = blob.size;
  }

  Fetched run() {
    if (store_.verify(blob_.digest, blob_.size)) {
      told_.done = blob_.size;
      tell(Transfer::State::Cached);
      return {.cached = true};
    }
    source_ = registry_.open(repository_, blob_.digest, blob_.size);
    Partial partial = Partial::open(store_, blob_.digest, blob_.size, table_);
    uint64_t resumed = partial.resumed();
    bool whole = transfer(partial);
    if (!whole &&
        resumed != 0) {  // what an earlier pull left may be what is wrong: once more without it
      resumed = 0;
      Partial fresh = Partial::open(store_, blob_.digest, blob_.size, table_);
      whole = transfer(fresh);
    }
    if (!whole) {
      throw HubError(
          code::kBadBlob,
          str(told_.file, " of ", repository_, " does not match ", blob_.digest.brief(),
              ", fetched from registry `", registry_.name(), "`: the file was not installed"),
          "report this to the publisher");
    }
    tell(Transfer::State::Finished);
    return {.resumed = resumed};
  }

 private:
  bool transfer(Partial& partial) {
    told_.resumed = told_.done = partial.resumed();
    tell(Transfer::State::Started);
    table_ ? by_chunks(partial) : by_stream(partial);
    return partial.finish();
  }

  void by_chunks(Partial& partial) {
    for (size_t i = 0; i < table_->count(); ++i) {
      if (partial.has(i)) continue;
      std::string bytes = read(table_->begin(i), table_->length(i));
      Digest got = Digest::of(bytes);
      if (got != table_->digests[i]) {
        throw HubError(
            code::kBadChunk,
            str("chunk ", i, " of ", told_.file, " does not match ", table_->digests[i].brief(),
                " (got ", got.brief(), "), fetched from registry `", registry_.name(), "`"),
            "the file was not installed and its good chunks are kept; report this to the "
            "publisher");
      }
      partial.write(i, bytes);
      advance(bytes.size());
    }
  }

  void by_stream(Partial& partial) {
    for (uint64_t at = partial.resumed(); at < blob_.size;) {
      std::string bytes =
          read(at, static_cast<size_t>(std::min<uint64_t>(kPiece, blob_.size - at)));
      partial.append(bytes);
      at += bytes.size();
      advance(bytes.size());
    }
  }

  std::string read(uint64_t at, size_t size) {
    std::string out(size, '\0');
    size_t done = 0;
    while (done < size) {
      ssize_t n =
          ::pread(source_.get(), out.data() + done, size - done, static_cast<off_t>(at + done));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        fail_hub(code::kBadSize, told_.file, " of ", repository_, " is cut short in registry `",
                 registry_.name(), "`: got ", at + done, " bytes, expected ", blob_.size);
      }
      done += static_cast<size_t>(n);
    }
    return out;
  }

  void advance(size_t bytes) {
    told_.done += bytes;
    tell(Transfer::State::Advanced);
    if (progress_.cancelled()) {
      throw HubError(
          code::kInterrupted,
          str("interrupted at ", told_.done, " of ", told_.total, " bytes of ", told_.file),
          "what arrived is kept: the same command goes on from there");
    }
  }

  void tell(Transfer::State state) {
    told_.state = state;
    progress_.update(told_);
  }

  const Store& store_;
  const FolderRegistry& registry_;
  const std::string& repository_;
  const Descriptor& blob_;
  const ChunkTable* table_;
  Progress& progress_;
  io::Fd source_;
  Transfer told_;
};

}  // namespace

Fetched fetch_blob(const Store& store, const FolderRegistry& registry,
                   const std::string& repository, const Descriptor& blob, const ChunkTable* table,
                   Progress& progress) {
  return Fetch(store, registry, repository, blob, table, progress).run();
}

}  // namespace tenon::hub
