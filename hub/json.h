// Results as JSON: what --json prints and what Python's dictionaries are made of.
#pragma once
#include "hub/hub.h"

namespace tenon::hub {

io::Json to_json(const Pulled& p);
io::Json to_json(const Published& p);
io::Json to_json(const Info& i);
io::Json to_json(const Resolved& r);
io::Json to_json(const std::vector<Listed>& models);
io::Json to_json(const std::vector<Verdict>& verdicts);

}  // namespace tenon::hub
