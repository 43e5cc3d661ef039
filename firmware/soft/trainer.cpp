#include "soft/trainer.hpp"

#include "training/job.hpp"
#include "training/memory.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace edgeloom::firmware::soft {

using abi::mailbox::Event;

Trainer::Trainer(const abi::Job& job, Pipeline& pipeline, const Mailbox& mailbox, Heap& heap)
    : job_(job),
      pipeline_(pipeline),
      mailbox_(mailbox),
      order_(allocate<std::uint32_t>(heap, job.shuffle != 0 ? job.train.inputs : 0,
                                     "no memory left to shuffle the training set, bytes")) {}

const abi::accelerator::PacketHeader& Trainer::packet(const abi::DataSetJob& data, std::uint32_t index) const {
    return at<abi::accelerator::PacketHeader>(data.address +
                                              index * abi::accelerator::packet_bytes(job_.features, job_.input_bits));
}

Accelerator::Counts Trainer::train(std::uint32_t epoch, std::uint32_t eta_shift) {
    if (!order_.empty()) {
        std::iota(order_.begin(), order_.end(), 0U);
        shuffle(job_, epoch, [this](std::uint32_t i, std::uint32_t k) { std::swap(order_[i], order_[k]); });
    }
    pipeline_.seed(rounding_seed(job_, epoch));
    const std::uint32_t inputs = job_.train.inputs;
    const std::uint32_t tail_begin = inputs - std::min(inputs, job_.tail_inputs);
    Accelerator::Counts counts{};
    std::uint32_t retired = 0;
    for (std::uint32_t cycle = 0; cycle < inputs + pipeline_.latency(); ++cycle) {
        const abi::accelerator::PacketHeader* entering = nullptr;
        if (cycle < inputs) {
            entering = &packet(job_.train, order_.empty() ? cycle : order_[cycle]);
            mailbox_.send(Event::inputs_entered, {cycle + 1});
        }
        if (const auto correct = pipeline_.train(entering, eta_shift)) {
            counts.correct += *correct ? 1U : 0U;
            counts.tail_correct += *correct && retired >= tail_begin ? 1U : 0U;
            ++retired;
        }
    }
    return counts;
}

Accelerator::Counts Trainer::test() {
    pipeline_.seed(rounding_seed_of_tests(job_));
    Accelerator::Counts counts{};
    for (std::uint32_t i = 0; i < job_.test.inputs; ++i) {
        mailbox_.send(Event::inputs_entered, {i + 1});
        counts.correct += pipeline_.classify(packet(job_.test, i)) ? 1U : 0U;
    }
    return counts;
}

} // namespace edgeloom::firmware::soft
