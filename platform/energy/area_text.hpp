// What is said of area.
#pragma once

#include "platform/energy/area.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace edgeloom::platform {

[[nodiscard]] std::string in_words(const Area& area, const CostTable& costs, bool markdown);
[[nodiscard]] nlohmann::ordered_json in_json(const Area& area, const CostTable& costs);

} // namespace edgeloom::platform
