// tenon.tensor/1: memory and layout of tensors.
#include "core/api/copy.h"
#include "core/api/view.h"
#include "core/plugin/boundary.h"
#include "core/plugin/cells.h"
#include "core/plugin/loaded.h"
#include "core/tensor/dlpack.h"
#include "core/tensor/layout.h"

namespace tenon::plugin {
namespace {

Scalar read_item(const Tensor& t) {
  check_value(t.numel() == 1, "item(): got a tensor with ", t.numel(), " elements, expected 1.");
  check(t.raw() != nullptr, "item(): the tensor is on ", t.device(), " and has no data here.");
  switch (t.dtype()) {
    case DType::U8:
      return static_cast<int64_t>(*t.data<uint8_t>());
    case DType::I8:
      return static_cast<int64_t>(*t.data<int8_t>());
    case DType::I16:
      return static_cast<int64_t>(*t.data<int16_t>());
    case DType::I32:
      return static_cast<int64_t>(*t.data<int32_t>());
    case DType::I64:
      return *t.data<int64_t>();
    case DType::F16:
      return static_cast<float>(*t.data<half>());
    case DType::BF16:
      return static_cast<float>(*t.data<bfloat16>());
    case DType::F32:
      return *t.data<float>();
    case DType::F64:
      return *t.data<double>();
    case DType::C64:
      return std::complex<double>(*t.data<std::complex<float>>());
    case DType::C128:
      return *t.data<std::complex<double>>();
    case DType::Bool:
      return *t.data<bool>();
    case DType::None:
      break;
  }
  fail(ErrorKind::Type, "item(): the tensor has no dtype.");
}

tn_status* view_of(tn_tensor* tensor, tn_tensor_view* out, uint64_t size) {
  const Tensor& t = borrow(tensor);
  const uint32_t code = dlpack_code(t.dtype());
  tn_tensor_view v{};
  v.dl.data = t.raw();
  v.dl.device = {t.device().kind == DeviceKind::CPU ? TN_DL_CPU : TN_DL_EXT,
                 std::max<int32_t>(t.device().index, 0)};
  v.dl.ndim = static_cast<int32_t>(t.dim());
  v.dl.dtype = {static_cast<uint8_t>(code & 0xff), static_cast<uint8_t>(code >> 8), 1};
  v.dl.shape = const_cast<int64_t*>(t.sizes().data());
  v.dl.strides = const_cast<int64_t*>(t.strides().data());
  v.numel = t.numel();
  v.version = t.version();
  v.flags = (t.requires_grad() ? uint32_t{TN_VIEW_REQUIRES_GRAD} : 0) |
            (t.is_contiguous() ? uint32_t{TN_VIEW_CONTIGUOUS} : 0);
  v.device_kind = static_cast<int32_t>(t.device().kind);
  std::memcpy(out, &v, std::min<uint64_t>(size, sizeof(v)));
  return nullptr;
}

tn_status* empty(const int64_t* shape, uint32_t ndim, uint32_t dtype, tn_device device,
                 tn_tensor** out) {
  return guarded([&] {
    *out = give(new_tensor({shape, ndim}, dtype_from_dlpack(dtype), device_from(device)));
  });
}

tn_status* from_data(void* data, const int64_t* shape, const int64_t* strides, uint32_t ndim,
                     uint32_t dtype, tn_device device, void (*free)(void*), void* free_arg,
                     tn_tensor** out) {
  return guarded([&] {
    check_implemented(device.kind == TN_CPU, "from_data(): got memory of device ",
                      device_from(device), ", expected cpu.");
    const IntSpan sizes(shape, ndim);
    const Dims dense = contiguous_strides(sizes);
    *out = give(from_blob(data, sizes, strides ? IntSpan(strides, ndim) : IntSpan(dense),
                          dtype_from_dlpack(dtype), free, free_arg));
  });
}

tn_status* strided(tn_tensor* t, const int64_t* shape, const int64_t* strides, uint32_t ndim,
                   int64_t offset, tn_tensor** out) {
  return guarded([&] {
    *out = give(as_strided(borrow(t), {shape, ndim}, {strides, ndim}, offset));
  });
}

tn_status* reshaped(tn_tensor* t, const int64_t* shape, uint32_t ndim, tn_tensor** out) {
  return guarded([&] { *out = give(reshape(borrow(t), {shape, ndim})); });
}

tn_status* made_contiguous(tn_tensor* t, tn_tensor** out) {
  return guarded(
      [&] { *out = give(borrow(t).is_contiguous() ? borrow(t) : contiguous(borrow(t))); });
}

tn_status* cast(tn_tensor* t, uint32_t dtype, tn_tensor** out) {
  return guarded([&] {
    const DType to = dtype_from_dlpack(dtype);
    *out = give(borrow(t).dtype() == to ? borrow(t) : to_copy(borrow(t), to));
  });
}

tn_status* item_of(tn_tensor* t, tn_value* out) {
  return guarded([&] { *out = Value(read_item(borrow(t))).own(); });
}

tn_status* to_dl(tn_tensor* t, DLManagedTensorVersioned** out) {
  return guarded([&] { *out = to_dlpack(borrow(t)); });
}

tn_status* from_dl(DLManagedTensorVersioned* managed, tn_tensor** out) {
  return guarded([&] { *out = give(from_dlpack(managed)); });
}

tn_text name_of_dtype(uint32_t dtype) {
  try {
    return text(dtype_name(dtype_from_dlpack(dtype)));
  } catch (const Error&) {
    return {nullptr, 0};
  }
}

tn_status* find_dtype(tn_text name, uint32_t* out) {
  return guarded([&] {
    const DType t = dtype_from_name(view(name));
    check_value(t != DType::None, "dtype: got '", view(name), "', which is none.");
    *out = dlpack_code(t);
  });
}

}  // namespace

void fill_tensor(tn_host_tensor& t) {
  t.retain = [](tn_tensor* p) { reinterpret_cast<TensorImpl*>(p)->retain(); };
  t.release = [](tn_tensor* p) {
    if (p) intrusive_release(reinterpret_cast<TensorImpl*>(p));
  };
  t.view = view_of;
  t.empty = empty;
  t.from_data = from_data;
  t.as_strided = strided;
  t.reshape = reshaped;
  t.contiguous = made_contiguous;
  t.cast = cast;
  t.item = item_of;
  t.mark_written = [](tn_tensor* p) {
    return borrow(p).bump_version(), static_cast<tn_status*>(nullptr);
  };
  t.to_dlpack = to_dl;
  t.from_dlpack = from_dl;
  t.dtype_name = name_of_dtype;
  t.dtype_find = find_dtype;
  t.device_name = [](tn_device d, tn_value* out) {
    return guarded([&] { *out = make_string(tenon::device_name(device_from(d))); });
  };
  t.device_find = [](tn_text name, tn_device* out) {
    return guarded([&] { *out = device_to(parse_device(view(name))); });
  };
}

}  // namespace tenon::plugin
