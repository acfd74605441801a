// Arguments that come through the C ABI, made to fit a schema: defaults filled in, lists and numbers converted.
#pragma once
#include <deque>

#include "core/registry/schema.h"
#include "tenon/abi.h"

namespace tenon::plugin {

// One cell per parameter, valid while this and the caller's arguments live.
class Bound {
 public:
  static constexpr size_t kMax = 64;
  // `what` starts the messages: "nms". The last `nnames` of the args are given by name. TypeError where they do not fit.
  Bound(const Schema& schema, std::string_view what, const tn_value* args, uint32_t nargs, const tn_text* names, uint32_t nnames);
  const Value* data() const { return cells_; }
  size_t size() const { return n_; }

 private:
  Value fit(const Param& p, const Value& v);
  Value fit_list(const Param& p, const Value& v);
  [[noreturn]] void wrong(const Param& p, const Value& v) const;

  std::string_view what_;
  const Schema& schema_;
  size_t n_;
  Value cells_[kMax];
  std::deque<std::vector<int64_t>> ints_;  // what converted lists point to
  std::deque<std::vector<double>> floats_;
  std::deque<std::vector<Tensor>> tensors_;
  std::deque<std::vector<Value>> values_;
};

}  // namespace tenon::plugin
