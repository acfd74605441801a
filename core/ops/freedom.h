// Variances of too few numbers, which are infinite or NaN: told under the name of the op called.
#pragma once
#include <string>

#include "core/base/str.h"
#include "core/base/warn.h"

namespace tenon {

// While it lives, var() is a part of another op; the outermost gives the name.
class PartOf {
 public:
  explicit PartOf(const char* op) : before_(called) {
    if (!called) called = op;
  }
  ~PartOf() { called = before_; }
  PartOf(const PartOf&) = delete;
  PartOf& operator=(const PartOf&) = delete;

  static const char* name() { return called ? called : "var"; }

 private:
  static inline thread_local const char* called = nullptr;
  const char* before_;
};

// `freedom`: how many numbers go into each result, less the correction.
inline void warn_of_freedom(double freedom) {
  if (freedom > 0) return;
  warn(str(PartOf::name(),
           "(): degrees of freedom is <= 0. Correction should be strictly less than the reduction "
           "factor (input numel divided by output numel)."));
}

}  // namespace tenon
