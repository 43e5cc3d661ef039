// What does it cost the hart to wait for the accelerator? Classifies the job's test set twice: asleep until the
// interrupt comes, and asking the accelerator again and again.
#include "abi/memory_map.hpp"
#include "drivers/accelerator.hpp"
#include "drivers/dma.hpp"
#include "hal/csr.hpp"
#include "hal/interrupts.hpp"
#include "runtime/app.hpp"
#include "runtime/heap.hpp"
#include "training/failure.hpp"
#include "training/job.hpp"
#include "training/network_setup.hpp"
#include "training/phase_runner.hpp"

#include <cstdio>

namespace {

using namespace edgeloom;
using namespace edgeloom::firmware;

struct Measurement {
    std::uint32_t correct;
    std::uint32_t clocks;
    std::uint32_t instructions;
};

/// Runs `phase`, which returns Accelerator::Counts.
template <class Phase>
Measurement measure(Phase phase) {
    const std::uint32_t clocks = csr::read_mcycle();
    const std::uint32_t instructions = csr::read_minstret();
    const Accelerator::Counts counts = phase();
    return {counts.correct, csr::read_mcycle() - clocks, csr::read_minstret() - instructions};
}

/// What PhaseRunner::test() does, without interrupts.
Accelerator::Counts test_by_polling(const abi::Job& job, const Accelerator& accelerator) {
    const InterruptLock no_interrupts;
    const std::uint32_t packet_bytes = abi::accelerator::packet_bytes(job.features, job.input_bits);
    const abi::dma::Descriptor inputs{.next = 0,
                                      .flags = abi::dma::descriptor_flags::fixed_destination,
                                      .source = job.test.address,
                                      .destination = accelerator.input_port(),
                                      .bytes = packet_bytes,
                                      .rows = job.test.inputs,
                                      .source_stride = static_cast<std::int32_t>(packet_bytes),
                                      .destination_stride = 0};
    const DmaChannel channel(abi::memory_map::dma.base, 0);
    static_cast<void>(accelerator.start({.inputs = job.test.inputs, .tail_inputs = 0, .eta_shift = 0, .mode = 0}));
    channel.start(inputs);
    while (accelerator.busy()) {
    }
    if (const auto error = accelerator.error(); error != abi::accelerator::Error::none) {
        fail(error, accelerator.error_detail());
    }
    accelerator.take_interrupts();
    channel.take_interrupts();
    return accelerator.counts();
}

void print(const char* what, const Measurement& measured) {
    std::printf("%s: %lu clocks, %lu instructions, %lu inputs classified as labelled\n", what,
                static_cast<unsigned long>(measured.clocks), static_cast<unsigned long>(measured.instructions),
                static_cast<unsigned long>(measured.correct));
}

} // namespace

int app_main(std::uint32_t job_address) {
    const abi::Job& job = checked_job(job_address);
    const Accelerator accelerator(abi::memory_map::accelerator.base, abi::memory_map::stream.base);
    Heap heap;
    NetworkSetup network(job, accelerator, heap);
    network.run();
    PhaseRunner runner(job, accelerator, heap);

    const Measurement asleep = measure([&] { return runner.test(); });
    const Measurement polling = measure([&] { return test_by_polling(job, accelerator); });
    print("asleep", asleep);
    print("polling", polling);
    return asleep.correct == polling.correct ? 0 : 1;
}
