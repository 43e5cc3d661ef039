// The arithmetic of one junction: feedforward, backpropagation and update.
#pragma once

#include "accelerator/edge_work.hpp"
#include "accelerator/network.hpp"
#include "accelerator/noise.hpp"
#include "accelerator/values.hpp"
#include "numerics/multiplier.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace edgeloom::accelerator {

/// Holds a junction's weights and biases and computes spec section 3 bit for bit. All values are raw fixed-point
/// integers of the network's format; spans have the length of the layer that they belong to.
class Junction {
public:
    /// @param index from 0, of the junction in `network`
    /// @param edges which it works on
    Junction(const Network& network, std::uint32_t index, std::unique_ptr<EdgeWork> edges);

    /// A phase begins: the first inputs round like those of any other phase with this seed.
    void seed(std::uint32_t seed) { noise_.seed(seed); }
    void load(const Parameters& parameters);
    [[nodiscard]] Parameters parameters() const { return {edges_->weights(), biases_}; }
    /// What its values did so far.
    [[nodiscard]] const Values& values() const { return values_; }

    /// What happens in a block cycle, with the weights as they stood at its start. Null: no input there.
    void work(const Feed* feed, const Lesson* lesson);

private:
    void find_quiet_deltas();
    [[nodiscard]] bool gives_no_terms(std::int32_t delta) const;
    void draw_noise(const Feed* feed, const Lesson* lesson);
    void find_steps(const Lesson& lesson);
    void find_noisy_steps(const Lesson& lesson);

    numerics::Format format_;
    numerics::Multiplier mul_;
    std::int32_t highest_derivative_;
    Reach quiet_{}; // of deltas whose terms are all zero
    std::unique_ptr<EdgeWork> edges_;
    std::vector<numerics::Raw> biases_;
    JunctionNoise noise_;
    Values values_;
    std::vector<numerics::Raw> steps_;
    std::vector<numerics::Raw> deltas_; // those that give no terms replaced by zero
};

} // namespace edgeloom::accelerator
