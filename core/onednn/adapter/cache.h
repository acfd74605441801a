// Plans by shape: a small table per thread in front of one bounded table for all.
#pragma once
#include <array>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace tenon::onednn {

// Desc: a padding-free struct of 8-byte multiples, compared as bytes.
template <class Desc>
uint64_t hash_of(const Desc& desc) {
  static_assert(sizeof(Desc) % 8 == 0);
  uint64_t words[sizeof(Desc) / 8], h = 0x9e3779b97f4a7c15u;
  std::memcpy(words, &desc, sizeof(Desc));
  for (uint64_t w : words) h = (h ^ w) * 0xff51afd7ed558ccdu, h ^= h >> 32;
  return h;
}

// Plan: immutable, made by Plan(const Desc&), shared by all threads; made at most once per desc and
// thread at a time.
template <class Desc, class Plan>
class SharedPlans {
 public:
  std::shared_ptr<const Plan> get(const Desc& desc, uint64_t hash) {
    if (auto known = find(desc, hash)) return known;
    auto made =
        std::make_shared<const Plan>(desc);  // not under the lock: takes up to a millisecond
    std::lock_guard lock(mutex_);
    order_.push_front({desc, hash, made});
    index_.insert_or_assign(hash, order_.begin());
    if (order_.size() > kCapacity) drop_oldest();
    return made;
  }

 private:
  static constexpr size_t kCapacity = 1024;
  struct Entry {
    Desc desc;
    uint64_t hash;
    std::shared_ptr<const Plan> plan;
  };
  using Order = std::list<Entry>;

  std::shared_ptr<const Plan> find(const Desc& desc, uint64_t hash) {
    std::lock_guard lock(mutex_);
    auto it = index_.find(hash);
    if (it == index_.end() || std::memcmp(&it->second->desc, &desc, sizeof(Desc)) != 0)
      return nullptr;
    order_.splice(order_.begin(), order_, it->second);
    return it->second->plan;
  }

  void drop_oldest() {
    auto last = std::prev(order_.end());
    auto it = index_.find(last->hash);
    if (it != index_.end() && it->second == last) index_.erase(it);
    order_.pop_back();
  }

  std::mutex mutex_;
  Order order_;  // most recently made or found first
  std::unordered_map<uint64_t, typename Order::iterator> index_;
};

// Bound: a plan with what one thread needs to run it, made by Bound(std::shared_ptr<const Plan>).
template <class Desc, class Plan, class Bound>
Bound& bound_plan(const Desc& desc) {
  struct Slot {
    Desc desc;
    std::unique_ptr<Bound> bound;
  };
  static auto& shared =
      *new SharedPlans<Desc, Plan>;  // leaked: threads may outlive static destructors
  static thread_local std::array<Slot, 128> slots;
  uint64_t hash = hash_of(desc);
  Slot& slot = slots[hash % slots.size()];
  if (!slot.bound || std::memcmp(&slot.desc, &desc, sizeof(Desc)) != 0) {
    slot.bound = std::make_unique<Bound>(shared.get(desc, hash));
    slot.desc = desc;
  }
  return *slot.bound;
}

}  // namespace tenon::onednn
