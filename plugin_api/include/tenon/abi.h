/* Tenon's C ABI. Generated from plugin_api/spec by plugin_api/tools/gen_abi.py: edit the spec. */
#ifndef TENON_ABI_H
#define TENON_ABI_H
#include <stddef.h>
#include <stdint.h>

#define TN_ABI_MAJOR 0
#define TN_ABI_MINOR 1
#define TN_ENTRY_NAME "tn_plugin_entry_v1"

/* TN_EXPORT marks the entry of a plugin; TN_IMPORT what libtenon.so shows to programs. */
#if defined(_WIN32)
#define TN_EXPORT __declspec(dllexport)
#define TN_IMPORT
#else
#define TN_EXPORT __attribute__((visibility("default")))
#define TN_IMPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
#define TN_ASSERT(condition, text) static_assert(condition, text)
extern "C" {
#else
#define TN_ASSERT(condition, text) _Static_assert(condition, text)
#endif

/* ---- value ---- */

/* What a value cell holds. 0 to 255 belong to core. */
typedef enum tn_tag {
  TN_NONE = 0,
  TN_BOOL = 1,  /* i: 0 or 1 */
  TN_INT = 2,  /* i */
  TN_FLOAT = 3,  /* f */
  TN_COMPLEX = 4,  /* p: const double[2], borrowed; an owned one is a TN_LIST of two floats */
  TN_DTYPE = 5,  /* i: DLPack code | bits << 8 */
  TN_DEVICE = 6,  /* i: kind; aux: index + 1, 0 when none was named */
  TN_STR = 7,  /* p: UTF-8, aux: length in bytes; borrowed */
  TN_BYTES = 8,  /* p, aux: length; borrowed */
  TN_TENSOR = 9,  /* p: tn_tensor* */
  TN_LIST = 10,  /* p: tn_list*, a counted list of values */
  TN_DICT = 11,  /* p: tn_dict*, a counted list of key, value, key, value */
  TN_TUPLE = 12,  /* p: tn_list* */
  TN_CALLABLE = 13,  /* p: tn_object* that can be invoked */
  TN_STREAM = 14,
  TN_GENERATOR = 15,  /* p: tn_generator* */
  TN_SELF = 16,  /* p: tn_self*, the field view of an instance (a module, a transform, ...) */
  TN_INTS = 17,  /* p: const int64_t*, aux: count; borrowed */
  TN_FLOATS = 18,  /* p: const double*, aux: count; borrowed */
  TN_TENSORS = 19,  /* p: tn_tensor* const*, aux: count, null entries are None; borrowed */
  TN_VALUES = 20,  /* p: const tn_value*, aux: count; borrowed */
  TN_OBJECT = 21,  /* p: tn_object*, something of the caller's world that is only handed on */
  TN_STRING = 22  /* p: tn_string*, a counted string (results) */
} tn_tag;

/* The value cell: 16 bytes, tagged; unused bytes are zero. Arguments are borrowed for the call, results are
   owned by the caller. */
typedef struct tn_value {
  int32_t tag;  /* a tn_tag */
  uint32_t aux;
  union { int64_t i; double f; void* p; };
} tn_value;

/* ---- dlpack ---- */

#ifndef DLPACK_DLPACK_H_
#define DLPACK_DLPACK_H_
#define DLPACK_MAJOR_VERSION 1
#define DLPACK_MINOR_VERSION 1
#define TN_OWN_DLPACK 1
typedef struct DLDevice {
  int32_t device_type;  /* kDLCPU is 1; see TN_DL_* below */
  int32_t device_id;
} DLDevice;

typedef struct DLDataType {
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
} DLDataType;

typedef struct DLTensor {
  void* data;
  DLDevice device;
  int32_t ndim;
  DLDataType dtype;
  int64_t* shape;
  int64_t* strides;  /* in elements; null means contiguous */
  uint64_t byte_offset;
} DLTensor;

typedef struct DLManagedTensor {
  DLTensor dl_tensor;
  void* manager_ctx;
  void (*deleter)(struct DLManagedTensor* self);
} DLManagedTensor;

typedef struct DLPackVersion {
  uint32_t major;
  uint32_t minor;
} DLPackVersion;

typedef struct DLManagedTensorVersioned {
  DLPackVersion version;
  void* manager_ctx;
  void (*deleter)(struct DLManagedTensorVersioned* self);
  uint64_t flags;  /* 1: read only, 2: copied */
  DLTensor dl_tensor;
} DLManagedTensorVersioned;

#elif !defined(DLPACK_MAJOR_VERSION)
typedef struct DLPackVersion {
  uint32_t major;
  uint32_t minor;
} DLPackVersion;

typedef struct DLManagedTensorVersioned {
  DLPackVersion version;
  void* manager_ctx;
  void (*deleter)(struct DLManagedTensorVersioned* self);
  uint64_t flags;  /* 1: read only, 2: copied */
  DLTensor dl_tensor;
} DLManagedTensorVersioned;

#endif

/* ---- common ---- */

typedef struct tn_status tn_status;  /* an error; null is success. Made and read only by tenon.core/1 */
typedef struct tn_ctx tn_ctx;  /* one call in progress; null outside of any call */
typedef struct tn_tensor tn_tensor;  /* a counted tensor */
typedef struct tn_string tn_string;  /* a counted string */
typedef struct tn_list tn_list;  /* a counted, immutable list of values */
typedef struct tn_dict tn_dict;  /* a counted, immutable list of key, value pairs */
typedef struct tn_object tn_object;  /* a counted object of the plugin's or the caller's world */
typedef struct tn_generator tn_generator;  /* a counted random number generator */
typedef struct tn_self tn_self;  /* the field view of one instance; counted */
typedef struct tn_op tn_op;  /* a registered op; lives for ever */
typedef struct tn_type tn_type;  /* a registered type; lives for ever */

/* The class of an error. The kind string is finer: "ValueError", "IndexError", ... */
typedef enum tn_status_code {
  TN_OK = 0,
  TN_CANCELLED = 1,
  TN_UNKNOWN = 2,
  TN_INVALID_ARGUMENT = 3,
  TN_DEADLINE_EXCEEDED = 4,
  TN_NOT_FOUND = 5,
  TN_ALREADY_EXISTS = 6,
  TN_PERMISSION_DENIED = 7,
  TN_RESOURCE_EXHAUSTED = 8,
  TN_FAILED_PRECONDITION = 9,
  TN_ABORTED = 10,
  TN_OUT_OF_RANGE = 11,
  TN_UNIMPLEMENTED = 12,
  TN_INTERNAL = 13,
  TN_UNAVAILABLE = 14,
  TN_DATA_LOSS = 15,
  TN_UNAUTHENTICATED = 16
} tn_status_code;

/* Element types: DLPack code | bits << 8. */
typedef enum tn_dtype {
  TN_INT8 = 0x800,
  TN_INT16 = 0x1000,
  TN_INT32 = 0x2000,
  TN_INT64 = 0x4000,
  TN_UINT8 = 0x801,
  TN_FLOAT16 = 0x1002,
  TN_FLOAT32 = 0x2002,
  TN_FLOAT64 = 0x4002,
  TN_BFLOAT16 = 0x1004,
  TN_COMPLEX64 = 0x4005,
  TN_COMPLEX128 = 0x8005,
  TN_BOOL8 = 0x806
} tn_dtype;

/* Device kinds known to every core; others get their number at run time, by name. */
typedef enum tn_device_kind {
  TN_CPU = 0,
  TN_META = 1  /* shapes and dtypes without data */
} tn_device_kind;

/* DLPack device codes that core itself uses. */
typedef enum tn_dl_device {
  TN_DL_CPU = 1,
  TN_DL_EXT = 12  /* meta, and devices without a code of their own */
} tn_dl_device;

/* Bits of tn_tensor_view.flags. */
typedef enum tn_view_flags {
  TN_VIEW_REQUIRES_GRAD = 1,
  TN_VIEW_LEAF = 2,
  TN_VIEW_CONTIGUOUS = 4,
  TN_VIEW_CONJ = 8,
  TN_VIEW_READ_ONLY = 16
} tn_view_flags;

/* A borrowed UTF-8 text that carries its length. Texts inside descriptors are static and end with NUL
   instead. */
typedef struct tn_text {
  const char* data;
  uint64_t size;
} tn_text;

/* A device; index -1 is the current one of its kind. */
typedef struct tn_device {
  int32_t kind;
  int32_t index;
} tn_device;

/* All that a kernel wants to know of a tensor, in one call. Pointers live as long as the tensor and its
   shape. */
typedef struct tn_tensor_view {
  DLTensor dl;  /* byte_offset is 0 and strides are never null */
  int64_t numel;
  uint64_t version;  /* counts in-place writes */
  uint32_t flags;  /* tn_view_flags */
  int32_t device_kind;  /* core's kind, which names meta and plugin devices as well */
} tn_tensor_view;

/* The one calling convention. Null is success. args are borrowed; rets are filled with owned cells, and are
   left untouched on error. For methods of types self is the tn_self* of the instance; for ops it is the
   descriptor's self. */
typedef tn_status* (*tn_fn)(void* self, tn_ctx* ctx, const tn_value* args, uint32_t nargs, tn_value* rets,
    uint32_t nrets);

/* ---- op_desc ---- */

/* Bits of tn_op_desc.traits. */
typedef enum tn_op_traits {
  TN_OP_POINTWISE = 1,  /* out[i] depends on in[i] only: may be fused */
  TN_OP_METHOD = 2,  /* also a method of Tensor: the first parameter is self */
  TN_OP_INPLACE = 4,  /* core derives an in-place form, name_ */
  TN_OP_OUT = 8,  /* core derives an out= form */
  TN_OP_VIEW = 16,  /* the result shares memory with the first argument */
  TN_OP_RANDOM = 32,  /* draws random numbers: not pure */
  TN_OP_NONDETERMINISTIC = 64,  /* equal arguments may give different bits */
  TN_OP_SIDE_EFFECTS = 128,  /* touches more than its results (files, arguments) */
  TN_OP_ONCE_DIFFERENTIABLE = 0x100,  /* the vjp computes on raw data, so it cannot be differentiated again */
  TN_OP_VAR_INTS = 0x200,  /* op(x, 2, 3) means op(x, [2, 3]) */
  TN_OP_VAR_ARGS = 0x400  /* op(a, b, c) means op([a, b, c]) */
} tn_op_traits;

/* Bits of tn_kernel.dtypes. 0 means every dtype. */
typedef enum tn_dtype_mask {
  TN_MASK_UINT8 = 1,
  TN_MASK_INT8 = 2,
  TN_MASK_INT16 = 4,
  TN_MASK_INT32 = 8,
  TN_MASK_INT64 = 16,
  TN_MASK_FLOAT16 = 32,
  TN_MASK_FLOAT32 = 64,
  TN_MASK_FLOAT64 = 128,
  TN_MASK_COMPLEX64 = 0x100,
  TN_MASK_COMPLEX128 = 0x200,
  TN_MASK_BOOL = 0x400,
  TN_MASK_BFLOAT16 = 0x800
} tn_dtype_mask;

/* One implementation of an op: on a device, for dtypes (of the first tensor argument). */
typedef struct tn_kernel {
  const char* device;  /* "cpu" or the name of a registered device */
  uint64_t dtypes;  /* tn_dtype_mask */
  tn_fn fn;
} tn_kernel;

/* An op: a pure function over values. Static data; the host computes the digest from the canonical schema. */
typedef struct tn_op_desc {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  uint32_t version;  /* of the schema; starts at 1 */
  uint32_t kernel_count;
  const tn_kernel* kernels;
  uint32_t kernel_stride;  /* sizeof(tn_kernel) as the plugin knows it */
  uint32_t reserved;  /* 0 */
  uint64_t traits;  /* tn_op_traits */
  const char* schema;  /* "vision::nms(Tensor boxes, Tensor scores, float iou_threshold) -> Tensor" */
  const char* shapes;  /* shape clause, "boxes:[N,4], scores:[N] -> [M]"; may be null */
  const char* paths;  /* public names, space-separated: "vision.ops.nms"; may be null */
  const char* doc;  /* first sentence, blank line, the rest; may be null */
  const char* saves;  /* what the vjp needs, by name: "input, out"; may be null */
  const char* nondiff;  /* why there is no gradient; null if there is a vjp or a decompose */
  void* self;  /* handed to every function below and to the kernels; may be null */
  tn_fn infer;  /* meta tensors in, meta tensors out; null: a kernel runs only where data is */
  /* after the kernel: args are the inputs, rets the outputs (read only); saves more with ctx.save; may be
     null */
  tn_fn setup;
  /* args: gradients of the outputs (or none); rets: one gradient per parameter (or none); saved values
     through ctx; may be null */
  tn_fn vjp;
  /* the op in terms of other ops: works on every device and is differentiable by itself; may be null */
  tn_fn decompose;
  tn_fn upgrade;  /* arguments of schema version - 1 to this version; may be null */
} tn_op_desc;

/* ---- type_desc ---- */

typedef enum tn_type_kind {
  TN_KIND_TYPE = 0,  /* init fills the fields of a new instance */
  TN_KIND_FACTORY = 1  /* a function that returns an instance: resnet18(**kwargs) */
} tn_type_kind;

typedef enum tn_field_kind {
  TN_FIELD_ATTR = 0,  /* a number, text, list, dtype, tensor, ... */
  TN_FIELD_PARAM = 1,  /* a trainable tensor */
  TN_FIELD_BUFFER = 2,  /* a tensor that is state but not trained */
  TN_FIELD_CHILD = 3,  /* another instance */
  TN_FIELD_NATIVE = 4  /* an object of the plugin, opaque to everybody else */
} tn_field_kind;

typedef enum tn_field_flags {
  TN_FIELD_OPTIONAL = 1,  /* may be none */
  TN_FIELD_NOT_PERSISTENT = 2  /* not in the state_dict */
} tn_field_flags;

typedef enum tn_method_flags {
  TN_METHOD_STATIC = 1  /* called without an instance: self is null */
} tn_method_flags;

/* How a native object is copied, saved and freed. None of these may throw or fail for lack of anything but
   memory. */
typedef struct tn_native_vt {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  void* (*clone)(void* object);  /* an equal object, or null when memory is out */
  void (*destroy)(void* object);
  /* writes the object as bytes, in pieces */
  void (*save)(void* object, void (*sink)(void* sink_arg, const void* data, uint64_t size), void* sink_arg);
  /* the object from the bytes of save, or null when they are damaged */
  void* (*load)(const void* data, uint64_t size);
} tn_native_vt;

/* One field of a type. Its id is its index, after the fields of the base type. */
typedef struct tn_field {
  const char* name;
  uint32_t kind;  /* tn_field_kind */
  uint32_t flags;  /* tn_field_flags */
  const tn_native_vt* native;  /* for TN_FIELD_NATIVE, else null */
  const char* doc;  /* may be null */
} tn_field;

/* A method; fn gets the tn_self* as self and the arguments without it. */
typedef struct tn_method {
  const char* schema;  /* "forward(Tensor input) -> Tensor" */
  tn_fn fn;
  const char* doc;  /* may be null */
  uint64_t flags;  /* tn_method_flags */
} tn_method;

/* A computed attribute. */
typedef struct tn_property {
  const char* name;
  tn_fn get;  /* no arguments, one result */
  tn_fn set;  /* one argument; null: read only */
  const char* doc;  /* may be null */
} tn_property;

/* A constant of the class. */
typedef struct tn_class_attr {
  const char* name;
  tn_value value;  /* static: a number, or a TN_STR over a literal */
} tn_class_attr;

/* A type: named fields and functions over a view of them. Static data without state. */
typedef struct tn_type_desc {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  uint32_t kind;  /* tn_type_kind */
  uint32_t version;  /* of the fields; starts at 1 */
  const char* name;  /* "vision.models.ResNet" */
  const char* base;  /* "Module", "Transform", "Dataset", ... or another type; null for none */
  const char* paths;  /* public names, space-separated; null: the name */
  /* "(int in_features, int out_features, bool bias=True)"; of a factory with "-> name of the type" */
  const char* ctor;
  const char* repr;  /* "in_features={in_features}"; null: nothing between the brackets */
  const char* doc;  /* may be null */
  uint64_t traits;  /* reserved, 0 */
  const tn_field* fields;
  const tn_method* methods;
  const tn_property* properties;
  const tn_class_attr* attributes;
  uint32_t field_count;
  uint32_t field_stride;  /* sizeof(tn_field) as the plugin knows it; likewise below */
  uint32_t method_count;
  uint32_t method_stride;
  uint32_t property_count;
  uint32_t property_stride;
  uint32_t attribute_count;
  uint32_t attribute_stride;
  /* args bound to ctor; a type: fills the fields of self; a factory: self is null, the instance is rets[0] */
  tn_fn init;
  tn_fn upgrade;  /* fields of version - 1 (a dict) to this version; may be null */
} tn_type_desc;

/* ---- core ---- */

/* tenon.core/1: Errors, and the counted values. */
typedef struct tn_host_core {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  /* [any] Never null: a static status when memory is out. */
  tn_status* (*status_make)(uint32_t code, tn_text kind, tn_text message);
  void (*status_release)(tn_status* status);  /* [any] Null is fine. */
  tn_status* (*status_retain)(tn_status* status);  /* [any] The same status with one more owner. */
  uint32_t (*status_code)(const tn_status* status);  /* [any] */
  tn_text (*status_kind)(const tn_status* status);  /* [any] "ValueError", ...; lives as long as the status. */
  tn_text (*status_message)(const tn_status* status);  /* [any] */
  void (*status_add_note)(tn_status* status, tn_text note);  /* [any] A further line of the message. */
  /* [any] An owned cell: counts are raised, borrowed texts and arrays are copied. */
  tn_status* (*value_retain)(const tn_value* value, tn_value* out);
  void (*value_release)(const tn_value* value);  /* [any] Gives up an owned cell; others are left alone. */
  tn_status* (*string_make)(tn_text text, tn_value* out);  /* [any] An owned TN_STRING. */
  tn_text (*string_read)(const tn_string* string);  /* [any] */
  /* [any] TN_LIST or TN_TUPLE; the items are retained. */
  tn_status* (*list_make)(uint32_t tag, const tn_value* items, uint64_t count, tn_value* out);
  const tn_value* (*list_read)(const tn_list* list, uint64_t* count);  /* [any] Borrowed. */
  /* [any] items: key, value, key, value, ...; retained. */
  tn_status* (*dict_make)(const tn_value* items, uint64_t pairs, tn_value* out);
  const tn_value* (*dict_read)(const tn_dict* dict, uint64_t* pairs);  /* [any] Borrowed; 2 * pairs cells. */
  /* [any] An owned TN_CALLABLE of the plugin's. */
  tn_status* (*callable_make)(tn_fn fn, void* self, void (*destroy)(void* self), tn_value* out);
  /* [any] Calls a TN_CALLABLE, or an instance (TN_SELF) as its caller would. */
  tn_status* (*invoke)(tn_ctx* ctx, const tn_value* callee, const tn_value* args, uint32_t nargs, tn_value* rets,
    uint32_t nrets);
} tn_host_core;

#define TN_ID_CORE "tenon.core/1"

/* ---- tensor ---- */

/* tenon.tensor/1: Tensors: memory and layout. Arithmetic is a matter of ops. */
typedef struct tn_host_tensor {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  void (*retain)(tn_tensor* tensor);  /* [any] */
  void (*release)(tn_tensor* tensor);  /* [any] Null is fine. */
  /* [any] size is sizeof(tn_tensor_view) as the caller knows it. */
  tn_status* (*view)(tn_tensor* tensor, tn_tensor_view* out, uint64_t size);
  /* [any] Contiguous, uninitialised. On TN_META: without data. */
  tn_status* (*empty)(const int64_t* shape, uint32_t ndim, uint32_t dtype, tn_device device, tn_tensor** out);
  /* [any] Takes over memory of the caller's; strides may be null. free is called once the last tensor over it
     is gone, not on error. */
  tn_status* (*from_data)(void* data, const int64_t* shape, const int64_t* strides, uint32_t ndim, uint32_t dtype,
    tn_device device, void (*free)(void* free_arg), void* free_arg, tn_tensor** out);
  /* [any] A view; strides and offset in elements. */
  tn_status* (*as_strided)(tn_tensor* tensor, const int64_t* shape, const int64_t* strides, uint32_t ndim,
    int64_t offset, tn_tensor** out);
  /* [any] A view where possible, else a copy; one -1 is computed. */
  tn_status* (*reshape)(tn_tensor* tensor, const int64_t* shape, uint32_t ndim, tn_tensor** out);
  tn_status* (*contiguous)(tn_tensor* tensor, tn_tensor** out);  /* [any] The tensor itself where it is so. */
  /* [any] The tensor itself where it is so. */
  tn_status* (*cast)(tn_tensor* tensor, uint32_t dtype, tn_tensor** out);
  tn_status* (*item)(tn_tensor* tensor, tn_value* out);  /* [any] The only element, as a number. */
  tn_status* (*mark_written)(tn_tensor* tensor);  /* [any] Counts an in-place write made through the data pointer. */
  /* [any] Shares the memory; the receiver calls the deleter. */
  tn_status* (*to_dlpack)(tn_tensor* tensor, DLManagedTensorVersioned** out);
  /* [any] Takes managed over, except on error. */
  tn_status* (*from_dlpack)(DLManagedTensorVersioned* managed, tn_tensor** out);
  tn_text (*dtype_name)(uint32_t dtype);  /* [any] "float32"; empty if unknown. */
  tn_status* (*dtype_find)(tn_text name, uint32_t* out);  /* [any] */
  tn_status* (*device_name)(tn_device device, tn_value* out);  /* [any] An owned TN_STRING, "cpu:0". */
  tn_status* (*device_find)(tn_text name, tn_device* out);  /* [any] */
} tn_host_tensor;

#define TN_ID_TENSOR "tenon.tensor/1"

/* ---- op ---- */

/* tenon.op/1: Ops by name. Find once, keep the handle. */
typedef struct tn_host_op {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  /* [any] "add", "max.dim", "vision::nms"; the text of a schema is cut at its bracket. */
  tn_status* (*find)(tn_text name, const tn_op** out);
  /* [any] Omitted last arguments get their defaults. Recorded for gradients where grad mode is on. */
  tn_status* (*call)(const tn_op* op, tn_ctx* ctx, const tn_value* args, uint32_t nargs, tn_value* rets,
    uint32_t nrets);
  /* [any] The last nnames of the args are given by name. */
  tn_status* (*call_named)(const tn_op* op, tn_ctx* ctx, const tn_value* args, uint32_t nargs, const tn_text* names,
    uint32_t nnames, tn_value* rets, uint32_t nrets);
  void (*arity)(const tn_op* op, uint32_t* params, uint32_t* results);  /* [any] */
  tn_text (*name)(const tn_op* op);  /* [any] */
  tn_text (*schema)(const tn_op* op);  /* [any] */
  tn_text (*doc)(const tn_op* op);  /* [any] */
  const tn_op* (*next)(uint64_t* pos);  /* [any] Walks all ops: start at 0; null at the end. */
} tn_host_op;

#define TN_ID_OP "tenon.op/1"

/* ---- autograd ---- */

/* tenon.autograd/1: Gradients. */
typedef struct tn_host_autograd {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  uint32_t (*grad_mode)(void);  /* [any] 1 while calls are recorded on this thread. */
  uint32_t (*set_grad_mode)(uint32_t on);  /* [any] Returns the mode before. */
  /* [any] 1 if a call with these arguments would be recorded. */
  uint32_t (*needs_grad)(const tn_value* args, uint32_t nargs);
  uint32_t (*requires_grad)(tn_tensor* tensor);  /* [any] */
  tn_status* (*set_requires_grad)(tn_tensor* tensor, uint32_t on);  /* [any] */
  tn_status* (*grad)(tn_tensor* tensor, tn_tensor** out);  /* [any] The accumulated gradient, or null. */
  tn_status* (*set_grad)(tn_tensor* tensor, tn_tensor* grad);  /* [any] Null clears it. */
  tn_status* (*detach)(tn_tensor* tensor, tn_tensor** out);  /* [any] The same data without history. */
  /* [any] grad may be null for a tensor of one element. */
  tn_status* (*backward)(tn_tensor* tensor, tn_tensor* grad, uint32_t retain_graph, uint32_t create_graph);
} tn_host_autograd;

#define TN_ID_AUTOGRAD "tenon.autograd/1"

/* ---- ctx ---- */

/* tenon.ctx/1: The call in progress. ctx is valid until the function that received it returns, on any thread.
   */
typedef struct tn_host_ctx {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  tn_device (*device)(tn_ctx* ctx);  /* [any] Where the kernel runs. */
  tn_text (*op_name)(tn_ctx* ctx);  /* [any] For messages; empty outside of an op. */
  /* [any] Memory on the call's device, 64-byte aligned, freed when the call returns. */
  tn_status* (*scratch)(tn_ctx* ctx, uint64_t size, void** out);
  tn_status* (*generator)(tn_ctx* ctx, tn_generator** out);  /* [any] The default generator of the device; borrowed. */
  uint32_t (*deterministic)(tn_ctx* ctx);  /* [any] 1 if only deterministic algorithms are wanted. */
  /* [any] 1 if the caller wants the call to stop: return a TN_CANCELLED status. */
  uint32_t (*cancelled)(tn_ctx* ctx);
  void* (*stream)(tn_ctx* ctx);  /* [any] The device's native stream handle; null on the cpu. */
  /* [any] In setup: keeps a value for the vjp. Tensors are checked for later in-place writes. */
  tn_status* (*save)(tn_ctx* ctx, const tn_value* value);
  /* [any] In a vjp: the value saved by the index-th save; borrowed. */
  tn_status* (*saved)(tn_ctx* ctx, uint32_t index, tn_value* out);
  /* [any] In a vjp: an argument named in saves, or any that is not a tensor; borrowed. */
  tn_status* (*saved_input)(tn_ctx* ctx, uint32_t index, tn_value* out);
  /* [any] In a vjp: an output named in saves; borrowed. */
  tn_status* (*saved_output)(tn_ctx* ctx, uint32_t index, tn_value* out);
  /* [any] In a vjp: 1 if the gradient of this parameter is used. */
  uint32_t (*needs_input_grad)(tn_ctx* ctx, uint32_t index);
} tn_host_ctx;

#define TN_ID_CTX "tenon.ctx/1"

/* ---- type ---- */

/* tenon.type/1: Types by name, and instances that live in core (without Python). */
typedef struct tn_host_type {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  tn_status* (*find)(tn_text name, const tn_type** out);  /* [any] By name or public path. */
  /* [any] An owned TN_SELF (a factory may return anything). The last nnames of the args are given by name. */
  tn_status* (*make)(tn_ctx* ctx, const tn_type* type, const tn_value* args, uint32_t nargs, const tn_text* names,
    uint32_t nnames, tn_value* out);
  tn_text (*name)(const tn_type* type);  /* [any] */
  tn_text (*ctor)(const tn_type* type);  /* [any] */
  tn_text (*doc)(const tn_type* type);  /* [any] */
  tn_status* (*field_id)(const tn_type* type, tn_text name, uint32_t* out);  /* [any] */
  tn_status* (*method_id)(const tn_type* type, tn_text name, uint32_t* out);  /* [any] */
  const tn_type* (*next)(uint64_t* pos);  /* [any] Walks all types: start at 0; null at the end. */
} tn_host_type;

#define TN_ID_TYPE "tenon.type/1"

/* ---- self ---- */

/* tenon.self/1: The field view of an instance, in Python or in core: a plugin cannot tell which. Field and
   method ids are indices in the descriptor. */
typedef struct tn_host_self {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  const tn_type* (*type)(tn_self* self);  /* [any] */
  void (*retain)(tn_self* self);  /* [any] */
  void (*release)(tn_self* self);  /* [any] Null is fine. */
  /* [no-reenter] Borrowed until the running method returns. */
  tn_status* (*get)(tn_self* self, tn_ctx* ctx, uint32_t field, tn_value* out);
  /* [no-reenter] Of the field's declared kind; children and parameters are registered. */
  tn_status* (*set)(tn_self* self, tn_ctx* ctx, uint32_t field, const tn_value* value);
  /* [no-reenter] Any attribute; borrowed as for get. */
  tn_status* (*get_named)(tn_self* self, tn_ctx* ctx, tn_text name, tn_value* out);
  /* [no-reenter] A field that the descriptor does not list: Sequential's "0", "1". */
  tn_status* (*set_named)(tn_self* self, tn_ctx* ctx, uint32_t kind, tn_text name, const tn_value* value);
  /* [no-reenter] Calls the child in the field, hooks and overrides included. */
  tn_status* (*call)(tn_self* self, tn_ctx* ctx, uint32_t field, const tn_value* args, uint32_t nargs,
    tn_value* rets, uint32_t nrets);
  /* [no-reenter] Virtual: a subclass's method wins. */
  tn_status* (*method)(tn_self* self, tn_ctx* ctx, uint32_t method, const tn_value* args, uint32_t nargs,
    tn_value* rets, uint32_t nrets);
  /* [no-reenter] Likewise, by name. */
  tn_status* (*method_named)(tn_self* self, tn_ctx* ctx, tn_text name, const tn_value* args, uint32_t nargs,
    tn_value* rets, uint32_t nrets);
  /* [no-reenter] Walks the children: start at 0; out is none at the end. */
  tn_status* (*next_child)(tn_self* self, tn_ctx* ctx, uint64_t* pos, tn_text* name, tn_value* out);
  /* [no-reenter] A new instance in the same world as self; owned. */
  tn_status* (*make)(tn_self* self, tn_ctx* ctx, tn_text type, const tn_value* args, uint32_t nargs,
    const tn_text* names, uint32_t nnames, tn_value* out);
  uint32_t (*training)(tn_self* self);  /* [no-reenter] 1 in training mode. */
  /* [no-reenter] The native object in the field, or null; borrowed. */
  tn_status* (*native)(tn_self* self, tn_ctx* ctx, uint32_t field, void** out);
  /* [no-reenter] Takes the object over, except on error. */
  tn_status* (*set_native)(tn_self* self, tn_ctx* ctx, uint32_t field, void* object);
} tn_host_self;

#define TN_ID_SELF "tenon.self/1"

/* ---- random ---- */

/* tenon.random/1: Random numbers as PyTorch's CPU generator gives them: equal seeds, equal numbers. */
typedef struct tn_host_random {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  tn_status* (*make)(uint64_t seed, tn_generator** out);  /* [any] */
  void (*retain)(tn_generator* generator);  /* [any] */
  void (*release)(tn_generator* generator);  /* [any] Null is fine. */
  /* [any] Null: the default generator of the cpu; likewise below. */
  tn_status* (*seed)(tn_generator* generator, uint64_t seed);
  tn_status* (*bits32)(tn_generator* generator, uint32_t* out, uint64_t count);  /* [any] */
  tn_status* (*bits64)(tn_generator* generator, uint64_t* out, uint64_t count);  /* [any] */
  /* [any] [low, high), as a float64 tensor is filled. */
  tn_status* (*uniform)(tn_generator* generator, double low, double high, double* out, uint64_t count);
  /* [any] [low, high), as a float32 tensor is filled (torch.rand). */
  tn_status* (*uniform_float)(tn_generator* generator, float low, float high, float* out, uint64_t count);
  /* [any] One by one, with the pair's second value kept. */
  tn_status* (*normal)(tn_generator* generator, double mean, double std, double* out, uint64_t count);
  /* [any] [low, high), as torch.randint. */
  tn_status* (*integer)(tn_generator* generator, int64_t low, int64_t high, int64_t* out, uint64_t count);
} tn_host_random;

#define TN_ID_RANDOM "tenon.random/1"

/* ---- parallel ---- */

/* tenon.parallel/1: The one pool of the process. Plugins make none. */
typedef struct tn_host_parallel {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  /* [any] Disjoint pieces of at least grain; returns when all are done. body may not throw; nested calls run
     serially. */
  void (*parallel_for)(int64_t begin, int64_t end, int64_t grain, void (*body)(void* arg, int64_t begin,
    int64_t end), void* arg);
  uint32_t (*num_threads)(void);  /* [any] */
} tn_host_parallel;

#define TN_ID_PARALLEL "tenon.parallel/1"

/* ---- log ---- */

typedef enum tn_log_level {
  TN_LOG_DEBUG = 0,
  TN_LOG_INFO = 1,
  TN_LOG_WARNING = 2,
  TN_LOG_ERROR = 3
} tn_log_level;

/* tenon.log/1: Log lines. */
typedef struct tn_host_log {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  void (*write)(uint32_t level, tn_text message);  /* [any] A tn_log_level. */
  uint32_t (*enabled)(uint32_t level);  /* [any] */
} tn_host_log;

#define TN_ID_LOG "tenon.log/1"

/* ---- plugin ---- */

/* tenon.plugin/1: Plugins, for programs: load one, see which are there. */
typedef struct tn_host_plugin {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  tn_status* (*load)(tn_text name_or_path);  /* [any] "tenon.vision", "vision" or a path. Loading twice is fine. */
  /* [any] Walks the loaded plugins: start at 0; out is an owned dict {id, version, path}, none at the end. */
  tn_status* (*next)(uint64_t* pos, tn_value* out);
} tn_host_plugin;

#define TN_ID_PLUGIN "tenon.plugin/1"

/* ---- root ---- */

/* What core shows to a plugin or a program. */
typedef struct tn_host_root {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  uint32_t abi_major;
  uint32_t abi_minor;  /* information, never a gate */
  const char* version;  /* of core, "0.1.0" */
  /* A table by id ("tenon.tensor/1") with at least min_size bytes: a tn_status_code. Tables live for ever. */
  uint32_t (*query)(const struct tn_host_root* host, const char* id, uint32_t min_size, const void** out);
} tn_host_root;

/* What a plugin shows to core. Static data. */
typedef struct tn_plug_root {
  uint32_t struct_size;  /* sizeof as the side that fills it knows it */
  uint32_t flags;  /* 0 */
  uint32_t abi_major;  /* TN_ABI_MAJOR */
  uint32_t abi_minor;  /* TN_ABI_MINOR; information, never a gate */
  const char* id;  /* "tenon.vision"; ops live in the namespace after the last dot */
  const char* version;  /* "0.1.0" */
  const tn_op_desc* const* ops;
  const tn_type_desc* const* types;
  uint32_t op_count;
  uint32_t type_count;
  /* Tables of the plugin's, by id: a tn_status_code; may be null. */
  uint32_t (*query)(const struct tn_plug_root* plugin, const char* id, uint32_t min_size, const void** out);
} tn_plug_root;

/* The one export of a plugin, tn_plugin_entry_v1: a tn_status_code. It starts no thread, reads no file and
   touches no device. A status in err is owned by the host. */
typedef uint32_t (*tn_plugin_entry)(const tn_host_root* host, const tn_plug_root** out, tn_status** err);

/* Exported by libtenon.so, for programs. Plugins get the same root through their entry. */
TN_IMPORT const tn_host_root* tn_host(void);

/* Exported by libtenon.so; exists for ever. */
TN_IMPORT void tn_abi_version(uint32_t* major, uint32_t* minor, uint32_t* patch);

/* ---- the layout, on every target ---- */

#if UINTPTR_MAX != 0xffffffffffffffffu
#error "Tenon's ABI is defined for 64-bit targets"
#endif
TN_ASSERT(sizeof(tn_value) == 16, "tn_value");
TN_ASSERT(offsetof(tn_value, tag) == 0, "tn_value.tag");
TN_ASSERT(offsetof(tn_value, aux) == 4, "tn_value.aux");
TN_ASSERT(offsetof(tn_value, i) == 8, "tn_value.i");
TN_ASSERT(sizeof(DLDevice) == 8, "DLDevice");
TN_ASSERT(offsetof(DLDevice, device_type) == 0, "DLDevice.device_type");
TN_ASSERT(offsetof(DLDevice, device_id) == 4, "DLDevice.device_id");
TN_ASSERT(sizeof(DLDataType) == 4, "DLDataType");
TN_ASSERT(offsetof(DLDataType, code) == 0, "DLDataType.code");
TN_ASSERT(offsetof(DLDataType, bits) == 1, "DLDataType.bits");
TN_ASSERT(offsetof(DLDataType, lanes) == 2, "DLDataType.lanes");
TN_ASSERT(sizeof(DLTensor) == 48, "DLTensor");
TN_ASSERT(offsetof(DLTensor, data) == 0, "DLTensor.data");
TN_ASSERT(offsetof(DLTensor, device) == 8, "DLTensor.device");
TN_ASSERT(offsetof(DLTensor, ndim) == 16, "DLTensor.ndim");
TN_ASSERT(offsetof(DLTensor, dtype) == 20, "DLTensor.dtype");
TN_ASSERT(offsetof(DLTensor, shape) == 24, "DLTensor.shape");
TN_ASSERT(offsetof(DLTensor, strides) == 32, "DLTensor.strides");
TN_ASSERT(offsetof(DLTensor, byte_offset) == 40, "DLTensor.byte_offset");
TN_ASSERT(sizeof(DLManagedTensor) == 64, "DLManagedTensor");
TN_ASSERT(offsetof(DLManagedTensor, dl_tensor) == 0, "DLManagedTensor.dl_tensor");
TN_ASSERT(offsetof(DLManagedTensor, manager_ctx) == 48, "DLManagedTensor.manager_ctx");
TN_ASSERT(offsetof(DLManagedTensor, deleter) == 56, "DLManagedTensor.deleter");
TN_ASSERT(sizeof(DLPackVersion) == 8, "DLPackVersion");
TN_ASSERT(offsetof(DLPackVersion, major) == 0, "DLPackVersion.major");
TN_ASSERT(offsetof(DLPackVersion, minor) == 4, "DLPackVersion.minor");
TN_ASSERT(sizeof(DLManagedTensorVersioned) == 80, "DLManagedTensorVersioned");
TN_ASSERT(offsetof(DLManagedTensorVersioned, version) == 0, "DLManagedTensorVersioned.version");
TN_ASSERT(offsetof(DLManagedTensorVersioned, manager_ctx) == 8, "DLManagedTensorVersioned.manager_ctx");
TN_ASSERT(offsetof(DLManagedTensorVersioned, deleter) == 16, "DLManagedTensorVersioned.deleter");
TN_ASSERT(offsetof(DLManagedTensorVersioned, flags) == 24, "DLManagedTensorVersioned.flags");
TN_ASSERT(offsetof(DLManagedTensorVersioned, dl_tensor) == 32, "DLManagedTensorVersioned.dl_tensor");
TN_ASSERT(sizeof(tn_text) == 16, "tn_text");
TN_ASSERT(offsetof(tn_text, data) == 0, "tn_text.data");
TN_ASSERT(offsetof(tn_text, size) == 8, "tn_text.size");
TN_ASSERT(sizeof(tn_device) == 8, "tn_device");
TN_ASSERT(offsetof(tn_device, kind) == 0, "tn_device.kind");
TN_ASSERT(offsetof(tn_device, index) == 4, "tn_device.index");
TN_ASSERT(sizeof(tn_tensor_view) == 72, "tn_tensor_view");
TN_ASSERT(offsetof(tn_tensor_view, dl) == 0, "tn_tensor_view.dl");
TN_ASSERT(offsetof(tn_tensor_view, numel) == 48, "tn_tensor_view.numel");
TN_ASSERT(offsetof(tn_tensor_view, version) == 56, "tn_tensor_view.version");
TN_ASSERT(offsetof(tn_tensor_view, flags) == 64, "tn_tensor_view.flags");
TN_ASSERT(offsetof(tn_tensor_view, device_kind) == 68, "tn_tensor_view.device_kind");
TN_ASSERT(sizeof(tn_kernel) == 24, "tn_kernel");
TN_ASSERT(offsetof(tn_kernel, device) == 0, "tn_kernel.device");
TN_ASSERT(offsetof(tn_kernel, dtypes) == 8, "tn_kernel.dtypes");
TN_ASSERT(offsetof(tn_kernel, fn) == 16, "tn_kernel.fn");
TN_ASSERT(sizeof(tn_op_desc) == 136, "tn_op_desc");
TN_ASSERT(offsetof(tn_op_desc, struct_size) == 0, "tn_op_desc.struct_size");
TN_ASSERT(offsetof(tn_op_desc, flags) == 4, "tn_op_desc.flags");
TN_ASSERT(offsetof(tn_op_desc, version) == 8, "tn_op_desc.version");
TN_ASSERT(offsetof(tn_op_desc, kernel_count) == 12, "tn_op_desc.kernel_count");
TN_ASSERT(offsetof(tn_op_desc, kernels) == 16, "tn_op_desc.kernels");
TN_ASSERT(offsetof(tn_op_desc, kernel_stride) == 24, "tn_op_desc.kernel_stride");
TN_ASSERT(offsetof(tn_op_desc, reserved) == 28, "tn_op_desc.reserved");
TN_ASSERT(offsetof(tn_op_desc, traits) == 32, "tn_op_desc.traits");
TN_ASSERT(offsetof(tn_op_desc, schema) == 40, "tn_op_desc.schema");
TN_ASSERT(offsetof(tn_op_desc, shapes) == 48, "tn_op_desc.shapes");
TN_ASSERT(offsetof(tn_op_desc, paths) == 56, "tn_op_desc.paths");
TN_ASSERT(offsetof(tn_op_desc, doc) == 64, "tn_op_desc.doc");
TN_ASSERT(offsetof(tn_op_desc, saves) == 72, "tn_op_desc.saves");
TN_ASSERT(offsetof(tn_op_desc, nondiff) == 80, "tn_op_desc.nondiff");
TN_ASSERT(offsetof(tn_op_desc, self) == 88, "tn_op_desc.self");
TN_ASSERT(offsetof(tn_op_desc, infer) == 96, "tn_op_desc.infer");
TN_ASSERT(offsetof(tn_op_desc, setup) == 104, "tn_op_desc.setup");
TN_ASSERT(offsetof(tn_op_desc, vjp) == 112, "tn_op_desc.vjp");
TN_ASSERT(offsetof(tn_op_desc, decompose) == 120, "tn_op_desc.decompose");
TN_ASSERT(offsetof(tn_op_desc, upgrade) == 128, "tn_op_desc.upgrade");
TN_ASSERT(sizeof(tn_native_vt) == 40, "tn_native_vt");
TN_ASSERT(offsetof(tn_native_vt, struct_size) == 0, "tn_native_vt.struct_size");
TN_ASSERT(offsetof(tn_native_vt, flags) == 4, "tn_native_vt.flags");
TN_ASSERT(offsetof(tn_native_vt, clone) == 8, "tn_native_vt.clone");
TN_ASSERT(offsetof(tn_native_vt, destroy) == 16, "tn_native_vt.destroy");
TN_ASSERT(offsetof(tn_native_vt, save) == 24, "tn_native_vt.save");
TN_ASSERT(offsetof(tn_native_vt, load) == 32, "tn_native_vt.load");
TN_ASSERT(sizeof(tn_field) == 32, "tn_field");
TN_ASSERT(offsetof(tn_field, name) == 0, "tn_field.name");
TN_ASSERT(offsetof(tn_field, kind) == 8, "tn_field.kind");
TN_ASSERT(offsetof(tn_field, flags) == 12, "tn_field.flags");
TN_ASSERT(offsetof(tn_field, native) == 16, "tn_field.native");
TN_ASSERT(offsetof(tn_field, doc) == 24, "tn_field.doc");
TN_ASSERT(sizeof(tn_method) == 32, "tn_method");
TN_ASSERT(offsetof(tn_method, schema) == 0, "tn_method.schema");
TN_ASSERT(offsetof(tn_method, fn) == 8, "tn_method.fn");
TN_ASSERT(offsetof(tn_method, doc) == 16, "tn_method.doc");
TN_ASSERT(offsetof(tn_method, flags) == 24, "tn_method.flags");
TN_ASSERT(sizeof(tn_property) == 32, "tn_property");
TN_ASSERT(offsetof(tn_property, name) == 0, "tn_property.name");
TN_ASSERT(offsetof(tn_property, get) == 8, "tn_property.get");
TN_ASSERT(offsetof(tn_property, set) == 16, "tn_property.set");
TN_ASSERT(offsetof(tn_property, doc) == 24, "tn_property.doc");
TN_ASSERT(sizeof(tn_class_attr) == 24, "tn_class_attr");
TN_ASSERT(offsetof(tn_class_attr, name) == 0, "tn_class_attr.name");
TN_ASSERT(offsetof(tn_class_attr, value) == 8, "tn_class_attr.value");
TN_ASSERT(sizeof(tn_type_desc) == 152, "tn_type_desc");
TN_ASSERT(offsetof(tn_type_desc, struct_size) == 0, "tn_type_desc.struct_size");
TN_ASSERT(offsetof(tn_type_desc, flags) == 4, "tn_type_desc.flags");
TN_ASSERT(offsetof(tn_type_desc, kind) == 8, "tn_type_desc.kind");
TN_ASSERT(offsetof(tn_type_desc, version) == 12, "tn_type_desc.version");
TN_ASSERT(offsetof(tn_type_desc, name) == 16, "tn_type_desc.name");
TN_ASSERT(offsetof(tn_type_desc, base) == 24, "tn_type_desc.base");
TN_ASSERT(offsetof(tn_type_desc, paths) == 32, "tn_type_desc.paths");
TN_ASSERT(offsetof(tn_type_desc, ctor) == 40, "tn_type_desc.ctor");
TN_ASSERT(offsetof(tn_type_desc, repr) == 48, "tn_type_desc.repr");
TN_ASSERT(offsetof(tn_type_desc, doc) == 56, "tn_type_desc.doc");
TN_ASSERT(offsetof(tn_type_desc, traits) == 64, "tn_type_desc.traits");
TN_ASSERT(offsetof(tn_type_desc, fields) == 72, "tn_type_desc.fields");
TN_ASSERT(offsetof(tn_type_desc, methods) == 80, "tn_type_desc.methods");
TN_ASSERT(offsetof(tn_type_desc, properties) == 88, "tn_type_desc.properties");
TN_ASSERT(offsetof(tn_type_desc, attributes) == 96, "tn_type_desc.attributes");
TN_ASSERT(offsetof(tn_type_desc, field_count) == 104, "tn_type_desc.field_count");
TN_ASSERT(offsetof(tn_type_desc, field_stride) == 108, "tn_type_desc.field_stride");
TN_ASSERT(offsetof(tn_type_desc, method_count) == 112, "tn_type_desc.method_count");
TN_ASSERT(offsetof(tn_type_desc, method_stride) == 116, "tn_type_desc.method_stride");
TN_ASSERT(offsetof(tn_type_desc, property_count) == 120, "tn_type_desc.property_count");
TN_ASSERT(offsetof(tn_type_desc, property_stride) == 124, "tn_type_desc.property_stride");
TN_ASSERT(offsetof(tn_type_desc, attribute_count) == 128, "tn_type_desc.attribute_count");
TN_ASSERT(offsetof(tn_type_desc, attribute_stride) == 132, "tn_type_desc.attribute_stride");
TN_ASSERT(offsetof(tn_type_desc, init) == 136, "tn_type_desc.init");
TN_ASSERT(offsetof(tn_type_desc, upgrade) == 144, "tn_type_desc.upgrade");
TN_ASSERT(sizeof(tn_host_core) == 144, "tn_host_core");
TN_ASSERT(offsetof(tn_host_core, struct_size) == 0, "tn_host_core.struct_size");
TN_ASSERT(offsetof(tn_host_core, flags) == 4, "tn_host_core.flags");
TN_ASSERT(offsetof(tn_host_core, status_make) == 8, "tn_host_core.status_make");
TN_ASSERT(offsetof(tn_host_core, status_release) == 16, "tn_host_core.status_release");
TN_ASSERT(offsetof(tn_host_core, status_retain) == 24, "tn_host_core.status_retain");
TN_ASSERT(offsetof(tn_host_core, status_code) == 32, "tn_host_core.status_code");
TN_ASSERT(offsetof(tn_host_core, status_kind) == 40, "tn_host_core.status_kind");
TN_ASSERT(offsetof(tn_host_core, status_message) == 48, "tn_host_core.status_message");
TN_ASSERT(offsetof(tn_host_core, status_add_note) == 56, "tn_host_core.status_add_note");
TN_ASSERT(offsetof(tn_host_core, value_retain) == 64, "tn_host_core.value_retain");
TN_ASSERT(offsetof(tn_host_core, value_release) == 72, "tn_host_core.value_release");
TN_ASSERT(offsetof(tn_host_core, string_make) == 80, "tn_host_core.string_make");
TN_ASSERT(offsetof(tn_host_core, string_read) == 88, "tn_host_core.string_read");
TN_ASSERT(offsetof(tn_host_core, list_make) == 96, "tn_host_core.list_make");
TN_ASSERT(offsetof(tn_host_core, list_read) == 104, "tn_host_core.list_read");
TN_ASSERT(offsetof(tn_host_core, dict_make) == 112, "tn_host_core.dict_make");
TN_ASSERT(offsetof(tn_host_core, dict_read) == 120, "tn_host_core.dict_read");
TN_ASSERT(offsetof(tn_host_core, callable_make) == 128, "tn_host_core.callable_make");
TN_ASSERT(offsetof(tn_host_core, invoke) == 136, "tn_host_core.invoke");
TN_ASSERT(sizeof(tn_host_tensor) == 144, "tn_host_tensor");
TN_ASSERT(offsetof(tn_host_tensor, struct_size) == 0, "tn_host_tensor.struct_size");
TN_ASSERT(offsetof(tn_host_tensor, flags) == 4, "tn_host_tensor.flags");
TN_ASSERT(offsetof(tn_host_tensor, retain) == 8, "tn_host_tensor.retain");
TN_ASSERT(offsetof(tn_host_tensor, release) == 16, "tn_host_tensor.release");
TN_ASSERT(offsetof(tn_host_tensor, view) == 24, "tn_host_tensor.view");
TN_ASSERT(offsetof(tn_host_tensor, empty) == 32, "tn_host_tensor.empty");
TN_ASSERT(offsetof(tn_host_tensor, from_data) == 40, "tn_host_tensor.from_data");
TN_ASSERT(offsetof(tn_host_tensor, as_strided) == 48, "tn_host_tensor.as_strided");
TN_ASSERT(offsetof(tn_host_tensor, reshape) == 56, "tn_host_tensor.reshape");
TN_ASSERT(offsetof(tn_host_tensor, contiguous) == 64, "tn_host_tensor.contiguous");
TN_ASSERT(offsetof(tn_host_tensor, cast) == 72, "tn_host_tensor.cast");
TN_ASSERT(offsetof(tn_host_tensor, item) == 80, "tn_host_tensor.item");
TN_ASSERT(offsetof(tn_host_tensor, mark_written) == 88, "tn_host_tensor.mark_written");
TN_ASSERT(offsetof(tn_host_tensor, to_dlpack) == 96, "tn_host_tensor.to_dlpack");
TN_ASSERT(offsetof(tn_host_tensor, from_dlpack) == 104, "tn_host_tensor.from_dlpack");
TN_ASSERT(offsetof(tn_host_tensor, dtype_name) == 112, "tn_host_tensor.dtype_name");
TN_ASSERT(offsetof(tn_host_tensor, dtype_find) == 120, "tn_host_tensor.dtype_find");
TN_ASSERT(offsetof(tn_host_tensor, device_name) == 128, "tn_host_tensor.device_name");
TN_ASSERT(offsetof(tn_host_tensor, device_find) == 136, "tn_host_tensor.device_find");
TN_ASSERT(sizeof(tn_host_op) == 72, "tn_host_op");
TN_ASSERT(offsetof(tn_host_op, struct_size) == 0, "tn_host_op.struct_size");
TN_ASSERT(offsetof(tn_host_op, flags) == 4, "tn_host_op.flags");
TN_ASSERT(offsetof(tn_host_op, find) == 8, "tn_host_op.find");
TN_ASSERT(offsetof(tn_host_op, call) == 16, "tn_host_op.call");
TN_ASSERT(offsetof(tn_host_op, call_named) == 24, "tn_host_op.call_named");
TN_ASSERT(offsetof(tn_host_op, arity) == 32, "tn_host_op.arity");
TN_ASSERT(offsetof(tn_host_op, name) == 40, "tn_host_op.name");
TN_ASSERT(offsetof(tn_host_op, schema) == 48, "tn_host_op.schema");
TN_ASSERT(offsetof(tn_host_op, doc) == 56, "tn_host_op.doc");
TN_ASSERT(offsetof(tn_host_op, next) == 64, "tn_host_op.next");
TN_ASSERT(sizeof(tn_host_autograd) == 80, "tn_host_autograd");
TN_ASSERT(offsetof(tn_host_autograd, struct_size) == 0, "tn_host_autograd.struct_size");
TN_ASSERT(offsetof(tn_host_autograd, flags) == 4, "tn_host_autograd.flags");
TN_ASSERT(offsetof(tn_host_autograd, grad_mode) == 8, "tn_host_autograd.grad_mode");
TN_ASSERT(offsetof(tn_host_autograd, set_grad_mode) == 16, "tn_host_autograd.set_grad_mode");
TN_ASSERT(offsetof(tn_host_autograd, needs_grad) == 24, "tn_host_autograd.needs_grad");
TN_ASSERT(offsetof(tn_host_autograd, requires_grad) == 32, "tn_host_autograd.requires_grad");
TN_ASSERT(offsetof(tn_host_autograd, set_requires_grad) == 40, "tn_host_autograd.set_requires_grad");
TN_ASSERT(offsetof(tn_host_autograd, grad) == 48, "tn_host_autograd.grad");
TN_ASSERT(offsetof(tn_host_autograd, set_grad) == 56, "tn_host_autograd.set_grad");
TN_ASSERT(offsetof(tn_host_autograd, detach) == 64, "tn_host_autograd.detach");
TN_ASSERT(offsetof(tn_host_autograd, backward) == 72, "tn_host_autograd.backward");
TN_ASSERT(sizeof(tn_host_ctx) == 104, "tn_host_ctx");
TN_ASSERT(offsetof(tn_host_ctx, struct_size) == 0, "tn_host_ctx.struct_size");
TN_ASSERT(offsetof(tn_host_ctx, flags) == 4, "tn_host_ctx.flags");
TN_ASSERT(offsetof(tn_host_ctx, device) == 8, "tn_host_ctx.device");
TN_ASSERT(offsetof(tn_host_ctx, op_name) == 16, "tn_host_ctx.op_name");
TN_ASSERT(offsetof(tn_host_ctx, scratch) == 24, "tn_host_ctx.scratch");
TN_ASSERT(offsetof(tn_host_ctx, generator) == 32, "tn_host_ctx.generator");
TN_ASSERT(offsetof(tn_host_ctx, deterministic) == 40, "tn_host_ctx.deterministic");
TN_ASSERT(offsetof(tn_host_ctx, cancelled) == 48, "tn_host_ctx.cancelled");
TN_ASSERT(offsetof(tn_host_ctx, stream) == 56, "tn_host_ctx.stream");
TN_ASSERT(offsetof(tn_host_ctx, save) == 64, "tn_host_ctx.save");
TN_ASSERT(offsetof(tn_host_ctx, saved) == 72, "tn_host_ctx.saved");
TN_ASSERT(offsetof(tn_host_ctx, saved_input) == 80, "tn_host_ctx.saved_input");
TN_ASSERT(offsetof(tn_host_ctx, saved_output) == 88, "tn_host_ctx.saved_output");
TN_ASSERT(offsetof(tn_host_ctx, needs_input_grad) == 96, "tn_host_ctx.needs_input_grad");
TN_ASSERT(sizeof(tn_host_type) == 72, "tn_host_type");
TN_ASSERT(offsetof(tn_host_type, struct_size) == 0, "tn_host_type.struct_size");
TN_ASSERT(offsetof(tn_host_type, flags) == 4, "tn_host_type.flags");
TN_ASSERT(offsetof(tn_host_type, find) == 8, "tn_host_type.find");
TN_ASSERT(offsetof(tn_host_type, make) == 16, "tn_host_type.make");
TN_ASSERT(offsetof(tn_host_type, name) == 24, "tn_host_type.name");
TN_ASSERT(offsetof(tn_host_type, ctor) == 32, "tn_host_type.ctor");
TN_ASSERT(offsetof(tn_host_type, doc) == 40, "tn_host_type.doc");
TN_ASSERT(offsetof(tn_host_type, field_id) == 48, "tn_host_type.field_id");
TN_ASSERT(offsetof(tn_host_type, method_id) == 56, "tn_host_type.method_id");
TN_ASSERT(offsetof(tn_host_type, next) == 64, "tn_host_type.next");
TN_ASSERT(sizeof(tn_host_self) == 128, "tn_host_self");
TN_ASSERT(offsetof(tn_host_self, struct_size) == 0, "tn_host_self.struct_size");
TN_ASSERT(offsetof(tn_host_self, flags) == 4, "tn_host_self.flags");
TN_ASSERT(offsetof(tn_host_self, type) == 8, "tn_host_self.type");
TN_ASSERT(offsetof(tn_host_self, retain) == 16, "tn_host_self.retain");
TN_ASSERT(offsetof(tn_host_self, release) == 24, "tn_host_self.release");
TN_ASSERT(offsetof(tn_host_self, get) == 32, "tn_host_self.get");
TN_ASSERT(offsetof(tn_host_self, set) == 40, "tn_host_self.set");
TN_ASSERT(offsetof(tn_host_self, get_named) == 48, "tn_host_self.get_named");
TN_ASSERT(offsetof(tn_host_self, set_named) == 56, "tn_host_self.set_named");
TN_ASSERT(offsetof(tn_host_self, call) == 64, "tn_host_self.call");
TN_ASSERT(offsetof(tn_host_self, method) == 72, "tn_host_self.method");
TN_ASSERT(offsetof(tn_host_self, method_named) == 80, "tn_host_self.method_named");
TN_ASSERT(offsetof(tn_host_self, next_child) == 88, "tn_host_self.next_child");
TN_ASSERT(offsetof(tn_host_self, make) == 96, "tn_host_self.make");
TN_ASSERT(offsetof(tn_host_self, training) == 104, "tn_host_self.training");
TN_ASSERT(offsetof(tn_host_self, native) == 112, "tn_host_self.native");
TN_ASSERT(offsetof(tn_host_self, set_native) == 120, "tn_host_self.set_native");
TN_ASSERT(sizeof(tn_host_random) == 88, "tn_host_random");
TN_ASSERT(offsetof(tn_host_random, struct_size) == 0, "tn_host_random.struct_size");
TN_ASSERT(offsetof(tn_host_random, flags) == 4, "tn_host_random.flags");
TN_ASSERT(offsetof(tn_host_random, make) == 8, "tn_host_random.make");
TN_ASSERT(offsetof(tn_host_random, retain) == 16, "tn_host_random.retain");
TN_ASSERT(offsetof(tn_host_random, release) == 24, "tn_host_random.release");
TN_ASSERT(offsetof(tn_host_random, seed) == 32, "tn_host_random.seed");
TN_ASSERT(offsetof(tn_host_random, bits32) == 40, "tn_host_random.bits32");
TN_ASSERT(offsetof(tn_host_random, bits64) == 48, "tn_host_random.bits64");
TN_ASSERT(offsetof(tn_host_random, uniform) == 56, "tn_host_random.uniform");
TN_ASSERT(offsetof(tn_host_random, uniform_float) == 64, "tn_host_random.uniform_float");
TN_ASSERT(offsetof(tn_host_random, normal) == 72, "tn_host_random.normal");
TN_ASSERT(offsetof(tn_host_random, integer) == 80, "tn_host_random.integer");
TN_ASSERT(sizeof(tn_host_parallel) == 24, "tn_host_parallel");
TN_ASSERT(offsetof(tn_host_parallel, struct_size) == 0, "tn_host_parallel.struct_size");
TN_ASSERT(offsetof(tn_host_parallel, flags) == 4, "tn_host_parallel.flags");
TN_ASSERT(offsetof(tn_host_parallel, parallel_for) == 8, "tn_host_parallel.parallel_for");
TN_ASSERT(offsetof(tn_host_parallel, num_threads) == 16, "tn_host_parallel.num_threads");
TN_ASSERT(sizeof(tn_host_log) == 24, "tn_host_log");
TN_ASSERT(offsetof(tn_host_log, struct_size) == 0, "tn_host_log.struct_size");
TN_ASSERT(offsetof(tn_host_log, flags) == 4, "tn_host_log.flags");
TN_ASSERT(offsetof(tn_host_log, write) == 8, "tn_host_log.write");
TN_ASSERT(offsetof(tn_host_log, enabled) == 16, "tn_host_log.enabled");
TN_ASSERT(sizeof(tn_host_plugin) == 24, "tn_host_plugin");
TN_ASSERT(offsetof(tn_host_plugin, struct_size) == 0, "tn_host_plugin.struct_size");
TN_ASSERT(offsetof(tn_host_plugin, flags) == 4, "tn_host_plugin.flags");
TN_ASSERT(offsetof(tn_host_plugin, load) == 8, "tn_host_plugin.load");
TN_ASSERT(offsetof(tn_host_plugin, next) == 16, "tn_host_plugin.next");
TN_ASSERT(sizeof(tn_host_root) == 32, "tn_host_root");
TN_ASSERT(offsetof(tn_host_root, struct_size) == 0, "tn_host_root.struct_size");
TN_ASSERT(offsetof(tn_host_root, flags) == 4, "tn_host_root.flags");
TN_ASSERT(offsetof(tn_host_root, abi_major) == 8, "tn_host_root.abi_major");
TN_ASSERT(offsetof(tn_host_root, abi_minor) == 12, "tn_host_root.abi_minor");
TN_ASSERT(offsetof(tn_host_root, version) == 16, "tn_host_root.version");
TN_ASSERT(offsetof(tn_host_root, query) == 24, "tn_host_root.query");
TN_ASSERT(sizeof(tn_plug_root) == 64, "tn_plug_root");
TN_ASSERT(offsetof(tn_plug_root, struct_size) == 0, "tn_plug_root.struct_size");
TN_ASSERT(offsetof(tn_plug_root, flags) == 4, "tn_plug_root.flags");
TN_ASSERT(offsetof(tn_plug_root, abi_major) == 8, "tn_plug_root.abi_major");
TN_ASSERT(offsetof(tn_plug_root, abi_minor) == 12, "tn_plug_root.abi_minor");
TN_ASSERT(offsetof(tn_plug_root, id) == 16, "tn_plug_root.id");
TN_ASSERT(offsetof(tn_plug_root, version) == 24, "tn_plug_root.version");
TN_ASSERT(offsetof(tn_plug_root, ops) == 32, "tn_plug_root.ops");
TN_ASSERT(offsetof(tn_plug_root, types) == 40, "tn_plug_root.types");
TN_ASSERT(offsetof(tn_plug_root, op_count) == 48, "tn_plug_root.op_count");
TN_ASSERT(offsetof(tn_plug_root, type_count) == 52, "tn_plug_root.type_count");
TN_ASSERT(offsetof(tn_plug_root, query) == 56, "tn_plug_root.query");

#ifdef __cplusplus
}
#endif
#endif
