#include "core/parallel/parallel_for.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/base/error.h"

namespace tenon {
namespace {

struct Threads {
  explicit Threads(int n) { set_num_threads(n); }
  ~Threads() { set_num_threads(old); }
  int old = num_threads();
};

TEST(ParallelFor, CoversTheRangeOnce) {
  for (int threads : {1, 2, 4}) {
    Threads use(threads);
    for (int64_t n : {0, 1, 7, 64, 1000, 100'003}) {
      for (int64_t grain : {1, 10, 5000}) {
        std::vector<std::atomic<int>> seen(static_cast<size_t>(n));
        parallel_for(0, n, grain, [&](int64_t b, int64_t e) {
          ASSERT_LT(b, e);
          for (int64_t i = b; i < e; ++i) ++seen[static_cast<size_t>(i)];
        });
        for (auto& s : seen) ASSERT_EQ(s, 1);
      }
    }
  }
}

TEST(ParallelFor, ManySmallJobs) {
  Threads use(3);
  std::atomic<int64_t> sum{0};
  for (int i = 0; i < 5000; ++i) {
    parallel_for(10, 30, 1, [&](int64_t b, int64_t e) { sum += e - b; });
  }
  EXPECT_EQ(sum, 100'000);
}

TEST(ParallelFor, NestedRunsSerially) {
  Threads use(4);
  std::atomic<int> calls{0};
  parallel_for(0, 8, 1, [&](int64_t b, int64_t e) {
    EXPECT_TRUE(in_parallel());
    for (int64_t i = b; i < e; ++i) {
      parallel_for(0, 100, 1, [&](int64_t bb, int64_t ee) {
        EXPECT_EQ(ee - bb, 100);
        ++calls;
      });
    }
  });
  EXPECT_EQ(calls, 8);
  EXPECT_FALSE(in_parallel());
}

TEST(ParallelFor, RethrowsAndGoesOn) {
  Threads use(4);
  for (int i = 0; i < 50; ++i) {
    EXPECT_THROW(parallel_for(0, 100, 1,
                              [](int64_t b, int64_t) {
                                if (b >= 40) throw std::runtime_error("body");
                              }),
                 std::runtime_error);
    EXPECT_FALSE(in_parallel());
    std::atomic<int64_t> n{0};
    parallel_for(0, 100, 1, [&](int64_t b, int64_t e) { n += e - b; });
    EXPECT_EQ(n, 100);
  }
}

TEST(ParallelFor, ManyCallersAtOnce) {
  Threads use(3);
  std::atomic<int64_t> sum{0};
  std::vector<std::thread> callers;
  for (int t = 0; t < 20; ++t) {
    callers.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        parallel_for(0, 50, 1, [&](int64_t b, int64_t e) { sum += e - b; });
      }
    });
  }
  for (auto& c : callers) c.join();
  EXPECT_EQ(sum, 20 * 200 * 50);
}

TEST(ParallelFor, HelpersTakePart) {
  Threads use(2);
  std::atomic<int> inside{0}, most{0};
  parallel_for(0, 2, 1, [&](int64_t, int64_t) {
    int now = ++inside;
    int old = most;
    while (now > old && !most.compare_exchange_weak(old, now)) {
    }
    usleep(200'000);
    --inside;
  });
  EXPECT_EQ(most, 2);
}

TEST(ParallelFor, WorksAfterFork) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "ThreadSanitizer refuses threads after a fork";
#endif
  Threads use(3);
  parallel_for(0, 100, 1, [](int64_t, int64_t) {});
  pid_t child = fork();
  if (child == 0) {
    alarm(20);
    std::atomic<int64_t> n{0};
    for (int i = 0; i < 100; ++i)
      parallel_for(0, 100, 1, [&](int64_t b, int64_t e) { n += e - b; });
    _exit(n == 10'000 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST(Pool, RefusesBadNumbers) {
  EXPECT_THROW(set_num_threads(0), Error);
  EXPECT_GE(num_threads(), 1);
}

}  // namespace
}  // namespace tenon
