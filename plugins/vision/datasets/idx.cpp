#include "datasets/idx.h"

#include <zlib.h>

#include <memory>

namespace tenon::vision {
namespace {

struct Close {
  void operator()(gzFile_s* f) const { gzclose(f); }
};

void read_exactly(gzFile_s* f, void* to, uint64_t n, const std::string& path) {
  auto* p = static_cast<char*>(to);
  while (n > 0) {
    int got = gzread(f, p, static_cast<unsigned>(std::min<uint64_t>(n, 1 << 24)));
    if (got <= 0) fail("RuntimeError", "read_idx(): '", path, "' is damaged: it ends too early.");
    p += got;
    n -= static_cast<uint64_t>(got);
  }
}

}  // namespace

Tensor read_idx(const std::string& path) {
  std::unique_ptr<gzFile_s, Close> f(gzopen(path.c_str(), "rb"));  // reads plain files as they are
  if (!f) fail("OSError", "read_idx(): cannot read '", path, "'.");
  uint8_t magic[4];
  read_exactly(f.get(), magic, 4, path);
  if (magic[0] != 0 || magic[1] != 0 || magic[2] != 8 || magic[3] < 1 || magic[3] > 4) {
    fail("RuntimeError", "read_idx(): '", path, "' is no IDX file of bytes.");
  }
  std::vector<int64_t> shape;
  uint64_t total = 1;
  for (int d = 0; d < magic[3]; ++d) {
    uint8_t b[4];
    read_exactly(f.get(), b, 4, path);
    uint64_t n = uint64_t{b[0]} << 24 | uint64_t{b[1]} << 16 | uint64_t{b[2]} << 8 | b[3];
    total *= n;
    if (n == 0 || total > (uint64_t{1} << 31))
      fail("RuntimeError", "read_idx(): '", path,
           "' is damaged: its header gives an impossible shape.");
    shape.push_back(static_cast<int64_t>(n));
  }
  Tensor out = empty(shape, uint8);
  read_exactly(f.get(), out.data<uint8_t>(), total, path);
  return out;
}

}  // namespace tenon::vision
