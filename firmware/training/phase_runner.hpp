// Streams inputs through the accelerator while the hart sleeps.
#pragma once

#include "abi/dma.hpp"
#include "abi/job.hpp"
#include "drivers/accelerator.hpp"
#include "drivers/dma.hpp"
#include "runtime/heap.hpp"
#include "training/selection.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace edgeloom::firmware {

/// Runs a phase: DMA channel 0 feeds the input port, channel 1 empties the result port where results are wanted, and
/// the hart sleeps until the accelerator or an error wakes it. There is one, because it owns the interrupts.
class PhaseRunner {
public:
    PhaseRunner(const abi::Job& job, const Accelerator& accelerator, Heap& heap);
    PhaseRunner(const PhaseRunner&) = delete;
    PhaseRunner& operator=(const PhaseRunner&) = delete;

    /// One pass over the training set in the epoch's order, with learning rate 2^-eta_shift. With a selection, pool by
    /// pool: the pool is classified, then the inputs of it that were selected are trained on.
    Accelerator::Counts train(std::uint32_t epoch, std::uint32_t eta_shift);
    /// Classifies the test set.
    Accelerator::Counts test();
    /// Classifies the test set and stores its result words at the job's predictions address.
    Accelerator::Counts predict();

private:
    struct Events {
        volatile std::uint32_t accelerator = 0; // bits of IRQ_STATUS seen since the phase began
        volatile std::uint32_t dma = 0;
    };

    [[nodiscard]] const DmaChannel& input() const { return channels_[0]; }
    [[nodiscard]] const DmaChannel& result() const { return channels_[1]; }
    [[nodiscard]] std::span<const DmaChannel> channels_in_use() const {
        return std::span(channels_).first(channels_in_use_);
    }
    [[nodiscard]] std::uint32_t cost_mode() const;
    [[nodiscard]] const abi::dma::Descriptor& contiguous(const abi::DataSetJob& data);
    void put_in_order(std::uint32_t epoch);
    void sample_backpropagation(std::uint32_t epoch) const;
    Accelerator::Counts train_selected(std::uint32_t epoch, std::uint32_t eta_shift);
    [[nodiscard]] std::span<abi::dma::Descriptor> select_of(std::span<abi::dma::Descriptor> pool,
                                                            std::uint32_t rounding_seed);
    Accelerator::Counts run(const Accelerator::Phase& phase, const abi::dma::Descriptor& first);
    /// Likewise; its result words go to memory.
    Accelerator::Counts run_with_results(Accelerator::Phase phase, const abi::dma::Descriptor& first,
                                         std::uint32_t destination);
    void check_errors() const;
    void on_accelerator();
    void on_dma();

    const abi::Job& job_;
    const Accelerator& accelerator_;
    std::array<DmaChannel, 2> channels_; // for inputs and for results
    std::size_t channels_in_use_ = 1;    // a controller may have the first alone
    std::uint32_t packet_bytes_;
    std::span<abi::dma::Descriptor> order_;    // one per input, where they do not come one behind the other
    std::span<abi::dma::Descriptor> selected_; // one per input of a pool
    Selection selection_;
    abi::dma::Descriptor whole_{};
    abi::dma::Descriptor results_{};
    Events events_;
};

} // namespace edgeloom::firmware
