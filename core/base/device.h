// Devices: a kind and an index. "cpu" and "meta" are built in; others register a name at run time.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tenon {

enum class DeviceKind : uint8_t { CPU = 0, Meta = 1, FirstPlugin = 2 };
inline constexpr int kMaxDevices = 8;

struct Device {
  DeviceKind kind = DeviceKind::CPU;
  int8_t index = -1;  // -1: the kind's current device
  bool operator==(const Device&) const = default;
};

Device parse_device(
    std::string_view text);  // "cpu", "cpu:0", "meta"; RuntimeError naming the known kinds
std::string device_name(Device d);
DeviceKind register_device(
    std::string_view name);  // a kind for a plugin's device; RuntimeError when full

}  // namespace tenon
