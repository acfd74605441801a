#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>
// After jpeglib.h.
#include <jerror.h>

#include "io/codec.h"

namespace tenon::vision {
namespace {

// libjpeg reports by jumping: no object with a destructor may live in a frame that is jumped over,
// so what the decoder allocates stands outside of the functions that call setjmp.
struct ErrorHandler {
  jpeg_error_mgr base;
  jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
};

void on_error(j_common_ptr info) {
  auto* handler = reinterpret_cast<ErrorHandler*>(info->err);
  info->err->format_message(info, handler->message);
  longjmp(handler->jump, 1);
}

// Missing data is only a warning to libjpeg, which fills in gray.
void on_message(j_common_ptr info, int level) {
  if (level < 0 && (info->err->msg_code == JWRN_JPEG_EOF || info->err->msg_code == JWRN_HIT_MARKER))
    on_error(info);
}

void install(ErrorHandler& handler, jpeg_error_mgr*& slot) {
  slot = jpeg_std_error(&handler.base);
  handler.base.error_exit = on_error;
  handler.base.emit_message = on_message;
}

bool decode_into(jpeg_decompress_struct& info, ErrorHandler& handler, std::string_view data,
                 Image& out) {
  if (setjmp(handler.jump)) return false;
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(data.data()), data.size());
  jpeg_read_header(&info, TRUE);
  if (static_cast<int64_t>(info.image_width) * info.image_height > kMaxPixels)
    ERREXIT(&info, JERR_IMAGE_TOO_BIG);
  bool cmyk = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
  info.out_color_space = info.jpeg_color_space == JCS_GRAYSCALE ? JCS_GRAYSCALE
                         : cmyk                                 ? JCS_CMYK
                                                                : JCS_RGB;
  jpeg_start_decompress(&info);
  out.height = info.output_height;
  out.width = info.output_width;
  out.channels = info.output_components;
  out.pixels.resize(static_cast<size_t>(out.height * out.width * out.channels));
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = out.pixels.data() + static_cast<size_t>(info.output_scanline) *
                                           static_cast<size_t>(out.width * out.channels);
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  return true;
}

bool encode_into(jpeg_compress_struct& info, ErrorHandler& handler, const Image& image, int quality,
                 unsigned char** data, unsigned long* size) {
  if (setjmp(handler.jump)) return false;
  jpeg_create_compress(&info);
  jpeg_mem_dest(&info, data, size);
  info.image_width = static_cast<JDIMENSION>(image.width);
  info.image_height = static_cast<JDIMENSION>(image.height);
  info.input_components = static_cast<int>(image.channels);
  info.in_color_space = image.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    auto* row =
        const_cast<JSAMPROW>(image.pixels.data()) +
        static_cast<size_t>(info.next_scanline) * static_cast<size_t>(image.width * image.channels);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  return true;
}

// Adobe's CMYK is stored inverted.
Image from_cmyk(const Image& in) {
  Image out{in.height, in.width, 3,
            std::vector<uint8_t>(static_cast<size_t>(in.height * in.width * 3))};
  for (size_t i = 0, n = static_cast<size_t>(in.height * in.width); i < n; ++i) {
    const uint8_t* p = &in.pixels[i * 4];
    for (size_t c = 0; c < 3; ++c) out.pixels[i * 3 + c] = static_cast<uint8_t>(p[c] * p[3] / 255);
  }
  return out;
}

}  // namespace

Image decode_jpeg(std::string_view data) {
  jpeg_decompress_struct info{};
  ErrorHandler handler{};
  install(handler, info.err);
  Image out;
  bool ok = decode_into(info, handler, data, out);
  jpeg_destroy_decompress(&info);
  if (!ok) fail("RuntimeError", "decode_jpeg(): the image is damaged: ", handler.message, ".");
  return out.channels == 4 ? from_cmyk(out) : out;
}

std::string encode_jpeg(const Image& image, int quality) {
  check_value(image.channels == 1 || image.channels == 3, "encode_jpeg(): got ", image.channels,
              " channels, expected 1 or 3.");
  check_value(quality >= 1 && quality <= 100, "encode_jpeg(): quality: got ", quality,
              ", expected 1 to 100.");
  check_value(
      image.width > 0 && image.height > 0 && image.width <= kMaxSide && image.height <= kMaxSide,
      "encode_jpeg(): got an image of ", image.height, " x ", image.width,
      " pixels, expected sides from 1 to ", kMaxSide, ".");
  jpeg_compress_struct info{};
  ErrorHandler handler{};
  install(handler, info.err);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  bool ok = encode_into(info, handler, image, quality, &data, &size);
  jpeg_destroy_compress(&info);
  std::string out;
  if (ok) out.assign(reinterpret_cast<char*>(data), size);
  std::free(data);
  if (!ok) fail("RuntimeError", "encode_jpeg(): ", handler.message, ".");
  return out;
}

}  // namespace tenon::vision
