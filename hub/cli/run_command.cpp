// tenon run: classifies images with a saved model, without Python.
#include <algorithm>
#include <cmath>

#include "core/api/cast.h"
#include "core/api/copy.h"
#include "core/api/view_dims.h"
#include "core/io/file.h"
#include "core/nn/node.h"
#include "core/registry/call.h"
#include "core/registry/registry.h"
#include "hub/cli/commands.h"
#include "hub/cli/output.h"
#include "hub/model.h"

namespace tenon::cli {

namespace {

using io::Json;

constexpr size_t kMaxImage = size_t{256} << 20;

struct Guess {
  size_t index;
  double probability;
};

// uint8 [H, W, C], as transforms take pictures, by the decoder that the model's plugins brought.
Tensor decode(const std::string& path) {
  std::string bytes = io::read_file(path, "tenon run", kMaxImage);
  Tensor raw = from_blob(bytes.data(), Dims{static_cast<int64_t>(bytes.size())}, Dims{1}, DType::U8,
                         nullptr, nullptr);
  const Op* op = Registry::get().find("vision::decode_image");
  if (!op) {
    throw hub::HubError(
        hub::code::kNoFit, "no loaded plugin decodes images",
        "the model's `requires` must name vision, and its `input` the transform of an image");
  }
  Value args[] = {Value(raw), Value(0)}, ret;
  try {
    call(*op, args, &ret);
  } catch (const Error& e) {
    throw hub::HubError(hub::code::kBadContent, str(path, ": ", e.message()));
  }
  const int64_t hwc[] = {1, 2, 0};  // the op gives [C, H, W]
  return contiguous(permute(ret.take_tensor(), hwc));
}

Tensor transformed(const Value& transform, const Tensor& image) {
  if (transform.is_none()) return image;
  Value arg(image), ret;
  nn::to_node(transform).method_named("apply", Args(&arg, 1), &ret, 1);
  return ret.take_tensor();
}

Tensor forward(const Value& model, const Tensor& batch) {
  Value arg(batch), ret;
  nn::to_node(model).invoke(Args(&arg, 1), &ret, 1);
  Owned owned(ret);
  check_type(ret.is_tensor(), "tenon run: the model's result is a ", tag_name(ret.tag),
             ", expected a tensor of scores");
  return ret.tensor();
}

// Classes by falling probability: the softmax of one row of scores.
std::vector<Guess> guesses(const Tensor& scores) {
  check_value(scores.dim() == 2 && scores.size(0) == 1 && scores.size(1) > 0,
              "tenon run: wrong shape of the model's scores: got ", scores.sizes(),
              ", expected [1, classes]");
  Tensor row = contiguous(to_copy(scores, DType::F64));
  auto n = static_cast<size_t>(row.numel());
  const double* x = row.data<double>();
  double most = *std::max_element(x, x + n), sum = 0;
  std::vector<Guess> out;
  for (size_t i = 0; i < n; ++i) {
    out.push_back({i, std::exp(x[i] - most)});
    sum += out.back().probability;
  }
  for (Guess& g : out) g.probability /= sum;
  std::stable_sort(out.begin(), out.end(),
                   [](const Guess& a, const Guess& b) { return a.probability > b.probability; });
  return out;
}

std::string label(const io::ModelDocument& model, size_t index) {
  return index < model.labels.size() ? model.labels[index] : str(index);
}

std::string percent(double p) {
  char out[16];
  std::snprintf(out, sizeof(out), "%.1f%%", 100 * p);
  return out;
}

Json guess_json(const hub::LoadedModel& model, const std::string& image,
                const std::vector<Guess>& all, size_t top) {
  Json list = Json::array();
  for (size_t i = 0; i < std::min(top, all.size()); ++i) {
    list.push(Json::object()
                  .set("class", Json::string(label(model.document, all[i].index)))
                  .set("index", Json::integer(static_cast<int64_t>(all[i].index)))
                  .set("probability", Json::number(all[i].probability)));
  }
  return std::move(
      Json::object().set("image", Json::string(image)).set("classes", std::move(list)));
}

}  // namespace

int run_model(const Common& common, const RunArgs& args) {
  hub::Hub hub({.registry = common.registry});
  auto progress =
      make_progress(common.json && common.progress == "auto" ? "none" : common.progress);
  hub::LoadedModel model =
      hub::load_model(hub::find_model(hub, args.model, args.offline, *progress));
  GradMode no_grad(false);
  Json out = Json::array();
  auto top = static_cast<size_t>(args.top);
  for (const auto& image : args.images) {
    Tensor input = transformed(model.tree.input.get(), decode(image));
    auto all = guesses(forward(model.tree.root.get(), unsqueeze(input, 0)));
    out.push(guess_json(model, image, all, top));
    if (common.json) continue;
    std::string line = image;
    for (size_t i = 0; i < std::min(top, all.size()); ++i) {
      line += str("  ", label(model.document, all[i].index), " ", percent(all[i].probability));
    }
    print(line);
  }
  if (common.json) print_json(out);
  return 0;
}

}  // namespace tenon::cli
