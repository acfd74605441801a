// Names, digests, chunk tables and text of the hub.
#include <gtest/gtest.h>

#include "hub/chunks.h"
#include "hub/error.h"
#include "hub/manifest.h"
#include "hub/name.h"
#include "hub/text.h"

namespace tenon::hub {
namespace {

int code_of(std::string_view name) {
  try {
    parse_ref(name);
  } catch (const HubError& e) {
    return e.code();
  }
  return 0;
}

TEST(HubName, Parts) {
  Ref r = parse_ref("ghcr.io:443/vision/resnet18:^1.2");
  EXPECT_EQ(r.registry, "ghcr.io:443");
  EXPECT_EQ(r.name, "vision/resnet18");
  EXPECT_EQ(r.select, Ref::Select::Range);
  EXPECT_EQ(r.repository(), "models/vision/resnet18");
  EXPECT_EQ(parse_ref("vision/resnet18").registry, "local");
  EXPECT_EQ(parse_ref("vision/resnet18:1.2.0+b.1").version.build, "b.1");
  EXPECT_EQ(parse_ref("local/vision/resnet18:1.2.0").text(), "vision/resnet18:1.2.0");
  EXPECT_EQ(parse_ref("vision/resnet18@sha256:" + std::string(64, 'a')).select,
            Ref::Select::Digest);
}

TEST(HubName, Grammar) {
  for (const auto& bad : std::initializer_list<std::string>{
           "a/b", "vision/a.", "vision/.ab", "vision/a..b", "vision/nul.txt", "vision/com1",
           "latest/ab", "vision/ab\n", "vision/ab@sha256:" + std::string(64, 'A'),
           std::string("vision/a\0b", 10)}) {
    EXPECT_EQ(code_of(bad), code::kBadName) << bad;
  }
  for (const char* good : {"vision/re.s-n_et", "v1/x2", "vision/company", "vision/ab:*"})
    EXPECT_EQ(code_of(good), 0) << good;
}

TEST(HubName, TagsAndCollisions) {
  Version v = *Version::parse("1.0.0-rc.1+linux");
  EXPECT_EQ(tag_of(v), "1.0.0-rc.1_linux");
  EXPECT_EQ(version_of(tag_of(v))->text(), v.text());
  EXPECT_FALSE(version_of("latest"));
  EXPECT_EQ(collision_key("a/b-c_d.e"), "a/b-c-d-e");
}

TEST(HubDigest, KnownAnswer) {
  EXPECT_EQ(Digest::of("abc").text(),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_FALSE(
      Digest::parse("sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"));
  EXPECT_FALSE(Digest::parse("sha256:../../etc/passwd"));
}

TEST(ChunkTable, RoundTrip) {
  std::string blob(ChunkTable::kChunk * 2 + 5, 'x');
  ChunkTable t = ChunkTable::of(blob);
  ASSERT_EQ(t.count(), 3u);
  EXPECT_EQ(t.length(2), 5u);
  EXPECT_EQ(t.format().size(), 8u + 3 * 32);
  ChunkTable read = ChunkTable::parse(t.format(), blob.size(), "x");
  EXPECT_EQ(read.digests, t.digests);
}

TEST(ChunkTable, RefusesDamage) {
  std::string good = ChunkTable::of(std::string(100, 'x')).format();
  auto bad = [](const std::string& bytes, uint64_t size) {
    EXPECT_THROW(ChunkTable::parse(bytes, size, "x"), HubError);
  };
  bad("", 100);
  bad("TNC2" + good.substr(4), 100);
  bad(good.substr(0, good.size() - 1), 100);
  bad(good + "x", 100);
  bad(good, uint64_t{1} << 50);
  for (uint32_t chunk : {0u, 1u, 4095u, 3u << 20, 1u << 31}) {
    std::string table = good;
    for (int i = 0; i < 4; ++i) table[4 + i] = static_cast<char>(chunk >> (8 * i) & 255);
    bad(table, 100);
  }
}

TEST(HubText, NothingSteersTheTerminal) {
  EXPECT_EQ(printable("a\x1b[31mb\x07\x7f\r"), "a?[31mb???");
  EXPECT_EQ(printable("x\u202ey\u2066z\u200b"), "x?y?z?");
  EXPECT_EQ(printable("\xff\xc0\x80ok \xf4\x90\x80\x80"), "???ok ????");
  EXPECT_EQ(printable("naïve — 日本語\nnext"), "naïve — 日本語\nnext");
}

TEST(HubText, Sizes) {
  EXPECT_EQ(human_size(0), "0 B");
  EXPECT_EQ(human_size(999), "999 B");
  EXPECT_EQ(human_size(999'960), "1.0 MB");
  EXPECT_EQ(human_size(46'900'000), "46.9 MB");
}

TEST(HubText, Similar) {
  std::vector<std::string> names{"vision/resnet18", "vision/resnet50", "audio/wav2vec"};
  EXPECT_EQ(similar("vision/resnet81", names).front(), "vision/resnet18");
  EXPECT_EQ(similar("text/resnet18", names).front(), "vision/resnet18");
  EXPECT_TRUE(similar("text/bert", names).empty());
}

TEST(HubPaths, OnlyPlainRelativeOnes) {
  for (const char* good : {"model.json", "a/b/c.txt", "README (1).md"})
    EXPECT_EQ(unsafe_path(good), "") << good;
  for (const char* bad : {"", "/a", "a//b", "a/", ".", "..", "a/../b", "a\\b", "aux", "COM1.x",
                          "a.", "a ", "a:b", "\x01", "é"}) {
    EXPECT_NE(unsafe_path(bad), "") << bad;
  }
}

}  // namespace
}  // namespace tenon::hub
