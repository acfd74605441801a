#include "hub/json.h"

namespace tenon::hub {

namespace {

using io::Json;

Json integer(uint64_t v) { return Json::integer(static_cast<int64_t>(v)); }

}  // namespace

Json to_json(const Pulled& p) {
  Json files = Json::array();
  for (const auto& f : p.files) {
    files.push(Json::object()
                   .set("path", Json::string(f.path))
                   .set("stored", Json::string(f.stored))
                   .set("digest", Json::string(f.digest.text()))
                   .set("size", integer(f.size))
                   .set("resumed", integer(f.resumed))
                   .set("cached", Json::boolean(f.cached)));
  }
  return std::move(Json::object()
                       .set("registry", Json::string(p.registry))
                       .set("name", Json::string(p.name))
                       .set("version", Json::string(p.version))
                       .set("licence", Json::string(p.licence))
                       .set("digest", Json::string(p.digest.text()))
                       .set("files", std::move(files)));
}

Json to_json(const Published& p) {
  return std::move(Json::object()
                       .set("name", Json::string(p.name))
                       .set("version", Json::string(p.version))
                       .set("digest", Json::string(p.digest.text()))
                       .set("size", integer(p.bytes))
                       .set("new", Json::boolean(p.fresh)));
}

Json to_json(const Info& i) {
  Json files = Json::array(), versions = Json::array();
  for (const auto& d : i.manifest.files()) files.push(descriptor_json(d));
  for (const auto& v : i.versions) versions.push(Json::string(v));
  return std::move(Json::object()
                       .set("name", Json::string(i.manifest.name))
                       .set("version", Json::string(i.resolved.version))
                       .set("digest", Json::string(i.resolved.digest.text()))
                       .set("licence", Json::string(i.manifest.licence))
                       .set("stored", Json::boolean(i.stored))
                       .set("versions", std::move(versions))
                       .set("files", std::move(files))
                       .set("card", i.card ? i.card->all : Json()));
}

Json to_json(const Resolved& r) {
  return std::move(Json::object()
                       .set("registry", Json::string(r.ref.registry))
                       .set("name", Json::string(r.ref.name))
                       .set("version", Json::string(r.version))
                       .set("digest", Json::string(r.digest.text())));
}

Json to_json(const std::vector<Listed>& models) {
  Json out = Json::array();
  for (const auto& m : models) {
    out.push(Json::object()
                 .set("kind", Json::string("model"))
                 .set("registry", Json::string(m.ref.registry))
                 .set("name", Json::string(m.ref.name()))
                 .set("version", Json::string(m.manifest.version))
                 .set("digest", Json::string(m.ref.digest.text()))
                 .set("size", integer(m.manifest.total_size()))
                 .set("fetched_at", Json::integer(m.ref.fetched_at)));
  }
  return out;
}

Json to_json(const std::vector<Verdict>& verdicts) {
  Json out = Json::array();
  for (const auto& v : verdicts) {
    out.push(Json::object()
                 .set("name", Json::string(v.name))
                 .set("version", Json::string(v.version))
                 .set("path", Json::string(v.path))
                 .set("digest", Json::string(v.digest.text()))
                 .set("good", Json::boolean(v.good)));
  }
  return out;
}

}  // namespace tenon::hub
