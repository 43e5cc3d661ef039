// Trains and tests on the hart alone.
#pragma once

#include "abi/job.hpp"
#include "drivers/accelerator.hpp"
#include "drivers/mailbox.hpp"
#include "runtime/heap.hpp"
#include "soft/pipeline.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::firmware::soft {

/// The phases of PhaseRunner in software: the same inputs in the same order. Tells the host of every input, because
/// there is no accelerator that counts them.
class Trainer {
public:
    Trainer(const abi::Job& job, Pipeline& pipeline, const Mailbox& mailbox, Heap& heap);

    /// One pass over the training set in the epoch's order, with learning rate 2^-eta_shift.
    Accelerator::Counts train(std::uint32_t epoch, std::uint32_t eta_shift);
    /// Classifies the test set.
    Accelerator::Counts test();

private:
    [[nodiscard]] const abi::accelerator::PacketHeader& packet(const abi::DataSetJob& data, std::uint32_t index) const;

    const abi::Job& job_;
    Pipeline& pipeline_;
    const Mailbox& mailbox_;
    std::span<std::uint32_t> order_; // of the training inputs, where they are shuffled
};

} // namespace edgeloom::firmware::soft
