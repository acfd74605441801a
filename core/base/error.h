// Errors: a kind (which Python exception) and a sentence `op(): what is wrong: got X, expected Y.
// Hint.`
#pragma once
#include <exception>
#include <memory>
#include <string>

#include "core/base/str.h"

namespace tenon {

enum class ErrorKind : uint8_t {
  Runtime,
  Value,
  Type,
  Index,
  Key,
  Attribute,
  NotImplemented,
  OutOfMemory,
  Import,
  OS,
  Assertion,
  ZeroDivision,
  Overflow,
  StopIteration,
  Recursion,
  LinAlg,  // a matrix does not permit the operation: singular, not positive-definite
  Interrupted
};
std::string_view kind_name(ErrorKind kind) noexcept;       // "ValueError", ...
ErrorKind kind_from_name(std::string_view name) noexcept;  // Runtime if unknown

class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message) : kind_(kind), message_(std::move(message)) {}
  ErrorKind kind() const noexcept { return kind_; }
  const std::string& message() const noexcept { return message_; }
  const char* what() const noexcept override { return message_.c_str(); }
  void add_note(std::string_view note) { message_ += str("\n", note); }

  // The exception object of the language that raised it, kept so that it arrives unchanged. May be
  // null.
  std::shared_ptr<void> foreign;

 private:
  ErrorKind kind_;
  std::string message_;
};

template <class... Parts>
[[noreturn, gnu::cold, gnu::noinline]] void fail(ErrorKind kind, const Parts&... parts) {
  throw Error(kind, str(parts...));
}

// check(): RuntimeError unless the condition holds. The others raise what their name says.
#define TN_CHECK_FUNCTION(name, kind)                       \
  template <class... Parts>                                 \
  inline void name(bool condition, const Parts&... parts) { \
    if (!condition) [[unlikely]]                            \
      fail(ErrorKind::kind, parts...);                      \
  }
TN_CHECK_FUNCTION(check, Runtime)
TN_CHECK_FUNCTION(check_value, Value)
TN_CHECK_FUNCTION(check_type, Type)
TN_CHECK_FUNCTION(check_index, Index)
TN_CHECK_FUNCTION(check_implemented, NotImplemented)
#undef TN_CHECK_FUNCTION

}  // namespace tenon
