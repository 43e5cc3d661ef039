// `edgeloom fit`: how a network lies on the accelerator, and what it would take to be quicker.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/energy/cost_table.hpp"
#include "platform/fit/fpga_part.hpp"

#include <optional>
#include <string>

namespace edgeloom::platform {

/// What the firmware will choose for the network of a configuration: z, units and idle share of every junction, the
/// block cycle, how much of every limit is used, and which limit binds: lifted alone, it would make the block cycle
/// shorter. With a part, also what it takes of that; with costs, the energy of a training input and the area. `format`
/// is text, md or json. Throws UserError.
[[nodiscard]] std::string fit(const Configuration& configuration, const std::optional<FpgaPart>& part,
                              const std::optional<CostTable>& costs, const std::string& format);

} // namespace edgeloom::platform
