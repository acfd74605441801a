// Generated from core/ops/random.cpp by core/tools/gen_api.py. Do not edit.
#include "core/api/random.h"

#include "core/api/cells.h"

namespace tenon {
using api::cell;
using api::take_string;
using api::take_tensors;

Tensor uniform_(const Tensor& input, double from, double to, Generator* generator) {
  static const Op& op = Registry::get().at("uniform_");
  const Value args[4] = {cell(input), cell(from), cell(to), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor normal_(const Tensor& input, double mean, double std_, Generator* generator) {
  static const Op& op = Registry::get().at("normal_");
  const Value args[4] = {cell(input), cell(mean), cell(std_), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor log_normal_(const Tensor& input, double mean, double std_, Generator* generator) {
  static const Op& op = Registry::get().at("log_normal_");
  const Value args[4] = {cell(input), cell(mean), cell(std_), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor exponential_(const Tensor& input, double lambd, Generator* generator) {
  static const Op& op = Registry::get().at("exponential_");
  const Value args[3] = {cell(input), cell(lambd), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor cauchy_(const Tensor& input, double median, double sigma, Generator* generator) {
  static const Op& op = Registry::get().at("cauchy_");
  const Value args[4] = {cell(input), cell(median), cell(sigma), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor geometric_(const Tensor& input, double p, Generator* generator) {
  static const Op& op = Registry::get().at("geometric_");
  const Value args[3] = {cell(input), cell(p), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bernoulli_(const Tensor& input, const Tensor& p, Generator* generator) {
  static const Op& op = Registry::get().at("bernoulli_");
  const Value args[3] = {cell(input), cell(p), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor bernoulli__float(const Tensor& input, double p, Generator* generator) {
  static const Op& op = Registry::get().at("bernoulli_.float");
  const Value args[3] = {cell(input), cell(p), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor random_(const Tensor& input, Generator* generator) {
  static const Op& op = Registry::get().at("random_");
  const Value args[2] = {cell(input), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor random__to(const Tensor& input, int64_t to, Generator* generator) {
  static const Op& op = Registry::get().at("random_.to");
  const Value args[3] = {cell(input), cell(to), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

Tensor random__from(const Tensor& input, int64_t from, std::optional<int64_t> to, Generator* generator) {
  static const Op& op = Registry::get().at("random_.from");
  const Value args[4] = {cell(input), cell(from), cell(to), cell(generator)};
  Value rets[1];
  call(op, args, rets);
  return rets[0].take_tensor();
}

}  // namespace tenon
