// Who works on a partial download: process, its start time, boot and host, as one line of text.
#pragma once
#include <string>
#include <string_view>

namespace tenon::hub {

std::string this_process();
inline constexpr std::string_view kNobody = "nobody";  // what an owner leaves when it gives up

// False only when the text names a process of this host that is certainly gone.
bool may_be_alive(std::string_view owner);
std::string random_hex(size_t bytes);

}  // namespace tenon::hub
