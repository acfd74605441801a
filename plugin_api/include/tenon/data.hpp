// Data for C++ programs: data sets, and a loader whose threads make batches ahead, in order.
#pragma once
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <thread>

#include "tenon/call.hpp"

TN_NAMESPACE_BEGIN
namespace data {

// A data set says how many items it has and gives each; get() may be called by several threads.
template <class D>
concept Dataset = requires(const D& d, size_t i) {
  { d.size() } -> std::convertible_to<size_t>;
  d.get(i);
};
template <Dataset D>
using Item = std::decay_t<decltype(std::declval<const D&>().get(size_t()))>;

// Rows of tensors of one length: item i is the list of their i-th rows.
class TensorDataset {
 public:
  explicit TensorDataset(std::vector<Tensor> tensors) : tensors_(std::move(tensors)) {
    check_value(!tensors_.empty(), "TensorDataset: got no tensor");
    for (const Tensor& t : tensors_)
      check_value(t.size(0) == tensors_[0].size(0), "TensorDataset: got ", t.size(0),
                  " rows, expected ", tensors_[0].size(0));
  }
  size_t size() const { return static_cast<size_t>(tensors_[0].size(0)); }
  std::vector<Tensor> get(size_t i) const {
    std::vector<Tensor> rows;
    for (const Tensor& t : tensors_) rows.push_back(call("select", t, 0, static_cast<int64_t>(i)));
    return rows;
  }

 private:
  std::vector<Tensor> tensors_;
};

// Makes a batch of items: tensors are stacked, lists of tensors column by column, pairs part by
// part, numbers become a tensor.
struct Collate {
  Tensor operator()(const std::vector<Tensor>& items) const { return call("stack", items); }
  std::vector<Tensor> operator()(const std::vector<std::vector<Tensor>>& items) const {
    std::vector<Tensor> batch;
    for (size_t column = 0; column < items.front().size(); ++column) {
      std::vector<Tensor> parts;
      for (const auto& item : items) parts.push_back(item.at(column));
      batch.push_back((*this)(parts));
    }
    return batch;
  }
  template <class T>
  requires std::is_arithmetic_v<T> Tensor operator()(const std::vector<T>& items) const {
    using Kept = std::conditional_t<std::is_floating_point_v<T>, double, int64_t>;
    const std::vector<Kept> numbers(items.begin(), items.end());
    return from_values<Kept>(numbers, Ints{static_cast<int64_t>(numbers.size())});
  }
  template <class A, class B>
  auto operator()(const std::vector<std::pair<A, B>>& items) const {
    std::vector<A> first;
    std::vector<B> second;
    for (const auto& [a, b] : items) {
      first.push_back(a);
      second.push_back(b);
    }
    return std::pair((*this)(first), (*this)(second));
  }
};

namespace detail {

// Results make(0) ... make(n - 1), in order, made by threads of its own; by the caller when there
// are none. At most `room` are under way or waiting. What make() throws comes from next().
template <class Make>
class Ahead {
 public:
  using T = std::invoke_result_t<const Make&, size_t>;

  Ahead(size_t n, size_t threads, size_t room, Make make)
      : n_(n), slots_(std::max<size_t>(room, 1)), make_(std::move(make)) {
    for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;
  ~Ahead() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    room_.notify_all();
    for (std::thread& t : threads_) t.join();
  }

  T next() {
    if (threads_.empty()) return make_(given_++);
    std::unique_lock lock(mutex_);
    Slot& slot = slots_[given_ % slots_.size()];
    ready_.wait(lock, [&] { return slot.value || slot.error; });
    const Slot taken = std::exchange(slot, {});
    ++given_;
    lock.unlock();
    room_.notify_one();
    if (taken.error) std::rethrow_exception(taken.error);
    return std::move(*taken.value);
  }

 private:
  struct Slot {
    std::shared_ptr<T> value;
    std::exception_ptr error;
  };

  void work() {
    NoGrad guard;
    std::unique_lock lock(mutex_);
    for (;;) {
      room_.wait(lock, [&] { return stop_ || begun_ == n_ || begun_ < given_ + slots_.size(); });
      if (stop_ || begun_ == n_) return;
      const size_t i = begun_++;
      lock.unlock();
      Slot made;
      try {
        made.value = std::make_shared<T>(make_(i));
      } catch (...) {
        made.error = std::current_exception();
      }
      lock.lock();
      slots_[i % slots_.size()] = std::move(made);
      if (begun_ == n_) room_.notify_all();  // the others have nothing left to wait for
      ready_.notify_one();
    }
  }

  const size_t n_;
  std::vector<Slot> slots_;
  const Make make_;
  std::mutex mutex_;
  std::condition_variable room_, ready_;
  size_t begun_ = 0, given_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace detail

struct LoaderOptions {
  size_t batch_size = 1;
  bool shuffle = false;    // a new order for each pass, from the global generator
  bool drop_last = false;  // leave out an incomplete last batch
  size_t workers = 0;      // threads that make batches; 0: the caller does
  size_t ahead = 2;        // batches that each of them may be ahead
};

// for (auto& batch : loader) is one pass over the batches of a data set.
template <Dataset D, class C = Collate>
class DataLoader {
 public:
  using Batch = std::decay_t<std::invoke_result_t<const C&, const std::vector<Item<D>>&>>;
  using Options = LoaderOptions;

  explicit DataLoader(D dataset, Options options = {}, C collate = {})
      : dataset_(std::move(dataset)), options_(options), collate_(std::move(collate)) {
    check_value(options_.batch_size > 0, "DataLoader: batch_size must be positive: got 0");
  }
  const D& dataset() const { return dataset_; }
  // The number of batches.
  size_t size() const {
    const size_t n = dataset_.size(), b = options_.batch_size;
    return options_.drop_last ? n / b : (n + b - 1) / b;
  }

 private:
  // Makes the batches of one pass.
  struct Make {
    Batch operator()(size_t i) const { return loader->make(order, i); }
    const DataLoader* loader;
    std::vector<int64_t> order;
  };

 public:
  class Iterator {
   public:
    Batch& operator*() { return batch_; }
    Iterator& operator++() {
      if (++at_ < n_) batch_ = source_->next();
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return at_ >= n_; }

   private:
    friend class DataLoader;
    Iterator(size_t n, std::unique_ptr<detail::Ahead<Make>> source)
        : n_(n), source_(std::move(source)) {
      if (n_) batch_ = source_->next();
    }
    size_t n_, at_ = 0;
    std::unique_ptr<detail::Ahead<Make>> source_;
    Batch batch_;
  };

  // The loader must outlive its iterators.
  Iterator begin() const {
    const size_t room = options_.workers * options_.ahead;
    return {size(), std::make_unique<detail::Ahead<Make>>(size(), options_.workers, room,
                                                          Make{this, order()})};
  }
  std::default_sentinel_t end() const { return {}; }

 private:
  std::vector<int64_t> order() const {
    std::vector<int64_t> order(dataset_.size());
    std::iota(order.begin(), order.end(), 0);
    if (options_.shuffle) {
      const Tensor drawn = call("randperm", static_cast<int64_t>(order.size()));
      std::copy_n(drawn.data<int64_t>(), order.size(), order.begin());
    }
    return order;
  }
  Batch make(const std::vector<int64_t>& order, size_t i) const {
    const size_t begin = i * options_.batch_size,
                 end = std::min(begin + options_.batch_size, order.size());
    std::vector<Item<D>> items;
    for (size_t k = begin; k < end; ++k)
      items.push_back(dataset_.get(static_cast<size_t>(order[k])));
    return collate_(items);
  }

  D dataset_;
  Options options_;
  C collate_;
};

}  // namespace data
TN_NAMESPACE_END
