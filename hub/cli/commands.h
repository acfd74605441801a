// The commands of `tenon` and `hub`; main.cpp reads the command line into these structs and calls
// them. Each returns the exit status and throws HubError for a failure that has one of its own.
#pragma once
#include <string>
#include <vector>

#include "hub/hub.h"

namespace tenon::cli {

struct Common {
  bool json = false;
  std::string progress = "auto";  // auto, none, plain or json
  std::string registry;           // a folder; empty: the default
  bool dry_run = false;
};

struct PullArgs {
  std::vector<std::string> names;
  std::string to;
};
int pull(const Common& common, const PullArgs& args);
int list(const Common& common);
int search(const Common& common, const std::string& word);
int info(const Common& common, const std::string& name);
int verify(const Common& common, const std::vector<std::string>& names);
int remove(const Common& common, const std::vector<std::string>& names);
int push(const Common& common, const std::string& folder, const std::string& name);
int pack(const Common& common, const std::string& folder, const std::string& name,
         const std::string& out);

struct RunArgs {
  std::string model;  // a folder, or a name
  std::vector<std::string> images;
  int top = 1;
  bool offline = false;
};
int run_model(const Common& common, const RunArgs& args);
int model_info(const Common& common, const std::string& model);

int plugin_new(const Common& common, const std::string& name);
int plugin_sdk(const Common& common);
int plugin_list(const Common& common);
int plugin_info(const Common& common, const std::string& name);
int plugin_check(const Common& common, const std::string& file);
int plugin_doctor(const Common& common, const std::string& name);

// `program` is the first word of the command line. Returns the exit status and prints every error
// itself.
int run_command_line(int argc, char** argv);

}  // namespace tenon::cli
