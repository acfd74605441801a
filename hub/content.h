// What a file of a model may contain: data, never code.
#pragma once
#include <string>
#include <string_view>

#include "core/io/json.h"

namespace tenon::hub {

// HubError kBadContent when the file at `path` of a model is a pickle, an archive, a program or
// another format whose loading could run code, or when safetensors, model.json or hub.json in it
// are not sound.
void check_content(std::string_view path, std::string_view bytes);

// hub.json, the card: description, licence, metrics and provenance. Only data; nothing in it is
// ever acted on.
struct Card {
  std::string licence;  // SPDX
  io::Json all;         // the whole, an object
};
Card parse_card(std::string_view bytes, std::string_view what);
inline constexpr std::string_view kCardFile = "hub.json";

}  // namespace tenon::hub
