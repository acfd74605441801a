// Runs a target without libFuzzer: every input of a corpus, then a fixed number of mutations of
// them, the same in every run.
//   fuzz_TARGET RUNS CORPUS
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz.h"

namespace {

using Random = std::minstd_rand;
constexpr size_t kMaxInput = 1 << 16;
constexpr size_t kKept = 256;  // mutations that are mutated further

std::vector<std::string> read_corpus(const char* folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out{""};
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return out;
}

size_t below(Random& random, size_t n) { return n ? random() % n : 0; }

// Numbers at which parsers go wrong, in the width of the field.
void write_number(std::string& s, Random& random) {
  static constexpr uint64_t kNumbers[] = {0,      1,          0x7F,       0x80,       0xFF,
                                          0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, ~uint64_t{0}};
  uint64_t value = kNumbers[below(random, std::size(kNumbers))];
  size_t width = size_t{1} << below(random, 4), at = below(random, s.size());
  for (size_t i = 0; i < width && at + i < s.size(); ++i)
    s[at + i] = static_cast<char>(value >> (8 * i));
}

void mutate_once(std::string& s, const std::vector<std::string>& corpus, Random& random) {
  size_t at = below(random, s.size() + 1), n = 1 + below(random, 1 + below(random, 32));
  switch (below(random, 8)) {
    case 0:
    case 1:
      if (!s.empty()) s[below(random, s.size())] ^= static_cast<char>(1 << below(random, 8));
      break;
    case 2:
      if (!s.empty()) s[below(random, s.size())] = static_cast<char>(random());
      break;
    case 3:
      if (!s.empty()) write_number(s, random);
      break;
    case 4:
      s.erase(at, n);
      break;
    case 5:
      s.insert(at, s.substr(below(random, s.size() + 1), n));
      break;
    case 6:
      s.insert(at, n, static_cast<char>(random()));
      break;
    default: {
      const std::string& other = corpus[below(random, corpus.size())];
      s = s.substr(0, at) + other.substr(std::min(other.size(), below(random, other.size() + 1)));
    }
  }
  if (s.size() > kMaxInput) s.resize(kMaxInput);
}

void feed(const std::string& s) {
  // A copy of its own, so that a sanitizer sees what is read beyond it.
  std::vector<uint8_t> bytes(s.begin(), s.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s RUNS CORPUS\n", argv[0]);
    return 2;
  }
  std::vector<std::string> corpus = read_corpus(argv[2]);
  const size_t committed = corpus.size();
  for (const std::string& s : corpus) feed(s);
  Random random(1);
  const long runs = std::atol(argv[1]);
  for (long i = 0; i < runs; ++i) {
    std::string s = corpus[below(random, corpus.size())];
    for (size_t k = 1 + below(random, 6); k > 0; --k) mutate_once(s, corpus, random);
    feed(s);
    if (i % 64 != 0) continue;
    if (corpus.size() < committed + kKept)
      corpus.push_back(s);
    else
      corpus[committed + below(random, kKept)] = s;
  }
  std::printf("%ld runs of %zu inputs: clean\n", runs, committed);
  return 0;
}
