// Small text helpers of the hub: what may reach a terminal, sizes for people, names that look
// alike.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::hub {

// The text without control characters, terminal escapes, bidirectional marks and bytes that are not
// UTF-8; each becomes '?'. Line ends stay.
std::string printable(std::string_view text);

std::string human_size(uint64_t bytes);  // "46.9 MB"

// The candidates close to `name`, closest first, at most three.
std::vector<std::string> similar(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace tenon::hub
