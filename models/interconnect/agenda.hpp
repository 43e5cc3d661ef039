// What is to be done in which clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

namespace edgeloom::interconnect {

/// Steps come back by clock, within a clock by kind, and of a kind by port: never by the order in which processes of
/// the simulation happened to run.
template <class Kind, class Item>
class Agenda {
public:
    struct Step {
        std::uint64_t clock;
        Kind kind;
        std::size_t port;
        std::uint64_t number; ///< of those alike, the first one added comes first
        Item item;
    };

    void add(std::uint64_t clock, Kind kind, std::size_t port, Item item) {
        steps_.push({clock, kind, port, added_++, item});
    }
    /// Takes out the next step if it is due in `clock`.
    [[nodiscard]] std::optional<Step> take(std::uint64_t clock) {
        if (steps_.empty() || steps_.top().clock > clock) {
            return std::nullopt;
        }
        const Step step = steps_.top();
        steps_.pop();
        return step;
    }
    /// Clock of the next step.
    [[nodiscard]] std::optional<std::uint64_t> next() const {
        return steps_.empty() ? std::nullopt : std::optional(steps_.top().clock);
    }

private:
    struct Later {
        bool operator()(const Step& a, const Step& b) const {
            if (a.clock != b.clock) {
                return a.clock > b.clock;
            }
            if (a.kind != b.kind) {
                return a.kind > b.kind;
            }
            return a.port != b.port ? a.port > b.port : a.number > b.number;
        }
    };

    std::priority_queue<Step, std::vector<Step>, Later> steps_;
    std::uint64_t added_ = 0;
};

} // namespace edgeloom::interconnect
