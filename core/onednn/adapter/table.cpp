#include "core/onednn/adapter/ops.h"
#include "core/onednn/adapter/runtime.h"

namespace tenon::onednn {

const Host* g_host = nullptr;

const dnnl::engine& cpu_engine() {
  static auto& engine = *new dnnl::engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

dnnl_stream_t thread_stream() {
  static thread_local dnnl::stream stream(cpu_engine());
  return stream.get();
}

namespace {
bool has_bf16() {
  switch (dnnl::get_effective_cpu_isa()) {
    case dnnl::cpu_isa::sse41:
    case dnnl::cpu_isa::avx:
    case dnnl::cpu_isa::avx2:
    case dnnl::cpu_isa::isa_default:
      return false;
    default:
      return true;
  }
}
}  // namespace
}  // namespace tenon::onednn

extern "C" __attribute__((visibility("default"))) const tenon::onednn::Table* tenon_onednn_table(
    const tenon::onednn::Host* host) {
  using namespace tenon::onednn;
  g_host = host;
  static const Table table = {sizeof(Table),     has_bf16(), matmul,
                              conv_packed_bytes, conv_pack,  conv};
  return &table;
}
