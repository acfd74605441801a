// Sequential.
#include "core/nn/layers/layer.h"
#include "core/registry/types.h"

namespace tenon::nn {
namespace {

Value sequential_init(Self& self, Args a) {
  int64_t i = 0;
  for (const Value& module : list_items(a[0])) self.set_named(FieldKind::Child, str(i++), module);
  return {};
}

Value sequential_forward(Self& self, Args a) {
  Owned x = Owned::copy(a[0]);
  uint64_t pos = 0;
  std::string_view name;
  Value child;
  while (self.next_child(pos, name, child)) {
    const Value arg = x.get();
    Value out;
    invoke(child, Args(&arg, 1), &out, 1);
    x = Owned(out);
  }
  return x.release();
}

constexpr TypeDef kTypes[] = {
    {.name = "nn.Sequential",
     .ctor = "(any[] args=[])",
     .init = sequential_init,
     .methods = {{"forward(any input) -> any", sequential_forward}},
     .doc = R"(Runs modules one after the other, each on the result of the one before.

Example:
    >>> m = tenon.nn.Sequential(tenon.nn.Linear(4, 8), tenon.nn.ReLU())
    >>> m(tenon.zeros(2, 4)).shape
    tenon.Size([2, 8])
)"},
};

}  // namespace
void register_container() { define_types(kTypes); }
}  // namespace tenon::nn
