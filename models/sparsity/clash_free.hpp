// Draws clash-free patterns: types 1, 2 and 3, dithered or not (freestanding).
#pragma once

#include "numerics/random.hpp"
#include "sparsity/bit_reversal.hpp"
#include "sparsity/pattern_words.hpp"

#include <cstdint>
#include <span>
#include <utility>

namespace edgeloom::sparsity {

/// Fills the pattern words of one junction. Clash-free by construction: in every clock each memory is used once.
///
/// Duplicate edges cannot occur if d_in divides p. Otherwise a right neuron can straddle two sweeps: it uses the last
/// x rows of one and the first y of the next. Per memory, the addresses of the new sweep are then drawn from those that
/// avoid the old sweep's last x; there are enough, because x + y <= D.
class ClashFreeGenerator {
public:
    /// @param words   pattern_word_count(spec) words
    /// @param scratch at least D words
    constexpr ClashFreeGenerator(const PatternSpec& spec, numerics::Random& random, std::span<std::uint32_t> words,
                                 std::span<std::uint32_t> scratch)
        : spec_(spec),
          random_(random),
          words_(words),
          order_(scratch.first(spec.shape.sweep_clocks())),
          type_(register_type(spec.kind)),
          z_(spec.shape.parallelism),
          depth_(spec.shape.sweep_clocks()),
          sweeps_(stored_sweeps(type_, spec.shape)) {}

    constexpr void generate() {
        if (spec_.start == abi::PatternStart::bit_reversed) {
            bit_reversed_order(order_);
        }
        for (std::uint32_t sweep = 0; sweep < sweeps_; ++sweep) {
            if (type_ == 1 && spec_.start == abi::PatternStart::random) {
                permute_addresses(sweep);
            } else {
                draw_starts(sweep);
            }
        }
        if (spec_.dither) {
            permute_memories();
        }
    }

private:
    // Rows of the right neuron at the boundary between sweep-1 and sweep: x before it, y behind it.
    struct Straddle {
        std::uint32_t before = 0;
        std::uint32_t behind = 0;
    };

    [[nodiscard]] constexpr Straddle straddle(std::uint32_t sweep) const {
        const std::uint32_t rows = spec_.shape.fan_in() / z_; // of a right neuron; 0: several neurons per row
        if (rows == 0) {
            return {};
        }
        const std::uint32_t before = sweep * depth_ % rows;
        return {before, before == 0 ? 0 : rows - before};
    }

    // ---- types 2 and 3, and type 1 where it does not start at random ----

    constexpr void draw_starts(std::uint32_t sweep) {
        const std::uint32_t starter = spec_.start == abi::PatternStart::bit_reversed ? sweep_starter(sweep) : 0;
        for (std::uint32_t memory = 0; memory < z_; ++memory) {
            std::uint32_t start = 0;
            if (spec_.start == abi::PatternStart::random) {
                start = random_start(sweep, memory);
            } else if (spec_.start == abi::PatternStart::bit_reversed) {
                start = (starter_vector(sweep, memory) + starter) % depth_;
            }
            store_start(sweep, memory, start);
        }
    }

    constexpr void store_start(std::uint32_t sweep, std::uint32_t memory, std::uint32_t start) {
        if (type_ != 1) {
            words_[sweep * z_ + memory] = start;
            return;
        }
        for (std::uint32_t row = 0; row < depth_; ++row) {
            address(sweep, row, memory) = (start + row) % depth_;
        }
    }

    [[nodiscard]] constexpr std::uint32_t random_start(std::uint32_t sweep, std::uint32_t memory) {
        if (sweep == 0) {
            return random_.below(depth_);
        }
        const Straddle rows = straddle(sweep);
        const std::uint32_t allowed = rows.before == 0 ? depth_ : depth_ - rows.before - rows.behind + 1;
        return (words_[(sweep - 1) * z_ + memory] + random_.below(allowed)) % depth_;
    }

    // SV: one ordering of the addresses tiled over the memories, reshuffled from the second tile on. Drawn with sweep
    // 0.
    [[nodiscard]] constexpr std::uint32_t starter_vector(std::uint32_t sweep, std::uint32_t memory) {
        if (sweep > 0) {
            return words_[memory]; // row 0 of sweep 0, whatever the type
        }
        if (memory > 0 && memory % depth_ == 0) {
            shuffle([this](std::uint32_t i) -> std::uint32_t& { return order_[i]; }, depth_);
        }
        return order_[memory % depth_];
    }

    // SS: another one per sweep, in bit-reversed order; passed over where a straddling right neuron forbids it.
    [[nodiscard]] constexpr std::uint32_t sweep_starter(std::uint32_t sweep) {
        if (sweep == 0) {
            starter_ = 0;
            return 0;
        }
        const Straddle rows = straddle(sweep);
        const std::uint32_t allowed = rows.before == 0 ? depth_ : depth_ - rows.before - rows.behind + 1;
        bit_reversed_order(order_);
        for (std::uint32_t tried = 0; tried < depth_; ++tried) {
            const std::uint32_t candidate = order_[(sweep + tried) % depth_];
            if ((candidate + depth_ - starter_) % depth_ < allowed) {
                starter_ = candidate;
                break;
            }
        }
        return starter_;
    }

    // ---- type 1 ----

    [[nodiscard]] constexpr std::uint32_t& address(std::uint32_t sweep, std::uint32_t row, std::uint32_t memory) {
        return words_[(sweep * depth_ + row) * z_ + memory];
    }

    constexpr void permute_addresses(std::uint32_t sweep) {
        const Straddle rows = sweep == 0 ? Straddle{} : straddle(sweep);
        for (std::uint32_t memory = 0; memory < z_; ++memory) {
            for (std::uint32_t row = 0; row < depth_; ++row) {
                address(sweep, row, memory) = row;
            }
            shuffle([&](std::uint32_t row) -> std::uint32_t& { return address(sweep, row, memory); }, depth_);
            for (std::uint32_t row = 0; row < rows.behind; ++row) {
                if (in_last_rows(sweep - 1, rows.before, memory, address(sweep, row, memory))) {
                    swap_with_allowed(sweep, row, rows, memory);
                }
            }
        }
    }

    [[nodiscard]] constexpr bool in_last_rows(std::uint32_t sweep, std::uint32_t rows, std::uint32_t memory,
                                              std::uint32_t wanted) {
        for (std::uint32_t row = depth_ - rows; row < depth_; ++row) {
            if (address(sweep, row, memory) == wanted) {
                return true;
            }
        }
        return false;
    }

    constexpr void swap_with_allowed(std::uint32_t sweep, std::uint32_t row, const Straddle& rows,
                                     std::uint32_t memory) {
        const std::uint32_t later = depth_ - rows.behind;
        std::uint32_t candidate = random_.below(later);
        while (in_last_rows(sweep - 1, rows.before, memory, address(sweep, rows.behind + candidate, memory))) {
            candidate = (candidate + 1) % later;
        }
        std::swap(address(sweep, row, memory), address(sweep, rows.behind + candidate, memory));
    }

    // ---- dither ----

    constexpr void permute_memories() {
        const std::span<std::uint32_t> memories = words_.subspan(address_words(type_, spec_.shape));
        for (std::uint32_t sweep = 0; sweep < sweeps_; ++sweep) {
            const std::span<std::uint32_t> row = memories.subspan(std::size_t{sweep} * z_, z_);
            for (std::uint32_t m = 0; m < z_; ++m) {
                row[m] = m;
            }
            shuffle([&](std::uint32_t m) -> std::uint32_t& { return row[m]; }, z_);
        }
    }

    // Fisher and Yates.
    template <class At>
    constexpr void shuffle(At at, std::uint32_t size) {
        for (std::uint32_t i = size; i > 1; --i) {
            std::swap(at(i - 1), at(random_.below(i)));
        }
    }

    const PatternSpec& spec_;
    numerics::Random& random_;
    std::span<std::uint32_t> words_;
    std::span<std::uint32_t> order_;
    std::uint32_t type_;
    std::uint32_t z_;
    std::uint32_t depth_; // D
    std::uint32_t sweeps_;
    std::uint32_t starter_ = 0;
};

} // namespace edgeloom::sparsity
