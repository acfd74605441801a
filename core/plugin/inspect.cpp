#include "core/plugin/inspect.h"

#include <elf.h>

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "tenon/abi.h"

namespace tenon::plugin {
namespace {

constexpr uint64_t kMaxTable = 256u << 20;  // bytes of one symbol or string table

[[noreturn]] void damaged(std::string_view what) {
  fail(ErrorKind::Import, "its ", what,
       " is damaged or missing. Fix: build it again, and do not remove its section table.");
}

// n elements of type T at an offset.
template <class T>
std::vector<T> read_table(const Bytes& file, uint64_t offset, uint64_t n, std::string_view what) {
  if (n > kMaxTable / sizeof(T)) damaged(what);
  std::vector<T> out(n);
  if (!file.read(offset, out.data(), n * sizeof(T))) damaged(what);
  return out;
}

std::string text_at(const std::vector<char>& strings, uint64_t at, std::string_view what) {
  if (at >= strings.size()) damaged(what);
  const char* begin = strings.data() + at;
  const size_t room = strings.size() - at, n = ::strnlen(begin, room);
  if (n == room) damaged(what);
  return {begin, n};
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (size_t i = 0; i < names.size() && i < 8; ++i) out += (i ? ", " : "") + names[i];
  return names.size() > 8 ? str(out, " and ", names.size() - 8, " more") : out;
}

}  // namespace

Dynamic read_dynamic(const Bytes& file) {
  read_manifest_note(file);  // the checks of the headers
  Dynamic out;
  const auto header = read_table<Elf64_Ehdr>(file, 0, 1, "header")[0];
  for (const auto& s :
       read_table<Elf64_Phdr>(file, header.e_phoff, header.e_phnum, "program headers")) {
    if (s.p_type == PT_GNU_STACK) out.executable_stack = s.p_flags & PF_X;
  }
  const auto sections =
      read_table<Elf64_Shdr>(file, header.e_shoff, header.e_shnum, "section table");
  bool found = false;
  for (const Elf64_Shdr& s : sections) {
    if (s.sh_type != SHT_DYNSYM && s.sh_type != SHT_DYNAMIC) continue;
    found |= s.sh_type == SHT_DYNSYM;
    if (s.sh_link >= sections.size()) damaged("section table");
    const Elf64_Shdr& link = sections[s.sh_link];
    const auto strings = read_table<char>(file, link.sh_offset, link.sh_size, "string table");
    if (s.sh_type == SHT_DYNAMIC) {
      for (const auto& d : read_table<Elf64_Dyn>(file, s.sh_offset, s.sh_size / sizeof(Elf64_Dyn),
                                                 "dynamic section")) {
        if (d.d_tag == DT_NEEDED)
          out.needed.push_back(text_at(strings, d.d_un.d_val, "dynamic section"));
      }
      continue;
    }
    for (const auto& y :
         read_table<Elf64_Sym>(file, s.sh_offset, s.sh_size / sizeof(Elf64_Sym), "symbol table")) {
      const bool local =
          ELF64_ST_BIND(y.st_info) == STB_LOCAL || ELF64_ST_VISIBILITY(y.st_other) == STV_HIDDEN;
      if (y.st_shndx != SHN_UNDEF && !local)
        out.exports.push_back(text_at(strings, y.st_name, "symbol table"));
    }
  }
  if (!found) damaged("symbol table");
  return out;
}

std::string check_exports(const Dynamic& d) {
  if (d.exports != std::vector<std::string>{TN_ENTRY_NAME}) {
    fail(ErrorKind::Import, "need the one export " TN_ENTRY_NAME ", have ",
         d.exports.empty() ? "none" : joined(d.exports), ". Fix: build it with tn_add_plugin.");
  }
  if (d.executable_stack)
    fail(ErrorKind::Import, "its stack is executable. Fix: link with -z noexecstack.");
  return "one symbol, " TN_ENTRY_NAME;
}

std::string check_libraries(const Dynamic& d) {
  for (const std::string& name : d.needed) {
    if (name.starts_with("libtenon")) {
      fail(ErrorKind::Import, "it links ", name,
           ", which ties it to one build. Fix: link tenon::plugin_api only.");
    }
    if (name.starts_with("libgomp") || name.starts_with("libomp") || name.starts_with("libiomp")) {
      fail(ErrorKind::Import, "it links ", name,
           ", which makes threads of its own. Fix: use tenon::parallel_for.");
    }
  }
  return d.needed.empty() ? "none" : joined(d.needed);
}

}  // namespace tenon::plugin
