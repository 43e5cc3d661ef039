// All that a sweep could look at.
#pragma once

#include "platform/explore/axis.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::platform::explore {

/// The index of a value on each axis.
using Choices = std::vector<std::uint32_t>;

/// All combinations of the values of some axes.
class Space {
public:
    /// Throws UserError where there are more combinations than a signed number of 64 bits can count.
    explicit Space(std::vector<Axis> axes);

    [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// The combination of a number below size(); the last axis turns quickest.
    [[nodiscard]] Choices at(std::uint64_t number) const;
    [[nodiscard]] std::uint64_t number_of(const Choices& choices) const;

private:
    std::vector<Axis> axes_;
    std::uint64_t size_ = 1;
};

} // namespace edgeloom::platform::explore
