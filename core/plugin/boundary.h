// Errors at the boundary: core throws, the C ABI returns statuses. Kind, message and a foreign
// exception object survive both ways.
#pragma once
#include <cxxabi.h>

#include "core/base/error.h"
#include "tenon/abi.h"

namespace tenon::plugin {

// A status for the exception being handled; never null.
tn_status* status_of_current_exception();
tn_status* status_of(const Error& e);
// Takes the status over and throws it as an Error; nothing if it is null.
void throw_if(tn_status* status);
void throw_away(tn_status* status) noexcept;  // where nobody can be told

// Runs f for the C side.
template <class F>
tn_status* guarded(F&& f) {
  try {
    f();
    return nullptr;
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    return status_of_current_exception();
  }
}

}  // namespace tenon::plugin
