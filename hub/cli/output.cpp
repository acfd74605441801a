#include "hub/cli/output.h"

#include <algorithm>
#include <cstdio>

#include "hub/text.h"

namespace tenon::cli {

namespace {

// Columns that a text takes on a terminal, to a good approximation: one per code point.
size_t width(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

void print(std::string_view text) {
  std::string safe = hub::printable(text);
  std::fwrite(safe.data(), 1, safe.size(), stdout);
  std::fputc('\n', stdout);
}

void print_json(const io::Json& v) { std::fputs(v.dump(true).c_str(), stdout); }

void print_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], width(hub::printable(row[i])));
  }
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      std::string cell = hub::printable(row[i]);
      line += cell;
      if (i + 1 < row.size()) line.append(widths[i] - width(cell) + 2, ' ');
    }
    print(line);
  }
}

int report(const hub::HubError& e) {
  std::string label = e.code() < 100000 ? str("[H", e.code(), "]") : "";
  std::fprintf(stderr, "error%s: %s\n", label.c_str(), e.sentence().c_str());
  if (!e.help().empty()) std::fprintf(stderr, "  help: %s\n", e.help().c_str());
  return e.exit_status();
}

int report(int status, std::string_view sentence) {
  std::fprintf(stderr, "error: %s\n", hub::printable(sentence).c_str());
  return status;
}

}  // namespace tenon::cli
