// FreeList<T>: recycled raw memory for objects of one type, kept per thread. No constructor is run.
#pragma once
#include <cstdint>
#include <new>

namespace tenon {

template <class T, uint32_t kMost = 256>
class FreeList {
 public:
  // Memory for one T: new (FreeList<T>::take()) T(...).
  static void* take() {
    if (Entry* e = list_.head) [[likely]] {
      list_.head = e->next;
      --list_.count;
      return e;
    }
    return ::operator new(kBytes, kAlign);
  }
  // Takes back memory from take(), of this or another thread, after ~T().
  static void give(void* p) noexcept {
    if (list_.count >= list_.most && !arm()) [[unlikely]] {
      ::operator delete(p, kBytes, kAlign);
      return;
    }
    list_.head = new (p) Entry{list_.head};
    ++list_.count;
  }

  // The same with constructor and destructor.
  template <class... A>
  static T* make(A&&... a) {
    return new (take()) T(static_cast<A&&>(a)...);
  }
  static void destroy(T* p) noexcept {
    p->~T();
    give(p);
  }

 private:
  struct Entry {
    Entry* next;
  };
  struct List {
    Entry* head = nullptr;
    uint32_t count = 0;
    uint32_t most = 0;  // 0 until armed, and again while the thread ends
    bool dead = false;
  };
  struct AtExit {
    ~AtExit() {
      list_.most = 0;
      list_.dead = true;
      while (list_.head) ::operator delete(take(), kBytes, kAlign);
    }
  };
  static constexpr size_t kBytes = sizeof(T) < sizeof(Entry) ? sizeof(Entry) : sizeof(T);
  static constexpr std::align_val_t kAlign{alignof(T) < alignof(Entry) ? alignof(Entry)
                                                                       : alignof(T)};

  // On the first give() of a thread: sees to it that the list is emptied at its end. True if there
  // is room.
  static bool arm() noexcept {
#ifdef __SANITIZE_ADDRESS__
    return false;  // reuse would hide errors
#else
    if (list_.dead || list_.most) return false;
    static thread_local AtExit at_exit;
    (void)&at_exit;
    list_.most = kMost;
    return true;
#endif
  }

  static inline constinit thread_local List list_ __attribute__((tls_model("initial-exec"))) = {};
};

}  // namespace tenon
