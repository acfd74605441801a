// Libraries that lie beside libtenon.so and are opened at their first use.
#pragma once

namespace tenon {

// Opens `file` of the folder of libtenon.so, for good, and finds `symbol` in it. RuntimeError,
// naming the file, when either is missing: `room` begins the message, `purpose` says what the
// library does, `target` what builds it.
struct Companion {
  const char *file, *symbol, *room, *purpose, *target;
};
void* open_companion(const Companion& c);

// RuntimeError when the library's table is not of the size that this build expects.
void check_companion(const Companion& c, unsigned size, unsigned expected);

}  // namespace tenon
