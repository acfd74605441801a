#include "core/tensor/dlpack.h"

#include "core/tensor/layout.h"

namespace tenon {
namespace {

// In the order of DType.
constexpr uint32_t kCodes[kDTypes] = {TN_UINT8,     TN_INT8,       TN_INT16,   TN_INT32,
                                      TN_INT64,     TN_FLOAT16,    TN_FLOAT32, TN_FLOAT64,
                                      TN_COMPLEX64, TN_COMPLEX128, TN_BOOL8,   TN_BFLOAT16};
static_assert(static_cast<int>(DType::BF16) == kDTypes - 1);

// The managed struct together with what its pointers lead to.
template <class Managed>
struct Exported {
  Managed managed{};
  Tensor tensor;
  Dims sizes, strides;

  static void destroy(Managed* m) { delete static_cast<Exported*>(m->manager_ctx); }
};

template <class Managed>
Managed* export_tensor(const Tensor& t) {
  check(t.device().kind == DeviceKind::CPU, "__dlpack__(): got a tensor on ", t.device(),
        ", expected one with data on the cpu.");
  check(!t.requires_grad(),
        "__dlpack__(): can't export tensors that require gradient, use tensor.detach()");
  auto* e = new Exported<Managed>;
  e->tensor = t;
  e->sizes = Dims(t.sizes());
  e->strides = Dims(t.strides());
  const auto code = dlpack_code(t.dtype());
  DLTensor& dl = e->managed.dl_tensor;
  dl.data = t.raw();
  dl.device = {TN_DL_CPU, 0};
  dl.ndim = static_cast<int32_t>(t.dim());
  dl.dtype = {static_cast<uint8_t>(code & 0xff), static_cast<uint8_t>(code >> 8), 1};
  dl.shape = e->sizes.data();
  dl.strides = e->strides.data();
  e->managed.manager_ctx = e;
  e->managed.deleter = Exported<Managed>::destroy;
  return &e->managed;
}

template <class Managed>
Tensor import_tensor(Managed* managed) {
  const DLTensor& dl = managed->dl_tensor;
  // Pinned memory (3) of other libraries is ordinary memory for us.
  check_implemented(dl.device.device_type == TN_DL_CPU || dl.device.device_type == 3,
                    "from_dlpack(): got memory of DLPack device ", dl.device.device_type,
                    ", expected the cpu (1).");
  check_value(dl.ndim >= 0 && dl.ndim <= 64, "from_dlpack(): got ", dl.ndim,
              " dimensions, expected at most 64.");
  check_implemented(dl.dtype.lanes == 1, "from_dlpack(): got a vector dtype with ", dl.dtype.lanes,
                    " lanes, expected 1.");
  const DType dtype = dtype_from_dlpack(dl.dtype.code | uint32_t{dl.dtype.bits} << 8);
  const IntSpan sizes(dl.shape, static_cast<size_t>(dl.ndim));
  const Dims dense = contiguous_strides(sizes);
  const IntSpan strides = dl.strides ? IntSpan(dl.strides, sizes.size()) : IntSpan(dense);
  for (int64_t s : strides)
    check_value(s >= 0, "from_dlpack(): got a negative stride, ", s,
                ", which tensors cannot have.");
  char* data = static_cast<char*>(dl.data) + dl.byte_offset;
  return from_blob(
      data, sizes, strides, dtype,
      [](void* m) {
        auto* managed = static_cast<Managed*>(m);
        if (managed->deleter) managed->deleter(managed);
      },
      managed);
}

}  // namespace

uint32_t dlpack_code(DType t) noexcept { return kCodes[static_cast<int>(t)]; }

DType dtype_from_dlpack(uint32_t code) {
  for (int t = 0; t < kDTypes; ++t) {
    if (kCodes[t] == code) return static_cast<DType>(t);
  }
  fail(ErrorKind::Type, "unknown dtype: got DLPack code ", code & 0xff, " with ", code >> 8,
       " bits");
}

DLManagedTensorVersioned* to_dlpack(const Tensor& t) {
  auto* m = export_tensor<DLManagedTensorVersioned>(t);
  m->version = {1, 1};
  return m;
}
DLManagedTensor* to_dlpack_legacy(const Tensor& t) { return export_tensor<DLManagedTensor>(t); }

Tensor from_dlpack(DLManagedTensorVersioned* managed) {
  check_value(managed->version.major == 1, "from_dlpack(): got DLPack version ",
              managed->version.major, ", expected 1.");
  return import_tensor(managed);
}
Tensor from_dlpack_legacy(DLManagedTensor* managed) { return import_tensor(managed); }

}  // namespace tenon
