// What the tables of layers share: ops by name, tensor options, and the register functions.
#pragma once
#include <atomic>
#include <initializer_list>

#include "core/nn/init.h"
#include "core/registry/op.h"
#include "core/registry/self.h"

namespace tenon::nn {

// Around every op that a layer calls: a caller that holds a lock of its language gives it up when
// the call is long. `begin` returns what `end` takes; both are null until installed.
struct CallGuard {
  void* (*begin)(const Op& op, const Value* args) = nullptr;
  void (*end)(void* token) = nullptr;
};
extern CallGuard call_guard;

// An op by name, looked up at its first call. `params` names the arguments in the order in which
// calls give them; without it they are the first of the schema.
class OpRef {
 public:
  constexpr explicit OpRef(const char* name, const char* params = nullptr)
      : name_(name), params_(params) {}
  // The op's one result, owned. The rest of the parameters have their defaults; numbers and lists
  // are converted.
  Value operator()(std::initializer_list<Value> args) const { return run(args, false); }
  // All of its results as one owned tuple.
  Value all(std::initializer_list<Value> args) const { return run(args, true); }

 private:
  Value run(std::initializer_list<Value> args, bool all) const;
  const Op& resolve() const;
  static constexpr size_t kMax = 24;
  const char* name_;
  const char* params_;
  mutable std::atomic<const Op*> op_{nullptr};
  mutable uint8_t order_[kMax] = {};  // written before op_ is
};

// An empty tensor; device and dtype may be None.
Tensor empty_tensor(IntSpan size, const Value& device, const Value& dtype);
// A text result.
inline Value text(std::string s) { return make_string(std::move(s)); }
// A list of ints as Python writes a tuple: (3, 3), (3,).
std::string tuple_repr(IntSpan v);

// X(family): core/nn/layers/FAMILY.cpp defines register_FAMILY().
#define TN_FOR_EACH_LAYER_FAMILY(X) \
  X(activation)                     \
  X(container)                      \
  X(conv)                           \
  X(dropout)                        \
  X(linear)                         \
  X(loss)                           \
  X(loss_more)                      \
  X(norm)                           \
  X(pad)                            \
  X(pool)                           \
  X(pool_more)                      \
  X(rnn)                            \
  X(rnn_cell)                       \
  X(sparse)                         \
  X(vision)
#define TN_X(family) void register_##family();
TN_FOR_EACH_LAYER_FAMILY(TN_X)
#undef TN_X

}  // namespace tenon::nn
