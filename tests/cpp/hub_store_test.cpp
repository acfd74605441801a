// The store and what is on its way into it.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "hub/error.h"
#include "hub/owner.h"
#include "hub/partial.h"

namespace tenon::hub {
namespace {

namespace fs = std::filesystem;

class HubStore : public ::testing::Test {
 protected:
  HubStore() : home_(make_home()), store_(home_) {
    for (size_t i = 0; i < blob_.size(); ++i) blob_[i] = static_cast<char>(i * 7 + i / 1000);
    table_ = ChunkTable::of(blob_);
    digest_ = Digest::of(blob_);
  }
  ~HubStore() override { fs::remove_all(home_); }

  static std::string make_home() {
    std::string path = ::testing::TempDir() + "/tenon_store_XXXXXX";
    return ::mkdtemp(path.data());
  }
  std::string_view chunk(size_t i) const {
    return std::string_view(blob_).substr(table_.begin(i), table_.length(i));
  }
  std::vector<std::string> partials() const {
    std::vector<std::string> out;
    for (const auto& e : fs::directory_iterator(home_ + "/partial"))
      out.push_back(e.path().string());
    return out;
  }

  std::string home_;
  Store store_;
  std::string blob_ = std::string(ChunkTable::kChunk * 2 + 100, '\0');
  ChunkTable table_;
  Digest digest_;
};

TEST_F(HubStore, FinishesInAnyOrder) {
  {
    Partial p = Partial::open(store_, digest_, blob_.size(), &table_);
    for (size_t i : {2, 0, 1}) p.write(i, chunk(i));
    EXPECT_TRUE(p.finish());
  }
  EXPECT_TRUE(store_.verify(digest_, blob_.size()));
  EXPECT_TRUE(partials().empty());
  struct stat s;
  ASSERT_EQ(::stat(store_.blob_path(digest_).c_str(), &s), 0);
  EXPECT_EQ(s.st_mode & 0777, 0444u);
}

TEST_F(HubStore, TakesOverWhatWasLeft) {
  { Partial::open(store_, digest_, blob_.size(), &table_).write(1, chunk(1)); }
  ASSERT_EQ(partials().size(), 1u);
  Partial p = Partial::open(store_, digest_, blob_.size(), &table_);
  EXPECT_EQ(p.resumed(), table_.length(1));
  EXPECT_TRUE(p.has(1));
  EXPECT_FALSE(p.has(0));
  EXPECT_EQ(partials().size(), 1u);
}

TEST_F(HubStore, LeavesALivingOwnerAlone) {
  Partial first = Partial::open(store_, digest_, blob_.size(), &table_);
  first.write(0, chunk(0));
  Partial second = Partial::open(store_, digest_, blob_.size(), &table_);
  EXPECT_EQ(second.resumed(), 0u);
  EXPECT_EQ(partials().size(), 2u);
  for (size_t i = 0; i < 3; ++i) first.write(i, chunk(i)), second.write(i, chunk(i));
  EXPECT_TRUE(first.finish());
  EXPECT_TRUE(second.finish());
  EXPECT_TRUE(store_.verify(digest_, blob_.size()));
  EXPECT_TRUE(partials().empty());
}

// Both believe that the folder is theirs: the loser finds the blob there and is content.
TEST_F(HubStore, TwoWritersOfOneFolder) {
  Partial first = Partial::open(store_, digest_, blob_.size(), &table_);
  io::write_file(partials()[0] + "/owner", std::string_view("nobody"), "test");
  Partial second = Partial::open(store_, digest_, blob_.size(), &table_);
  EXPECT_EQ(partials().size(), 1u);
  for (size_t i = 0; i < 3; ++i) first.write(i, chunk(i)), second.write(i, chunk(i));
  EXPECT_TRUE(first.finish());
  EXPECT_TRUE(second.finish());
  EXPECT_TRUE(store_.verify(digest_, blob_.size()));
}

TEST_F(HubStore, TrustsNoMapOfTheDead) {
  {
    Partial p = Partial::open(store_, digest_, blob_.size(), &table_);
    p.write(0, chunk(0));
    p.write(1, std::string(table_.length(1), 'x'));
  }
  Partial p = Partial::open(store_, digest_, blob_.size(), &table_);
  EXPECT_TRUE(p.has(0));
  EXPECT_FALSE(p.has(1));
}

TEST_F(HubStore, WrongBytesGetNoName) {
  Partial p = Partial::open(store_, digest_, blob_.size(), nullptr);
  p.append(std::string(blob_.size(), 'x'));
  EXPECT_FALSE(p.finish());
  EXPECT_FALSE(store_.has(digest_, blob_.size()));
  EXPECT_TRUE(partials().empty());
}

TEST_F(HubStore, Refs) {
  StoredRef ref{.registry = "local",
                .repository = "models/vision/lenet",
                .tag = "1.0.0",
                .digest = digest_,
                .size = 7,
                .fetched_at = 9};
  store_.put_ref(ref);
  auto refs = store_.refs();
  ASSERT_EQ(refs.size(), 1u);
  EXPECT_EQ(refs[0].name(), "vision/lenet");
  EXPECT_EQ(refs[0].digest, digest_);
  EXPECT_EQ(refs[0].fetched_at, 9);
  store_.drop_ref(ref);
  EXPECT_TRUE(store_.refs().empty());
  EXPECT_FALSE(fs::exists(home_ + "/refs/local"));
}

TEST_F(HubStore, ASymbolicLinkIsNoBlob) {
  io::write_file(home_ + "/elsewhere", blob_, "test");
  fs::create_symlink(home_ + "/elsewhere", store_.blob_path(digest_));
  EXPECT_FALSE(store_.has(digest_, blob_.size()));
}

TEST_F(HubStore, AnotherFormatIsRefused) {
  io::write_file(home_ + "/VERSION", std::string_view("2\n"), "test");
  EXPECT_THROW(Store{home_}, HubError);
}

TEST(HubOwner, Judgement) {
  EXPECT_TRUE(may_be_alive(this_process()));
  EXPECT_FALSE(may_be_alive(kNobody));
  std::string gone = this_process();
  EXPECT_FALSE(may_be_alive("1 1" + gone.substr(gone.find(' ', gone.find(' ') + 1))));
  EXPECT_TRUE(may_be_alive("1 1 boot another-host"));
  EXPECT_TRUE(may_be_alive(""));
}

}  // namespace
}  // namespace tenon::hub
