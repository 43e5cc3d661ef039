// A junction at work, clock by clock.
#pragma once

#include "accelerator/cycle/bank.hpp"
#include "accelerator/cycle/issue_order.hpp"
#include "accelerator/cycle/use.hpp"
#include "accelerator/delta_sample.hpp"
#include "accelerator/edge_kernels.hpp"
#include "accelerator/engine.hpp"
#include "accelerator/hardware.hpp"
#include "accelerator/left_order.hpp"
#include "accelerator/network.hpp"
#include "accelerator/noise.hpp"
#include "accelerator/values.hpp"
#include "numerics/activation_table.hpp"
#include "numerics/multiplier.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// The banks that feedforward uses in a block cycle.
struct Forward {
    Bank* left = nullptr;
    Bank* left_derivatives = nullptr; ///< in training behind the first junction, for backpropagation; null elsewhere
    Bank* activations = nullptr;      ///< of the right neurons
    Bank* derivatives = nullptr;      ///< likewise; null in inference and behind the last junction
    Bank* deltas = nullptr;           ///< likewise, in training behind the last junction; null elsewhere
    const Noise* noise = nullptr;     ///< with which those deltas are rounded
    std::uint32_t label = 0;
    Cost cost = Cost::cross_entropy;
};

/// The banks that backpropagation and update use in a block cycle.
struct Backward {
    Bank* left = nullptr;
    Bank* right_deltas = nullptr;
    Bank* derivatives = nullptr; ///< of the left neurons; null in the first junction, like the next
    Bank* left_deltas = nullptr;
    std::uint32_t eta_shift = 0;
};

/// Clocks of a block cycle in which a junction got new edges, or why it did not.
struct JunctionClocks {
    std::uint32_t rows = 0;
    std::uint32_t clash = 0;
    std::uint32_t hazard = 0;
};

/// Does feedforward, backpropagation and update of a junction at once, on the z edges of a clock. One read of a weight
/// serves all three. What an operation writes is announced to the memories for the clock in which it gets there.
class JunctionUnit {
public:
    /// @param number of the junction, counted from 1, for names
    JunctionUnit(std::uint32_t number, const Network& network, const numerics::ActivationTable& table, IssueOrder order,
                 RightMemories memories, DeltaSample sample, const Hardware& hardware);

    /// Null: nobody.
    void watch(Watcher* watcher);
    /// A phase begins.
    void seed(std::uint32_t seed) { noise_.seed(seed); }
    /// See DeltaSample::set_size().
    void set_sample(std::uint32_t size) { sample_.set_size(size); }
    void load(const Parameters& parameters);
    [[nodiscard]] Parameters parameters() const;

    /// A block cycle begins. Without `forward` or `backward` (null), the clocks pass without those operations.
    /// @param training deltas are accumulated, and hazards heeded, whether there is an input or not
    void begin(const Forward* forward, const Backward* backward, bool training);
    /// What it will access in this block cycle.
    [[nodiscard]] std::span<const Use> uses() const { return uses_; }
    /// Whether ports are looked at in this block cycle.
    void watch_ports(bool watched) { ports_watched_ = watched; }
    /// The block cycle has lasted `clocks` clocks.
    void end(std::uint32_t clocks);
    /// The next clock. False: there was nothing left to do for it.
    bool tick(std::uint64_t clock);

    /// Of the block cycle so far.
    [[nodiscard]] const JunctionClocks& clocks() const { return clocks_; }
    /// All counters but those of the memories that neighbours share.
    [[nodiscard]] Counters counters() const;

private:
    void tell(std::uint64_t clock, IssueState state) const;
    [[nodiscard]] std::uint32_t unwritten_deltas(std::uint64_t clock) const;
    void schedule();
    void schedule_feedforward();
    void schedule_learning();
    void use_ports(std::uint64_t clock);
    void count_clocks(abi::accelerator::Counter active, abi::accelerator::Counter stalled,
                      abi::accelerator::Counter idle, bool worked, std::uint32_t clocks);
    void count_operations(std::uint32_t edges);
    [[nodiscard]] kernels::EdgeRun run_of(const Segment& segment);
    void read_left();
    void process(const Segment& segment);
    void feed_forward_and_update(const Segment& segment);
    void finish(std::uint32_t right);
    void backpropagate(const Segment& segment);
    void begin_update(std::uint32_t right);

    std::uint32_t index_; // from 0
    mapping::JunctionShape shape_;
    numerics::Format format_;
    numerics::Multiplier mul_;
    std::int32_t highest_derivative_;
    const numerics::ActivationTable& table_;
    Stages stages_;
    bool stalls_; // where a delta is read too soon
    bool has_left_deltas_;
    IssueOrder order_;
    LeftOrder left_order_;
    Memory weight_memory_;
    Memory bias_memory_;
    DeltaSample sample_;
    JunctionNoise noise_; // that of edges in issue order

    std::vector<numerics::Raw> weights_; // in issue order
    std::vector<numerics::Raw> biases_;
    std::vector<std::int32_t> sums_;    // of the right neurons in work
    std::vector<std::int32_t> steps_;   // likewise
    std::vector<std::int32_t> deltas_;  // likewise
    std::vector<numerics::Raw> terms_;  // by edge, in issue order
    std::vector<std::uint64_t> issued_; // clock of every issue of this block cycle

    const Forward* forward_ = nullptr;
    const Backward* backward_ = nullptr;
    bool training_ = false;
    std::vector<Use> uses_;
    bool ports_watched_ = true;
    std::size_t next_ = 0; // issue
    JunctionClocks clocks_;
    Counters counters_;
    Values values_;
    Watcher* watcher_ = nullptr;
};

} // namespace edgeloom::accelerator::cycle
