// Boxes [N, 4] as (x1, y1, x2, y2): overlap and non-maximum suppression.
#include <algorithm>
#include <numeric>

#include "tenon/plugin.hpp"

namespace tenon::vision {
namespace {

void check_boxes(const Tensor& boxes, std::string_view op) {
  check_value(boxes.dim() == 2 && boxes.size(1) == 4, op, "(): boxes: got shape ", boxes.shape(),
              ", expected [N, 4].");
}

Tensor column(const Tensor& boxes, int64_t i) { return call<"select">(boxes, 1, i); }
Tensor area(const Tensor& b) {
  return call<"mul">(call<"sub">(column(b, 2), column(b, 0)),
                     call<"sub">(column(b, 3), column(b, 1)));
}

Tensor box_area(const Tensor& boxes) {
  check_boxes(boxes, "box_area");
  return area(boxes);
}

// Out of host ops, so its gradients come by themselves.
Tensor box_iou(const Tensor& boxes1, const Tensor& boxes2) {
  check_boxes(boxes1, "box_iou");
  check_boxes(boxes2, "box_iou");
  auto corner = [](const Tensor& b, int64_t from) { return call<"narrow">(b, 1, from, 2); };
  Tensor low = call<"maximum">(call<"unsqueeze">(corner(boxes1, 0), 1), corner(boxes2, 0));
  Tensor high = call<"minimum">(call<"unsqueeze">(corner(boxes1, 2), 1), corner(boxes2, 2));
  Tensor sides = call<"clamp">(call<"sub">(high, low), 0.0);
  Tensor inter = call<"mul">(call<"select">(sides, 2, 0), call<"select">(sides, 2, 1));
  Tensor both = call<"add">(call<"unsqueeze">(area(boxes1), 1), area(boxes2));
  return call<"div">(inter, call<"sub">(both, inter));
}

template <class T>
std::vector<int64_t> suppress(const T* b, const T* scores, int64_t n, double threshold) {
  std::vector<int64_t> order(static_cast<size_t>(n)), keep;
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int64_t i, int64_t j) { return scores[i] > scores[j]; });
  std::vector<char> gone(static_cast<size_t>(n));
  auto size = [&](int64_t i) { return (b[i * 4 + 2] - b[i * 4]) * (b[i * 4 + 3] - b[i * 4 + 1]); };
  for (size_t a = 0; a < order.size(); ++a) {
    int64_t i = order[a];
    if (gone[static_cast<size_t>(i)]) continue;
    keep.push_back(i);
    T area_i = size(i);
    for (size_t c = a + 1; c < order.size(); ++c) {
      int64_t j = order[c];
      if (gone[static_cast<size_t>(j)]) continue;
      T w = std::max(T(0), std::min(b[i * 4 + 2], b[j * 4 + 2]) - std::max(b[i * 4], b[j * 4]));
      T h = std::max(T(0),
                     std::min(b[i * 4 + 3], b[j * 4 + 3]) - std::max(b[i * 4 + 1], b[j * 4 + 1]));
      T inter = w * h;
      if (inter / (area_i + size(j) - inter) > threshold) gone[static_cast<size_t>(j)] = 1;
    }
  }
  return keep;
}

Tensor nms_cpu(const Tensor& boxes, const Tensor& scores, double iou_threshold) {
  check_boxes(boxes, "nms");
  check_value(scores.dim() == 1 && scores.size(0) == boxes.size(0),
              "nms(): boxes and scores differ: got ", boxes.shape(), " and ", scores.shape(),
              ", expected [N, 4] and [N].");
  check_type(boxes.dtype() == scores.dtype(), "nms(): boxes and scores differ in dtype: got ",
             name(boxes.dtype()), " and ", name(scores.dtype()), ".");
  Tensor b = boxes.contiguous(), s = scores.contiguous();
  std::vector<int64_t> keep;
  dispatch<float, double>(b.dtype(), "nms", [&]<class T>() {
    keep = suppress(b.data<T>(), s.data<T>(), b.size(0), iou_threshold);
  });
  return from_values(std::span<const int64_t>(keep),
                     std::vector<int64_t>{static_cast<int64_t>(keep.size())});
}

constexpr OpDef kOps[] = {
    {.schema = "vision::nms(Tensor boxes, Tensor scores, float iou_threshold) -> Tensor",
     .shapes = "boxes:[N,4], scores:[N] -> [M]",
     .paths = "tenon.vision.ops.nms",
     .kernels = {kernel<&nms_cpu>()},
     .nondiff = "gives indices",
     .doc =
         R"(Keeps boxes, best score first, that overlap no kept box by more than iou_threshold; returns their indices (int64).

Example:
    >>> boxes = tenon.tensor([[0., 0., 2., 2.], [0., 0., 2., 1.9], [5., 5., 6., 6.]])
    >>> tenon.vision.ops.nms(boxes, tenon.tensor([0.9, 0.8, 0.7]), 0.5)
    tensor([0, 2])
)"},
    {.schema = "vision::box_iou(Tensor boxes1, Tensor boxes2) -> Tensor",
     .shapes = "boxes1:[N,4], boxes2:[M,4] -> [N,M]",
     .paths = "tenon.vision.ops.box_iou",
     .decompose = fn<&box_iou>(),
     .doc = R"(Returns the intersection over union of each pair of boxes, [N, M].

Example:
    >>> a = tenon.tensor([[0., 0., 2., 2.]])
    >>> tenon.vision.ops.box_iou(a, tenon.tensor([[1., 0., 3., 2.]]))
    tensor([[0.3333]])
)"},
    {.schema = "vision::box_area(Tensor boxes) -> Tensor",
     .shapes = "boxes:[N,4] -> [N]",
     .paths = "tenon.vision.ops.box_area",
     .decompose = fn<&box_area>(),
     .doc = R"(Returns the areas of boxes, [N].

Example:
    >>> tenon.vision.ops.box_area(tenon.tensor([[0., 0., 2., 3.]]))
    tensor([6.])
)"},
};
TN_OPS(kOps)

}  // namespace
}  // namespace tenon::vision
