#include "hub/owner.h"

#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include "core/base/error.h"
#include "hub/digest.h"

namespace tenon::hub {

namespace {

// The first line of a small file of /proc, which has no size of its own; empty when there is none.
std::string read_line(const std::string& path) {
  std::string out;
  std::FILE* f = std::fopen(path.c_str(), "re");
  if (!f) return out;
  std::array<char, 4096> buffer;
  out.assign(buffer.data(), std::fread(buffer.data(), 1, buffer.size(), f));
  std::fclose(f);
  return out.substr(0, out.find('\n'));
}

// Field 22 of /proc/PID/stat; the second field may hold spaces and parentheses itself.
std::string start_time(std::string_view pid) {
  std::string stat = read_line(str("/proc/", pid, "/stat"));
  size_t at = stat.rfind(')');
  for (int field = 2; field < 22 && at != stat.npos; ++field) at = stat.find(' ', at + 1);
  if (at == stat.npos) return "";
  return stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
}

std::string host_name() {
  char name[256] = "";
  ::gethostname(name, sizeof(name) - 1);
  return name;
}

std::string boot_id() { return read_line("/proc/sys/kernel/random/boot_id"); }

std::string_view word(std::string_view& text) {
  size_t space = text.find(' ');
  std::string_view first = text.substr(0, space);
  text = space == text.npos ? std::string_view() : text.substr(space + 1);
  return first;
}

}  // namespace

std::string this_process() {
  std::string pid = str(static_cast<int64_t>(::getpid()));
  return str(pid, ' ', start_time(pid), ' ', boot_id(), ' ', host_name());
}

bool may_be_alive(std::string_view owner) {
  if (owner == kNobody) return false;
  std::string_view pid = word(owner), started = word(owner), boot = word(owner), host = owner;
  if (pid.empty() || started.empty() || boot.empty()) return true;
  if (host != host_name()) return true;
  return boot == boot_id() && start_time(pid) == started;
}

std::string random_hex(size_t bytes) {
  std::string raw(bytes, '\0');
  while (::getrandom(raw.data(), raw.size(), 0) != static_cast<ssize_t>(raw.size())) {
    check(errno == EINTR, "hub: the system gives no random numbers");
  }
  return hex_of(raw);
}

}  // namespace tenon::hub
