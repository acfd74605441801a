// From descriptors to the registry: what register_op.cpp and register_type.cpp share.
#pragma once
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/plugin/manifest.h"
#include "tenon/abi.h"

namespace tenon {
struct Op;
struct Schema;
struct Type;
struct Value;
}  // namespace tenon

namespace tenon::plugin {

// A descriptor as this core knows it: fields that an older plugin lacks are zero, fields that a
// newer one has are dropped.
template <class T>
T copy_sized(const T* theirs) {
  T out{};
  std::memcpy(&out, theirs, std::min<size_t>(theirs->struct_size, sizeof(T)));
  return out;
}
// Element i of an array whose elements are `stride` bytes apart.
template <class T>
T copy_element(const T* array, uint32_t i, uint32_t stride) {
  T out{};
  std::memcpy(&out, reinterpret_cast<const char*>(array) + size_t{i} * stride,
              std::min<size_t>(stride, sizeof(T)));
  return out;
}

// The space-separated words of a text that may be null.
inline std::vector<std::string_view> words(const char* text) {
  std::vector<std::string_view> out;
  std::string_view rest = text ? text : "";
  while ((rest = rest.substr(std::min(rest.find_first_not_of(" \n"), rest.size()))),
         !rest.empty()) {
    out.push_back(rest.substr(0, rest.find_first_of(" \n")));
    rest.remove_prefix(out.back().size());
  }
  return out;
}

// "vision.ops.nms" and "tenon.vision.ops.nms" are the same public path: the second.
std::string full_path(std::string_view path);

// TypeError, and drops the results, where one of them is not what the schema says: all core code
// trusts their tags.
void check_results(const Schema& schema, std::string_view name, std::string_view owner,
                   Value* rets);

// An op that is complete but not registered. ValueError where the descriptor is wrong.
std::unique_ptr<Op> make_op(const tn_op_desc& desc, const Manifest& manifest);
// A type, likewise.
std::unique_ptr<Type> make_type(const tn_type_desc& desc, const Manifest& manifest);

}  // namespace tenon::plugin
