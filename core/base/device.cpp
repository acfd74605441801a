#include "core/base/device.h"

#include <charconv>
#include <mutex>
#include <vector>

#include "core/base/error.h"

namespace tenon {
namespace {

struct Names {
  std::mutex mutex;
  std::vector<std::string> list{"cpu", "meta"};
};
Names& names() {
  static auto* n = new Names;  // never destroyed: devices are asked for until the process ends
  return *n;
}

}  // namespace

Device parse_device(std::string_view text) {
  std::string_view kind = text.substr(0, text.find(':'));
  Device d;
  if (kind.size() < text.size()) {
    std::string_view digits = text.substr(kind.size() + 1);
    auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), d.index);
    check(status == std::errc() && end == digits.data() + digits.size() && d.index >= 0,
          "Invalid device string: '", text, "'");
  }
  std::lock_guard lock(names().mutex);
  const auto& list = names().list;
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i] == kind) {
      d.kind = static_cast<DeviceKind>(i);
      return d;
    }
  }
  std::string known;
  for (const auto& n : list) known += (known.empty() ? "" : ", ") + n;
  fail(ErrorKind::Runtime, "Expected one of ", known,
       " device type at start of device string: ", text);
}

std::string device_name(Device d) {
  std::lock_guard lock(names().mutex);
  std::string s = names().list[static_cast<size_t>(d.kind)];
  if (d.index >= 0) s += ":" + std::to_string(d.index);
  return s;
}

DeviceKind register_device(std::string_view name) {
  std::lock_guard lock(names().mutex);
  auto& list = names().list;
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i] == name) return static_cast<DeviceKind>(i);
  }
  check(list.size() < kMaxDevices, "register_device(): no room for '", name, "': got ", list.size(),
        " devices, expected fewer than ", kMaxDevices);
  list.emplace_back(name);
  return static_cast<DeviceKind>(list.size() - 1);
}

}  // namespace tenon
