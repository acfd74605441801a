#include "core/plugin/boundary.h"

#include <atomic>
#include <new>

#include "core/plugin/loaded.h"

struct tn_status {
  std::atomic<uint32_t> refs{1};
  bool counted = true;
  uint32_t code = TN_UNKNOWN;
  std::string kind;  // as given: plugins may name kinds that core does not know
  tenon::Error error{tenon::ErrorKind::Runtime, ""};
};

namespace tenon::plugin {
namespace {

uint32_t code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Value:
    case ErrorKind::Type:
    case ErrorKind::Assertion:
    case ErrorKind::ZeroDivision:
    case ErrorKind::LinAlg:
      return TN_INVALID_ARGUMENT;
    case ErrorKind::Index:
    case ErrorKind::Overflow:
    case ErrorKind::StopIteration:
      return TN_OUT_OF_RANGE;
    case ErrorKind::Key:
    case ErrorKind::Attribute:
    case ErrorKind::Import:
      return TN_NOT_FOUND;
    case ErrorKind::NotImplemented:
      return TN_UNIMPLEMENTED;
    case ErrorKind::OutOfMemory:
    case ErrorKind::Recursion:
      return TN_RESOURCE_EXHAUSTED;
    case ErrorKind::OS:
      return TN_UNAVAILABLE;
    case ErrorKind::Interrupted:
      return TN_CANCELLED;
    case ErrorKind::Runtime:
      return TN_UNKNOWN;
  }
  return TN_UNKNOWN;
}

// Given where not even an error can be allocated.
tn_status* out_of_memory() {
  static tn_status* status = [] {
    auto* s = new tn_status;
    s->counted = false;
    s->code = TN_RESOURCE_EXHAUSTED;
    s->kind = "MemoryError";
    s->error = Error(ErrorKind::OutOfMemory, "out of memory");
    return s;
  }();
  return status;
}
[[maybe_unused]] const tn_status* const kMadeEarly = out_of_memory();

tn_text text(std::string_view s) { return {s.data(), s.size()}; }
std::string_view view(tn_text t) { return {t.data, static_cast<size_t>(t.size)}; }

tn_status* make(uint32_t code, tn_text kind, tn_text message) {
  try {
    auto* s = new tn_status;
    s->code = code;
    s->kind = view(kind);
    s->error = Error(kind_from_name(s->kind), std::string(view(message)));
    return s;
  } catch (...) {
    return out_of_memory();
  }
}

tn_status* retain(tn_status* s) {
  if (s->counted) s->refs.fetch_add(1, std::memory_order_relaxed);
  return s;
}

void release(tn_status* s) {
  if (s && s->counted && s->refs.fetch_sub(1, std::memory_order_acq_rel) == 1) delete s;
}

void add_note(tn_status* s, tn_text note) {
  if (!s->counted) return;
  try {
    s->error.add_note(view(note));
  } catch (...) {  // an error without its note is still the error
  }
}

}  // namespace

tn_status* status_of(const Error& e) {
  try {
    auto* s = new tn_status;
    s->code = code_of(e.kind());
    s->kind = kind_name(e.kind());
    s->error = e;
    return s;
  } catch (...) {
    return out_of_memory();
  }
}

tn_status* status_of_current_exception() {
  try {
    throw;
  } catch (const Error& e) {
    return status_of(e);
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::exception& e) {
    return status_of(Error(ErrorKind::Runtime, e.what()));
  } catch (...) {
    return status_of(Error(ErrorKind::Runtime, "an exception of an unknown type was thrown"));
  }
}

void throw_if(tn_status* status) {
  if (!status) return;
  Error e = status->error;
  release(status);
  throw e;
}

void throw_away(tn_status* status) noexcept { release(status); }

void fill_status(tn_host_core& t) {
  t.status_make = make;
  t.status_release = release;
  t.status_retain = retain;
  t.status_code = [](const tn_status* s) { return s->code; };
  t.status_kind = [](const tn_status* s) { return text(s->kind); };
  t.status_message = [](const tn_status* s) { return text(s->error.message()); };
  t.status_add_note = add_note;
}

}  // namespace tenon::plugin
