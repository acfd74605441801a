// Arguments by position and name, made to fit a schema: defaults filled in, lists and numbers
// converted.
#pragma once
#include <deque>
#include <memory>
#include <span>

#include "core/registry/schema.h"

namespace tenon {

// One cell per parameter, valid while this and the caller's arguments live.
class Bound {
 public:
  static constexpr size_t kMax = 64;
  // `what` starts the messages: "Linear". The last names.size() of the args are given by name.
  // TypeError where they do not fit.
  Bound(const Schema& schema, std::string_view what, std::span<const Value> args,
        std::span<const std::string_view> names = {});
  const Value* data() const { return reinterpret_cast<const Value*>(raw_); }
  size_t size() const { return n_; }
  std::span<const Value> cells() const { return {data(), n_}; }

 private:
  Value fit(const Param& p, const Value& v);
  Value fit_list(const Param& p, const Value& v);
  Value fit_text(const Param& p, const Value& v);
  [[noreturn]] void wrong(const Param& p, const Value& v) const;

  // What converted lists point to; a deque does not move its elements.
  struct Lists {
    std::deque<std::vector<int64_t>> ints;
    std::deque<std::vector<double>> floats;
    std::deque<std::vector<Tensor>> tensors;
    std::deque<std::vector<Value>> values;
  };
  Lists& lists();

  std::string_view what_;
  const Schema& schema_;
  size_t n_;
  alignas(Value) unsigned char raw_[kMax * sizeof(Value)];  // not cleared: most schemas are short
  std::unique_ptr<Lists> lists_;                            // made when the first list is converted
};

}  // namespace tenon
