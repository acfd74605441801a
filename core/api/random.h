// Generated from core/ops/random.cpp by core/tools/gen_api.py. Do not edit.
#pragma once
#include "core/api/types.h"

namespace tenon {

Tensor uniform_(const Tensor& input, double from = 0.0, double to = 1.0, Generator* generator = nullptr);
Tensor normal_(const Tensor& input, double mean = 0.0, double std_ = 1.0, Generator* generator = nullptr);
Tensor log_normal_(const Tensor& input, double mean = 1.0, double std_ = 2.0, Generator* generator = nullptr);
Tensor exponential_(const Tensor& input, double lambd = 1.0, Generator* generator = nullptr);
Tensor cauchy_(const Tensor& input, double median = 0.0, double sigma = 1.0, Generator* generator = nullptr);
Tensor geometric_(const Tensor& input, double p, Generator* generator = nullptr);
Tensor bernoulli_(const Tensor& input, const Tensor& p, Generator* generator = nullptr);
Tensor bernoulli__float(const Tensor& input, double p = 0.5, Generator* generator = nullptr);
Tensor random_(const Tensor& input, Generator* generator = nullptr);
Tensor random__to(const Tensor& input, int64_t to, Generator* generator = nullptr);
Tensor random__from(const Tensor& input, int64_t from, std::optional<int64_t> to, Generator* generator = nullptr);

}  // namespace tenon
