// From a name to one version: in the registry, and among what was pulled.
#include <algorithm>

#include "hub/error.h"
#include "hub/hub.h"
#include "hub/text.h"

namespace tenon::hub {

namespace {

// Whether a version answers to the name, apart from being the newest. A digest is compared by the
// caller.
bool fits(const Ref& ref, const Version& v) {
  switch (ref.select) {
    case Ref::Select::Latest:
      return v.pre.empty();
    case Ref::Select::Exact:
      return v.text() == ref.version.text();
    case Ref::Select::Range:
      return ref.range.contains(v);
    case Ref::Select::Digest:
      return true;
  }
  return false;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& w : words) out += (out.empty() ? "" : ", ") + w;
  return out;
}

void require_local(const Ref& ref, const FolderRegistry& registry) {
  if (ref.registry == registry.name()) return;
  throw HubError(code::kNoRegistry, str("registry `", ref.registry, "` is not configured"),
                 str("configured: ", registry.name()));
}

// Versions of these tags, newest first; other tags are hints and count for nothing.
std::vector<std::string> versions_of(const std::vector<FolderRegistry::Tag>& tags) {
  std::vector<Version> versions;
  for (const auto& tag : tags) {
    if (auto v = version_of(tag.name)) versions.push_back(*v);
  }
  std::sort(versions.begin(), versions.end(),
            [](const Version& a, const Version& b) { return b < a; });
  std::vector<std::string> out;
  for (const auto& v : versions) out.push_back(v.text());
  return out;
}

[[noreturn]] void fail_no_model(const Ref& ref, const FolderRegistry& registry) {
  auto close = similar(ref.name, registry.models());
  throw HubError(code::kNoModel,
                 str("model `", ref.name, "` is not in registry `", registry.name(), "`"),
                 close.empty() ? "hub search lists what is" : "similar: " + join(close));
}

}  // namespace

Resolved Hub::resolve(const Ref& ref) const {
  require_local(ref, registry_);
  auto tags = registry_.tags(ref.repository());
  if (tags.empty()) fail_no_model(ref, registry_);
  const FolderRegistry::Tag* best = nullptr;
  Version newest;
  for (const auto& tag : tags) {
    auto version = version_of(tag.name);
    if (!version || !fits(ref, *version)) continue;
    if (ref.select == Ref::Select::Digest && tag.digest.text() != ref.wanted) continue;
    if (!best || newest < *version) {
      best = &tag;
      newest = *version;
    }
  }
  if (!best) {
    throw HubError(code::kNoVersion,
                   str("no version of `", ref.name, "` in registry `", registry_.name(), "` fits ",
                       ref.wanted.empty() ? "`latest`" : str("`", ref.wanted, "`")),
                   "versions: " + join(versions_of(tags)));
  }
  return {.ref = ref, .version = newest.text(), .digest = best->digest, .size = best->size};
}

// Pulled versions that answer to the name; for a bare name all of them.
std::vector<StoredRef> Hub::pulled(const Ref& ref) const {
  std::vector<StoredRef> out;
  for (auto& r : store_.refs()) {
    if (r.registry != ref.registry || r.repository != ref.repository()) continue;
    auto version = version_of(r.tag);
    bool digest_fits = ref.select != Ref::Select::Digest || r.digest.text() == ref.wanted;
    bool any = ref.select == Ref::Select::Latest;
    if (version && digest_fits && (any || fits(ref, *version))) out.push_back(std::move(r));
  }
  std::sort(out.begin(), out.end(), [](const StoredRef& a, const StoredRef& b) {
    return *version_of(b.tag) < *version_of(a.tag);
  });
  if (out.empty()) {
    std::vector<std::string> names;
    for (const auto& r : store_.refs()) names.push_back(r.name());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    auto close = similar(ref.name, names);
    throw HubError(code::kNotPulled, str("`", ref.text(), "` was not pulled"),
                   close.empty() ? str("hub pull ", ref.text()) : "similar: " + join(close));
  }
  return out;
}

Info Hub::info(const Ref& ref) const {
  Info info;
  info.resolved = resolve(ref);
  std::string repository = ref.repository();
  info.manifest = Manifest::parse(registry_.read(repository, info.resolved.digest, kMaxManifest),
                                  str("the manifest of ", ref.name));
  info.versions = versions_of(registry_.tags(repository));
  auto files = info.manifest.files();
  info.stored = std::all_of(files.begin(), files.end(),
                            [&](const Descriptor& d) { return store_.has(d.digest, d.size); });
  for (const auto& d : files) {
    if (d.filepath != kCardFile) continue;
    try {
      info.card = parse_card(registry_.read(repository, d.digest, size_t{1} << 20), kCardFile);
    } catch (const HubError&) {
      throw;
    } catch (const Error& e) {
      throw HubError(code::kBadContent, e.message());
    }
  }
  return info;
}

}  // namespace tenon::hub
