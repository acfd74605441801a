#include "core/nn/node.h"

#include <unordered_map>

#include "core/api/copy.h"
#include "core/api/view.h"
#include "core/autograd/meta.h"
#include "core/nn/node_methods.h"
#include "core/registry/bind.h"
#include "core/registry/mode.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

// A native object inside a node.
struct Native : tn_object {
  const tn_native_vt* vt;
  void* object;
  std::atomic<uint32_t> refs{1};
  Native(const tn_native_vt* vt, void* object)
      : tn_object{[](tn_object* o) {
                    static_cast<Native*>(o)->refs.fetch_add(1, std::memory_order_relaxed);
                  },
                  [](tn_object* o) {
                    auto* n = static_cast<Native*>(o);
                    if (n->refs.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
                    n->vt->destroy(n->object);
                    delete n;
                  }},
        vt(vt),
        object(object) {}
};
Native& to_native(const Value& v) { return *static_cast<Native*>(static_cast<tn_object*>(v.p)); }

// While functions of types run on this thread, values that they read stay alive: a replaced value
// is parked until the outermost one returns.
constexpr int kMaxDepth = 900;
struct Frames {
  int depth = 0;
  std::vector<Owned> parked;
};
thread_local Frames tls_frames;

class Frame {
 public:
  Frame() {
    if (tls_frames.depth >= kMaxDepth)
      fail(ErrorKind::Recursion, "maximum depth of nested modules exceeded: ", kMaxDepth);
    ++tls_frames.depth;
  }
  ~Frame() {
    if (--tls_frames.depth == 0 && !tls_frames.parked.empty()) tls_frames.parked.clear();
  }
};

class NodeWorld : public World {
 public:
  Value make(const Type& type, Args args, std::span<const std::string_view> names) override {
    std::string_view what = std::string_view(type.name).substr(type.name.find_last_of('.') + 1);
    Bound bound(type.init.schema, what, args, names);
    Frame frame;
    if (type.kind == Type::Kind::Factory) {
      WorldScope scope(*this);
      Value ret;
      type.init.fn(type.init, nullptr, bound.data(), &ret);
      return ret;
    }
    auto node = RefPtr<Node>::adopt(Node::create(type));
    if (type.init.fn) type.init.fn(type.init, node.get(), bound.data(), nullptr);
    return self_value(*node.release());
  }
};
[[maybe_unused]] const bool installed = [] {
  static NodeWorld world;
  core_world = &world;
  return true;
}();

}  // namespace

Node::Node(const Type& type)
    : Self(
          type, [](tn_object* o) { static_cast<Node*>(static_cast<tn_self*>(o))->retain(); },
          [](tn_object* o) { intrusive_release(static_cast<Node*>(static_cast<tn_self*>(o))); }),
      slots_(type.fields.size()) {
  for (size_t i = 0; i < slots_.size(); ++i) {
    slots_[i].name = type.fields[i].name;
    slots_[i].kind = type.fields[i].kind;
    slots_[i].persistent = type.fields[i].persistent;
  }
}

Node* Node::create(const Type& type) { return new Node(type); }

void intrusive_release(Node* p) noexcept {
  if (p->refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete p;
}

void Node::missing(std::string_view name) const {
  fail(ErrorKind::Attribute, "'", type_->name, "' object has no attribute '", name, "'");
}

Node::Slot* Node::find(std::string_view name) {
  for (Slot& s : slots_) {
    if (s.name == name) return &s;
  }
  return nullptr;
}

Value Node::get(uint32_t field) {
  const Slot& s = slots_[field];
  if (!s.present) missing(s.name);
  return s.value.get();
}

Value Node::get_named(std::string_view name) {
  if (name == "training") return Value(training_);
  Slot* s = find(name);
  if (!s || !s->present) {
    for (const auto& [constant, value] : type_->constants) {
      if (constant == name) return value.get();
    }
    missing(name);
  }
  return s->value.get();
}

void Node::store(Slot& slot, const Value& v) {
  if (slot.kind == FieldKind::Child) {
    check_type(v.is_none() || v.tag == TN_SELF, "child '", slot.name, "': got ", tag_name(v.tag),
               ", expected an instance of a type or None");
  } else if (slot.kind == FieldKind::Param || slot.kind == FieldKind::Buffer) {
    check_type(v.is_none() || v.is_tensor(), "cannot assign ", tag_name(v.tag), " as ",
               slot.kind == FieldKind::Param ? "parameter '" : "buffer '", slot.name,
               "' (Tensor or None expected)");
    if (slot.kind == FieldKind::Param && v.is_tensor()) {
      DType t = v.tensor().dtype();
      if ((is_floating(t) || is_complex(t)) && is_leaf(v.tensor()))
        set_requires_grad(v.tensor(), true);
    }
  }
  Owned old = std::exchange(slot.value, Owned::copy(v));
  if (tls_frames.depth && !old.get().is_none()) tls_frames.parked.push_back(std::move(old));
  slot.present = true;
}

void Node::set(uint32_t field, const Value& v) { store(slots_[field], v); }

void Node::set_named(FieldKind kind, std::string_view name, const Value& v, bool persistent) {
  check_value(!name.empty() && name.find('.') == std::string_view::npos,
              "set(): wrong name of a field: '", name, "'");
  Slot* s = find(name);
  if (!s) {
    s = &slots_.emplace_back();
    s->name = name;
  }
  s->kind = kind;
  s->persistent = persistent;
  store(*s, v);
}

void* Node::native(uint32_t field) {
  const Value& v = slots_[field].value.get();
  return v.is_none() ? nullptr : to_native(v).object;
}

void Node::set_native(uint32_t field, void* object) {
  const tn_native_vt* vt = type_->fields[field].native;
  check_type(vt != nullptr, "field '", slots_[field].name, "' of '", type_->name,
             "' is not native");
  Owned holder(Value::pointer(TN_OBJECT, static_cast<tn_object*>(new Native(vt, object))));
  store(slots_[field], holder.get());
}

void Node::call(uint32_t child, Args args, Value* rets, uint32_t nrets) {
  const Value v = get(child);
  check_type(v.tag == TN_SELF, "'", slots_[child].name, "' of '", type_->name,
             "' is None and cannot be called");
  to_self(v).invoke(args, rets, nrets);
}

void Node::method(uint32_t index, Args args, Value* rets, uint32_t nrets) {
  Frame frame;
  run_method(type_->methods[index], this, args, rets, nrets);
}

void Node::method_named(std::string_view name, Args args, Value* rets, uint32_t nrets) {
  const TypeMethod* m = type_->find_method(name);
  if (m) return method(m->index, args, rets, nrets);
  m = common_method(name);
  if (!m) missing(name);
  Frame frame;
  run_method(*m, this, args, rets, nrets);
}

void Node::invoke(Args args, Value* rets, uint32_t nrets) {
  const int index = type_->forward >= 0 ? type_->forward : -1;
  if (index < 0) {
    const TypeMethod* m = type_->find_method("__call__");
    check_implemented(m != nullptr, "'", type_->name,
                      "' has no method forward, so it cannot be called");
    return method(m->index, args, rets, nrets);
  }
  method(static_cast<uint32_t>(index), args, rets, nrets);
}

bool Node::next_child(uint64_t& pos, std::string_view& name, Value& child) {
  while (pos < slots_.size()) {
    const Slot& s = slots_[pos++];
    if (s.kind != FieldKind::Child || !s.present) continue;
    name = s.name;
    child = s.value.get();
    return true;
  }
  return false;
}

Value Node::make(const Type& type, Args args, std::span<const std::string_view> names) {
  return core_world->make(type, args, names);
}

// What was copied already, so that shared parts stay shared.
struct Node::Copies {
  std::unordered_map<const void*, Owned> made;
};

Value Node::clone_into(Copies& copies) {
  if (auto it = copies.made.find(this); it != copies.made.end()) return it->second.get().own();
  auto copy = RefPtr<Node>::adopt(new Node(*type_));
  copies.made.emplace(this, Owned::copy(self_value(*copy)));
  copy->training_ = training_;
  copy->slots_ = slots_;
  for (Slot& s : copy->slots_) {
    const Value v = s.value.get();
    if (v.tag == TN_SELF) {
      s.value = Owned(to_node(v).clone_into(copies));
    } else if (v.is_tensor()) {
      Owned& made = copies.made[v.p];
      if (made.get().is_none()) {
        GradMode no_grad(false);
        Tensor t = tenon::clone(detach(v.tensor()));
        if (v.tensor().requires_grad()) set_requires_grad(t, true);
        made = Owned::copy(Value(t));
      }
      s.value = made;
    } else if (s.kind == FieldKind::Native && v.tag == TN_OBJECT) {
      const Native& n = to_native(v);
      void* object = n.vt->clone(n.object);
      if (!object)
        fail(ErrorKind::OutOfMemory, "clone(): no memory for the copy of field '", s.name, "'");
      s.value = Owned(Value::pointer(TN_OBJECT, static_cast<tn_object*>(new Native(n.vt, object))));
    }
  }
  return self_value(*copy.release());
}

Value Node::clone() {
  Copies copies;
  return clone_into(copies);
}

}  // namespace tenon::nn
