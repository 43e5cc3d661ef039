#include "platform/recorded_sweep/point.hpp"

#include "platform/user_error.hpp"

#include <algorithm>
#include <array>

namespace edgeloom::platform {

namespace {

constexpr std::array<std::string_view, 4> names{"done", "infeasible", "stopped", "failed"};

} // namespace

std::string_view in_words(PointOutcome outcome) {
    return names.at(static_cast<std::size_t>(outcome));
}

PointOutcome outcome_of(const std::string& name) {
    const auto* const found = std::ranges::find(names, name);
    if (found == names.end()) {
        throw UserError("found outcome '" + name + "'; expected done, infeasible, stopped or failed");
    }
    return static_cast<PointOutcome>(found - names.begin());
}

} // namespace edgeloom::platform
