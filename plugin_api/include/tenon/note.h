/* The manifest of a plugin: an allocated, padded ELF note that the seal step fills after the link
 * (tools/seal.py). */
#ifndef TENON_NOTE_H
#define TENON_NOTE_H
#include "tenon/abi.h"

/* Room for the manifest. A plugin with very many ops defines it larger (tn_add_plugin:
 * MANIFEST_SIZE). */
#ifndef TN_MANIFEST_SIZE
#define TN_MANIFEST_SIZE 16384
#endif

#define TN_NOTE_NAME "Tenon"
#define TN_NOTE_TYPE 1
#define TN_MANIFEST_MAGIC "TNMANIF1"

typedef struct tn_manifest_note {
  uint32_t name_size, desc_size, type; /* an Elf64_Nhdr */
  char name[8];                        /* "Tenon", padded to 4 bytes */
  char magic[8];
  uint32_t length; /* of the JSON text; 0: not sealed */
  uint32_t crc;    /* CRC-32 of the JSON text */
  char json[TN_MANIFEST_SIZE];
} tn_manifest_note;

#if defined(__has_attribute)
#if __has_attribute(retain)
#define TN_KEEP used, retain
#endif
#endif
#ifndef TN_KEEP
#define TN_KEEP used
#endif

/* Once per plugin, in one file. TN_PLUGIN of plugin.hpp does it. */
#define TN_MANIFEST_NOTE                                                                          \
  static const tn_manifest_note tn_manifest_note_ __attribute__((                                 \
      TN_KEEP, section(".note.tenon"), aligned(4))) = {6,                                         \
                                                       (uint32_t)(sizeof(tn_manifest_note) - 20), \
                                                       TN_NOTE_TYPE,                              \
                                                       TN_NOTE_NAME,                              \
                                                       {'T', 'N', 'M', 'A', 'N', 'I', 'F', '1'},  \
                                                       0,                                         \
                                                       0,                                         \
                                                       {0}};

#endif
