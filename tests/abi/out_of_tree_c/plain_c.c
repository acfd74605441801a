/* A plugin in C11 and nothing else: it keeps the header honest. Op plainc::fma3(x, y, z) = x * y +
 * z on float32. */
#include "tenon/negotiate.h"
#include "tenon/note.h"

static tn_tables tn;

static tn_status* fail(const char* kind, const char* message) {
  tn_text k = {kind, strlen(kind)}, m = {message, strlen(message)};
  return tn.core.status_make(TN_INVALID_ARGUMENT, k, m);
}

static tn_status* fma3(void* self, tn_ctx* ctx, const tn_value* args, uint32_t nargs,
                       tn_value* rets, uint32_t nrets) {
  (void)self, (void)ctx;
  if (nargs != 3 || nrets != 1)
    return fail("TypeError", "fma3(): got a wrong number of arguments, expected 3.");
  tn_tensor_view v[3];
  for (int i = 0; i < 3; ++i) {
    tn_status* s = tn.tensor.view((tn_tensor*)args[i].p, &v[i], sizeof v[i]);
    if (s) return s;
    if (v[i].numel != v[0].numel || !(v[i].flags & TN_VIEW_CONTIGUOUS)) {
      return fail(
          "ValueError",
          "fma3(): got tensors of different sizes, expected contiguous tensors of one size.");
    }
  }
  tn_tensor* out;
  tn_device cpu = {TN_CPU, -1};
  tn_status* s = tn.tensor.empty(v[0].dl.shape, (uint32_t)v[0].dl.ndim, TN_FLOAT32, cpu, &out);
  if (s) return s;
  tn_tensor_view o;
  s = tn.tensor.view(out, &o, sizeof o);
  if (s) {
    tn.tensor.release(out);
    return s;
  }
  const float *x = v[0].dl.data, *y = v[1].dl.data, *z = v[2].dl.data;
  float* to = o.dl.data;
  for (int64_t i = 0; i < o.numel; ++i) to[i] = x[i] * y[i] + z[i];
  rets[0].tag = TN_TENSOR;
  rets[0].aux = 0;
  rets[0].p = out;
  return NULL;
}

static const tn_kernel kernels[] = {{"cpu", TN_MASK_FLOAT32, fma3}};

static const tn_op_desc fma3_desc = {
    .struct_size = sizeof(tn_op_desc),
    .version = 1,
    .kernel_count = 1,
    .kernels = kernels,
    .kernel_stride = sizeof(tn_kernel),
    .schema = "plainc::fma3(Tensor x, Tensor y, Tensor z) -> Tensor",
    .shapes = "x:[*], y:[*], z:[*] -> [*]",
    .paths = "tenon.plainc.fma3",
    .doc = "Returns x * y + z.",
    .nondiff = "it is a test",
};
static const tn_op_desc* const ops[] = {&fma3_desc};

static const tn_plug_root root = {
    .struct_size = sizeof(tn_plug_root),
    .abi_major = TN_ABI_MAJOR,
    .abi_minor = TN_ABI_MINOR,
    .id = "tenon.plainc",
    .version = "1.0.0",
    .ops = ops,
    .op_count = 1,
};

TN_MANIFEST_NOTE

TN_EXPORT uint32_t tn_plugin_entry_v1(const tn_host_root* host, const tn_plug_root** out,
                                      tn_status** err) {
  (void)err;
  uint32_t code = tn_tables_load(&tn, host);
  if (code == TN_OK) *out = &root;
  return code;
}
