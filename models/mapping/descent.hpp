// The way down to the best mapping (freestanding).
#pragma once

#include "mapping/search.hpp"

#include <cstdint>

namespace edgeloom::mapping {

/// Lowers the bounds of a search, one after the other, as far as mappings are found within them.
class Descent {
public:
    constexpr Descent(Search& search, const Cost& bounds) : search_(search), bounds_(bounds) {}

    /// Whether a mapping was found within the bounds; nothing else is to be asked where it was not.
    [[nodiscard]] constexpr bool start() { return find(); }

    /// Lowers one bound, but not below `least`, which no mapping can do with less than, by halving what lies between.
    constexpr void lower(std::uint32_t Cost::*bound, std::uint32_t least) {
        std::uint32_t most = cost_.*bound;
        while (least < most) {
            bounds_.*bound = least + (most - least) / 2;
            if (find()) {
                most = cost_.*bound;
            } else {
                least = bounds_.*bound + 1;
            }
        }
        bounds_.*bound = most;
    }

    /// The last mapping found, which no other is known to be better than, and what it costs.
    [[nodiscard]] constexpr const Mapping& best() const { return best_; }
    [[nodiscard]] constexpr const Cost& cost() const { return cost_; }
    /// Whether no search gave up, so that there is none better.
    [[nodiscard]] constexpr bool settled() const { return settled_; }

private:
    constexpr bool find() {
        const Search::Answer answer = search_.run(bounds_);
        settled_ = settled_ && answer != Search::Answer::gave_up;
        if (answer != Search::Answer::found) {
            return false;
        }
        best_ = search_.mapping();
        cost_ = search_.cost();
        return true;
    }

    Search& search_;
    Cost bounds_;
    Mapping best_{};
    Cost cost_{};
    bool settled_ = true;
};

} // namespace edgeloom::mapping
