/* Tenon's C ABI. Generated from plugin_api/spec by plugin_api/tools/gen_abi.py: edit the spec. */
#ifndef TENON_ABI_H
#define TENON_ABI_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* The value cell: 16 bytes, tagged. Arguments are borrowed for the call, results are owned by the caller. */
typedef enum tn_tag {
  TN_NONE = 0,
  TN_BOOL = 1,      /* i: 0 or 1 */
  TN_INT = 2,       /* i */
  TN_FLOAT = 3,     /* f */
  TN_COMPLEX = 4,   /* p: const double[2], borrowed; an owned one is a TN_LIST of two floats */
  TN_DTYPE = 5,     /* i: DLPack code | bits << 8 */
  TN_DEVICE = 6,    /* i: kind; aux: index + 1, 0 when none was named */
  TN_STR = 7,       /* p: UTF-8, aux: length in bytes; borrowed */
  TN_BYTES = 8,     /* p, aux: length; borrowed */
  TN_TENSOR = 9,    /* p: tn_tensor* */
  TN_LIST = 10,     /* p: tn_list*, a counted list of values */
  TN_DICT = 11,     /* p: tn_dict*, a counted list of key, value, key, value */
  TN_TUPLE = 12,    /* p: tn_list* */
  TN_CALLABLE = 13, /* p: tn_object* that can be invoked */
  TN_STREAM = 14,
  TN_GENERATOR = 15, /* p: tn_generator* */
  TN_SELF = 16,      /* p: tn_self*, the field view of an instance (a module, a transform, ...) */
  TN_INTS = 17,      /* p: const int64_t*, aux: count; borrowed */
  TN_FLOATS = 18,    /* p: const double*, aux: count; borrowed */
  TN_TENSORS = 19,   /* p: tn_tensor* const*, aux: count, null entries are None; borrowed */
  TN_VALUES = 20,    /* p: const tn_value*, aux: count; borrowed */
  TN_OBJECT = 21,    /* p: tn_object*, something of the caller's world that is only handed on */
  TN_STRING = 22     /* p: tn_string*, a counted string (results) */
} tn_tag;

typedef struct tn_value {
  int32_t tag;
  uint32_t aux;
  union {
    int64_t i;
    double f;
    void* p;
  };
} tn_value;

#ifdef __cplusplus
}
#endif
#endif
