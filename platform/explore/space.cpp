#include "platform/explore/space.hpp"

#include "platform/user_error.hpp"

#include <limits>

namespace edgeloom::platform::explore {

Space::Space(std::vector<Axis> axes) : axes_(std::move(axes)) {
    for (const Axis& axis : axes_) {
        if (size_ > std::uint64_t{std::numeric_limits<std::int64_t>::max()} / axis.values.size()) {
            throw UserError("axes: more combinations than can be counted");
        }
        size_ *= axis.values.size();
    }
}

Choices Space::at(std::uint64_t number) const {
    Choices choices(axes_.size());
    for (std::size_t i = axes_.size(); i-- > 0;) {
        choices[i] = static_cast<std::uint32_t>(number % axes_[i].values.size());
        number /= axes_[i].values.size();
    }
    return choices;
}

std::uint64_t Space::number_of(const Choices& choices) const {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
        number = number * axes_[i].values.size() + choices[i];
    }
    return number;
}

} // namespace edgeloom::platform::explore
