#include "core/io/safetensors.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "core/api/create.h"
#include "core/io/file.h"

namespace tenon::io {
namespace {

// A file with this header, which is padded by `padding`, and `data` bytes of data.
std::string file_of(std::string header, size_t data, const std::string& padding = "") {
  header += padding;
  std::string out(8, '\0');
  for (int i = 0; i < 8; ++i) out[i] = static_cast<char>(header.size() >> (8 * i) & 255);
  return out + header + std::string(data, '\1');
}

std::string error_of(const std::string& file) {
  try {
    parse_safetensors(file.data(), file.size(), "f");
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::Value);
    return e.message();
  }
  return "";
}

std::string one(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"({"a":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
         "}}";
}

TEST(Safetensors, AcceptsWhatTheFormatAllows) {
  EXPECT_EQ(error_of(file_of("{}", 0)), "");
  EXPECT_EQ(error_of(file_of(one("F32", "[2,3]", "[0,24]"), 24, "    ")), "");
  EXPECT_EQ(error_of(file_of(one("F32", "[]", "[0,4]"), 4)), "");
  EXPECT_EQ(error_of(file_of(one("F32", "[0,7]", "[0,0]"), 0)), "");
  EXPECT_EQ(error_of(file_of(R"({"__metadata__":{"k":"v"}})", 0)), "");
}

TEST(Safetensors, RefusesDamage) {
  struct Case {
    std::string file, says;
  };
  std::string two = R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)";
  const Case cases[] = {
      {"", "not a safetensors file"},
      {std::string("\xff\xff\xff\xff\xff\xff\xff\xff{}", 10), "cut short"},
      {file_of("", 0), "does not start with {"},
      {file_of(" {}", 0), "does not start with {"},
      {file_of("{}", 0, "\n"), "does not end with }"},
      {file_of("{}", 0, "\t "), "does not end with }"},
      {file_of("{}x", 0), "does not end with }"},
      {file_of("{} {}", 0), "not valid JSON"},
      {file_of("{}", 3), "3 bytes follow the last tensor"},
      {file_of(one("F32", "[2,3]", "[0,24]"), 20), "cut short"},
      {file_of(one("F32", "[2,3]", "[0,20]"), 20), "do not hold"},
      {file_of(one("F32", "[2,3]", "[24,0]"), 24), "do not hold"},
      {file_of(one("F32", "[4611686018427387904,4]", "[0,0]"), 0), "too large"},
      {file_of(one("F32", "[-1]", "[0,4]"), 4), "negative"},
      {file_of(one("F32", "[1.5]", "[0,4]"), 4), "wrong kind of value"},
      {file_of(one("F4", "[1]", "[0,4]"), 4), "unsupported dtype"},
      {file_of(one("U8", "[4]", "[4,8]"), 8), "belong to no tensor"},
      {file_of(one("U8", "[4]", "[0,4,5]"), 4), "3 numbers"},
      {file_of(two + R"("b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})", 6), "overlaps"},
      {file_of(two + R"("b":{"dtype":"U8","shape":[4],"data_offsets":[6,10]}})", 10),
       "belong to no tensor"},
      {file_of(two + R"("a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})", 8), "occurs twice"},
      {file_of(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}})", 1),
       "wrong members"},
      {file_of(R"({"__metadata__":{"k":1}})", 0), "wrong kind of value"},
      {file_of(R"({"a":[[[[[[1]]]]]]})", 0), "nested too deeply"},
      {"\x80\x02}q.pickled by someone else", "cut short"},
  };
  for (const auto& c : cases)
    EXPECT_NE(error_of(c.file).find(c.says), std::string::npos) << error_of(c.file);
}

// No prefix of a good file is good, and no flip of a header bit may crash.
TEST(Safetensors, EveryTruncationIsAnError) {
  std::string good = file_of(one("F32", "[2,3]", "[0,24]"), 24);
  for (size_t n = 0; n < good.size(); ++n) EXPECT_NE(error_of(good.substr(0, n)), "") << n;
  for (size_t bit = 0; bit < 8 * good.size(); ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    error_of(bad);
  }
}

TEST(Safetensors, SavesAndLoadsWithoutCopying) {
  std::string path = ::testing::TempDir() + "/roundtrip.safetensors";
  Tensor a = new_tensor({{2, 3}}, DType::F32), b = new_tensor({{3}}, DType::Bool),
         c = new_tensor({}, DType::I64);
  for (int i = 0; i < 6; ++i) a.data<float>()[i] = static_cast<float>(i);
  for (int i = 0; i < 3; ++i) b.data<bool>()[i] = i == 1;
  *c.data<int64_t>() = -7;
  save_safetensors(path,
                   {{"z.bool", b}, {"a", a}, {"n", c}, {"at", make_view(a, {{3, 2}}, {{1, 3}}, 0)}},
                   {{"format", "tenon"}});
  Metadata metadata;
  TensorMap read = load_safetensors(path, &metadata);
  ASSERT_EQ(read.size(), 4u);
  EXPECT_EQ(metadata, (Metadata{{"format", "tenon"}}));
  EXPECT_EQ(std::memcmp(read.at("a").raw(), a.raw(), a.nbytes()), 0);
  EXPECT_EQ(read.at("at").data<float>()[1], 3.f);
  EXPECT_EQ(*read.at("n").data<int64_t>(), -7);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(read.at("n").raw()) % 4096,
            0u);  // the largest elements come first

  // A private mapping: writing to the tensor leaves the file alone.
  read.at("a").data<float>()[0] = 100;
  EXPECT_EQ(load_safetensors(path).at("a").data<float>()[0], 0.f);
}

TEST(Safetensors, RefusesBoolsOfOtherValues) {
  std::string path = ::testing::TempDir() + "/bool.safetensors";
  std::string file = file_of(one("BOOL", "[1]", "[0,1]"), 1);
  file.back() = 2;
  write_file(path, file, "test");
  EXPECT_THROW(load_safetensors(path), Error);
}

TEST(Safetensors, SavingIntoNothingIsAnError) {
  EXPECT_THROW(save_safetensors("/nowhere/at/all.safetensors", {}), Error);
  EXPECT_THROW(load_safetensors("/nowhere/at/all.safetensors"), Error);
  EXPECT_THROW(load_safetensors("/dev/zero"), Error);
}

}  // namespace
}  // namespace tenon::io
