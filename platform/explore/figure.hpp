// What is known of a point, by name.
#pragma once

#include "platform/recorded_sweep/objective.hpp"

#include <span>
#include <string>
#include <string_view>

namespace edgeloom::platform::explore {

/// A figure that points have.
struct FigureInfo {
    std::string_view name;
    std::string_view unit; ///< empty: a plain number
    std::string_view meaning;
    Direction better = Direction::minimise;
    bool measured = false; ///< by training: the closed form does not know it
};

[[nodiscard]] std::span<const FigureInfo> figures();
/// None where there is no such figure.
[[nodiscard]] const FigureInfo* find_figure(std::string_view name);
/// The figure of that name that is nearest to one that is not there.
[[nodiscard]] std::string nearest_figure(const std::string& name);

} // namespace edgeloom::platform::explore
