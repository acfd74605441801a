// Files that claim to be plugins: whatever is in them, the host answers with a sentence and never
// crashes.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <sstream>

#include "core/base/error.h"
#include "core/plugin/elf.h"
#include "core/plugin/host.h"
#include "core/plugin/inspect.h"
#include "core/plugin/manifest.h"

namespace tenon::plugin {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

const std::string kPlainC = TN_TEST_PLUGINS "/abi_plain_c.so";

// The error that reading `bytes` gives; empty if it reads as a plugin. Any other exception fails
// the test.
std::string problem(const std::string& bytes) {
  try {
    const Manifest m = parse_manifest(read_manifest_note(MemoryBytes(bytes)));
    return m.id == "tenon.plainc" ? "" : "another id: " + m.id;
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::Import) << e.message();
    EXPECT_FALSE(e.message().empty());
    return e.message();
  }
}

std::string write_temporary(const std::string& name, const std::string& bytes) {
  const std::string path = ::testing::TempDir() + name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

// The file with other manifest text; length and checksum are left to `crc`.
std::string with_manifest(std::string bytes, const std::string& json, bool fix_crc) {
  const size_t at = bytes.find("TNMANIF1");
  const auto length = static_cast<uint32_t>(json.size());
  std::memcpy(bytes.data() + at + 8, &length, 4);
  if (fix_crc) {
    uint32_t c = ~0u;
    for (unsigned char b : json) {
      c ^= b;
      for (int k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    }
    c = ~c;
    std::memcpy(bytes.data() + at + 12, &c, 4);
  }
  std::memcpy(bytes.data() + at + 16, json.data(), json.size());
  return bytes;
}

std::string manifest_text(const std::string& bytes) {
  const size_t at = bytes.find("TNMANIF1");
  uint32_t length;
  std::memcpy(&length, bytes.data() + at + 8, 4);
  return bytes.substr(at + 16, length);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(PluginFile, ReadsWhatTheSealWrote) {
  const Manifest m = read_manifest(kPlainC);
  EXPECT_EQ(m.id, "tenon.plainc");
  EXPECT_EQ(m.short_name(), "plainc");
  EXPECT_EQ(m.version, "1.0.0");
  ASSERT_EQ(m.ops.size(), 1u);
  EXPECT_EQ(m.ops[0].name, "plainc::fma3");
  EXPECT_EQ(m.ops[0].paths, std::vector<std::string>{"tenon.plainc.fma3"});
  EXPECT_EQ(m.needs.size(), 3u);
}

TEST(PluginFile, EveryTruncationIsAnError) {
  const std::string whole = read_file(kPlainC);
  ASSERT_EQ(problem(whole), "");
  for (size_t n = 0; n < whole.size(); ++n) {
    ASSERT_NE(problem(whole.substr(0, n)), "") << "cut to " << n << " bytes";
  }
}

TEST(PluginFile, NoBitFlipGoesUnnoticedInTheManifestOrCrashes) {
  const std::string whole = read_file(kPlainC);
  const size_t note = whole.find("TNMANIF1"), text_end = note + 16 + manifest_text(whole).size();
  std::string bytes = whole;
  for (size_t i = 0; i < whole.size(); i += (i < 4096 || (i >= note && i < text_end)) ? 1 : 97) {
    const bool sealed = i >= note && i < text_end;
    for (int bit = 0; bit < 8; bit += sealed || i < 1024 ? 1 : 5) {
      bytes[i] = static_cast<char>(bytes[i] ^ (1 << bit));
      const std::string p = problem(bytes);
      if (sealed) {
        ASSERT_NE(p, "") << "bit " << bit << " of byte " << i;
      }
      bytes[i] = whole[i];
    }
  }
}

TEST(PluginFile, JunkIsRefused) {
  uint32_t state = 1;
  for (size_t size : {0, 1, 4, 63, 64, 100, 4096}) {
    std::string junk(size, '\0');
    for (char& c : junk) c = static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
    EXPECT_NE(problem(junk), "");
    EXPECT_NE(problem("\x7f"
                      "ELF" +
                      junk),
              "");
  }
  EXPECT_NE(problem("# a text file\n").find("not a shared object"), std::string::npos);
  EXPECT_NE(problem(read_file("/proc/self/exe")), "");
}

TEST(PluginFile, OverflowingHeadersAreRefused) {
  const std::string whole = read_file(kPlainC);
  // Offsets in the ELF header and in the first program headers that reach far behind the end.
  for (size_t at : {0x20, 0x28, 0x40 + 0x08, 0x40 + 0x20, 0x40 + 56 + 0x08, 0x40 + 56 + 0x20}) {
    for (uint64_t v :
         {uint64_t{0xffffffffffffffff}, uint64_t{0x7fffffffffffffff}, uint64_t{whole.size()}}) {
      std::string bytes = whole;
      std::memcpy(bytes.data() + at, &v, sizeof(v));
      problem(bytes);  // must not crash; some of these fields are not used
    }
  }
}

TEST(PluginFile, SealedManifestsAreStillValidated) {
  const std::string whole = read_file(kPlainC), text = manifest_text(whole);
  auto with = [&](const std::string& json) { return problem(with_manifest(whole, json, true)); };
  EXPECT_EQ(with(text), "");
  EXPECT_NE(
      problem(with_manifest(whole, replaced(text, "plainc", "plainC"), false)).find("checksum"),
      std::string::npos);
  EXPECT_NE(with("").find("not sealed"), std::string::npos);
  EXPECT_NE(with("{").find("not valid"), std::string::npos);
  EXPECT_NE(with("{}").find("a member is missing"), std::string::npos);
  EXPECT_NE(with(replaced(text, "\"format\":1", "\"format\":2")).find("format 2"),
            std::string::npos);
  EXPECT_NE(with(replaced(text, "\"id\":\"tenon.plainc\"", "\"id\":\"../../etc\"")).find("'id'"),
            std::string::npos);
  EXPECT_NE(with(replaced(text, "\"format\":1", "\"format\":1,\"format\":1")).find("occurs twice"),
            std::string::npos);
  EXPECT_NE(with(std::string(200, '[')).find("nested too deeply"), std::string::npos);
  EXPECT_NE(
      with(replaced(text, "\"format\":1", "\"format\":18446744073709551616")).find("not valid"),
      std::string::npos);
}

TEST(PluginFile, LoadNamesWhatIsWrong) {
  const std::string whole = read_file(kPlainC), text = manifest_text(whole);
  auto error = [&](const std::string& name, const std::string& bytes) {
    try {
      load(write_temporary(name, bytes));
    } catch (const Error& e) {
      EXPECT_EQ(e.kind(), ErrorKind::Import);
      return e.message();
    }
    ADD_FAILURE() << name << " was loaded";
    return std::string();
  };
  EXPECT_NE(error("text.so", "import os\n").find("not a shared object"), std::string::npos);
  EXPECT_NE(error("cut.so", whole.substr(0, whole.size() / 2)).find("cut off"), std::string::npos);
  EXPECT_NE(
      error("abi.so", with_manifest(whole, replaced(text, "\"major\":0", "\"major\":7"), true))
          .find("need major 7, have 0"),
      std::string::npos);
  EXPECT_NE(error("arch.so", with_manifest(whole, replaced(text, "x86_64", "vax780"), true))
                .find("platform: need linux vax780"),
            std::string::npos);
  EXPECT_NE(
      error("table.so", with_manifest(whole, replaced(text, "tenon.op/1", "tenon.op/9"), true))
          .find("tables: need tenon.op/9"),
      std::string::npos);
  EXPECT_NE(error("name.so", with_manifest(whole, replaced(text, "1.0.0", "1.0.1"), true))
                .find("the code says tenon.plainc 1.0.0"),
            std::string::npos);
  EXPECT_TRUE(loaded().empty() || loaded()[0].manifest.id != "tenon.plainc");
}

TEST(PluginFile, MissingFilesAndNames) {
  EXPECT_THROW(load("/nonexistent/plugin.so"), Error);
  EXPECT_THROW(load("/tmp/"), Error);
  try {
    load("no_such_plugin");
    FAIL();
  } catch (const Error& e) {
    EXPECT_NE(e.message().find("pip install tenon-no_such_plugin"), std::string::npos)
        << e.message();
  }
}

TEST(PluginFile, CheckReportsStepByStep) {
  const auto good = check_file(kPlainC, true);
  ASSERT_EQ(good.size(), 7u);
  for (const Step& s : good) EXPECT_TRUE(s.ok) << s.name << ": " << s.detail;
  const auto bad = check_file(write_temporary("text.so", "not a plugin"));
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_FALSE(bad[0].ok);
}

TEST(PluginFile, SymbolTablesOfAnyContentAreReadSafely) {
  const std::string whole = read_file(kPlainC);
  EXPECT_EQ(read_dynamic(MemoryBytes(whole)).exports,
            std::vector<std::string>{"tn_plugin_entry_v1"});
  std::string bytes = whole;
  uint32_t state = 7;
  for (int i = 0; i < 20000; ++i) {
    // The section table lies at the end, the dynamic sections near the start.
    const size_t span = i % 2 ? 4096 : whole.size();
    const size_t at =
        (i % 2 ? whole.size() - span : 0) + (state = state * 1664525u + 1013904223u) % span;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (state >> 29)));
    try {
      read_dynamic(MemoryBytes(bytes));
    } catch (const Error& e) {
      EXPECT_EQ(e.kind(), ErrorKind::Import);
    }
    bytes[at] = whole[at];
  }
}

}  // namespace
}  // namespace tenon::plugin
