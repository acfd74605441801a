// Errors: exceptions inside a binary, statuses between binaries. No exception crosses.
#pragma once
#include <cxxabi.h>

#include <charconv>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include "tenon/detail/host.hpp"

TN_NAMESPACE_BEGIN

// An error with the name of its kind ("ValueError", "IndexError", ...). One that came from the host
// goes back unchanged.
class Error : public std::exception {
 public:
  Error(std::string_view kind, std::string message) : kind_(kind), message_(std::move(message)) {}
  static Error adopt(tn_status* status) {
    const auto& core = detail::tables().core;
    Error e(detail::view(core.status_kind(status)),
            std::string(detail::view(core.status_message(status))));
    e.status_ = std::shared_ptr<tn_status>(status, core.status_release);
    return e;
  }
  const std::string& kind() const noexcept { return kind_; }
  const std::string& message() const noexcept { return message_; }
  const char* what() const noexcept override { return message_.c_str(); }
  // A status for the other side, owned by the caller.
  tn_status* to_status() const noexcept;

 private:
  std::string kind_, message_;
  std::shared_ptr<tn_status> status_;
};

namespace detail {

inline uint32_t code_of(std::string_view kind) noexcept {
  if (kind == "ValueError" || kind == "TypeError" || kind == "AssertionError")
    return TN_INVALID_ARGUMENT;
  if (kind == "IndexError" || kind == "OverflowError" || kind == "StopIteration")
    return TN_OUT_OF_RANGE;
  if (kind == "KeyError" || kind == "AttributeError" || kind == "ImportError") return TN_NOT_FOUND;
  if (kind == "NotImplementedError") return TN_UNIMPLEMENTED;
  if (kind == "MemoryError") return TN_RESOURCE_EXHAUSTED;
  if (kind == "OSError") return TN_UNAVAILABLE;
  if (kind == "KeyboardInterrupt") return TN_CANCELLED;
  return TN_UNKNOWN;
}

inline tn_status* make_status(std::string_view kind, std::string_view message) noexcept {
  return tables().core.status_make(code_of(kind), text(kind), text(message));
}

// The exception being handled, as a status.
[[gnu::cold, gnu::noinline]] inline tn_status* current_status() {
  try {
    throw;
  } catch (const Error& e) {
    return e.to_status();
  } catch (const std::bad_alloc&) {
    return make_status("MemoryError", "out of memory");
  } catch (const std::invalid_argument& e) {
    return make_status("ValueError", e.what());
  } catch (const std::out_of_range& e) {
    return make_status("IndexError", e.what());
  } catch (const std::exception& e) {
    return make_status("RuntimeError", e.what());
  } catch (abi::__forced_unwind&) {
    throw;  // a thread being cancelled must go on unwinding
  } catch (...) {
    return make_status("RuntimeError", "an exception of an unknown type was thrown");
  }
}

// Runs f and turns what it throws into a status.
template <class F>
tn_status* guard(F&& f) {
  try {
    f();
    return nullptr;
  } catch (...) {
    return current_status();
  }
}

// Throws the error in a status, if any.
inline void check(tn_status* status) {
  if (status) [[unlikely]]
    throw Error::adopt(status);
}

#if defined(TN_PROGRAM)
inline void abi_mismatch() {
  throw std::runtime_error(
      "tenon: libtenon.so and the headers of this program have different ABI majors. Hint: rebuild "
      "it.");
}
#endif

inline void append(std::string& out, std::string_view s) { out += s; }
inline void append(std::string& out, const char* s) { out += s; }
inline void append(std::string& out, char c) { out += c; }
inline void append(std::string& out, bool b) { out += b ? "True" : "False"; }
template <class T>
requires std::is_arithmetic_v<T>
void append(std::string& out, T v) {
  char buffer[48];
  auto end = std::to_chars(buffer, buffer + sizeof(buffer), v).ptr;
  out.append(buffer, end);
}
// Anything that is a sequence of numbers: "[2, 3]".
template <class T>
requires requires(const T& v) {
  v.begin();
  v.end();
} &&(!std::is_convertible_v<T, std::string_view>)void append(std::string& out, const T& values) {
  out += '[';
  for (const char* comma = ""; const auto& v : values) {
    out += comma;
    append(out, v);
    comma = ", ";
  }
  out += ']';
}

}  // namespace detail

inline tn_status* Error::to_status() const noexcept {
  if (!status_) return detail::make_status(kind_, message_);
  return detail::tables().core.status_retain(status_.get());
}

// The parts of a message as one text.
template <class... Parts>
std::string str(const Parts&... parts) {
  std::string out;
  (detail::append(out, parts), ...);
  return out;
}

// fail("ValueError", "nms(): boxes: got ", n, " columns, expected 4."); messages are whole
// sentences.
template <class... Parts>
[[noreturn, gnu::cold, gnu::noinline]] void fail(std::string_view kind, const Parts&... parts) {
  throw Error(kind, str(parts...));
}

// RuntimeError unless the condition holds; the others raise what their name says.
#define TN_CHECK_FUNCTION(name, kind)                \
  template <class... Parts>                          \
  void name(bool condition, const Parts&... parts) { \
    if (!condition) [[unlikely]]                     \
      fail(kind, parts...);                          \
  }
TN_CHECK_FUNCTION(check, "RuntimeError")
TN_CHECK_FUNCTION(check_value, "ValueError")
TN_CHECK_FUNCTION(check_type, "TypeError")
TN_CHECK_FUNCTION(check_index, "IndexError")
TN_CHECK_FUNCTION(check_implemented, "NotImplementedError")
#undef TN_CHECK_FUNCTION

TN_NAMESPACE_END
