// The few things that CIFAR's pickled batches hold: numbers, strings, lists, dicts, and arrays of
// NumPy. Nothing is ever called: a class or function is a name, and its arguments are data.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::vision {

class Pickled {
 public:
  enum class Kind : uint8_t { None, Int, Text, List, Dict, Object, Mark };
  struct Node {
    Kind kind = Kind::None;
    int64_t number = 0;
    std::string_view text;
    std::vector<const Node*>
        items;  // of a Dict: key, value, key, value ...; of an Object: its state
  };

  // RuntimeError naming `path` when the data is damaged or holds anything else. `data` must outlive
  // it.
  Pickled(std::string_view data, const std::string& path);
  // The value of a key of the outermost dict; null when it is missing.
  const Node* find(std::string_view key) const;

 private:
  Node* add(Kind kind);
  void push(Kind kind, int64_t number, std::string_view text = {});
  Node* pop();
  std::vector<const Node*> pop_to_mark();
  std::string_view take(uint64_t n);
  uint64_t number(int bytes);
  std::string_view line();
  bool step();  // one instruction; false at the end
  bool collect(uint8_t op);
  bool remember(uint8_t op);
  [[noreturn]] void damaged(const char* why) const;

  std::string_view data_;
  size_t at_ = 0;
  std::string path_;
  std::deque<Node> nodes_;  // stable addresses; freed without recursion
  std::vector<Node*> stack_;
  std::vector<Node*> memo_;
};

// The bytes of an array, and the numbers of a list; RuntimeError naming `path` otherwise.
std::string_view array_bytes(const Pickled::Node* node, const std::string& path);
std::vector<int64_t> list_numbers(const Pickled::Node* node, const std::string& path);

}  // namespace tenon::vision
