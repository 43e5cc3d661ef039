// The random bits with which one operation of a junction rounds (freestanding).
#pragma once

#include "numerics/format.hpp"
#include "numerics/rounding_noise.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::numerics {

/// Holds the words of one input at a time, one for each edge or neuron. Without stochastic rounding there are none.
/// `Words` is where they lie: a vector, or a span of memory that the user has.
template <class Words>
class Noise {
public:
    using Operation = rounding_noise::Operation;

    Noise() = default;
    /// `allocate(n)` gives the Words for n of them, only where rounding is stochastic.
    template <class Allocate>
    Noise(Rounding rounding, std::uint32_t junction, Operation operation, std::uint32_t lanes, std::uint32_t words,
          Allocate allocate)
        : junction_(junction),
          operation_(operation) {
        if (rounding == Rounding::stochastic) {
            lanes_ = allocate(lanes);
            words_ = allocate(words);
        }
    }

    /// A phase begins.
    void seed(std::uint32_t seed) {
        for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
            lanes_[lane] = rounding_noise::first_state(seed, junction_, operation_, static_cast<std::uint32_t>(lane));
        }
    }
    /// The next input, row by row.
    void draw() {
        draw_to([](std::size_t i) { return i; });
    }
    /// The next input; the word of edge e goes to place[e].
    void draw(std::span<const std::uint32_t> place) {
        draw_to([place](std::size_t e) { return place[e]; });
    }

    /// There are no words.
    [[nodiscard]] bool silent() const { return words_.empty(); }
    /// The word of an edge or a neuron.
    [[nodiscard]] std::uint32_t operator[](std::size_t i) const { return silent() ? 0 : words_[i]; }
    /// The words from `begin` on; null where there are none.
    [[nodiscard]] const std::uint32_t* from(std::size_t begin) const {
        return silent() ? nullptr : words_.data() + begin;
    }

private:
    template <class Place>
    void draw_to(Place place) {
        std::size_t lane = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            lanes_[lane] = rounding_noise::next_state(lanes_[lane]);
            words_[place(i)] = lanes_[lane];
            lane = lane + 1 == lanes_.size() ? 0 : lane + 1;
        }
    }

    std::uint32_t junction_ = 0; // from 0
    Operation operation_ = Operation::feedforward;
    Words lanes_; // the registers
    Words words_;
};

/// All that every junction rounds.
template <class Words>
struct JunctionNoise {
    /// What there are words for.
    struct Sizes {
        std::uint32_t lanes; ///< z
        std::uint32_t edges;
        std::uint32_t right; ///< neurons
    };

    JunctionNoise() = default;
    /// See Noise.
    template <class Allocate>
    JunctionNoise(Rounding rounding, std::uint32_t junction, Sizes sizes, Allocate allocate)
        : feedforward(rounding, junction, Operation::feedforward, sizes.lanes, sizes.edges, allocate),
          backpropagation(rounding, junction, Operation::backpropagation, sizes.lanes, sizes.edges, allocate),
          update(rounding, junction, Operation::update, sizes.lanes, sizes.edges, allocate),
          step(rounding, junction, Operation::step, 1, sizes.right, allocate) {}

    /// A phase begins.
    void seed(std::uint32_t seed) {
        for (Noise<Words>* const noise : {&feedforward, &backpropagation, &update, &step}) {
            noise->seed(seed);
        }
    }

    using Operation = rounding_noise::Operation;

    Noise<Words> feedforward;
    Noise<Words> backpropagation;
    Noise<Words> update;
    Noise<Words> step;
};

} // namespace edgeloom::numerics
