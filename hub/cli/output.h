// What the user sees: results on stdout, progress and errors on stderr.
#pragma once
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "core/io/json.h"
#include "hub/error.h"
#include "hub/progress.h"

namespace tenon::cli {

// Text of strangers is made harmless before it is printed.
void print(std::string_view text);
void print_json(const io::Json& v);
// Columns as wide as their widest cell; the first row is the heading.
void print_table(const std::vector<std::vector<std::string>>& rows);

// `error[H3001]: sentence` and `  help: ...` on stderr. Returns the exit status.
int report(const hub::HubError& e);
int report(int status, std::string_view sentence);

// kind: auto, none, plain or json. auto is a bar where stderr is a terminal, else plain.
std::unique_ptr<hub::Progress> make_progress(const std::string& kind);

// From now on Ctrl-C lets the running piece finish; progress objects then ask for the end. A second
// one ends at once.
void catch_interrupts();

}  // namespace tenon::cli
