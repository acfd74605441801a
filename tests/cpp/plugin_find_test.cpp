// Where plugins are looked for, and what happens when two are found.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/plugin/host.h"

namespace fs = std::filesystem;

namespace tenon::plugin {
namespace {

class PluginFind : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) / "tenon_find_test";
    fs::remove_all(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  // A package of Python's with a plugin in it, as an entry point names it.
  fs::path package(const std::string& name, const char* plugin, bool other_build = false) {
    const fs::path folder = root_ / name / "_plugin";
    fs::create_directories(folder);
    fs::copy_file(fs::path(TN_TEST_PLUGINS) / plugin, folder / plugin,
                  fs::copy_options::overwrite_existing);
    if (other_build)
      std::ofstream(folder / plugin, std::ios::app | std::ios::binary) << "another build";
    add_search_folder((root_ / name).string());
    return folder / plugin;
  }
  fs::path root_;
};

TEST_F(PluginFind, EntryPointFoldersAreSearched) {
  const fs::path file = package("one", "abi_plain_c.so");
  const Found f = find("plainc");
  EXPECT_EQ(f.path, fs::canonical(file));
  EXPECT_EQ(f.source, "entry point");
  EXPECT_EQ(find("tenon.plainc").path, f.path);
  EXPECT_TRUE(exists("plainc"));
  EXPECT_FALSE(exists("nothing"));
}

TEST_F(PluginFind, EqualCopiesAreOnePlugin) {
  package("one", "abi_plain_c.so");
  package("two", "abi_plain_c.so");
  EXPECT_NO_THROW(find("plainc"));
}

TEST_F(PluginFind, TwoBuildsAreAnErrorNamingBoth) {
  const fs::path a = package("one", "abi_plain_c.so"), b = package("two", "abi_plain_c.so", true);
  try {
    find("plainc");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::Import);
    EXPECT_NE(e.message().find(a.string()), std::string::npos) << e.message();
    EXPECT_NE(e.message().find(b.string()), std::string::npos) << e.message();
  }
}

TEST_F(PluginFind, DamagedFilesAreListedWithTheirProblem) {
  const fs::path file = package("bad", "abi_plain_c.so");
  fs::resize_file(file, 1000);
  bool seen = false;
  for (const Found& f : list()) {
    if (f.path != fs::canonical(file)) continue;
    seen = true;
    EXPECT_NE(f.problem.find("cut off"), std::string::npos) << f.problem;
  }
  EXPECT_TRUE(seen);
}

TEST_F(PluginFind, AnotherBuildOfALoadedPluginIsRefused) {
  load(TN_TEST_PLUGINS "/abi_gauge.so");
  const fs::path other = package("other", "abi_gauge.so", true);
  try {
    load(other.string());
    FAIL();
  } catch (const Error& e) {
    EXPECT_NE(e.message().find("another build is loaded already"), std::string::npos)
        << e.message();
  }
}

}  // namespace
}  // namespace tenon::plugin
