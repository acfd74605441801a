// Images in memory, and the codecs.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/plugin.hpp"

namespace tenon::vision {

// 8-bit pixels, height x width x channels (1 gray, 2 gray+alpha, 3 RGB, 4 RGBA).
struct Image {
  int64_t height = 0, width = 0, channels = 0;
  std::vector<uint8_t> pixels;
};

// torchvision.io.ImageReadMode.
enum class ReadMode : int { Unchanged = 0, Gray = 1, GrayAlpha = 2, RGB = 3, RGBA = 4 };

inline constexpr int64_t kMaxSide = 65500;  // of JPEG; and a bound for hostile files
inline constexpr int64_t kMaxPixels = 1ll << 28;

// RuntimeError in one sentence for damaged, truncated or oversized data.
Image decode_jpeg(std::string_view data);
Image decode_png(std::string_view data);
Image decode(std::string_view data);  // by the first bytes
std::string encode_jpeg(const Image& image, int quality);
std::string encode_png(const Image& image, int level);

Image convert(Image image, ReadMode mode);
Image read_image(const std::string& path, ReadMode mode);  // OSError, RuntimeError naming the path
std::string read_file(const std::string& path);            // OSError
void write_file(const std::string& path, std::string_view data);

Tensor to_tensor(const Image& image);  // uint8 [H, W, C]
// From uint8 [H, W, C] or [H, W].
Image to_image(const Tensor& hwc);

}  // namespace tenon::vision
