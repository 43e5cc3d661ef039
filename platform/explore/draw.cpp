#include "platform/explore/draw.hpp"

#include <algorithm>

namespace edgeloom::platform::explore {

namespace {

constexpr std::uint32_t stream = 0x8000'0000; // behind those of numerics::stream

} // namespace

Draw::Draw(const Space& space, std::uint64_t seed) : space_(space), random_(seed, stream) {}

std::vector<Choices> Draw::random(std::uint64_t count) {
    count = std::min(count, space_.size() - known_.size());
    std::vector<Choices> drawn;
    drawn.reserve(count);
    constexpr std::uint64_t dense = 2; // where half of the space is known, what is left is drawn from a list
    if (count > 0 && space_.size() / dense <= known_.size() + count) {
        std::vector<std::uint64_t> left;
        left.reserve(space_.size() - known_.size());
        for (std::uint64_t number = 0; number < space_.size(); ++number) {
            if (!known_.contains(number)) {
                left.push_back(number);
            }
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t other = i + random_.below(static_cast<std::uint32_t>(left.size() - i));
            std::swap(left[i], left[other]);
            drawn.push_back(space_.at(left[i]));
            exclude(drawn.back());
        }
        return drawn;
    }
    while (drawn.size() < count) {
        Choices choices(space_.axes().size());
        std::ranges::transform(space_.axes(), choices.begin(), [&](const Axis& axis) {
            return random_.below(static_cast<std::uint32_t>(axis.values.size()));
        });
        if (known_.insert(space_.number_of(choices)).second) {
            drawn.push_back(std::move(choices));
        }
    }
    return drawn;
}

std::vector<std::uint32_t> Draw::strata(const Axis& axis, std::uint64_t count) {
    std::vector<std::uint32_t> values(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        values[i] = static_cast<std::uint32_t>(i * axis.values.size() / count);
    }
    for (std::uint64_t i = count; i > 1; --i) {
        std::swap(values[i - 1], values[random_.below(static_cast<std::uint32_t>(i))]);
    }
    return values;
}

std::vector<Choices> Draw::latin_hypercube(std::uint64_t count) {
    count = std::min(count, space_.size() - known_.size());
    std::vector<Choices> all(count, Choices(space_.axes().size()));
    for (std::size_t axis = 0; axis < space_.axes().size(); ++axis) {
        const std::vector<std::uint32_t> values = strata(space_.axes()[axis], count);
        for (std::uint64_t i = 0; i < count; ++i) {
            all[i][axis] = values[i];
        }
    }
    std::erase_if(all, [&](const Choices& each) { return !known_.insert(space_.number_of(each)).second; });
    std::vector<Choices> more = random(count - all.size()); // in place of those that came twice
    std::ranges::move(more, std::back_inserter(all));
    return all;
}

} // namespace edgeloom::platform::explore
