// What is said of energy.
#pragma once

#include "platform/energy/energy.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace edgeloom::platform {

[[nodiscard]] std::string in_words(const Energy& energy, const CostTable& costs, bool markdown);
[[nodiscard]] nlohmann::ordered_json in_json(const Energy& energy, const CostTable& costs);

} // namespace edgeloom::platform
