// What is to be done in which clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeloom::interconnect {

/// Steps come back by clock, within a clock by kind, and of a kind by port: never by the order in which processes of
/// the simulation happened to run. Of those alike, the first one added comes first. There are few at a time, and most
/// that are added come last: a sorted list takes less than a heap.
template <class Kind, class Item>
class Agenda {
public:
    struct Step {
        std::uint64_t clock;
        std::uint64_t rank; ///< within the clock: kind, port and number
        Item item;

        [[nodiscard]] Kind kind() const { return static_cast<Kind>(rank >> kind_shift); }
        [[nodiscard]] std::size_t port() const { return rank >> port_shift & port_mask; }
        bool operator>(const Step& other) const {
            return clock != other.clock ? clock > other.clock : rank > other.rank;
        }
    };

    void add(std::uint64_t clock, Kind kind, std::size_t port, Item item) {
        const std::uint64_t kind_rank = std::uint64_t{static_cast<std::uint8_t>(kind)} << kind_shift;
        const Step step{clock, kind_rank | port << port_shift | added_++, item};
        auto place = steps_.end();
        while (place != begin() && *(place - 1) > step) {
            --place;
        }
        steps_.insert(place, step);
    }
    [[nodiscard]] bool empty() const { return dropped_ == steps_.size(); }
    /// The next step; there must be one.
    [[nodiscard]] const Step& next() const { return steps_[dropped_]; }
    void drop_next() {
        if (++dropped_ == many) {
            steps_.erase(steps_.begin(), begin());
            dropped_ = 0;
        }
    }

private:
    static constexpr unsigned kind_shift = 56;
    static constexpr unsigned port_shift = 44;
    static constexpr std::uint64_t port_mask = 0xFFF;
    static constexpr std::size_t many = 64;

    [[nodiscard]] auto begin() { return steps_.begin() + static_cast<std::ptrdiff_t>(dropped_); }

    std::vector<Step> steps_; // rising
    std::size_t dropped_ = 0; // of the first of them
    std::uint64_t added_ = 0; // 2^44 are enough for weeks
};

} // namespace edgeloom::interconnect
