// What is said of energy.
#pragma once

#include "platform/energy/energy.hpp"
#include "platform/energy/energy_shares.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace edgeloom::platform {

/// Of a training input.
[[nodiscard]] std::string in_words(const Energy& energy, const CostTable& costs, bool markdown);
[[nodiscard]] nlohmann::ordered_json in_json(const Energy& energy, const CostTable& costs);

/// Parts of it: the items as a list, what comes of DRAM and leakage, { "feedforward_nj": ..., ... }.
[[nodiscard]] nlohmann::ordered_json items_in_json(const Energy& energy);
[[nodiscard]] nlohmann::ordered_json dram_in_json(const Energy& energy);
[[nodiscard]] nlohmann::ordered_json leakage_in_json(const Energy& energy);
[[nodiscard]] nlohmann::ordered_json in_json(const EnergyShares& shares);

} // namespace edgeloom::platform
