#include "core/onednn/conv_pieces.h"

#include <algorithm>
#include <cstring>

namespace tenon::onednn {
namespace {

constexpr double kPieceWork = 8e6;  // floating operations worth a piece of their own
constexpr int64_t kPieces = 16;     // enough for the machines of today without cutting too fine
constexpr int64_t kPartialBytes = 32 << 20;  // of all partial sums together

int64_t product(const int64_t* v, int n) {
  int64_t p = 1;
  for (int i = 0; i < n; ++i) p *= v[i];
  return p;
}

// Channels last: computed where it lies, since a copy to blocks would cost more than it gains.
bool channels_last(const ConvShape& s) {
  return s.src_strides[1] == 1 && s.dst_strides[1] == 1 && s.ic > 1 && s.oc > 1;
}

ConvDesc whole(const ConvShape& s, Pass pass, bool bias) {
  ConvDesc d{};
  d.pass = pass;
  d.type = s.dtype == DType::BF16 ? Type::BF16 : Type::F32;
  d.spatial = static_cast<uint32_t>(s.spatial);
  d.bias = bias;
  d.in_place = channels_last(s);
  d.batch = s.batch, d.groups = s.groups, d.ic = s.ic, d.oc = s.oc;
  for (int i = 0; i < s.spatial; ++i) {
    d.in[i] = s.in[i], d.out[i] = s.out[i], d.kernel[i] = s.kernel[i];
    d.stride[i] = s.stride[i], d.dilation[i] = s.dilation[i], d.pad[i] = s.pad[i];
  }
  for (int i = 0; i < s.spatial + 2; ++i) {
    d.src_strides[i] = s.src_strides[i], d.dst_strides[i] = s.dst_strides[i];
    d.weight_strides[i] = s.weight_strides[i];
  }
  if (pass == Pass::BackwardWeights) {
    int64_t step = 1;
    for (int i = s.spatial - 1; i >= 0; step *= s.kernel[i--]) d.weight_strides[2 + i] = step;
    d.weight_strides[1] = step;
    d.weight_strides[0] = step * (s.ic / s.groups);
  }
  return d;
}

// A part [begin, begin + count) of one axis.
struct Range {
  int64_t begin, count;
};
using Ranges = std::vector<Range>;

Ranges split(int64_t n, int64_t size) {
  Ranges parts;
  for (int64_t i = 0; i < n; i += size) parts.push_back({i, std::min(size, n - i)});
  return parts;
}

ConvPiece images(ConvPiece p, Range r) {
  p.desc.batch = r.count;
  p.src += r.begin * p.desc.src_strides[0];
  p.dst += r.begin * p.desc.dst_strides[0];
  return p;
}

// Whole groups, or for one group output channels (input channels for BackwardData). Not in place:
// some channels of a channels-last tensor are no dense tensor, and oneDNN has only its reference
// loops for those.
ConvPiece channels(ConvPiece p, Range r) {
  ConvDesc& d = p.desc;
  d.in_place = 0;
  if (d.groups > 1) {
    int64_t ic = d.ic / d.groups, oc = d.oc / d.groups;
    p.src += r.begin * ic * d.src_strides[1];
    p.dst += r.begin * oc * d.dst_strides[1];
    p.weights += r.begin * oc * d.weight_strides[0];
    p.bias += r.begin * oc;
    d.ic = r.count * ic, d.oc = r.count * oc, d.groups = r.count;
  } else if (d.pass == Pass::BackwardData) {
    p.src += r.begin * d.src_strides[1];
    p.weights += r.begin * d.weight_strides[1];
    d.ic = r.count;
  } else {
    p.dst += r.begin * d.dst_strides[1];
    p.weights += r.begin * d.weight_strides[0];
    p.bias += r.begin;
    d.oc = r.count;
  }
  return p;
}

// Rows of the output: the rows of the input that they see, and the padding that is left.
ConvPiece rows(ConvPiece p, Range r) {
  ConvDesc& d = p.desc;
  int64_t first = r.begin * d.stride[0] - d.pad[0];
  int64_t last = first + (r.count - 1) * d.stride[0] + (d.kernel[0] - 1) * d.dilation[0] + 1;
  int64_t begin = std::max<int64_t>(first, 0), end = std::min(last, d.in[0]);
  p.src += begin * d.src_strides[2];
  p.dst += r.begin * d.dst_strides[2];
  d.pad[0] = begin - first;
  d.in[0] = end - begin;
  d.out[0] = r.count;
  if (d.batch == 1) {  // dense again
    d.src_strides[0] = d.in[0] * d.src_strides[2];
    d.dst_strides[0] = d.out[0] * d.dst_strides[2];
  }
  return p;
}

bool rows_can_split(const ConvShape& s, int64_t parts, int64_t batch) {
  if (channels_last(s) && batch > 1) return false;  // rows of several images are not dense
  int64_t reach = (s.kernel[0] - 1) * s.dilation[0] + 1;
  return s.out[0] >= parts * 4 && s.in[0] >= parts * 4 && s.pad[0] < reach &&
         (s.out[0] - 1) * s.stride[0] - s.pad[0] < s.in[0];
}

Ranges channel_parts(const ConvShape& s, Pass pass, int64_t parts) {
  if (s.groups > 1) return split(s.groups, (s.groups + parts - 1) / parts);
  int64_t n = pass == Pass::BackwardData ? s.ic : s.oc,
          blocks = (n + 31) / 32;  // 16 lanes, at least two vectors
  return split(n, (blocks + parts - 1) / parts * 32);
}

void add(ConvPieces& all, const ConvPiece& p) {
  ConvPiece piece = p;
  piece.pack = all.packs;
  for (const ConvPiece& known : all.pieces)
    if (known.weights == p.weights && std::memcmp(&known.desc, &p.desc, sizeof(ConvDesc)) == 0)
      piece.pack = known.pack;
  if (piece.pack == all.packs) ++all.packs;
  all.pieces.push_back(piece);
}

}  // namespace

double conv_work(const ConvShape& s) {
  return 2.0 * s.batch * s.oc * (s.ic / s.groups) * product(s.kernel, s.spatial) *
         product(s.out, s.spatial);
}

ConvPieces cut_conv(const ConvShape& s, Pass pass, bool bias) {
  ConvPieces all;
  ConvPiece base{whole(s, pass, bias)};
  double work = conv_work(s), per_image = work / s.batch;
  if (work < 2 * kPieceWork) {
    add(all, base);
    return all;
  }
  auto wanted = std::min(kPieces, static_cast<int64_t>(work / kPieceWork));
  if (pass == Pass::BackwardWeights) {
    int64_t weights = s.oc * (s.ic / s.groups) * product(s.kernel, s.spatial) * 4;
    int64_t parts = std::min({wanted, s.batch, std::max<int64_t>(1, kPartialBytes / weights)});
    if (parts * 2 > wanted || s.groups * s.oc < 64) {
      Ranges groups = split(s.batch, (s.batch + parts - 1) / parts);
      all.partials = static_cast<int>(groups.size());
      for (Range r : groups) add(all, images(base, r));
    } else {
      for (Range c : channel_parts(s, pass, wanted)) add(all, channels(base, c));
    }
    return all;
  }
  auto per_piece = std::max<int64_t>(1, static_cast<int64_t>(kPieceWork / per_image));
  Ranges batches = split(s.batch, std::min(per_piece, s.batch));
  int64_t inner = std::min(wanted / static_cast<int64_t>(batches.size()),
                           static_cast<int64_t>(per_image / kPieceWork));
  Ranges none = {{0, 0}};
  bool by_rows = inner > 1 && pass == Pass::Forward && rows_can_split(s, inner, batches[0].count);
  Ranges row_parts = by_rows ? split(s.out[0], (s.out[0] + inner - 1) / inner) : none;
  Ranges parts = inner > 1 && !by_rows ? channel_parts(s, pass, inner) : none;
  for (Range b : batches)
    for (Range c : parts)
      for (Range r : row_parts) {
        ConvPiece p = images(base, b);
        if (c.count) p = channels(p, c);
        if (r.count) p = rows(p, r);
        add(all, p);
      }
  return all;
}

}  // namespace tenon::onednn
