#include "core/plugin/elf.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/base/error.h"
#include "tenon/note.h"

namespace tenon::plugin {
namespace {

constexpr uint64_t kMaxHeaders = 512;     // program headers; real plugins have about ten
constexpr uint64_t kMaxNotes = 8u << 20;  // bytes of one note segment
constexpr std::string_view kOwner{TN_NOTE_NAME "\0", sizeof(TN_NOTE_NAME)};

#if defined(__x86_64__)
constexpr uint16_t kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr uint16_t kMachine = EM_AARCH64;
#else
#error "add the ELF machine number of this target"
#endif

template <class... Parts>
[[noreturn]] void bad(const Parts&... parts) {
  fail(ErrorKind::Import, parts...);
}

// Whether [offset, offset + size) lies in a file, without overflow.
bool inside(uint64_t offset, uint64_t size, uint64_t file_size) {
  return offset <= file_size && size <= file_size - offset;
}

Elf64_Ehdr read_header(const Bytes& file) {
  Elf64_Ehdr h;
  if (file.size() < SELFMAG || !file.read(0, &h, std::min<uint64_t>(sizeof(h), file.size())) ||
      std::memcmp(h.e_ident, ELFMAG, SELFMAG) != 0) {
    bad("it is not a shared object (no ELF header). Hint: a plugin is a compiled .so file.");
  }
  if (file.size() < sizeof(h))
    bad("the file is cut off: its header has ", file.size(), " of ", sizeof(h), " bytes.");
  if (h.e_ident[EI_CLASS] != ELFCLASS64 || h.e_ident[EI_DATA] != ELFDATA2LSB ||
      h.e_ident[EI_VERSION] != EV_CURRENT) {
    bad("it is not a 64-bit little-endian ELF file.");
  }
  if (h.e_type != ET_DYN)
    bad("it is not a shared object: got ELF type ", h.e_type, ", expected ", ET_DYN, ".");
  if (h.e_machine != kMachine) {
    bad("it is built for another machine: got ELF machine ", h.e_machine, ", expected ", kMachine,
        ".");
  }
  return h;
}

std::vector<Elf64_Phdr> read_segments(const Bytes& file, const Elf64_Ehdr& h) {
  if (h.e_phentsize != sizeof(Elf64_Phdr) || h.e_phnum == 0 || h.e_phnum > kMaxHeaders) {
    bad("its program headers are damaged: got ", h.e_phnum, " of ", h.e_phentsize, " bytes.");
  }
  std::vector<Elf64_Phdr> segments(h.e_phnum);
  if (!file.read(h.e_phoff, segments.data(), segments.size() * sizeof(Elf64_Phdr))) {
    bad("the file is cut off: its program headers lie behind its end.");
  }
  return segments;
}

// dlopen maps segments without looking at the file's size; touching what is missing is a SIGBUS.
void check_segments(const Bytes& file, const std::vector<Elf64_Phdr>& segments) {
  bool load = false, dynamic = false;
  for (const Elf64_Phdr& s : segments) {
    if (s.p_type != PT_LOAD && s.p_type != PT_DYNAMIC && s.p_type != PT_NOTE) continue;
    load |= s.p_type == PT_LOAD;
    dynamic |= s.p_type == PT_DYNAMIC;
    if (!inside(s.p_offset, s.p_filesz, file.size())) {
      bad("the file is cut off: a segment ends at byte ", s.p_offset + s.p_filesz, ", the file at ",
          file.size(), ".");
    }
    if (s.p_type == PT_LOAD && (s.p_memsz < s.p_filesz || s.p_vaddr + s.p_memsz < s.p_vaddr)) {
      bad("its program headers are damaged: a segment is smaller in memory than in the file.");
    }
  }
  if (!load || !dynamic) bad("its program headers are damaged: no loadable or no dynamic segment.");
}

// The linker puts the section table last, so a file that lost its tail is recognised even where no
// segment is missing.
void check_section_table(const Bytes& file, const Elf64_Ehdr& h) {
  if (h.e_shoff == 0) return;
  if (!inside(h.e_shoff, uint64_t{h.e_shnum} * h.e_shentsize, file.size())) {
    bad("the file is cut off: its section table ends at byte ",
        h.e_shoff + uint64_t{h.e_shnum} * h.e_shentsize, ", the file at ", file.size(), ".");
  }
}

uint64_t aligned(uint64_t n, uint64_t alignment) {
  return (n + alignment - 1) / alignment * alignment;
}

// The manifest's description in one note segment; empty if it is not there.
std::string find_note(const Bytes& file, const Elf64_Phdr& segment) {
  if (segment.p_filesz > kMaxNotes) return {};
  std::string notes(segment.p_filesz, '\0');
  if (!file.read(segment.p_offset, notes.data(), notes.size())) bad("the file cannot be read.");
  const uint64_t alignment = segment.p_align == 8 ? 8 : 4;
  for (uint64_t at = 0; inside(at, sizeof(Elf64_Nhdr), notes.size());) {
    Elf64_Nhdr n;
    std::memcpy(&n, notes.data() + at, sizeof(n));
    const uint64_t name = at + sizeof(n), desc = name + aligned(n.n_namesz, alignment);
    if (!inside(name, n.n_namesz, notes.size()) || !inside(desc, n.n_descsz, notes.size()))
      return {};
    if (n.n_type == TN_NOTE_TYPE && std::string_view(notes).substr(name, n.n_namesz) == kOwner) {
      return notes.substr(desc, n.n_descsz);
    }
    at = desc + aligned(n.n_descsz, alignment);
  }
  return {};
}

}  // namespace

bool MemoryBytes::read(uint64_t offset, void* out, uint64_t n) const {
  if (!inside(offset, n, data_.size())) return false;
  if (n) std::memcpy(out, data_.data() + offset, n);
  return true;
}

FileBytes::FileBytes(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (fd_ < 0) fail(ErrorKind::OS, "cannot open '", path, "': ", std::strerror(errno), ".");
  struct stat s;
  if (::fstat(fd_, &s) != 0 || !S_ISREG(s.st_mode)) {
    ::close(fd_);
    fail(ErrorKind::OS, "cannot read '", path, "': it is not a regular file.");
  }
  size_ = static_cast<uint64_t>(s.st_size);
}

FileBytes::~FileBytes() { ::close(fd_); }

bool FileBytes::read(uint64_t offset, void* out, uint64_t n) const {
  if (!inside(offset, n, size_)) return false;
  auto* to = static_cast<char*>(out);
  while (n > 0) {
    ssize_t got = ::pread(fd_, to, n, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    offset += static_cast<uint64_t>(got);
    n -= static_cast<uint64_t>(got);
  }
  return true;
}

std::string read_manifest_note(const Bytes& file) {
  const Elf64_Ehdr header = read_header(file);
  const std::vector<Elf64_Phdr> segments = read_segments(file, header);
  check_segments(file, segments);
  check_section_table(file, header);
  for (const Elf64_Phdr& s : segments) {
    if (s.p_type != PT_NOTE) continue;
    if (std::string note = find_note(file, s); !note.empty()) return note;
  }
  bad("it is a shared object, but not a plugin of Tenon: it has no manifest (.note.tenon).");
}

}  // namespace tenon::plugin
