// tenon.random/1, parallel/1, log/1 and plugin/1.
#include <cstdio>
#include <mutex>

#include "core/base/env.h"
#include "core/parallel/parallel_for.h"
#include "core/parallel/pool.h"
#include "core/plugin/boundary.h"
#include "core/plugin/cells.h"
#include "core/plugin/host.h"
#include "core/plugin/loaded.h"
#include "core/registry/generator.h"

namespace tenon::plugin {
namespace {

Generator& generator(tn_generator* g) {
  return g ? *reinterpret_cast<Generator*>(g) : default_generator();
}

// Fills out[0..n) by draw(generator), holding its lock.
template <class T, class F>
tn_status* fill(tn_generator* g, T* out, uint64_t n, F&& draw) {
  return guarded([&] {
    Generator& gen = generator(g);
    std::lock_guard lock(gen.mutex());
    for (uint64_t i = 0; i < n; ++i) out[i] = draw(gen);
  });
}

tn_status* integer(tn_generator* g, int64_t low, int64_t high, int64_t* out, uint64_t n) {
  return guarded([&] {
    check_value(low < high, "integer(): got the empty range [", low, ", ", high, ").");
    const uint64_t range = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    Generator& gen = generator(g);
    std::lock_guard lock(gen.mutex());
    // As PyTorch: 32 bits are drawn where they are enough.
    for (uint64_t i = 0; i < n; ++i) {
      const uint64_t r = range >= (uint64_t{1} << 32) ? gen.random64() : gen.random32();
      out[i] = static_cast<int64_t>(r % range + static_cast<uint64_t>(low));
    }
  });
}

void fill_random(tn_host_random& t) {
  t.make = [](uint64_t seed, tn_generator** out) {
    return guarded([&] { *out = reinterpret_cast<tn_generator*>(new Generator(seed)); });
  };
  t.retain = [](tn_generator* g) { reinterpret_cast<Generator*>(g)->retain(); };
  t.release = [](tn_generator* g) {
    if (g) intrusive_release(reinterpret_cast<Generator*>(g));
  };
  t.seed = [](tn_generator* g, uint64_t seed) {
    return guarded([&] {
      std::lock_guard lock(generator(g).mutex());
      generator(g).seed(seed);
    });
  };
  t.bits32 = [](tn_generator* g, uint32_t* out, uint64_t n) {
    return fill(g, out, n, [](Generator& r) { return r.random32(); });
  };
  t.bits64 = [](tn_generator* g, uint64_t* out, uint64_t n) {
    return fill(g, out, n, [](Generator& r) { return r.random64(); });
  };
  t.uniform = [](tn_generator* g, double low, double high, double* out, uint64_t n) {
    return fill(g, out, n, [=](Generator& r) { return r.uniform53() * (high - low) + low; });
  };
  t.uniform_float = [](tn_generator* g, float low, float high, float* out, uint64_t n) {
    return fill(g, out, n, [=](Generator& r) { return r.uniform24() * (high - low) + low; });
  };
  t.normal = [](tn_generator* g, double mean, double std, double* out, uint64_t n) {
    return fill(g, out, n, [=](Generator& r) { return r.normal() * std + mean; });
  };
  t.integer = integer;
}

uint32_t lowest_level() {
  static const uint32_t level = env::get("TN_PLUGIN_DEBUG") == "1" ? TN_LOG_DEBUG : TN_LOG_WARNING;
  return level;
}

void write_log(uint32_t level, tn_text message) {
  static constexpr const char* kNames[] = {"debug", "info", "warning", "error"};
  if (level < lowest_level()) return;
  std::fprintf(stderr, "tenon: %s: %.*s\n", kNames[std::min(level, 3u)],
               static_cast<int>(message.size), message.data);
}

tn_status* next_plugin(uint64_t* pos, tn_value* out) {
  return guarded([&] {
    const std::vector<Found> all = loaded();
    if (*pos >= all.size()) {
      *out = Value();
      return;
    }
    const Found& f = all[(*pos)++];
    *out = make_list({make_string("id"), make_string(f.manifest.id), make_string("version"),
                      make_string(f.manifest.version), make_string("path"), make_string(f.path)},
                     TN_DICT);
  });
}

}  // namespace

void fill_services(tn_tables& t) {
  fill_random(t.random);
  t.parallel.parallel_for = [](int64_t begin, int64_t end, int64_t grain,
                               void (*body)(void*, int64_t, int64_t), void* arg) {
    tenon::parallel_for(begin, end, std::max<int64_t>(grain, 1),
                        [=](int64_t b, int64_t e) { body(arg, b, e); });
  };
  t.parallel.num_threads = [] { return static_cast<uint32_t>(tenon::num_threads()); };
  t.log.write = write_log;
  t.log.enabled = [](uint32_t level) { return uint32_t{level >= lowest_level()}; };
  t.plugin.load = [](tn_text name) { return guarded([&] { load(view(name)); }); };
  t.plugin.next = next_plugin;
}

}  // namespace tenon::plugin
