#include "core/io/zip.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/crc32.h"

namespace tenon::io {
namespace {

std::string little(uint64_t v, size_t width) {
  std::string out;
  for (size_t i = 0; i < width; ++i) out += static_cast<char>(v >> (8 * i) & 255);
  return out;
}

struct Member {
  std::string name, data;
  uint16_t method = 0;
};

std::string local_header(const Member& m) {
  uint64_t n = m.data.size();
  return little(0x04034b50, 4) + little(20, 2) + little(0, 2) + little(m.method, 2) + little(0, 4) +
         little(crc32(m.data.data(), n), 4) + little(n, 4) + little(n, 4) +
         little(m.name.size(), 2) + little(0, 2) + m.name;
}

std::string directory_entry(const Member& m, uint64_t header) {
  uint64_t n = m.data.size();
  return little(0x02014b50, 4) + little(20, 2) + little(20, 2) + little(0, 2) +
         little(m.method, 2) + little(0, 4) + little(crc32(m.data.data(), n), 4) + little(n, 4) +
         little(n, 4) + little(m.name.size(), 2) + little(0, 2) + little(0, 2) + little(0, 8) +
         little(header, 4) + m.name;
}

std::string end_record(size_t count, uint64_t size, uint64_t begin) {
  return little(0x06054b50, 4) + little(0, 4) + little(count, 2) + little(count, 2) +
         little(size, 4) + little(begin, 4) + little(0, 2);
}

std::string archive(const std::vector<Member>& members) {
  std::string file, directory;
  for (const Member& m : members) {
    directory += directory_entry(m, file.size());
    file += local_header(m) + m.data;
  }
  return file + directory + end_record(members.size(), directory.size(), file.size());
}

std::string error_of(const std::string& file) {
  try {
    read_zip(file, "f");
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::Runtime);
    return e.message();
  }
  return "";
}

TEST(Zip, ReadsMembersInOrder) {
  std::string file = archive({{"a/data.pkl", "hello"}, {"a/data/0", ""}, {"a/version", "3\n"}});
  auto entries = read_zip(file, "f");
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].name, "a/data.pkl");
  EXPECT_EQ(file.substr(entries[0].begin, entries[0].size), "hello");
  EXPECT_EQ(entries[0].crc, crc32("hello", 5));
  EXPECT_EQ(entries[1].size, 0U);
  EXPECT_EQ(file.substr(entries[2].begin, entries[2].size), "3\n");
}

TEST(Zip, EveryTruncationIsRefused) {
  std::string file = archive({{"a/data.pkl", "hello"}, {"a/version", "3\n"}});
  for (size_t n = 0; n < file.size(); ++n) EXPECT_NE(error_of(file.substr(0, n)), "") << n;
}

TEST(Zip, RefusesWhatItDoesNotRead) {
  EXPECT_NE(error_of(archive({{"a", "x"}, {"a", "y"}})).find("are named 'a'"), std::string::npos);
  EXPECT_NE(error_of(archive({{"a", "x", 8}})).find("is compressed"), std::string::npos);
  EXPECT_NE(error_of(archive({}) + "x").find("central directory"), std::string::npos);
}

TEST(Zip, MembersMayNotShareBytes) {
  Member inner{"inner", "x"}, outer{"outer", local_header(inner) + inner.data};
  std::string file = local_header(outer), directory = directory_entry(outer, 0);
  directory += directory_entry(inner, file.size());
  file += outer.data;
  file += directory + end_record(2, directory.size(), file.size());
  EXPECT_NE(error_of(file).find("shares bytes"), std::string::npos);
}

TEST(Zip, HeadersMustAgreeWithTheDirectory) {
  std::string file = archive({{"abc", "x"}});
  file[30] = 'b';
  EXPECT_NE(error_of(file).find("does not agree"), std::string::npos);
}

TEST(Crc32, ProductsAgreeWithTables) {
  EXPECT_EQ(crc32("123456789", 9), 0xCBF43926U);
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * i * 31 + i);
  for (size_t n = 0; n < bytes.size(); n += n < 200 ? 1 : 61) {
    uint32_t whole = crc32_tables(bytes.data(), n);
    EXPECT_EQ(crc32(bytes.data(), n), whole) << n;
    EXPECT_EQ(crc32(bytes.data() + n / 3, n - n / 3, crc32(bytes.data(), n / 3)), whole) << n;
  }
}

}  // namespace
}  // namespace tenon::io
