// The search for a mapping within given bounds (freestanding).
#pragma once

#include "mapping/constraints.hpp"
#include "mapping/junction_shape.hpp"
#include "mapping/legal_parallelisms.hpp"
#include "mapping/pattern_traits.hpp"
#include "mapping/units.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::mapping {

inline constexpr std::size_t max_depth = 16; ///< junctions of the deepest network that is mapped

/// What a mapping costs at most, or costs.
struct Cost {
    std::uint32_t clocks = 0; ///< of the block cycle, without overhead
    std::uint32_t multipliers = 0;
    std::uint32_t table_pairs = 0;
    std::uint32_t pattern_words = 0;
};

/// Junctions with their z and their units, by value.
struct Mapping {
    std::uint32_t parallelism[max_depth]{};
    std::uint32_t unit[max_depth]{};
};

/// Finds a mapping that costs no more than given bounds: depth first, the junctions with the most work first, each on
/// the units in use before a new one. A branch ends where what is left to place can no longer fit. Small z are tried
/// before large ones; if that takes too many steps, once more the other way, which finds something sooner where many
/// junctions share a unit.
class Search {
public:
    enum class Answer : std::uint8_t {
        found,
        none,    ///< there is none: everything was looked at
        gave_up, ///< none was found within `max_steps`
    };

    static constexpr std::uint32_t max_steps = 10'000; ///< placements tried each way

    /// At most `max_depth` junctions, none empty, of at most `max_left` left neurons.
    constexpr Search(std::span<const JunctionShape> shapes, std::span<const PatternTraits> patterns,
                     std::uint32_t units)
        : depth_(shapes.size()),
          max_units_(units) {
        for (std::size_t j = 0; j < depth_; ++j) {
            shapes_[j] = shapes[j];
            patterns_[j] = patterns[j];
            legal_[j] = LegalParallelisms(shapes[j], patterns[j].constant_degrees);
            chained_[j] = j > 0 && patterns[j].constant_degrees && patterns[j - 1].constant_degrees;
        }
        for (std::size_t j = 0; j < depth_; ++j) { // an insertion sort
            std::size_t position = j;
            for (; position > 0 && work(order_[position - 1]) < work(j); --position) {
                order_[position] = order_[position - 1];
            }
            order_[position] = j;
        }
        for (std::size_t position = depth_; position-- > 0;) {
            work_from_[position] = work_from_[position + 1] + work(order_[position]);
        }
    }

    /// Whether there is a mapping within the bounds.
    [[nodiscard]] constexpr Answer run(const Cost& bounds) {
        bounds_ = bounds;
        for (std::size_t position = depth_; position-- > 0;) {
            words_from_[position] = words_from_[position + 1] + fewest_words(order_[position], bounds.clocks);
        }
        words_are_scarce_ = most_words() > bounds.pattern_words;
        const Answer answer = run(true);
        return answer == Answer::gave_up ? run(false) : answer;
    }

    /// What run() found, and what it costs.
    [[nodiscard]] constexpr const Mapping& mapping() const { return mapping_; }
    [[nodiscard]] constexpr const Cost& cost() const { return cost_; }

    /// Clocks below which no mapping with at most that many multipliers can be: the largest junction alone, and all
    /// edges with every multiplier at work in every clock.
    [[nodiscard]] constexpr std::uint32_t fewest_clocks(std::uint32_t multipliers) const {
        std::uint64_t fewest = divide_up(work_from_[0], multipliers);
        for (std::size_t j = 0; j < depth_; ++j) {
            const auto legal = legal_[j].values();
            const std::uint64_t alone = legal.empty() ? 0 : shapes_[j].edges / legal.back();
            fewest = alone > fewest ? alone : fewest;
        }
        return static_cast<std::uint32_t>(fewest);
    }

    /// The same for multipliers, given the clocks.
    [[nodiscard]] constexpr std::uint32_t fewest_multipliers(std::uint32_t clocks) const {
        return static_cast<std::uint32_t>(divide_up(work_from_[0], clocks));
    }

    /// The same for pattern words.
    [[nodiscard]] constexpr std::uint32_t fewest_pattern_words(std::uint32_t clocks) const {
        std::uint64_t words = 0;
        for (std::size_t j = 0; j < depth_; ++j) {
            words += fewest_words(j, clocks);
        }
        return saturated(words);
    }

    /// Words with which every pattern can be held.
    [[nodiscard]] constexpr std::uint64_t most_words() const {
        std::uint64_t words = 0;
        for (std::size_t j = 0; j < depth_; ++j) {
            const auto legal = legal_[j].values();
            words += legal.empty() ? 0 : patterns_[j].words.with(legal.back());
        }
        return words;
    }

private:
    [[nodiscard]] constexpr Answer run(bool rising) {
        rising_ = rising;
        steps_ = 0;
        for (std::size_t j = 0; j < depth_; ++j) {
            shapes_[j].parallelism = 0;
            load_[j] = {};
        }
        if (place_from(0, Total{})) {
            return Answer::found;
        }
        return steps_ < max_steps ? Answer::none : Answer::gave_up;
    }

    // What a unit has to do so far.
    struct Load {
        std::uint32_t clocks = 0;
        std::uint32_t multipliers = 0;
        std::uint32_t table_pairs = 0;
    };
    // Sums over the units: multipliers and table pairs, and clocks times multipliers. Over the junctions: pattern
    // words.
    struct Total {
        std::uint32_t units = 0;
        std::uint32_t multipliers = 0;
        std::uint32_t table_pairs = 0;
        std::uint64_t occupied = 0;
        std::uint64_t pattern_words = 0;
    };

    // Places the junctions from order_[position] on.
    constexpr bool place_from(std::size_t position, const Total& total) {
        if (position == depth_) {
            remember(total);
            return true;
        }
        const std::size_t j = order_[position];
        const std::uint32_t units = total.units < max_units_ ? total.units + 1 : total.units;
        const auto legal = legal_[j].values();
        for (std::size_t tried = 0; tried < legal.size(); ++tried) {
            const std::size_t i = rising_ ? tried : legal.size() - 1 - tried;
            shapes_[j].parallelism = legal[i];
            if (shapes_[j].clocks() > bounds_.clocks || !chains_hold(j)) {
                continue;
            }
            for (std::uint32_t unit = 0; unit < units; ++unit) {
                if (i + 1 < legal.size() && more_is_free(j, legal[i + 1], load_[unit])) {
                    continue;
                }
                if (steps_ == max_steps) {
                    shapes_[j].parallelism = 0;
                    return false;
                }
                ++steps_;
                if (place(position, unit, total)) {
                    return true;
                }
            }
        }
        shapes_[j].parallelism = 0;
        return false;
    }

    // With what its unit has anyway, the junction could have the larger z, and there are words enough: nothing speaks
    // for the smaller one.
    [[nodiscard]] constexpr bool more_is_free(std::size_t j, std::uint32_t larger_z, const Load& load) const {
        JunctionShape shape = shapes_[j];
        shape.parallelism = larger_z;
        return !words_are_scarce_ && multipliers(shape, j == 0) <= load.multipliers &&
               right_per_clock(shape) == right_per_clock(shapes_[j]);
    }

    // With those neighbours that have their z.
    [[nodiscard]] constexpr bool chains_hold(std::size_t j) const {
        const auto holds = [this](std::size_t after) {
            return !chained_[after] || shapes_[after - 1].parallelism == 0 || shapes_[after].parallelism == 0 ||
                   chain_holds(shapes_[after - 1], shapes_[after]);
        };
        return holds(j) && holds(j + 1);
    }

    constexpr bool place(std::size_t position, std::uint32_t unit, const Total& total) {
        const std::size_t j = order_[position];
        const Load before = load_[unit];
        const Load after{.clocks = before.clocks + shapes_[j].clocks(),
                         .multipliers = larger(before.multipliers, multipliers(shapes_[j], j == 0)),
                         .table_pairs = larger(before.table_pairs, right_per_clock(shapes_[j]))};
        const Total sum{
            .units = unit == total.units ? total.units + 1 : total.units,
            .multipliers = total.multipliers - before.multipliers + after.multipliers,
            .table_pairs = total.table_pairs - before.table_pairs + after.table_pairs,
            .occupied = total.occupied - area(before) + area(after),
            .pattern_words = total.pattern_words + patterns_[j].words.with(shapes_[j].parallelism),
        };
        if (after.clocks > bounds_.clocks || sum.multipliers > bounds_.multipliers ||
            sum.table_pairs > bounds_.table_pairs ||
            sum.pattern_words + words_from_[position + 1] > bounds_.pattern_words ||
            sum.occupied + work_from_[position + 1] > std::uint64_t{bounds_.clocks} * bounds_.multipliers) {
            return false;
        }
        load_[unit] = after;
        mapping_.parallelism[j] = shapes_[j].parallelism;
        mapping_.unit[j] = unit;
        if (place_from(position + 1, sum)) {
            return true;
        }
        load_[unit] = before;
        return false;
    }

    constexpr void remember(const Total& total) {
        cost_ = {.clocks = 0,
                 .multipliers = total.multipliers,
                 .table_pairs = total.table_pairs,
                 .pattern_words = saturated(total.pattern_words)};
        for (std::uint32_t unit = 0; unit < total.units; ++unit) {
            cost_.clocks = larger(cost_.clocks, load_[unit].clocks);
        }
    }

    // Multiplications.
    [[nodiscard]] constexpr std::uint64_t work(std::size_t j) const {
        return std::uint64_t{shapes_[j].edges} *
               multipliers({.left = 1, .right = 1, .edges = 1, .parallelism = 1}, j == 0);
    }
    // Words of a junction's pattern with the smallest z that is not too slow.
    [[nodiscard]] constexpr std::uint32_t fewest_words(std::size_t j, std::uint32_t clocks) const {
        for (const std::uint32_t z : legal_[j].values()) {
            if (shapes_[j].edges / z <= clocks) {
                return patterns_[j].words.with(z);
            }
        }
        return 0;
    }
    static constexpr std::uint32_t saturated(std::uint64_t words) {
        return words < ~std::uint32_t{0} ? static_cast<std::uint32_t>(words) : ~std::uint32_t{0};
    }
    static constexpr std::uint32_t larger(std::uint32_t a, std::uint32_t b) { return a > b ? a : b; }
    static constexpr std::uint64_t divide_up(std::uint64_t x, std::uint64_t y) { return (x + y - 1) / y; }
    // Clocks in which a unit's multipliers are taken, at work or not.
    static constexpr std::uint64_t area(const Load& load) { return std::uint64_t{load.clocks} * load.multipliers; }

    std::size_t depth_;
    std::uint32_t max_units_;
    JunctionShape shapes_[max_depth]{};
    PatternTraits patterns_[max_depth]{};
    LegalParallelisms legal_[max_depth]{};
    bool chained_[max_depth + 1]{};             // with the one before
    std::size_t order_[max_depth]{};            // of placing: the most work first
    std::uint64_t work_from_[max_depth + 1]{};  // of the junctions from a position of that order on
    std::uint64_t words_from_[max_depth + 1]{}; // likewise, pattern words at least
    bool words_are_scarce_ = false;             // too few for the largest z everywhere
    Cost bounds_{};
    bool rising_ = true;
    std::uint32_t steps_ = 0;
    Load load_[max_depth]{};
    Mapping mapping_{};
    Cost cost_{};
};

} // namespace edgeloom::mapping
