// torchvision.io: bytes to images (uint8, [C, H, W]) and back.
#include "io/codec.h"

namespace tenon::vision {
namespace {

Tensor chw(const Image& image) {
  return call<"permute">(to_tensor(image), Ints{2, 0, 1}).contiguous();
}
Image from_chw(const Tensor& t, std::string_view op) {
  check_value(t.dtype() == uint8 && (t.dim() == 2 || t.dim() == 3), op, "(): input: got ",
              name(t.dtype()), " of shape ", t.shape(), ", expected a uint8 image [C, H, W].");
  return to_image(t.dim() == 2 ? t : call<"permute">(t, Ints{1, 2, 0}));
}

std::string_view bytes_of(const Tensor& t, std::string_view op, std::string_view argument) {
  check_value(t.dim() == 1 && t.dtype() == uint8, op, "(): ", argument, ": got ", name(t.dtype()),
              " of shape ", t.shape(), ", expected a 1-d uint8 tensor of bytes.");
  return {reinterpret_cast<const char*>(t.data<uint8_t>()), static_cast<size_t>(t.numel())};
}
Tensor as_bytes(std::string_view s) {
  std::vector<int64_t> shape{static_cast<int64_t>(s.size())};
  return from_values(std::span<const uint8_t>(reinterpret_cast<const uint8_t*>(s.data()), s.size()),
                     shape);
}
ReadMode mode_of(int64_t mode, std::string_view op) {
  check_value(mode >= 0 && mode <= 4, op, "(): mode: got ", mode,
              ", expected 0 (unchanged), 1 (gray), 2 (gray and alpha), 3 (RGB) or 4 (RGBA).");
  return static_cast<ReadMode>(mode);
}

constexpr const char kAny[] = "decode_image", kJpeg[] = "decode_jpeg", kPng[] = "decode_png";
template <Image (*Decode)(std::string_view), const char* Name>
Tensor decode_op(const Tensor& input, int64_t mode) {
  Tensor bytes = input.contiguous();
  return chw(convert(Decode(bytes_of(bytes, Name, "input")), mode_of(mode, Name)));
}
Tensor encode_jpeg_op(const Tensor& input, int64_t quality) {
  return as_bytes(encode_jpeg(from_chw(input, "encode_jpeg"), static_cast<int>(quality)));
}
Tensor encode_png_op(const Tensor& input, int64_t level) {
  return as_bytes(encode_png(from_chw(input, "encode_png"), static_cast<int>(level)));
}
Tensor read_file_op(std::string_view path) { return as_bytes(read_file(std::string(path))); }
Tensor read_image_op(std::string_view path, int64_t mode) {
  return chw(read_image(std::string(path), mode_of(mode, "read_image")));
}
void write_file_op(std::string_view filename, const Tensor& data) {
  Tensor bytes = data.contiguous();
  write_file(std::string(filename), bytes_of(bytes, "write_file", "data"));
}
void write_jpeg_op(const Tensor& input, std::string_view filename, int64_t quality) {
  write_file(std::string(filename),
             encode_jpeg(from_chw(input, "write_jpeg"), static_cast<int>(quality)));
}
void write_png_op(const Tensor& input, std::string_view filename, int64_t level) {
  write_file(std::string(filename),
             encode_png(from_chw(input, "write_png"), static_cast<int>(level)));
}

constexpr const char* kBytes = "pixels are integers";

constexpr OpDef kOps[] = {
    {.schema = "vision::decode_image(Tensor input, int mode=0) -> Tensor",
     .paths = "tenon.vision.io.decode_image",
     .kernels = {kernel<&decode_op<decode, kAny>>()},
     .nondiff = kBytes,
     .doc = R"(Decodes JPEG or PNG bytes (a 1-d uint8 tensor) to uint8 pixels [C, H, W].

Args:
    mode: 0 as stored, 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA.

Raises:
    RuntimeError: the data is damaged or of another format.
)"},
    {.schema = "vision::decode_jpeg(Tensor input, int mode=0) -> Tensor",
     .paths = "tenon.vision.io.decode_jpeg",
     .kernels = {kernel<&decode_op<decode_jpeg, kJpeg>>()},
     .nondiff = kBytes,
     .doc = "Decodes JPEG bytes to uint8 pixels [C, H, W]."},
    {.schema = "vision::decode_png(Tensor input, int mode=0) -> Tensor",
     .paths = "tenon.vision.io.decode_png",
     .kernels = {kernel<&decode_op<decode_png, kPng>>()},
     .nondiff = kBytes,
     .doc = "Decodes PNG bytes to uint8 pixels [C, H, W]; 16-bit channels are cut to 8."},
    {.schema = "vision::encode_jpeg(Tensor input, int quality=75) -> Tensor",
     .paths = "tenon.vision.io.encode_jpeg",
     .kernels = {kernel<&encode_jpeg_op>()},
     .nondiff = kBytes,
     .doc = "Encodes uint8 pixels [C, H, W] of 1 or 3 channels as JPEG bytes; quality 1 to 100."},
    {.schema = "vision::encode_png(Tensor input, int compression_level=6) -> Tensor",
     .paths = "tenon.vision.io.encode_png",
     .kernels = {kernel<&encode_png_op>()},
     .nondiff = kBytes,
     .doc = "Encodes uint8 pixels [C, H, W] of 1 to 4 channels as PNG bytes; compression_level 0 "
            "to 9."},
    {.schema = "vision::read_file(str path) -> Tensor",
     .paths = "tenon.vision.io.read_file",
     .kernels = {kernel<&read_file_op>()},
     .nondiff = kBytes,
     .doc = "Returns the bytes of a file as a 1-d uint8 tensor. OSError when it cannot be read."},
    {.schema = "vision::read_image(str path, int mode=0) -> Tensor",
     .paths = "tenon.vision.io.read_image",
     .kernels = {kernel<&read_image_op>()},
     .nondiff = kBytes,
     .doc = "Reads a JPEG or PNG file to uint8 pixels [C, H, W]."},
    {.schema = "vision::write_file(str filename, Tensor data) -> ()",
     .paths = "tenon.vision.io.write_file",
     .kernels = {kernel<&write_file_op>()},
     .nondiff = kBytes,
     .doc = "Writes a 1-d uint8 tensor to a file."},
    {.schema = "vision::write_jpeg(Tensor input, str filename, int quality=75) -> ()",
     .paths = "tenon.vision.io.write_jpeg",
     .kernels = {kernel<&write_jpeg_op>()},
     .nondiff = kBytes,
     .doc = "Writes uint8 pixels [C, H, W] to a JPEG file."},
    {.schema = "vision::write_png(Tensor input, str filename, int compression_level=6) -> ()",
     .paths = "tenon.vision.io.write_png",
     .kernels = {kernel<&write_png_op>()},
     .nondiff = kBytes,
     .doc = "Writes uint8 pixels [C, H, W] to a PNG file."},
};
TN_OPS(kOps)

}  // namespace
}  // namespace tenon::vision
