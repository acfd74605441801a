// A blob on its way into the store: partial/<hex>.<nonce>/{data,map,owner}.
//
// Note [Claims]: an interrupted pull leaves its folder behind. The next one takes it over by
// renaming it to a nonce of its own, which only one process can do, unless its owner lives. Nothing
// rests on that judgement: every byte is hashed before it is written, so two writers of one file
// write the same bytes, and the whole file is hashed before it gets its name. All work goes through
// descriptors of the folder, so a folder that is renamed away under a writer still finishes.
#pragma once
#include <string>
#include <vector>

#include "hub/chunks.h"
#include "hub/store.h"

namespace tenon::hub {

class Partial {
 public:
  // Takes over what an interrupted pull of this blob left, else starts a fresh one. `table` may be
  // null; it must outlive this.
  static Partial open(const Store& store, const Digest& digest, uint64_t size,
                      const ChunkTable* table);

  Partial(Partial&&) = default;
  // Gives the folder up, so that the next pull, of this process too, goes on from it.
  ~Partial();

  uint64_t resumed() const noexcept { return resumed_; }  // bytes that need not be fetched again

  // With a chunk table: pieces in any order. `write` takes bytes whose digest the caller has
  // checked.
  bool has(size_t chunk) const { return done_[chunk]; }
  void write(size_t chunk, std::string_view bytes);

  // Without one: bytes in order, from resumed() on.
  void append(std::string_view bytes);

  // Verifies the whole and gives it its name in the store; false when its digest is another, and
  // then nothing is kept.
  bool finish();

 private:
  Partial(const Store& store, const Digest& digest, uint64_t size, const ChunkTable* table)
      : store_(&store), digest_(digest), size_(size), table_(table) {}
  bool claim();
  void start();
  void adopt_chunks();
  void adopt_prefix(int old_folder);
  void write_owner(std::string_view owner);
  void open_data();
  void write_at(std::string_view bytes, uint64_t at);
  void discard();

  const Store* store_;
  Digest digest_;
  uint64_t size_;
  const ChunkTable* table_;
  std::string path_;
  io::Fd folder_, data_, map_;
  std::vector<bool> done_;
  uint64_t resumed_ = 0, end_ = 0;
};

}  // namespace tenon::hub
