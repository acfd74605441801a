// ImageFolder: ROOT/CLASS/picture.png, classes in order of their names.
#include <algorithm>
#include <filesystem>

#include "io/codec.h"

namespace tenon::vision {
namespace {

namespace fs = std::filesystem;

enum : uint32_t { kRoot, kTransform, kTargetTransform, kClasses, kSamples, kTargets };

bool is_picture(const fs::path& p) {
  std::string end = p.extension().string();
  std::transform(end.begin(), end.end(), end.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return end == ".png" || end == ".jpg" || end == ".jpeg";
}

std::vector<fs::path> sorted_entries(const fs::path& folder, bool folders) {
  std::vector<fs::path> out;
  std::error_code error;
  for (const auto& e : fs::directory_iterator(folder, error)) {
    if (e.is_directory() == folders) out.push_back(e.path());
  }
  if (error)
    fail("OSError", "ImageFolder: cannot read '", folder.string(), "': ", error.message(), ".");
  std::sort(out.begin(), out.end());
  return out;
}

// Pictures of a class, folders below it included.
void collect(const fs::path& folder, std::vector<std::string>& out) {
  for (const fs::path& p : sorted_entries(folder, false)) {
    if (is_picture(p)) out.push_back(p.string());
  }
  for (const fs::path& p : sorted_entries(folder, true)) collect(p, out);
}

void folder_init(Self& self, std::string_view root, const ValueRef& transform,
                 const ValueRef& target_transform) {
  std::vector<std::string> classes, samples;
  std::vector<int64_t> targets;
  for (const fs::path& p : sorted_entries(fs::path(root), true)) {
    size_t before = samples.size();
    collect(p, samples);
    if (samples.size() == before) {
      fail("OSError", "Found no valid file for the classes ", p.filename().string(),
           ". Supported extensions are: .jpg, .jpeg, .png");
    }
    targets.resize(samples.size(), static_cast<int64_t>(classes.size()));
    classes.push_back(p.filename().string());
  }
  if (classes.empty()) fail("OSError", "Couldn't find any class folder in ", root, ".");
  self.set(kRoot, Value(root));
  self.set(kTransform, transform);
  self.set(kTargetTransform, target_transform);
  self.set(kClasses, Value(classes));
  std::vector<Value> pairs;
  for (size_t i = 0; i < samples.size(); ++i)
    pairs.push_back(Value::tuple({Value(samples[i]), Value(targets[i])}));
  self.set(kSamples, Value(pairs));
  self.set(kTargets, Value(targets));
}

int64_t length(Self& self) { return static_cast<int64_t>(self[kTargets].size()); }

// The i-th picture, RGB [H, W, 3], or what the (native) transform makes of it, and its class.
std::tuple<Tensor, int64_t> get(Self& self, int64_t index) {
  ValueRef samples = self[kSamples];
  auto n = static_cast<int64_t>(samples.size());
  if (index < -n || index >= n) fail("IndexError", "list index out of range");
  ValueRef sample = samples[static_cast<size_t>(index < 0 ? index + n : index)];
  Tensor image = to_tensor(read_image(std::string(sample[0].str()), ReadMode::RGB));
  if (ValueRef t = self[kTransform]; t.is_self()) image = Self(t).method<Tensor>("apply", image);
  return {image, sample[1].to_int()};
}

constexpr TypeDef kTypes[] = {
    {.name = "vision.datasets.ImageFolder",
     .base = "Dataset",
     .ctor = "(str root, any transform=None, any target_transform=None)",
     .fields = {attr("root"), attr("transform"), attr("target_transform"), attr("classes"),
                attr("samples"), attr("targets")},
     .methods = {method<&length>("length() -> int"),
                 method<&get>("get(int index) -> (Tensor, int)")},
     .init = fn<&folder_init>(),
     .doc = "Pictures in a folder per class: ROOT/CLASS/x.png. Pictures are read as RGB."},
};
TN_TYPES(kTypes)

}  // namespace
}  // namespace tenon::vision
