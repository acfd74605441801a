// Storage in memory that other processes can map: a file without a name, of which nothing stays
// behind when the last process that has it ends.
#pragma once
#include "core/memory/storage.h"

namespace tenon {

// A fresh zeroed buffer. RuntimeError when the system refuses.
RefPtr<Storage> make_shared_storage(size_t nbytes);
// The buffer behind a file descriptor, which is duplicated. If this process has mapped that file
// and keeps it open, the same storage. With keep_open false its descriptor is closed at once: it
// can be read and written, not sent on.
RefPtr<Storage> map_shared_storage(int fd, size_t nbytes, bool keep_open);
// Moves the bytes of a storage on the CPU into such a file; its users must fetch the address anew.
// What they hold of the old memory stays readable until the storage dies.
void share_storage(Storage& s);
bool is_shared(const Storage& s) noexcept;
int shared_fd(const Storage& s) noexcept;  // -1 when not shared or not kept open

}  // namespace tenon
