// Files, formats and channels.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "io/codec.h"

namespace tenon::vision {
namespace {

struct Close {
  void operator()(FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<FILE, Close>;

// ITU-R 601-2, rounded as Pillow does.
uint8_t luma(const uint8_t* rgb) {
  return static_cast<uint8_t>((rgb[0] * 19595u + rgb[1] * 38470u + rgb[2] * 7471u + 0x8000u) >> 16);
}

}  // namespace

Image decode(std::string_view data) {
  if (data.starts_with("\xff\xd8\xff")) return decode_jpeg(data);
  if (data.starts_with("\x89PNG\r\n\x1a\n")) return decode_png(data);
  fail("RuntimeError", "decode_image(): unknown image format: got ", data.size(),
       " bytes that start like neither JPEG nor PNG.");
}

Image convert(Image in, ReadMode mode) {
  auto want = static_cast<int64_t>(mode);
  if (mode == ReadMode::Unchanged || want == in.channels) return in;
  Image out{in.height, in.width, want,
            std::vector<uint8_t>(static_cast<size_t>(in.height * in.width * want))};
  bool color = in.channels >= 3, alpha = in.channels == 2 || in.channels == 4;
  for (int64_t i = 0; i < in.height * in.width; ++i) {
    const uint8_t* p = &in.pixels[static_cast<size_t>(i * in.channels)];
    uint8_t* q = &out.pixels[static_cast<size_t>(i * want)];
    uint8_t a = alpha ? p[in.channels - 1] : 255;
    if (want <= 2) {
      q[0] = color ? luma(p) : p[0];
      if (want == 2) q[1] = a;
    } else {
      for (int c = 0; c < 3; ++c) q[c] = color ? p[c] : p[0];
      if (want == 4) q[3] = a;
    }
  }
  return out;
}

std::string read_file(const std::string& path) {
  File f(std::fopen(path.c_str(), "rb"));
  if (!f) fail("OSError", "cannot read '", path, "': ", std::strerror(errno), ".");
  std::string out;
  char buffer[65536];
  while (size_t n = std::fread(buffer, 1, sizeof(buffer), f.get())) {
    out.append(buffer, n);
    if (out.size() > (size_t{1} << 30))
      fail("OSError", "cannot read '", path, "': it is larger than 1 GiB.");
  }
  if (std::ferror(f.get()))
    fail("OSError", "cannot read '", path, "': ", std::strerror(errno), ".");
  return out;
}

void write_file(const std::string& path, std::string_view data) {
  File f(std::fopen(path.c_str(), "wb"));
  if (!f) fail("OSError", "cannot write '", path, "': ", std::strerror(errno), ".");
  bool ok =
      std::fwrite(data.data(), 1, data.size(), f.get()) == data.size() && std::fflush(f.get()) == 0;
  if (!ok) fail("OSError", "cannot write '", path, "': ", std::strerror(errno), ".");
}

Image read_image(const std::string& path, ReadMode mode) {
  std::string data = read_file(path);
  try {
    return convert(decode(data), mode);
  } catch (const Error& e) {
    fail(e.kind(), "'", path, "': ", e.message());
  }
}

Tensor to_tensor(const Image& image) {
  return from_values(std::span<const uint8_t>(image.pixels),
                     std::vector<int64_t>{image.height, image.width, image.channels});
}

Image to_image(const Tensor& hwc) {
  Tensor t = hwc.contiguous();
  TensorView v = t.view();
  check_value(v.dtype() == uint8 && (v.dim() == 2 || v.dim() == 3),
              "expected a uint8 image of 2 or 3 dimensions, got ", name(v.dtype()), " of shape ",
              v.shape(), ".");
  Image out{v.size(0), v.size(1), v.dim() == 3 ? v.size(2) : 1, {}};
  const auto* p = v.data<uint8_t>();
  out.pixels.assign(p, p + v.numel);
  return out;
}

}  // namespace tenon::vision
