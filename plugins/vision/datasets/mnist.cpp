// MNIST and FashionMNIST, from their IDX files.
#include <sys/stat.h>

#include "datasets/idx.h"

namespace tenon::vision {
namespace {

enum : uint32_t { kRoot, kTrain, kTransform, kTargetTransform, kData, kTargets, kClasses };

bool exists(const std::string& path) {
  struct stat s;
  return stat(path.c_str(), &s) == 0;
}

// ROOT/NAME/raw/FILE[.gz] as torchvision lays it out, or ROOT/FILE[.gz].
std::string find_file(const std::string& root, std::string_view name, const std::string& file) {
  for (const std::string& folder : {str(root, "/", name, "/raw/"), root + "/"}) {
    for (const char* end : {"", ".gz"}) {
      if (exists(folder + file + end)) return folder + file + end;
    }
  }
  fail("RuntimeError", "Dataset not found: no '", file, "' or '", file, ".gz' in '", root, "/",
       name, "/raw' or '", root, "'. Hint: downloads are not made; copy the IDX files there.");
}

std::vector<std::string> classes_of(std::string_view name) {
  if (name == "MNIST") {
    return {"0 - zero", "1 - one", "2 - two",   "3 - three", "4 - four",
            "5 - five", "6 - six", "7 - seven", "8 - eight", "9 - nine"};
  }
  return {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
          "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
}

template <const char* Name>
void mnist_init(Self& self, std::string_view root, bool train, const ValueRef& transform,
                const ValueRef& target_transform, bool download) {
  std::string folder(root), part = train ? "train" : "t10k";
  (void)download;
  Tensor data = read_idx(find_file(folder, Name, part + "-images-idx3-ubyte"));
  Tensor labels = read_idx(find_file(folder, Name, part + "-labels-idx1-ubyte"));
  if (data.dim() != 3 || labels.dim() != 1 || data.size(0) != labels.size(0)) {
    fail("RuntimeError", Name, ": the files in '", folder,
         "' do not belong together: got images of shape ", data.shape(), " and labels of shape ",
         labels.shape(), ".");
  }
  self.set(kRoot, Value(root));
  self.set(kTrain, train);
  self.set(kTransform, transform);
  self.set(kTargetTransform, target_transform);
  self.set(kData, data);
  self.set(kTargets, labels.to(int64));
  self.set(kClasses, Value(classes_of(Name)));
}

int64_t length(Self& self) { return self.tensor(kData).size(0); }

// The i-th picture, uint8 [H, W, 1], or what the (native) transform makes of it, and its label.
std::tuple<Tensor, int64_t> get(Self& self, int64_t index) {
  Tensor data = self.tensor(kData);
  int64_t n = data.size(0);
  if (index < -n || index >= n)
    fail("IndexError", "index ", index, " is out of range for ", n, " pictures.");
  if (index < 0) index += n;
  Tensor image = call<"unsqueeze">(call<"select">(data, 0, index), 2);
  int64_t label = self.tensor(kTargets).data<int64_t>()[index];
  if (ValueRef t = self[kTransform]; t.is_self()) image = Self(t).method<Tensor>("apply", image);
  return {image, label};
}

constexpr const char kMnist[] = "MNIST";
constexpr const char kFashion[] = "FashionMNIST";

#define TN_IDX_DATASET(name_, label, text)                                                 \
  {                                                                                        \
    .name = "vision.datasets." name_, .base = "Dataset",                                   \
    .ctor =                                                                                \
        "(str root, bool train=True, any transform=None, any target_transform=None, bool " \
        "download=False)",                                                                 \
    .fields = {attr("root"), attr("train"),   attr("transform"), attr("target_transform"), \
               attr("data"), attr("targets"), attr("classes")},                            \
    .methods = {method<&length>("length() -> int"),                                        \
                method<&get>("get(int index) -> (Tensor, int)")},                          \
    .init = fn<&mnist_init<label>>(), .doc = text                                          \
  }

constexpr TypeDef kTypes[] = {
    TN_IDX_DATASET(
        "MNIST", kMnist,
        "Handwritten digits, 28 x 28 gray, from IDX files under root. Nothing is downloaded."),
    TN_IDX_DATASET("FashionMNIST", kFashion,
                   "Clothes, 28 x 28 gray (Xiao et al., 2017), from IDX files under root. Nothing "
                   "is downloaded."),
};
TN_TYPES(kTypes)

Tensor read_idx_op(std::string_view path) { return read_idx(std::string(path)); }
constexpr OpDef kOps[] = {
    {.schema = "vision::read_idx(str path) -> Tensor",
     .paths = "tenon.vision.datasets.read_idx",
     .kernels = {kernel<&read_idx_op>()},
     .nondiff = "bytes",
     .doc = "Reads an IDX file of bytes (plain or gzip) to a uint8 tensor."},
};
TN_OPS(kOps)

}  // namespace
}  // namespace tenon::vision
