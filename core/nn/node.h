// Node: an instance of a type in core's own tree. The C++ counterpart of a Python instance.
#pragma once
#include "core/registry/self.h"

namespace tenon::nn {

class Node final : public Self {
 public:
  // A node whose fields are not set yet; one reference, owned by the caller.
  static Node* create(const Type& type);

  Value get(uint32_t field) override;
  Value get_named(std::string_view name) override;
  void set(uint32_t field, const Value& v) override;
  void set_named(FieldKind kind, std::string_view name, const Value& v,
                 bool persistent = true) override;
  void* native(uint32_t field) override;
  void set_native(uint32_t field, void* object) override;
  void call(uint32_t child, Args args, Value* rets, uint32_t nrets) override;
  void method(uint32_t index, Args args, Value* rets, uint32_t nrets) override;
  void method_named(std::string_view name, Args args, Value* rets, uint32_t nrets) override;
  void invoke(Args args, Value* rets, uint32_t nrets) override;
  bool next_child(uint64_t& pos, std::string_view& name, Value& child) override;
  Value make(const Type& type, Args args, std::span<const std::string_view> names) override;
  bool training() override { return training_; }
  using Self::call;
  using Self::make;
  using Self::method_named;

  // One field. Fields of the type come first, in its order, then those set by name.
  struct Slot {
    std::string name;
    FieldKind kind = FieldKind::Attr;
    bool persistent = true;
    bool present = false;
    Owned value;  // a child: TN_SELF of a Node; a native object: TN_OBJECT
  };
  const std::vector<Slot>& slots() const { return slots_; }
  void set_training(bool on) { training_ = on; }  // of this node only
  // A deep copy: tensors and native objects are copied, and what is shared inside stays shared.
  Value clone();
  void retain() const noexcept { refs_.fetch_add(1, std::memory_order_relaxed); }
  friend void intrusive_release(Node* p) noexcept;

 private:
  explicit Node(const Type& type);
  ~Node() = default;
  void store(Slot& slot, const Value& v);
  Slot* find(std::string_view name);
  [[noreturn]] void missing(std::string_view name) const;

  struct Copies;
  Value clone_into(Copies& copies);

  std::vector<Slot> slots_;
  bool training_ = true;
  mutable std::atomic<uint32_t> refs_{1};
};
void intrusive_release(Node* p) noexcept;

inline Node& to_node(const Value& v) { return static_cast<Node&>(to_self(v)); }

}  // namespace tenon::nn
