#include "training/phase_runner.hpp"

#include "abi/memory_map.hpp"
#include "drivers/plic.hpp"
#include "hal/csr.hpp"
#include "hal/interrupts.hpp"
#include "hal/mmio.hpp"
#include "runtime/interrupt_table.hpp"
#include "training/failure.hpp"
#include "training/job.hpp"
#include "training/memory.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::firmware {

namespace {

namespace accelerator_field = abi::accelerator::field;
namespace dma_field = abi::dma::field;

constexpr std::uint32_t input_channel = 0;
constexpr std::uint32_t result_channel = 1;
constexpr std::uint32_t priority = 1;
constexpr std::uint32_t result_bytes = 4;

} // namespace

PhaseRunner::PhaseRunner(const abi::Job& job, const Accelerator& accelerator, Heap& heap)
    : job_(job),
      accelerator_(accelerator),
      channels_{DmaChannel(abi::memory_map::dma.base, input_channel),
                DmaChannel(abi::memory_map::dma.base, result_channel)},
      packet_bytes_(abi::accelerator::packet_bytes(job.features, job.input_bits)),
      selection_(job.selection, heap) {
    if (job.shuffle != 0 || selection_.on()) {
        order_ =
            allocate<abi::dma::Descriptor>(heap, job.train.inputs, "no memory left to shuffle the training set, bytes");
    }
    if (selection_.on()) {
        selected_ = allocate<abi::dma::Descriptor>(heap, job.selection.pool, "no memory left to select inputs, bytes");
    }
    on_external(abi::interrupt::accelerator,
                {[](void* self) { static_cast<PhaseRunner*>(self)->on_accelerator(); }, this});
    on_external(abi::interrupt::dma, {[](void* self) { static_cast<PhaseRunner*>(self)->on_dma(); }, this});
    accelerator_.enable_interrupts(accelerator_field::irq_done.mask() | accelerator_field::irq_error.mask());
    const Plic plic(abi::memory_map::plic.base);
    plic.enable(abi::interrupt::accelerator, priority);
    plic.enable(abi::interrupt::dma, priority);
    csr::set_mie(csr::mie_external);
    enable_interrupts();
}

// Errors stay in their registers, with the interrupt masked, until somebody asks.
void PhaseRunner::on_accelerator() {
    if (accelerator_.error() != abi::accelerator::Error::none) {
        accelerator_.enable_interrupts(0);
        events_.accelerator = events_.accelerator | accelerator_field::irq_error.mask();
        return;
    }
    events_.accelerator = events_.accelerator | accelerator_.take_interrupts();
}

void PhaseRunner::on_dma() {
    for (const DmaChannel& channel : channels_in_use()) {
        if (channel.error() != abi::dma::Error::none) {
            channel.enable_interrupts(0);
            events_.dma = events_.dma | dma_field::error.mask();
        }
    }
}

void PhaseRunner::check_errors() const {
    // The accelerator first: when it stops, the DMA's transfer to it fails too.
    if (const auto error = accelerator_.error(); error != abi::accelerator::Error::none) {
        fail(error, accelerator_.error_detail());
    }
    for (std::uint32_t number = 0; number < channels_in_use_; ++number) {
        if (const auto error = channels_[number].error(); error != abi::dma::Error::none) {
            fail(error, number, channels_[number].error_address());
        }
    }
}

std::uint32_t PhaseRunner::cost_mode() const {
    return accelerator_field::quadratic.place(job_.quadratic);
}

const abi::dma::Descriptor& PhaseRunner::contiguous(const abi::DataSetJob& data) {
    whole_ = {.next = 0,
              .flags = abi::dma::descriptor_flags::fixed_destination,
              .source = data.address,
              .destination = accelerator_.input_port(),
              .bytes = packet_bytes_,
              .rows = data.inputs,
              .source_stride = static_cast<std::int32_t>(packet_bytes_),
              .destination_stride = 0};
    return whole_;
}

// A descriptor per input: scatter-gather puts the inputs in the epoch's order.
void PhaseRunner::put_in_order(std::uint32_t epoch) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
        order_[i] = {.next = 0,
                     .flags = abi::dma::descriptor_flags::fixed_destination,
                     .source = job_.train.address + i * packet_bytes_,
                     .destination = accelerator_.input_port(),
                     .bytes = packet_bytes_,
                     .rows = 1,
                     .source_stride = 0,
                     .destination_stride = 0};
    }
    if (job_.shuffle != 0) {
        shuffle(job_, epoch,
                [this](std::uint32_t i, std::uint32_t k) { std::swap(order_[i].source, order_[k].source); });
    }
    link(order_);
}

// Without sampling the registers stay as they were reset: all take part.
void PhaseRunner::sample_backpropagation(std::uint32_t epoch) const {
    if (!job_.backpropagation.samples()) {
        return;
    }
    const bool sampled = epoch - job_.first_epoch < job_.backpropagation.sampled_epochs(job_.epochs);
    for (std::uint32_t j = 0; j < job_.junctions; ++j) {
        accelerator_.sample_backpropagation(j, sampled ? job_.backpropagation.sample(job_.junction[j].right) : 0);
    }
}

Accelerator::Counts PhaseRunner::train(std::uint32_t epoch, std::uint32_t eta_shift) {
    sample_backpropagation(epoch);
    if (!order_.empty()) {
        put_in_order(epoch);
    }
    if (selection_.on()) {
        return train_selected(epoch, eta_shift);
    }
    const auto& input = order_.empty() ? contiguous(job_.train) : order_.front();
    return run({.inputs = job_.train.inputs,
                .tail_inputs = job_.tail_inputs,
                .eta_shift = eta_shift,
                .mode = accelerator_field::train.mask() | cost_mode(),
                .rounding_seed = rounding_seed(job_, epoch)},
               input);
}

// The pools round with seeds of their own, lest all draw the same noise.
Accelerator::Counts PhaseRunner::train_selected(std::uint32_t epoch, std::uint32_t eta_shift) {
    Accelerator::Counts counts{};
    std::uint32_t seed = rounding_seed(job_, epoch);
    std::uint32_t left = job_.selection.trained(job_.train.inputs); // to train on
    for (std::size_t begin = 0; begin < order_.size(); begin += job_.selection.pool, ++seed) {
        const auto selected =
            select_of(order_.subspan(begin, std::min<std::size_t>(job_.selection.pool, order_.size() - begin)), seed);
        const auto inputs = static_cast<std::uint32_t>(selected.size());
        left -= inputs;
        const auto trained = run({.inputs = inputs,
                                  .tail_inputs = job_.tail_inputs - std::min(job_.tail_inputs, left),
                                  .eta_shift = eta_shift,
                                  .mode = accelerator_field::train.mask() | cost_mode(),
                                  .rounding_seed = seed},
                                 selected.front());
        counts.correct += trained.correct;
        counts.tail_correct += trained.tail_correct;
    }
    return counts;
}

// Classifies a pool. Returns the chain of the inputs that are to be trained on.
std::span<abi::dma::Descriptor> PhaseRunner::select_of(std::span<abi::dma::Descriptor> pool,
                                                       std::uint32_t rounding_seed) {
    link(pool);
    const std::span<std::uint32_t> words = selection_.words(pool.size());
    run_with_results({.inputs = static_cast<std::uint32_t>(pool.size()),
                      .tail_inputs = 0,
                      .eta_shift = 0,
                      .mode = accelerator_field::margins.mask() | cost_mode(),
                      .rounding_seed = rounding_seed},
                     pool.front(), bus_address(words.data()));
    std::size_t count = 0;
    for (const std::uint32_t index : selection_.choose(words)) {
        selected_[count++] = pool[index];
    }
    const auto selected = selected_.first(count);
    link(selected);
    return selected;
}

Accelerator::Counts PhaseRunner::test() {
    return run({.inputs = job_.test.inputs,
                .tail_inputs = job_.tail_inputs,
                .eta_shift = 0,
                .mode = cost_mode(),
                .rounding_seed = rounding_seed_of_tests(job_)},
               contiguous(job_.test));
}

Accelerator::Counts PhaseRunner::predict() {
    return run_with_results({.inputs = job_.test.inputs,
                             .tail_inputs = job_.tail_inputs,
                             .eta_shift = 0,
                             .mode = cost_mode(),
                             .rounding_seed = rounding_seed_of_tests(job_)},
                            contiguous(job_.test), job_.predictions_address);
}

Accelerator::Counts PhaseRunner::run_with_results(Accelerator::Phase phase, const abi::dma::Descriptor& first,
                                                  std::uint32_t destination) {
    results_ = {.next = 0,
                .flags = abi::dma::descriptor_flags::fixed_source,
                .source = accelerator_.result_port(),
                .destination = destination,
                .bytes = result_bytes * phase.inputs,
                .rows = 1,
                .source_stride = 0,
                .destination_stride = 0};
    channels_in_use_ = channels_.size();
    result().enable_interrupts(dma_field::error.mask());
    result().start(results_);
    phase.mode |= accelerator_field::results.mask();
    const auto counts = run(phase, first);
    while (result().busy()) { // the last words are on their way
    }
    mmio::observe();
    check_errors();
    channels_in_use_ = 1;
    return counts;
}

Accelerator::Counts PhaseRunner::run(const Accelerator::Phase& phase, const abi::dma::Descriptor& first) {
    events_.accelerator = 0;
    events_.dma = 0;
    if (const auto error = accelerator_.start(phase); error != abi::accelerator::Error::none) {
        fail(error, accelerator_.error_detail());
    }
    input().enable_interrupts(dma_field::error.mask());
    input().start(first);
    sleep_until([this] { return events_.accelerator != 0 || events_.dma != 0; });
    check_errors();
    input().take_interrupts();
    return accelerator_.counts();
}

} // namespace edgeloom::firmware
