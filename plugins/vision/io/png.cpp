#include <csetjmp>
#include <cstring>

#include <png.h>

#include "io/codec.h"

namespace tenon::vision {
namespace {

// libpng reports by jumping, as libjpeg does: what is allocated stands outside of the functions
// that call setjmp.
struct Reader {
  std::string_view data;
  size_t at = 0;
  char message[256] = {};
};
struct Writer {
  std::string out;
  char message[256] = {};
};

template <class T>
void on_error(png_structp png, png_const_charp message) {
  auto* self = static_cast<T*>(png_get_error_ptr(png));
  std::strncpy(self->message, message, sizeof(self->message) - 1);
  png_longjmp(png, 1);
}
void on_warning(png_structp, png_const_charp) {}

void read(png_structp png, png_bytep to, size_t n) {
  auto* r = static_cast<Reader*>(png_get_io_ptr(png));
  if (n > r->data.size() - r->at) png_error(png, "the data ends too early");
  std::memcpy(to, r->data.data() + r->at, n);
  r->at += n;
}

void write(png_structp png, png_bytep from, size_t n) {
  static_cast<Writer*>(png_get_io_ptr(png))->out.append(reinterpret_cast<char*>(from), n);
}

bool decode_into(png_structp png, png_infop info, Image& out, std::vector<png_bytep>& rows) {
  if (setjmp(png_jmpbuf(png))) return false;
  png_set_user_limits(png, 1 << 24, 1 << 24);
  png_set_chunk_malloc_max(png, 64 << 20);
  png_read_info(png, info);
  int64_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
  if (width * height > kMaxPixels) png_error(png, "the image is too large");
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  out.height = height;
  out.width = width;
  out.channels = png_get_channels(png, info);
  size_t stride = static_cast<size_t>(width * out.channels);
  if (png_get_rowbytes(png, info) != stride) png_error(png, "unexpected row size");
  out.pixels.resize(static_cast<size_t>(height) * stride);
  rows.resize(static_cast<size_t>(height));
  for (size_t y = 0; y < rows.size(); ++y) rows[y] = out.pixels.data() + y * stride;
  png_read_image(png, rows.data());
  png_read_end(png, nullptr);
  return true;
}

bool encode_into(png_structp png, png_infop info, const Image& image, int level) {
  if (setjmp(png_jmpbuf(png))) return false;
  constexpr int kTypes[] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                            PNG_COLOR_TYPE_RGBA};
  png_set_compression_level(png, level);
  png_set_IHDR(png, info, static_cast<png_uint_32>(image.width),
               static_cast<png_uint_32>(image.height), 8, kTypes[image.channels],
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int64_t y = 0; y < image.height; ++y) {
    png_write_row(png, image.pixels.data() + y * image.width * image.channels);
  }
  png_write_end(png, info);
  return true;
}

}  // namespace

Image decode_png(std::string_view data) {
  Reader reader{data};
  png_structp png =
      png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, on_error<Reader>, on_warning);
  png_infop info = png ? png_create_info_struct(png) : nullptr;
  if (!info) fail("MemoryError", "decode_png(): out of memory");
  png_set_read_fn(png, &reader, read);
  Image out;
  std::vector<png_bytep> rows;
  bool ok = decode_into(png, info, out, rows);
  png_destroy_read_struct(&png, &info, nullptr);
  if (!ok) fail("RuntimeError", "decode_png(): the image is damaged: ", reader.message, ".");
  return out;
}

std::string encode_png(const Image& image, int level) {
  check_value(image.channels >= 1 && image.channels <= 4, "encode_png(): got ", image.channels,
              " channels, expected 1 to 4.");
  check_value(level >= 0 && level <= 9, "encode_png(): compression_level: got ", level,
              ", expected 0 to 9.");
  check_value(image.width > 0 && image.height > 0, "encode_png(): got an empty image.");
  Writer writer;
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, on_error<Writer>, on_warning);
  png_infop info = png ? png_create_info_struct(png) : nullptr;
  if (!info) fail("MemoryError", "encode_png(): out of memory");
  png_set_write_fn(png, &writer, write, nullptr);
  bool ok = encode_into(png, info, image, level);
  png_destroy_write_struct(&png, &info);
  if (!ok) fail("RuntimeError", "encode_png(): ", writer.message, ".");
  return std::move(writer.out);
}

}  // namespace tenon::vision
