// What is known of a point in closed form.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/energy/cost_table.hpp"
#include "platform/explore/figure.hpp"
#include "platform/explore/sweep.hpp"
#include "platform/fit/fpga_part.hpp"

#include <optional>

namespace edgeloom::platform::explore {

/// Finds figures without training, thousands of points in a second.
class Analysis {
public:
    /// Reads the costs and the part of the sweep. Throws UserError.
    explicit Analysis(const Sweep& sweep);

    /// Where the sweep asks for points that fit its part, the configuration's multipliers are limited to what the part
    /// holds. Throws UserError that says why the point is infeasible.
    [[nodiscard]] Figures figures(Configuration& configuration) const;

private:
    CostTable costs_;
    std::optional<FpgaPart> part_;
    bool fits_;
    bool with_scatter_;
};

} // namespace edgeloom::platform::explore
