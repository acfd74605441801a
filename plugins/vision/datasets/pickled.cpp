#include "datasets/pickled.h"

#include "tenon/plugin.hpp"

namespace tenon::vision {
namespace {

constexpr size_t kMaxNodes = 4'000'000, kMaxMemo = 4'000'000;

}  // namespace

void Pickled::damaged(const char* why) const {
  fail("RuntimeError", "'", path_, "' is no batch of CIFAR: ", why, " at byte ", at_, ".");
}

std::string_view Pickled::take(uint64_t n) {
  if (n > data_.size() - at_) damaged("it ends too early");
  std::string_view part = data_.substr(at_, n);
  at_ += n;
  return part;
}

uint64_t Pickled::number(int bytes) {
  std::string_view s = take(static_cast<uint64_t>(bytes));
  uint64_t v = 0;
  for (size_t i = s.size(); i-- > 0;) v = v << 8 | static_cast<uint8_t>(s[i]);
  return v;
}

std::string_view Pickled::line() {
  size_t end = data_.find('\n', at_);
  if (end == std::string_view::npos) damaged("a line has no end");
  std::string_view s = data_.substr(at_, end - at_);
  at_ = end + 1;
  return s;
}

Pickled::Node* Pickled::add(Kind kind) {
  if (nodes_.size() >= kMaxNodes) damaged("it holds too much");
  nodes_.push_back({.kind = kind});
  stack_.push_back(&nodes_.back());
  return stack_.back();
}

void Pickled::push(Kind kind, int64_t number, std::string_view text) {
  Node* n = add(kind);
  n->number = number;
  n->text = text;
}

Pickled::Node* Pickled::pop() {
  if (stack_.empty()) damaged("a value is missing");
  Node* n = stack_.back();
  stack_.pop_back();
  return n;
}

std::vector<const Pickled::Node*> Pickled::pop_to_mark() {
  size_t mark = stack_.size();
  while (mark > 0 && stack_[mark - 1]->kind != Kind::Mark) --mark;
  if (mark == 0) damaged("a mark is missing");
  std::vector<const Node*> items(stack_.begin() + static_cast<int64_t>(mark), stack_.end());
  stack_.resize(mark - 1);
  return items;
}

// Instructions that make values of values; false for others.
bool Pickled::collect(uint8_t op) {
  auto append = [&](Kind kind, const std::vector<const Node*>& items) {
    if (stack_.empty() || stack_.back()->kind != kind) damaged("items have no owner");
    Node* owner = stack_.back();
    owner->items.insert(owner->items.end(), items.begin(), items.end());
  };
  switch (op) {
    case 't':
    case 'l': {
      std::vector<const Node*> items = pop_to_mark();
      add(Kind::List)->items = std::move(items);
      return true;
    }
    case 0x85:
    case 0x86:
    case 0x87: {
      std::vector<const Node*> items(op - 0x84u);
      for (size_t i = items.size(); i-- > 0;) items[i] = pop();
      add(Kind::List)->items = std::move(items);
      return true;
    }
    case 'e':
      append(Kind::List, pop_to_mark());
      return true;
    case 'a': {
      const Node* item = pop();
      append(Kind::List, {item});
      return true;
    }
    case 'u': {
      std::vector<const Node*> items = pop_to_mark();
      if (items.size() % 2) damaged("a key has no value");
      append(Kind::Dict, items);
      return true;
    }
    case 's': {
      const Node *value = pop(), *key = pop();
      append(Kind::Dict, {key, value});
      return true;
    }
    case 'R':  // a function and its arguments
      pop();
      pop();
      add(Kind::Object);
      return true;
    case 'b': {
      const Node* state = pop();
      append(Kind::Object, {state});
      return true;
    }
    default:
      return false;
  }
}

// The memo: values by number; false for other instructions.
bool Pickled::remember(uint8_t op) {
  if (op == 'q' || op == 'r') {
    uint64_t i = number(op == 'q' ? 1 : 4);
    if (stack_.empty() || i >= kMaxMemo) damaged("the memo is out of range");
    if (memo_.size() <= i) memo_.resize(i + 1);
    memo_[i] = stack_.back();
    return true;
  }
  if (op == 'h' || op == 'j') {
    uint64_t i = number(op == 'h' ? 1 : 4);
    if (i >= memo_.size() || !memo_[i]) damaged("the memo has no such value");
    stack_.push_back(memo_[i]);
    return true;
  }
  return false;
}

bool Pickled::step() {
  auto op = static_cast<uint8_t>(number(1));
  switch (op) {
    case '.':
      return false;
    case 0x80:
      take(1);
      return true;
    case '}':
      add(Kind::Dict);
      return true;
    case ']':
    case ')':
      add(Kind::List);
      return true;
    case '(':
      add(Kind::Mark);
      return true;
    case 'N':
      add(Kind::None);
      return true;
    case 0x88:
    case 0x89:
      push(Kind::Int, op == 0x88);
      return true;
    case 'K':
      push(Kind::Int, static_cast<int64_t>(number(1)));
      return true;
    case 'M':
      push(Kind::Int, static_cast<int64_t>(number(2)));
      return true;
    case 'J':
      push(Kind::Int, static_cast<int32_t>(number(4)));
      return true;
    case 'U':
    case 'C':
      push(Kind::Text, 0, take(number(1)));
      return true;
    case 'T':
    case 'X':
    case 'B':
      push(Kind::Text, 0, take(number(4)));
      return true;
    case 'c':
      line();
      line();
      add(Kind::Object);
      return true;
    default:
      if (!collect(op) && !remember(op))
        damaged("it holds an instruction that batches do not need");
      return true;
  }
}

Pickled::Pickled(std::string_view data, const std::string& path) : data_(data), path_(path) {
  while (step()) {
  }
  if (stack_.size() != 1 || stack_[0]->kind != Kind::Dict) damaged("it is no dict");
}

const Pickled::Node* Pickled::find(std::string_view key) const {
  const auto& items = stack_[0]->items;
  for (size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i]->kind == Kind::Text && items[i]->text == key) return items[i + 1];
  return nullptr;
}

std::string_view array_bytes(const Pickled::Node* node, const std::string& path) {
  // The state of an array: (version, shape, dtype, is_fortran, bytes).
  if (node && node->kind == Pickled::Kind::Object && node->items.size() == 1) {
    const Pickled::Node* state = node->items[0];
    if (state->kind == Pickled::Kind::List && state->items.size() == 5 &&
        state->items[4]->kind == Pickled::Kind::Text)
      return state->items[4]->text;
  }
  fail("RuntimeError", "'", path, "' is no batch of CIFAR: it has no array 'data'.");
}

std::vector<int64_t> list_numbers(const Pickled::Node* node, const std::string& path) {
  if (!node || node->kind != Pickled::Kind::List)
    fail("RuntimeError", "'", path, "' is no batch of CIFAR: it has no list of labels.");
  std::vector<int64_t> out;
  for (const Pickled::Node* n : node->items) {
    if (n->kind != Pickled::Kind::Int)
      fail("RuntimeError", "'", path, "' is no batch of CIFAR: a label is no number.");
    out.push_back(n->number);
  }
  return out;
}

}  // namespace tenon::vision
