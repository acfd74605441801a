// CIFAR-10 and CIFAR-100 (Krizhevsky, 2009), from the archives' files in either form: pickled for
// Python (cifar-10-batches-py) or records of bytes (cifar-10-batches-bin).
#include <sys/stat.h>

#include "datasets/pickled.h"
#include "io/codec.h"

namespace tenon::vision {
namespace {

enum : uint32_t { kRoot, kTrain, kTransform, kTargetTransform, kData, kTargets, kClasses };
constexpr int64_t kSide = 32, kPlane = kSide * kSide, kBytes = 3 * kPlane;

struct Form {
  const char* name;
  const char *python, *binary;  // folders
  std::vector<std::string> train, test;
  const char *label, *names_file, *names_key;
  int64_t classes, labels_before;  // bytes before the one that counts, in a record
};

Form cifar10() {
  return {"CIFAR10",
          "cifar-10-batches-py",
          "cifar-10-batches-bin",
          {"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"},
          {"test_batch"},
          "labels",
          "batches.meta",
          "label_names",
          10,
          0};
}
Form cifar100() {
  return {"CIFAR100", "cifar-100-python", "cifar-100-binary",
          {"train"},  {"test"},           "fine_labels",
          "meta",     "fine_label_names", 100,
          1};
}

bool exists(const std::string& path) {
  struct stat s;
  return stat(path.c_str(), &s) == 0;
}

struct Batch {
  std::string planes;  // [n, 3, 32, 32]
  std::vector<int64_t> labels;
};

Batch read_pickled(const Form& f, const std::string& path) {
  std::string bytes = read_file(path);
  Pickled batch(bytes, path);
  return {std::string(array_bytes(batch.find("data"), path)),
          list_numbers(batch.find(f.label), path)};
}

Batch read_records(const Form& f, const std::string& path) {
  std::string bytes = read_file(path);
  int64_t header = f.labels_before + 1, record = header + kBytes,
          size = static_cast<int64_t>(bytes.size());
  if (size % record)
    fail("RuntimeError", "'", path, "' is damaged: got ", size, " bytes, expected a multiple of ",
         record, ".");
  Batch b;
  for (int64_t at = 0; at < size; at += record) {
    b.labels.push_back(static_cast<uint8_t>(bytes[static_cast<size_t>(at + f.labels_before)]));
    b.planes.append(bytes, static_cast<size_t>(at + header), kBytes);
  }
  return b;
}

void check_batch(const Form& f, const Batch& b, const std::string& path) {
  if (b.planes.size() != b.labels.size() * kBytes)
    fail("RuntimeError", "'", path, "' is damaged: got ", b.labels.size(), " labels and ",
         b.planes.size(), " bytes of pictures of ", kBytes, ".");
  for (int64_t l : b.labels)
    if (l < 0 || l >= f.classes)
      fail("RuntimeError", "'", path, "' is damaged: got the label ", l, " of ", f.classes,
           " classes.");
}

// The names of the classes; of records they stand in a text file, one a line.
std::vector<std::string> class_names(const Form& f, const std::string& folder, bool pickled) {
  std::vector<std::string> names;
  if (pickled) {
    std::string path = folder + f.names_file;
    if (!exists(path)) return {};
    std::string bytes = read_file(path);
    Pickled meta(bytes, path);
    const Pickled::Node* list = meta.find(f.names_key);
    if (list)
      for (const Pickled::Node* n : list->items) names.emplace_back(n->text);
    return names;
  }
  std::string path = folder + (f.classes == 10 ? "batches.meta.txt" : "fine_label_names.txt");
  if (!exists(path)) return {};
  std::string text = read_file(path), line;
  for (char c : text) {
    if (c != '\n') {
      line += c;
    } else if (!line.empty()) {
      names.push_back(std::move(line));
      line.clear();
    }
  }
  return names;
}

void cifar_init(Self& self, const Form& f, std::string_view root, bool train,
                const ValueRef& transform, const ValueRef& target_transform) {
  std::string base(root), folder = str(base, "/", f.python, "/");
  bool pickled = exists(folder);
  if (!pickled) folder = str(base, "/", f.binary, "/");
  if (!exists(folder))
    fail("RuntimeError", "Dataset not found: no folder '", f.python, "' or '", f.binary, "' in '",
         base, "'. Hint: downloads are not made; unpack the archive there.");
  Batch all;
  for (const std::string& file : train ? f.train : f.test) {
    std::string path = folder + file + (pickled ? "" : ".bin");
    Batch b = pickled ? read_pickled(f, path) : read_records(f, path);
    check_batch(f, b, path);
    all.planes += b.planes;
    all.labels.insert(all.labels.end(), b.labels.begin(), b.labels.end());
  }
  auto n = static_cast<int64_t>(all.labels.size());
  Tensor data = empty({n, 3, kSide, kSide}, uint8);
  std::copy(all.planes.begin(), all.planes.end(), reinterpret_cast<char*>(data.data<uint8_t>()));
  self.set(kRoot, Value(root));
  self.set(kTrain, train);
  self.set(kTransform, transform);
  self.set(kTargetTransform, target_transform);
  self.set(kData, call("permute", data, Ints{0, 2, 3, 1}).contiguous());
  self.set(kTargets, Value(all.labels));
  self.set(kClasses, Value(class_names(f, folder, pickled)));
}

template <Form (*F)()>
void init(Self& self, std::string_view root, bool train, const ValueRef& transform,
          const ValueRef& target_transform, bool download) {
  (void)download;
  cifar_init(self, F(), root, train, transform, target_transform);
}

int64_t length(Self& self) { return self.tensor(kData).size(0); }

// The i-th picture, uint8 [32, 32, 3], or what the (native) transform makes of it, and its label.
std::tuple<Tensor, int64_t> get(Self& self, int64_t index) {
  Tensor data = self.tensor(kData);
  int64_t n = data.size(0);
  if (index < -n || index >= n)
    fail("IndexError", "index ", index, " is out of range for ", n, " pictures.");
  if (index < 0) index += n;
  Tensor image = call<"select">(data, 0, index);
  int64_t label = self[kTargets][static_cast<size_t>(index)].to_int();
  if (ValueRef t = self[kTransform]; t.is_self()) image = Self(t).method<Tensor>("apply", image);
  return {image, label};
}

#define TN_CIFAR(name_, form, text)                                                        \
  {                                                                                        \
    .name = "vision.datasets." name_, .base = "Dataset",                                   \
    .ctor =                                                                                \
        "(str root, bool train=True, any transform=None, any target_transform=None, bool " \
        "download=False)",                                                                 \
    .fields = {attr("root"), attr("train"),   attr("transform"), attr("target_transform"), \
               attr("data"), attr("targets"), attr("classes")},                            \
    .methods = {method<&length>("length() -> int"),                                        \
                method<&get>("get(int index) -> (Tensor, int)")},                          \
    .init = fn<&init<form>>(), .doc = text                                                 \
  }

constexpr TypeDef kTypes[] = {
    TN_CIFAR(
        "CIFAR10", cifar10,
        "60,000 pictures of 10 classes, 32 x 32 in colour, from the unpacked archive under root "
        "(pickled or records). Pickles are read as data. Nothing is downloaded."),
    TN_CIFAR("CIFAR100", cifar100,
             "60,000 pictures of 100 classes, 32 x 32 in colour, as CIFAR10; targets are the fine "
             "labels."),
};
TN_TYPES(kTypes)

}  // namespace
}  // namespace tenon::vision
