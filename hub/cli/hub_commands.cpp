// hub pull, ls, search, info, verify, rm, push, pack.
#include <algorithm>
#include <chrono>
#include <ctime>

#include "hub/cli/commands.h"
#include "hub/cli/output.h"
#include "hub/json.h"
#include "hub/text.h"

namespace tenon::cli {

namespace {

using io::Json;

hub::Hub open_hub(const Common& common) { return hub::Hub({.registry = common.registry}); }

std::vector<hub::Ref> parse_refs(const std::vector<std::string>& names) {
  std::vector<hub::Ref> refs;
  for (const auto& name : names) refs.push_back(hub::parse_ref(name));
  return refs;
}

Json integer(uint64_t v) { return Json::integer(static_cast<int64_t>(v)); }

std::string age(int64_t then) {
  int64_t seconds = std::max<int64_t>(0, static_cast<int64_t>(std::time(nullptr)) - then);
  if (seconds < 120) return "just now";
  if (seconds < 2 * 3600) return str(seconds / 60, " min ago");
  if (seconds < 2 * 86400) return str(seconds / 3600, " h ago");
  return str(seconds / 86400, " d ago");
}

std::string count(uint64_t n, std::string_view noun) {
  return str(n, " ", noun, n == 1 ? "" : "s");
}

}  // namespace

int pull(const Common& common, const PullArgs& args) {
  hub::Hub h = open_hub(common);
  auto refs = parse_refs(args.names);
  Json all = Json::array();
  for (const auto& ref : refs) {
    auto progress =
        make_progress(common.json && common.progress == "auto" ? "none" : common.progress);
    auto start = std::chrono::steady_clock::now();
    if (common.dry_run) {
      hub::Resolved r = h.resolve(ref);
      print(str("would pull ", r.ref.name, " ", r.version, "  ", r.digest.brief()));
      continue;
    }
    hub::Pulled p = h.pull(ref, *progress);
    if (!args.to.empty()) hub::export_files(p, args.to);
    all.push(hub::to_json(p));
    if (common.json) continue;
    uint64_t bytes = 0, resumed = 0, cached = 0;
    for (const auto& f : p.files) {
      bytes += f.size;
      resumed += f.resumed;
      cached += f.cached;
    }
    double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    print(str("pulled     ", p.name, " ", p.version, ": ", count(p.files.size(), "file"), ", ",
              hub::human_size(bytes), cached == p.files.size() ? ", all there already" : "",
              resumed ? ", " + hub::human_size(resumed) + " resumed" : "", " in ",
              static_cast<int64_t>(seconds * 1000), " ms"));
  }
  if (common.json && !common.dry_run) print_json(refs.size() == 1 ? all.as_array("")[0] : all);
  return 0;
}

int list(const Common& common) {
  auto models = open_hub(common).list();
  if (common.json) {
    print_json(hub::to_json(models));
    return 0;
  }
  std::vector<std::vector<std::string>> rows{
      {"KIND", "NAME", "VERSION", "SIZE", "SIGNED BY", "PULLED"}};
  for (const auto& m : models) {
    rows.push_back({"model", m.ref.name(), m.manifest.version,
                    hub::human_size(m.manifest.total_size()), "-", age(m.ref.fetched_at)});
  }
  print_table(rows);
  return 0;
}

int search(const Common& common, const std::string& word) {
  hub::Hub h = open_hub(common);
  Json out = Json::array();
  std::vector<std::vector<std::string>> rows{{"NAME", "VERSION", "SIZE", "LICENCE"}};
  for (const auto& name : h.registry().models()) {
    if (name.find(word) == std::string::npos) continue;
    hub::Info i = h.info(hub::parse_ref(name));
    rows.push_back(
        {name, i.resolved.version, hub::human_size(i.manifest.total_size()), i.manifest.licence});
    out.push(Json::object()
                 .set("name", Json::string(name))
                 .set("version", Json::string(i.resolved.version))
                 .set("size", integer(i.manifest.total_size()))
                 .set("licence", Json::string(i.manifest.licence)));
  }
  if (common.json) {
    print_json(out);
  } else {
    print_table(rows);
  }
  return 0;
}

int info(const Common& common, const std::string& name) {
  hub::Info i = open_hub(common).info(hub::parse_ref(name));
  if (common.json) {
    print_json(hub::to_json(i));
    return 0;
  }
  print(str(i.manifest.name, " ", i.resolved.version, "  ", i.resolved.digest.text()));
  std::string versions;
  for (const auto& v : i.versions) versions += (versions.empty() ? "" : ", ") + v;
  print(str("licence    ", i.manifest.licence));
  print(str("versions   ", versions));
  print("signature  none; this registry has no protection against old answers");
  print(str("pulled     ", i.stored ? "yes" : "no"));
  for (const auto& d : i.manifest.files())
    print(str("file       ", d.filepath, "  ", hub::human_size(d.size)));
  if (i.card) {
    for (const auto& [key, value] : i.card->all.as_object("card")) {
      if (key == "schema" || key == "licence") continue;
      print(str(key, ": ", value.is_string() ? value.as_string(key) : value.dump()));
    }
  }
  return 0;
}

int verify(const Common& common, const std::vector<std::string>& names) {
  auto verdicts = open_hub(common).verify(parse_refs(names));
  uint64_t bad = 0;
  for (const auto& v : verdicts) {
    bad += !v.good;
    if (!common.json) {
      print(str(v.good ? "good  " : "BAD   ", v.name, " ", v.version, "  ", v.path, "  ",
                v.digest.brief()));
    }
  }
  if (common.json) print_json(hub::to_json(verdicts));
  if (bad == 0) return 0;
  throw hub::HubError(
      hub::code::kBadBlob,
      str(count(bad, "file"), " of the store ", bad == 1 ? "is" : "are", " missing or damaged"),
      "hub pull fetches them again");
}

int remove(const Common& common, const std::vector<std::string>& names) {
  hub::Removed r = open_hub(common).remove(parse_refs(names), common.dry_run);
  if (common.json) {
    Json removed = Json::array();
    for (const auto& n : r.names) removed.push(Json::string(n));
    print_json(Json::object().set("removed", std::move(removed)).set("bytes", integer(r.bytes)));
    return 0;
  }
  for (const auto& n : r.names) print(str(common.dry_run ? "would remove " : "removed ", n));
  print(str(hub::human_size(r.bytes), common.dry_run ? " would be freed" : " freed"));
  return 0;
}

int push(const Common& common, const std::string& folder, const std::string& name) {
  hub::Published p = open_hub(common).push(folder, hub::parse_ref(name), common.dry_run);
  if (common.json) {
    print_json(hub::to_json(p));
  } else {
    print(str(common.dry_run ? "would push "
              : p.fresh      ? "pushed "
                             : "already there: ",
              p.name, " ", p.version, "  ", p.digest.text(), "  ", hub::human_size(p.bytes)));
  }
  return 0;
}

int pack(const Common& common, const std::string& folder, const std::string& name,
         const std::string& out) {
  hub::Published p = hub::pack(folder, hub::parse_ref(name), out);
  if (common.json) {
    print_json(hub::to_json(p));
  } else {
    print(str("packed ", p.name, " ", p.version, " into ", out, "  ", p.digest.text(), "  ",
              hub::human_size(p.bytes)));
  }
  return 0;
}

}  // namespace tenon::cli
