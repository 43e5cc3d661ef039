// What is known of a point in closed form.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/energy/cost_table.hpp"
#include "platform/explore/sweep.hpp"
#include "platform/explore/variant.hpp"
#include "platform/fit/fpga_part.hpp"
#include "platform/recorded_sweep/point.hpp"

#include <map>
#include <string>

namespace edgeloom::platform::explore {

/// Finds figures without training, thousands of points in a second.
class Analysis {
public:
    /// Reads the costs and the parts of the sweep. Throws UserError.
    explicit Analysis(const Sweep& sweep);

    /// Where the sweep asks for points that fit a part, the configuration's multipliers are limited to what that holds.
    /// Throws UserError that says why the point is infeasible.
    [[nodiscard]] Figures figures(Configuration& configuration, const Variant& variant) const;

private:
    [[nodiscard]] const FpgaPart& part_of(const Variant& variant) const;

    CostTable costs_;
    std::string part_;                      ///< empty: none
    std::map<std::string, FpgaPart> parts_; ///< by name, all that a variant can lie on
    bool fits_;
    bool with_scatter_;
};

} // namespace edgeloom::platform::explore
