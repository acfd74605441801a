/* A side's own copy of the other side's tables. Generated from plugin_api/spec by plugin_api/tools/gen_abi.py.
   Slots that the other side does not know are stubs that return an error naming the slot: no slot is ever null. */
#ifndef TENON_NEGOTIATE_H
#define TENON_NEGOTIATE_H
#include <string.h>

#include "tenon/abi.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wunused-function"
#endif

/* How large each table was in a release: what `requires` of a manifest speaks of. */
#define TN_SIZE_CORE_0_1 (offsetof(tn_host_core, invoke) + sizeof(void*))
#define TN_SIZE_TENSOR_0_1 (offsetof(tn_host_tensor, device_find) + sizeof(void*))
#define TN_SIZE_OP_0_1 (offsetof(tn_host_op, next) + sizeof(void*))
#define TN_SIZE_AUTOGRAD_0_1 (offsetof(tn_host_autograd, backward) + sizeof(void*))
#define TN_SIZE_CTX_0_1 (offsetof(tn_host_ctx, needs_input_grad) + sizeof(void*))
#define TN_SIZE_TYPE_0_1 (offsetof(tn_host_type, next) + sizeof(void*))
#define TN_SIZE_SELF_0_1 (offsetof(tn_host_self, set_native) + sizeof(void*))
#define TN_SIZE_RANDOM_0_1 (offsetof(tn_host_random, integer) + sizeof(void*))
#define TN_SIZE_PARALLEL_0_1 (offsetof(tn_host_parallel, num_threads) + sizeof(void*))
#define TN_SIZE_LOG_0_1 (offsetof(tn_host_log, enabled) + sizeof(void*))
#define TN_SIZE_PLUGIN_0_1 (offsetof(tn_host_plugin, next) + sizeof(void*))

typedef struct tn_tables {
  tn_host_core core;
  tn_host_tensor tensor;
  tn_host_op op;
  tn_host_autograd autograd;
  tn_host_ctx ctx;
  tn_host_type type;
  tn_host_self self;
  tn_host_random random;
  tn_host_parallel parallel;
  tn_host_log log;
  tn_host_plugin plugin;
} tn_tables;

static tn_status* (*tn_missing_make)(uint32_t code, tn_text kind, tn_text message);

static tn_status* tn_missing_slot(const char* table, const char* slot) {
  char text[160];
  size_t n = 0;
  const char* parts[4] = {table, ".", slot, ": this version of Tenon has no such function. Hint: update tenon-ml."};
  for (int i = 0; i < 4; ++i) {
    size_t k = strlen(parts[i]);
    if (n + k > sizeof(text)) k = sizeof(text) - n;
    memcpy(text + n, parts[i], k); /* NOLINT(bugprone-not-null-terminated-result) */
    n += k;
  }
  tn_text kind = {"NotImplementedError", 19};
  tn_text message = {text, n};
  return tn_missing_make(TN_UNIMPLEMENTED, kind, message);
}

static tn_status* tn_stub_core_status_make(uint32_t code, tn_text kind, tn_text message) {
  return tn_missing_slot("tenon.core/1", "status_make");
}
static void tn_stub_core_status_release(tn_status* status) {}
static tn_status* tn_stub_core_status_retain(tn_status* status) {
  return tn_missing_slot("tenon.core/1", "status_retain");
}
static uint32_t tn_stub_core_status_code(const tn_status* status) {
  return 0;
}
static tn_text tn_stub_core_status_kind(const tn_status* status) {
  tn_text none = {0, 0};
  return none;
}
static tn_text tn_stub_core_status_message(const tn_status* status) {
  tn_text none = {0, 0};
  return none;
}
static void tn_stub_core_status_add_note(tn_status* status, tn_text note) {}
static tn_status* tn_stub_core_value_retain(const tn_value* value, tn_value* out) {
  return tn_missing_slot("tenon.core/1", "value_retain");
}
static void tn_stub_core_value_release(const tn_value* value) {}
static tn_status* tn_stub_core_string_make(tn_text text, tn_value* out) {
  return tn_missing_slot("tenon.core/1", "string_make");
}
static tn_text tn_stub_core_string_read(const tn_string* string) {
  tn_text none = {0, 0};
  return none;
}
static tn_status* tn_stub_core_list_make(uint32_t tag, const tn_value* items, uint64_t count, tn_value* out) {
  return tn_missing_slot("tenon.core/1", "list_make");
}
static const tn_value* tn_stub_core_list_read(const tn_list* list, uint64_t* count) {
  return 0;
}
static tn_status* tn_stub_core_dict_make(const tn_value* items, uint64_t pairs, tn_value* out) {
  return tn_missing_slot("tenon.core/1", "dict_make");
}
static const tn_value* tn_stub_core_dict_read(const tn_dict* dict, uint64_t* pairs) {
  return 0;
}
static tn_status* tn_stub_core_callable_make(tn_fn fn, void* self, void (*destroy)(void* self), tn_value* out) {
  return tn_missing_slot("tenon.core/1", "callable_make");
}
static tn_status* tn_stub_core_invoke(tn_ctx* ctx, const tn_value* callee, const tn_value* args, uint32_t nargs,
    tn_value* rets, uint32_t nrets) {
  return tn_missing_slot("tenon.core/1", "invoke");
}
static void tn_stub_tensor_retain(tn_tensor* tensor) {}
static void tn_stub_tensor_release(tn_tensor* tensor) {}
static tn_status* tn_stub_tensor_view(tn_tensor* tensor, tn_tensor_view* out, uint64_t size) {
  return tn_missing_slot("tenon.tensor/1", "view");
}
static tn_status* tn_stub_tensor_empty(const int64_t* shape, uint32_t ndim, uint32_t dtype, tn_device device,
    tn_tensor** out) {
  return tn_missing_slot("tenon.tensor/1", "empty");
}
static tn_status* tn_stub_tensor_from_data(void* data, const int64_t* shape, const int64_t* strides, uint32_t ndim,
    uint32_t dtype, tn_device device, void (*free)(void* free_arg), void* free_arg, tn_tensor** out) {
  return tn_missing_slot("tenon.tensor/1", "from_data");
}
static tn_status* tn_stub_tensor_as_strided(tn_tensor* tensor, const int64_t* shape, const int64_t* strides,
    uint32_t ndim, int64_t offset, tn_tensor** out) {
  return tn_missing_slot("tenon.tensor/1", "as_strided");
}
static tn_status* tn_stub_tensor_reshape(tn_tensor* tensor, const int64_t* shape, uint32_t ndim, tn_tensor** out) {
  return tn_missing_slot("tenon.tensor/1", "reshape");
}
static tn_status* tn_stub_tensor_contiguous(tn_tensor* tensor, tn_tensor** out) {
  return tn_missing_slot("tenon.tensor/1", "contiguous");
}
static tn_status* tn_stub_tensor_cast(tn_tensor* tensor, uint32_t dtype, tn_tensor** out) {
  return tn_missing_slot("tenon.tensor/1", "cast");
}
static tn_status* tn_stub_tensor_item(tn_tensor* tensor, tn_value* out) {
  return tn_missing_slot("tenon.tensor/1", "item");
}
static tn_status* tn_stub_tensor_mark_written(tn_tensor* tensor) {
  return tn_missing_slot("tenon.tensor/1", "mark_written");
}
static tn_status* tn_stub_tensor_to_dlpack(tn_tensor* tensor, DLManagedTensorVersioned** out) {
  return tn_missing_slot("tenon.tensor/1", "to_dlpack");
}
static tn_status* tn_stub_tensor_from_dlpack(DLManagedTensorVersioned* managed, tn_tensor** out) {
  return tn_missing_slot("tenon.tensor/1", "from_dlpack");
}
static tn_text tn_stub_tensor_dtype_name(uint32_t dtype) {
  tn_text none = {0, 0};
  return none;
}
static tn_status* tn_stub_tensor_dtype_find(tn_text name, uint32_t* out) {
  return tn_missing_slot("tenon.tensor/1", "dtype_find");
}
static tn_status* tn_stub_tensor_device_name(tn_device device, tn_value* out) {
  return tn_missing_slot("tenon.tensor/1", "device_name");
}
static tn_status* tn_stub_tensor_device_find(tn_text name, tn_device* out) {
  return tn_missing_slot("tenon.tensor/1", "device_find");
}
static tn_status* tn_stub_op_find(tn_text name, const tn_op** out) {
  return tn_missing_slot("tenon.op/1", "find");
}
static tn_status* tn_stub_op_call(const tn_op* op, tn_ctx* ctx, const tn_value* args, uint32_t nargs, tn_value* rets,
    uint32_t nrets) {
  return tn_missing_slot("tenon.op/1", "call");
}
static tn_status* tn_stub_op_call_named(const tn_op* op, tn_ctx* ctx, const tn_value* args, uint32_t nargs,
    const tn_text* names, uint32_t nnames, tn_value* rets, uint32_t nrets) {
  return tn_missing_slot("tenon.op/1", "call_named");
}
static void tn_stub_op_arity(const tn_op* op, uint32_t* params, uint32_t* results) {}
static tn_text tn_stub_op_name(const tn_op* op) {
  tn_text none = {0, 0};
  return none;
}
static tn_text tn_stub_op_schema(const tn_op* op) {
  tn_text none = {0, 0};
  return none;
}
static tn_text tn_stub_op_doc(const tn_op* op) {
  tn_text none = {0, 0};
  return none;
}
static const tn_op* tn_stub_op_next(uint64_t* pos) {
  return 0;
}
static uint32_t tn_stub_autograd_grad_mode(void) {
  return 0;
}
static uint32_t tn_stub_autograd_set_grad_mode(uint32_t on) {
  return 0;
}
static uint32_t tn_stub_autograd_needs_grad(const tn_value* args, uint32_t nargs) {
  return 0;
}
static uint32_t tn_stub_autograd_requires_grad(tn_tensor* tensor) {
  return 0;
}
static tn_status* tn_stub_autograd_set_requires_grad(tn_tensor* tensor, uint32_t on) {
  return tn_missing_slot("tenon.autograd/1", "set_requires_grad");
}
static tn_status* tn_stub_autograd_grad(tn_tensor* tensor, tn_tensor** out) {
  return tn_missing_slot("tenon.autograd/1", "grad");
}
static tn_status* tn_stub_autograd_set_grad(tn_tensor* tensor, tn_tensor* grad) {
  return tn_missing_slot("tenon.autograd/1", "set_grad");
}
static tn_status* tn_stub_autograd_detach(tn_tensor* tensor, tn_tensor** out) {
  return tn_missing_slot("tenon.autograd/1", "detach");
}
static tn_status* tn_stub_autograd_backward(tn_tensor* tensor, tn_tensor* grad, uint32_t retain_graph,
    uint32_t create_graph) {
  return tn_missing_slot("tenon.autograd/1", "backward");
}
static tn_device tn_stub_ctx_device(tn_ctx* ctx) {
  tn_device none = {0, 0};
  return none;
}
static tn_text tn_stub_ctx_op_name(tn_ctx* ctx) {
  tn_text none = {0, 0};
  return none;
}
static tn_status* tn_stub_ctx_scratch(tn_ctx* ctx, uint64_t size, void** out) {
  return tn_missing_slot("tenon.ctx/1", "scratch");
}
static tn_status* tn_stub_ctx_generator(tn_ctx* ctx, tn_generator** out) {
  return tn_missing_slot("tenon.ctx/1", "generator");
}
static uint32_t tn_stub_ctx_deterministic(tn_ctx* ctx) {
  return 0;
}
static uint32_t tn_stub_ctx_cancelled(tn_ctx* ctx) {
  return 0;
}
static void* tn_stub_ctx_stream(tn_ctx* ctx) {
  return 0;
}
static tn_status* tn_stub_ctx_save(tn_ctx* ctx, const tn_value* value) {
  return tn_missing_slot("tenon.ctx/1", "save");
}
static tn_status* tn_stub_ctx_saved(tn_ctx* ctx, uint32_t index, tn_value* out) {
  return tn_missing_slot("tenon.ctx/1", "saved");
}
static tn_status* tn_stub_ctx_saved_input(tn_ctx* ctx, uint32_t index, tn_value* out) {
  return tn_missing_slot("tenon.ctx/1", "saved_input");
}
static tn_status* tn_stub_ctx_saved_output(tn_ctx* ctx, uint32_t index, tn_value* out) {
  return tn_missing_slot("tenon.ctx/1", "saved_output");
}
static uint32_t tn_stub_ctx_needs_input_grad(tn_ctx* ctx, uint32_t index) {
  return 0;
}
static tn_status* tn_stub_type_find(tn_text name, const tn_type** out) {
  return tn_missing_slot("tenon.type/1", "find");
}
static tn_status* tn_stub_type_make(tn_ctx* ctx, const tn_type* type, const tn_value* args, uint32_t nargs,
    const tn_text* names, uint32_t nnames, tn_value* out) {
  return tn_missing_slot("tenon.type/1", "make");
}
static tn_text tn_stub_type_name(const tn_type* type) {
  tn_text none = {0, 0};
  return none;
}
static tn_text tn_stub_type_ctor(const tn_type* type) {
  tn_text none = {0, 0};
  return none;
}
static tn_text tn_stub_type_doc(const tn_type* type) {
  tn_text none = {0, 0};
  return none;
}
static tn_status* tn_stub_type_field_id(const tn_type* type, tn_text name, uint32_t* out) {
  return tn_missing_slot("tenon.type/1", "field_id");
}
static tn_status* tn_stub_type_method_id(const tn_type* type, tn_text name, uint32_t* out) {
  return tn_missing_slot("tenon.type/1", "method_id");
}
static const tn_type* tn_stub_type_next(uint64_t* pos) {
  return 0;
}
static const tn_type* tn_stub_self_type(tn_self* self) {
  return 0;
}
static void tn_stub_self_retain(tn_self* self) {}
static void tn_stub_self_release(tn_self* self) {}
static tn_status* tn_stub_self_get(tn_self* self, tn_ctx* ctx, uint32_t field, tn_value* out) {
  return tn_missing_slot("tenon.self/1", "get");
}
static tn_status* tn_stub_self_set(tn_self* self, tn_ctx* ctx, uint32_t field, const tn_value* value) {
  return tn_missing_slot("tenon.self/1", "set");
}
static tn_status* tn_stub_self_get_named(tn_self* self, tn_ctx* ctx, tn_text name, tn_value* out) {
  return tn_missing_slot("tenon.self/1", "get_named");
}
static tn_status* tn_stub_self_set_named(tn_self* self, tn_ctx* ctx, uint32_t kind, tn_text name,
    const tn_value* value) {
  return tn_missing_slot("tenon.self/1", "set_named");
}
static tn_status* tn_stub_self_call(tn_self* self, tn_ctx* ctx, uint32_t field, const tn_value* args, uint32_t nargs,
    tn_value* rets, uint32_t nrets) {
  return tn_missing_slot("tenon.self/1", "call");
}
static tn_status* tn_stub_self_method(tn_self* self, tn_ctx* ctx, uint32_t method, const tn_value* args,
    uint32_t nargs, tn_value* rets, uint32_t nrets) {
  return tn_missing_slot("tenon.self/1", "method");
}
static tn_status* tn_stub_self_method_named(tn_self* self, tn_ctx* ctx, tn_text name, const tn_value* args,
    uint32_t nargs, tn_value* rets, uint32_t nrets) {
  return tn_missing_slot("tenon.self/1", "method_named");
}
static tn_status* tn_stub_self_next_child(tn_self* self, tn_ctx* ctx, uint64_t* pos, tn_text* name, tn_value* out) {
  return tn_missing_slot("tenon.self/1", "next_child");
}
static tn_status* tn_stub_self_make(tn_self* self, tn_ctx* ctx, tn_text type, const tn_value* args, uint32_t nargs,
    const tn_text* names, uint32_t nnames, tn_value* out) {
  return tn_missing_slot("tenon.self/1", "make");
}
static uint32_t tn_stub_self_training(tn_self* self) {
  return 0;
}
static tn_status* tn_stub_self_native(tn_self* self, tn_ctx* ctx, uint32_t field, void** out) {
  return tn_missing_slot("tenon.self/1", "native");
}
static tn_status* tn_stub_self_set_native(tn_self* self, tn_ctx* ctx, uint32_t field, void* object) {
  return tn_missing_slot("tenon.self/1", "set_native");
}
static tn_status* tn_stub_random_make(uint64_t seed, tn_generator** out) {
  return tn_missing_slot("tenon.random/1", "make");
}
static void tn_stub_random_retain(tn_generator* generator) {}
static void tn_stub_random_release(tn_generator* generator) {}
static tn_status* tn_stub_random_seed(tn_generator* generator, uint64_t seed) {
  return tn_missing_slot("tenon.random/1", "seed");
}
static tn_status* tn_stub_random_bits32(tn_generator* generator, uint32_t* out, uint64_t count) {
  return tn_missing_slot("tenon.random/1", "bits32");
}
static tn_status* tn_stub_random_bits64(tn_generator* generator, uint64_t* out, uint64_t count) {
  return tn_missing_slot("tenon.random/1", "bits64");
}
static tn_status* tn_stub_random_uniform(tn_generator* generator, double low, double high, double* out,
    uint64_t count) {
  return tn_missing_slot("tenon.random/1", "uniform");
}
static tn_status* tn_stub_random_uniform_float(tn_generator* generator, float low, float high, float* out,
    uint64_t count) {
  return tn_missing_slot("tenon.random/1", "uniform_float");
}
static tn_status* tn_stub_random_normal(tn_generator* generator, double mean, double std, double* out,
    uint64_t count) {
  return tn_missing_slot("tenon.random/1", "normal");
}
static tn_status* tn_stub_random_integer(tn_generator* generator, int64_t low, int64_t high, int64_t* out,
    uint64_t count) {
  return tn_missing_slot("tenon.random/1", "integer");
}
static void tn_stub_parallel_parallel_for(int64_t begin, int64_t end, int64_t grain, void (*body)(void* arg,
    int64_t begin, int64_t end), void* arg) {}
static uint32_t tn_stub_parallel_num_threads(void) {
  return 0;
}
static void tn_stub_log_write(uint32_t level, tn_text message) {}
static uint32_t tn_stub_log_enabled(uint32_t level) {
  return 0;
}
static tn_status* tn_stub_plugin_load(tn_text name_or_path) {
  return tn_missing_slot("tenon.plugin/1", "load");
}
static tn_status* tn_stub_plugin_next(uint64_t* pos, tn_value* out) {
  return tn_missing_slot("tenon.plugin/1", "next");
}

/* Fills the null slots of tables with stubs. tables->core.status_make must be set. */
static void tn_tables_fill(tn_tables* out) {
  tn_missing_make = out->core.status_make;
  if (!out->core.status_make) out->core.status_make = tn_stub_core_status_make;
  if (!out->core.status_release) out->core.status_release = tn_stub_core_status_release;
  if (!out->core.status_retain) out->core.status_retain = tn_stub_core_status_retain;
  if (!out->core.status_code) out->core.status_code = tn_stub_core_status_code;
  if (!out->core.status_kind) out->core.status_kind = tn_stub_core_status_kind;
  if (!out->core.status_message) out->core.status_message = tn_stub_core_status_message;
  if (!out->core.status_add_note) out->core.status_add_note = tn_stub_core_status_add_note;
  if (!out->core.value_retain) out->core.value_retain = tn_stub_core_value_retain;
  if (!out->core.value_release) out->core.value_release = tn_stub_core_value_release;
  if (!out->core.string_make) out->core.string_make = tn_stub_core_string_make;
  if (!out->core.string_read) out->core.string_read = tn_stub_core_string_read;
  if (!out->core.list_make) out->core.list_make = tn_stub_core_list_make;
  if (!out->core.list_read) out->core.list_read = tn_stub_core_list_read;
  if (!out->core.dict_make) out->core.dict_make = tn_stub_core_dict_make;
  if (!out->core.dict_read) out->core.dict_read = tn_stub_core_dict_read;
  if (!out->core.callable_make) out->core.callable_make = tn_stub_core_callable_make;
  if (!out->core.invoke) out->core.invoke = tn_stub_core_invoke;
  if (!out->tensor.retain) out->tensor.retain = tn_stub_tensor_retain;
  if (!out->tensor.release) out->tensor.release = tn_stub_tensor_release;
  if (!out->tensor.view) out->tensor.view = tn_stub_tensor_view;
  if (!out->tensor.empty) out->tensor.empty = tn_stub_tensor_empty;
  if (!out->tensor.from_data) out->tensor.from_data = tn_stub_tensor_from_data;
  if (!out->tensor.as_strided) out->tensor.as_strided = tn_stub_tensor_as_strided;
  if (!out->tensor.reshape) out->tensor.reshape = tn_stub_tensor_reshape;
  if (!out->tensor.contiguous) out->tensor.contiguous = tn_stub_tensor_contiguous;
  if (!out->tensor.cast) out->tensor.cast = tn_stub_tensor_cast;
  if (!out->tensor.item) out->tensor.item = tn_stub_tensor_item;
  if (!out->tensor.mark_written) out->tensor.mark_written = tn_stub_tensor_mark_written;
  if (!out->tensor.to_dlpack) out->tensor.to_dlpack = tn_stub_tensor_to_dlpack;
  if (!out->tensor.from_dlpack) out->tensor.from_dlpack = tn_stub_tensor_from_dlpack;
  if (!out->tensor.dtype_name) out->tensor.dtype_name = tn_stub_tensor_dtype_name;
  if (!out->tensor.dtype_find) out->tensor.dtype_find = tn_stub_tensor_dtype_find;
  if (!out->tensor.device_name) out->tensor.device_name = tn_stub_tensor_device_name;
  if (!out->tensor.device_find) out->tensor.device_find = tn_stub_tensor_device_find;
  if (!out->op.find) out->op.find = tn_stub_op_find;
  if (!out->op.call) out->op.call = tn_stub_op_call;
  if (!out->op.call_named) out->op.call_named = tn_stub_op_call_named;
  if (!out->op.arity) out->op.arity = tn_stub_op_arity;
  if (!out->op.name) out->op.name = tn_stub_op_name;
  if (!out->op.schema) out->op.schema = tn_stub_op_schema;
  if (!out->op.doc) out->op.doc = tn_stub_op_doc;
  if (!out->op.next) out->op.next = tn_stub_op_next;
  if (!out->autograd.grad_mode) out->autograd.grad_mode = tn_stub_autograd_grad_mode;
  if (!out->autograd.set_grad_mode) out->autograd.set_grad_mode = tn_stub_autograd_set_grad_mode;
  if (!out->autograd.needs_grad) out->autograd.needs_grad = tn_stub_autograd_needs_grad;
  if (!out->autograd.requires_grad) out->autograd.requires_grad = tn_stub_autograd_requires_grad;
  if (!out->autograd.set_requires_grad) out->autograd.set_requires_grad = tn_stub_autograd_set_requires_grad;
  if (!out->autograd.grad) out->autograd.grad = tn_stub_autograd_grad;
  if (!out->autograd.set_grad) out->autograd.set_grad = tn_stub_autograd_set_grad;
  if (!out->autograd.detach) out->autograd.detach = tn_stub_autograd_detach;
  if (!out->autograd.backward) out->autograd.backward = tn_stub_autograd_backward;
  if (!out->ctx.device) out->ctx.device = tn_stub_ctx_device;
  if (!out->ctx.op_name) out->ctx.op_name = tn_stub_ctx_op_name;
  if (!out->ctx.scratch) out->ctx.scratch = tn_stub_ctx_scratch;
  if (!out->ctx.generator) out->ctx.generator = tn_stub_ctx_generator;
  if (!out->ctx.deterministic) out->ctx.deterministic = tn_stub_ctx_deterministic;
  if (!out->ctx.cancelled) out->ctx.cancelled = tn_stub_ctx_cancelled;
  if (!out->ctx.stream) out->ctx.stream = tn_stub_ctx_stream;
  if (!out->ctx.save) out->ctx.save = tn_stub_ctx_save;
  if (!out->ctx.saved) out->ctx.saved = tn_stub_ctx_saved;
  if (!out->ctx.saved_input) out->ctx.saved_input = tn_stub_ctx_saved_input;
  if (!out->ctx.saved_output) out->ctx.saved_output = tn_stub_ctx_saved_output;
  if (!out->ctx.needs_input_grad) out->ctx.needs_input_grad = tn_stub_ctx_needs_input_grad;
  if (!out->type.find) out->type.find = tn_stub_type_find;
  if (!out->type.make) out->type.make = tn_stub_type_make;
  if (!out->type.name) out->type.name = tn_stub_type_name;
  if (!out->type.ctor) out->type.ctor = tn_stub_type_ctor;
  if (!out->type.doc) out->type.doc = tn_stub_type_doc;
  if (!out->type.field_id) out->type.field_id = tn_stub_type_field_id;
  if (!out->type.method_id) out->type.method_id = tn_stub_type_method_id;
  if (!out->type.next) out->type.next = tn_stub_type_next;
  if (!out->self.type) out->self.type = tn_stub_self_type;
  if (!out->self.retain) out->self.retain = tn_stub_self_retain;
  if (!out->self.release) out->self.release = tn_stub_self_release;
  if (!out->self.get) out->self.get = tn_stub_self_get;
  if (!out->self.set) out->self.set = tn_stub_self_set;
  if (!out->self.get_named) out->self.get_named = tn_stub_self_get_named;
  if (!out->self.set_named) out->self.set_named = tn_stub_self_set_named;
  if (!out->self.call) out->self.call = tn_stub_self_call;
  if (!out->self.method) out->self.method = tn_stub_self_method;
  if (!out->self.method_named) out->self.method_named = tn_stub_self_method_named;
  if (!out->self.next_child) out->self.next_child = tn_stub_self_next_child;
  if (!out->self.make) out->self.make = tn_stub_self_make;
  if (!out->self.training) out->self.training = tn_stub_self_training;
  if (!out->self.native) out->self.native = tn_stub_self_native;
  if (!out->self.set_native) out->self.set_native = tn_stub_self_set_native;
  if (!out->random.make) out->random.make = tn_stub_random_make;
  if (!out->random.retain) out->random.retain = tn_stub_random_retain;
  if (!out->random.release) out->random.release = tn_stub_random_release;
  if (!out->random.seed) out->random.seed = tn_stub_random_seed;
  if (!out->random.bits32) out->random.bits32 = tn_stub_random_bits32;
  if (!out->random.bits64) out->random.bits64 = tn_stub_random_bits64;
  if (!out->random.uniform) out->random.uniform = tn_stub_random_uniform;
  if (!out->random.uniform_float) out->random.uniform_float = tn_stub_random_uniform_float;
  if (!out->random.normal) out->random.normal = tn_stub_random_normal;
  if (!out->random.integer) out->random.integer = tn_stub_random_integer;
  if (!out->parallel.parallel_for) out->parallel.parallel_for = tn_stub_parallel_parallel_for;
  if (!out->parallel.num_threads) out->parallel.num_threads = tn_stub_parallel_num_threads;
  if (!out->log.write) out->log.write = tn_stub_log_write;
  if (!out->log.enabled) out->log.enabled = tn_stub_log_enabled;
  if (!out->plugin.load) out->plugin.load = tn_stub_plugin_load;
  if (!out->plugin.next) out->plugin.next = tn_stub_plugin_next;
}

static uint32_t tn_copy_table(const tn_host_root* host, const char* id, void* out, uint32_t size) {
  const void* table = 0;
  uint32_t code = host->query(host, id, 8, &table);
  if (code != TN_OK) return code;
  uint32_t theirs = *(const uint32_t*)table;
  memcpy(out, table, theirs < size ? theirs : size);
  *(uint32_t*)out = size;
  return TN_OK;
}

/* Copies every table that host has. Fails only where host cannot even make an error: no other slot is needed by all. */
static uint32_t tn_tables_load(tn_tables* out, const tn_host_root* host) {
  memset(out, 0, sizeof(*out));
  if (host->abi_major != TN_ABI_MAJOR) return TN_FAILED_PRECONDITION;
  if (tn_copy_table(host, "tenon.core/1", &out->core, sizeof(out->core)) != TN_OK) return TN_FAILED_PRECONDITION;
  if (!out->core.status_make || !out->core.status_release) return TN_FAILED_PRECONDITION;
  tn_copy_table(host, "tenon.tensor/1", &out->tensor, sizeof(out->tensor));
  tn_copy_table(host, "tenon.op/1", &out->op, sizeof(out->op));
  tn_copy_table(host, "tenon.autograd/1", &out->autograd, sizeof(out->autograd));
  tn_copy_table(host, "tenon.ctx/1", &out->ctx, sizeof(out->ctx));
  tn_copy_table(host, "tenon.type/1", &out->type, sizeof(out->type));
  tn_copy_table(host, "tenon.self/1", &out->self, sizeof(out->self));
  tn_copy_table(host, "tenon.random/1", &out->random, sizeof(out->random));
  tn_copy_table(host, "tenon.parallel/1", &out->parallel, sizeof(out->parallel));
  tn_copy_table(host, "tenon.log/1", &out->log, sizeof(out->log));
  tn_copy_table(host, "tenon.plugin/1", &out->plugin, sizeof(out->plugin));
  tn_tables_fill(out);
  return TN_OK;
}

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
#endif
