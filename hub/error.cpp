#include "hub/error.h"

#include "hub/text.h"

namespace tenon::hub {

namespace {

ErrorKind kind_of(int code) {
  switch (code / 1000) {
    case 2:
    case 3:
      return ErrorKind::Value;
    case 9:
      return ErrorKind::Import;
    case 10:
      return ErrorKind::OS;
    case 130:
      return ErrorKind::Interrupted;
    default:
      return ErrorKind::Runtime;
  }
}

}  // namespace

// Sentences quote names and files of strangers: nothing that steers a terminal leaves here.
HubError::HubError(int code, std::string message, std::string help)
    : Error(kind_of(code), printable(help.empty() ? message : str(message, ". Hint: ", help))),
      code_(code),
      sentence_(printable(message)),
      help_(printable(help)) {}

}  // namespace tenon::hub
