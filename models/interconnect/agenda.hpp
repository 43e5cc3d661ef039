// What is to be done in which clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

namespace edgeloom::interconnect {

/// Steps come back by clock, within a clock by kind, and of a kind by port: never by the order in which processes of
/// the simulation happened to run. Of those alike, the first one added comes first.
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
        steps_.push({clock,
                     std::uint64_t{static_cast<std::uint8_t>(kind)} << kind_shift | port << port_shift | added_++,
                     item});
    }
    [[nodiscard]] bool empty() const { return steps_.empty(); }
    /// The next step; there must be one.
    [[nodiscard]] const Step& next() const { return steps_.top(); }
    void drop_next() { steps_.pop(); }

private:
    static constexpr unsigned kind_shift = 56;
    static constexpr unsigned port_shift = 44;
    static constexpr std::uint64_t port_mask = 0xFFF;

    std::priority_queue<Step, std::vector<Step>, std::greater<>> steps_;
    std::uint64_t added_ = 0; // 2^44 are enough for weeks
};

} // namespace edgeloom::interconnect
