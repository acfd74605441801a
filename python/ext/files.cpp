#include "python/ext/files.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/io/crc32.h"
#include "core/io/zip.h"

namespace tenon::py {
namespace {

constexpr size_t kMuch = size_t{1} << 16;  // bytes from which on other threads may run meanwhile

// A Python object's bytes, for its life.
class Buffer {
 public:
  explicit Buffer(PyObject* o) { checked(PyObject_GetBuffer(o, &view_, PyBUF_SIMPLE)); }
  ~Buffer() { PyBuffer_Release(&view_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  std::string_view bytes() const noexcept {
    return {static_cast<const char*>(view_.buf), static_cast<size_t>(view_.len)};
  }

 private:
  Py_buffer view_;
};

// _crc32(bytes, before=0)
PyObject* crc32_of(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject* o;
    unsigned int before = 0;
    if (!PyArg_ParseTuple(args, "O|I:_crc32", &o, &before)) throw_python_error();
    Buffer buffer(o);
    std::string_view bytes = buffer.bytes();
    uint32_t crc;
    {
      NoGil no_gil(bytes.size() >= kMuch);
      crc = io::crc32(bytes.data(), bytes.size(), before);
    }
    return PyLong_FromUnsignedLong(crc);
  });
}

class OpenFile : public io::ZipSource {
 public:
  OpenFile(int fd, uint64_t size) noexcept : ZipSource(size), fd_(fd) {}
  void read(uint64_t at, std::span<char> out) const override {
    while (!out.empty()) {
      ssize_t n = ::pread(fd_, out.data(), out.size(), static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail(ErrorKind::OS, "load(): cannot read the file: ", std::strerror(errno));
      if (n == 0) fail(ErrorKind::Runtime, "load(): the file became shorter while it was read");
      at += static_cast<uint64_t>(n);
      out = out.subspan(static_cast<size_t>(n));
    }
  }

 private:
  int fd_;
};

PyObject* entry_list(const std::vector<io::ZipEntry>& entries) {
  Ref list = checked(PyList_New(static_cast<Py_ssize_t>(entries.size())));
  Py_ssize_t i = 0;
  for (const io::ZipEntry& e : entries) {
    Ref name = checked(
        PyUnicode_DecodeUTF8(e.name.data(), static_cast<Py_ssize_t>(e.name.size()), "replace"));
    PyObject* item = Py_BuildValue("(OKKI)", name.get(), static_cast<unsigned long long>(e.begin),
                                   static_cast<unsigned long long>(e.size), e.crc);
    PyList_SET_ITEM(list.get(), i++, checked(item).release());
  }
  return list.release();
}

// _zip_entries(bytes): (name, begin, size, crc) of every member.
// _zip_entries(descriptor, size): the same of an open file.
PyObject* zip_entries(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject* o;
    unsigned long long size = 0;
    if (!PyArg_ParseTuple(args, "O|K:_zip_entries", &o, &size)) throw_python_error();
    if (!PyLong_Check(o)) return entry_list(io::read_zip(Buffer(o).bytes(), "load()"));
    long fd = PyLong_AsLong(o);
    if (fd == -1 && PyErr_Occurred()) throw_python_error();
    return entry_list(io::read_zip(OpenFile(static_cast<int>(fd), size), "load()"));
  });
}

}  // namespace

PyMethodDef file_functions[] = {{"_crc32", crc32_of, METH_VARARGS, nullptr},
                                {"_zip_entries", zip_entries, METH_VARARGS, nullptr},
                                {}};

}  // namespace tenon::py
