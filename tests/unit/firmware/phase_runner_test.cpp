// A phase from start to end: what is set up, what wakes the hart, and what happens when something fails.
#include "abi/memory_map.hpp"
#include "hal/csr.hpp"
#include "runtime/interrupt_table.hpp"
#include "runtime/trap.hpp"
#include "training/phase_runner.hpp"
#include "unit/firmware/fake_bus.hpp"
#include "unit/firmware/fake_hart.hpp"
#include "unit/firmware/low_memory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

extern "C" char __heap_begin[];

namespace edgeloom::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
namespace place = abi::memory_map;

constexpr std::uint32_t claim = place::plic.base + 0x20'0004;
constexpr std::uint32_t accelerator_error = place::accelerator.base + 0x48;
constexpr std::uint32_t accelerator_control = place::accelerator.base + 0x40;
constexpr std::uint32_t accelerator_interrupts = place::accelerator.base + 0x50;
constexpr std::uint32_t accelerator_enable = place::accelerator.base + 0x54;

constexpr std::uint32_t channel(std::uint32_t number, std::uint32_t offset) {
    return place::dma.base + 0x100 + 0x40 * number + offset;
}

struct Over {}; // the simulation has ended

class Phase : public testing::Test {
protected:
    Phase() {
        job->features = 20; // packets of 8 + 16 bytes
        job->input_bits = 4;
        job->tail_inputs = 2;
        job->train = {0x8100'0000, 5};
        job->test = {0x8200'0000, 3};
        job->predictions_address = 0x8300'0000;
        for (const std::uint32_t word : {0x2004U, 0x2000U, 0x2008U}) {
            bus.answer(place::plic.base + word, {0});
        }
        bus.answer(accelerator_error, {0});
        bus.answer(accelerator_interrupts, {1});
        bus.answer(place::accelerator.base + 0x8C, {4});
        bus.answer(place::accelerator.base + 0x90, {2});
        bus.answer(place::accelerator.base + 0x4C, {77});
        for (const std::uint32_t number : {0U, 1U}) {
            bus.answer(channel(number, 0x04), {1, 0});
            bus.answer(channel(number, 0x10), {1});
            bus.answer(channel(number, 0x18), {0});
            bus.answer(channel(number, 0x1C), {0x8100'0040});
        }
        bus.on_write = [this](const BusAccess& write) {
            if (write.address == place::finisher.base) {
                throw Over{};
            }
            if (write.address == channel(0, 0x08)) {
                chain = write.value;
            }
        };
        hart.on_sleep = [this] { EXPECT_EQ(hart.mstatus & firmware::csr::mstatus_mie, 0U); };
    }
    /// What the hart finds when it wakes up: `source` of the PLIC is pending.
    void wake_by(std::uint32_t source) {
        hart.on_wake = [this, source] {
            bus.answer(claim, {source, 0});
            firmware::dispatch_interrupt(firmware::trap::external);
        };
    }
    std::string failing(firmware::PhaseRunner& runner) {
        testing::internal::CaptureStdout();
        EXPECT_THROW(static_cast<void>(runner.train(0, 3)), Over);
        return testing::internal::GetCapturedStdout();
    }
    [[nodiscard]] std::ptrdiff_t position(const BusAccess& access) const {
        return std::ranges::find(bus.accesses, access) - bus.accesses.begin();
    }

    FakeBus bus;
    FakeHart hart;
    LowMemory<abi::Job> job;
    firmware::Heap heap;
    firmware::Accelerator accelerator{place::accelerator.base, place::stream.base};
    std::uint32_t chain = 0; ///< address of the descriptors that the input channel was given
};

// A runner in memory that descriptors' addresses reach.
class LowRunner {
public:
    LowRunner(const abi::Job& job, const firmware::Accelerator& accelerator, firmware::Heap& heap)
        : runner_(new (&memory_[0]) firmware::PhaseRunner(job, accelerator, heap)) {}
    firmware::PhaseRunner* operator->() { return runner_; }
    firmware::PhaseRunner& operator*() { return *runner_; }

private:
    struct alignas(firmware::PhaseRunner) Place {
        std::byte bytes[sizeof(firmware::PhaseRunner)];
    };
    LowMemory<Place> memory_;
    firmware::PhaseRunner* runner_;
};

const abi::dma::Descriptor& descriptor_at(std::uint32_t address) {
    return *reinterpret_cast<const abi::dma::Descriptor*>(static_cast<std::uintptr_t>(address));
}

TEST_F(Phase, IsPreparedByTheConstructor) {
    const firmware::PhaseRunner runner(job[0], accelerator, heap);
    EXPECT_EQ(hart.mie, firmware::csr::mie_external);
    EXPECT_EQ(hart.mstatus, firmware::csr::mstatus_mie);
    for (const BusAccess& access :
         {write32(accelerator_enable, 3), write32(place::plic.base + 4 * 32, 1), write32(place::plic.base + 4 * 33, 1),
          write32(place::plic.base + 0x2004, 1), write32(place::plic.base + 0x2004, 2)}) {
        EXPECT_THAT(bus.accesses, Contains(access));
    }
}

TEST_F(Phase, TrainsFromOneDescriptor) {
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::accelerator);
    const auto counts = runner->train(0, 3);
    EXPECT_EQ(counts.correct, 4U);
    EXPECT_EQ(counts.tail_correct, 2U);
    EXPECT_EQ(hart.sleeps, 1U);
    const abi::dma::Descriptor& whole = descriptor_at(chain);
    EXPECT_EQ(whole.next, 0U);
    EXPECT_EQ(whole.flags, abi::dma::descriptor_flags::fixed_destination);
    EXPECT_EQ(whole.source, 0x8100'0000);
    EXPECT_EQ(whole.destination, place::stream.base);
    EXPECT_EQ(whole.bytes, 24U);
    EXPECT_EQ(whole.rows, 5U);
    EXPECT_EQ(whole.source_stride, 24);
    EXPECT_THAT(bus.accesses, Contains(write32(place::accelerator.base + 0x58, 1))); // MODE: train
    EXPECT_THAT(bus.accesses, Contains(write32(place::accelerator.base + 0x70, 5)));
    EXPECT_LT(position(write32(accelerator_control, 2)), position(write32(channel(0, 0x00), 1)))
        << "packets come only once the accelerator takes them";
    EXPECT_THAT(bus.accesses, Contains(write32(claim, abi::interrupt::accelerator)));
}

TEST_F(Phase, TestsWithoutTraining) {
    job->quadratic = 1;
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::accelerator);
    runner->test();
    EXPECT_EQ(descriptor_at(chain).source, 0x8200'0000);
    EXPECT_EQ(descriptor_at(chain).rows, 3U);
    EXPECT_THAT(bus.accesses, Contains(write32(place::accelerator.base + 0x58, 4))); // MODE: quadratic
}

TEST_F(Phase, PredictsIntoMemory) {
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::accelerator);
    runner->predict();
    EXPECT_THAT(bus.accesses, Contains(write32(place::accelerator.base + 0x58, 2))); // MODE: results
    EXPECT_LT(position(write32(channel(1, 0x00), 1)), position(write32(accelerator_control, 2)))
        << "somebody has to take the results";
    EXPECT_THAT(bus.accesses, Contains(read32(channel(1, 0x04), 0))) << "it waits for the last words";
    EXPECT_EQ(bus.accesses.back(), read32(channel(1, 0x18), 0)) << "which may fail like any others";
}

TEST_F(Phase, ClassifiesEveryPoolBeforeItTrainsOnWhatItSelects) {
    job->selection = {2, 1};
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::accelerator);
    EXPECT_EQ(runner->train(0, 3).correct, 3 * 4U) << "of the phases that train";
    EXPECT_THAT(bus.accesses, Contains(write32(channel(1, 0x00), 1))) << "the results are somebody's to take";
    std::vector<std::uint32_t> inputs;
    std::vector<std::uint32_t> modes;
    std::vector<std::uint32_t> tails;
    for (const BusAccess& access : bus.accesses) {
        if (access.kind == BusAccess::Kind::write && access.address == place::accelerator.base + 0x70) {
            inputs.push_back(access.value);
        } else if (access.kind == BusAccess::Kind::write && access.address == place::accelerator.base + 0x58) {
            modes.push_back(access.value);
        } else if (access.kind == BusAccess::Kind::write && access.address == place::accelerator.base + 0x74) {
            tails.push_back(access.value);
        }
    }
    EXPECT_THAT(inputs, testing::ElementsAre(2, 1, 2, 1, 1, 1));
    EXPECT_THAT(modes, testing::ElementsAre(10, 1, 10, 1, 10, 1)); // results and margins, then training
    EXPECT_THAT(tails, testing::ElementsAre(0, 0, 0, 1, 0, 2)) << "the last two of the three trained on";
}

TEST_F(Phase, SamplesBackpropagationUntilTheLastEpochs) {
    job->junctions = 2;
    job->junction[0].right = 10;
    job->junction[1].right = 3;
    job->first_epoch = 4;
    job->epochs = 2;
    job->backpropagation = {.sample_percent = 50, .exact_epochs = 1};
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::accelerator);
    const auto sample = [](std::uint32_t junction, std::uint32_t rights) {
        return write32(place::accelerator.base + 0x1018 + 0x40 * junction, rights);
    };
    runner->train(4, 3);
    EXPECT_THAT(bus.accesses, Contains(sample(0, 5)));
    EXPECT_THAT(bus.accesses, Contains(sample(1, 2)));
    EXPECT_THAT(bus.accesses, Not(Contains(sample(1, 0))));
    runner->train(5, 3);
    EXPECT_THAT(bus.accesses, Contains(sample(0, 0)));
    EXPECT_THAT(bus.accesses, Contains(sample(1, 0)));
}

TEST_F(Phase, SleepsAgainWhereNothingOfItsOwnHappened) {
    LowRunner runner(job[0], accelerator, heap);
    hart.on_wake = [this] {
        if (hart.sleeps < 3) {
            return; // woken up for nothing
        }
        bus.answer(claim, {abi::interrupt::accelerator, 0});
        firmware::dispatch_interrupt(firmware::trap::external);
    };
    runner->train(0, 3);
    EXPECT_EQ(hart.sleeps, 3U);
}

TEST_F(Phase, FailsWhereTheAcceleratorRefusesToStart) {
    LowRunner runner(job[0], accelerator, heap);
    bus.answer(accelerator_error, {19});
    EXPECT_EQ(failing(*runner), "error: accelerator: learning rate shift is not legal: 77 (code 19)\n");
    EXPECT_EQ(hart.sleeps, 0U);
    EXPECT_THAT(bus.accesses, Not(Contains(write32(channel(0, 0x00), 1))));
}

TEST_F(Phase, FailsWhereTheAcceleratorStops) {
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::accelerator);
    bus.answer(accelerator_error, {0, 20});
    EXPECT_EQ(failing(*runner), "error: accelerator: label beyond the output layer, input index 77 (code 20)\n");
    EXPECT_THAT(bus.accesses, Contains(write32(accelerator_enable, 0))) << "else the interrupt would come for ever";
}

TEST_F(Phase, FailsWhereTheDmaStops) {
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::dma);
    bus.answer(channel(0, 0x18), {4});
    EXPECT_EQ(failing(*runner), "error: DMA channel 0: bus error on read at 0x81000040 (code 4)\n");
    EXPECT_THAT(bus.accesses, Contains(write32(channel(0, 0x14), 0)));
}

class ShuffledPhase : public Phase {
protected:
    ShuffledPhase() { job->shuffle = 1; }

    // The heap is anywhere on the host: the order is read from the heap itself.
    [[nodiscard]] std::vector<std::uint32_t> sources() const {
        const auto* const first = reinterpret_cast<const abi::dma::Descriptor*>(__heap_begin);
        std::vector<std::uint32_t> order;
        for (std::uint32_t i = 0; i < job_inputs; ++i) {
            EXPECT_EQ(first[i].rows, 1U);
            EXPECT_EQ(first[i].bytes, 24U);
            EXPECT_EQ(first[i].next == 0, i + 1 == job_inputs);
            order.push_back(first[i].source);
        }
        return order;
    }

    static constexpr std::uint32_t job_inputs = 5;
};

TEST_F(ShuffledPhase, HasADescriptorPerInput) {
    LowRunner runner(job[0], accelerator, heap);
    wake_by(abi::interrupt::accelerator);
    runner->train(0, 3);
    const std::vector<std::uint32_t> first = sources();
    EXPECT_EQ(chain, static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(__heap_begin)));
    EXPECT_THAT(first, testing::UnorderedElementsAre(0x8100'0000, 0x8100'0018, 0x8100'0030, 0x8100'0048, 0x8100'0060));
    std::vector<std::vector<std::uint32_t>> orders{first};
    for (std::uint32_t epoch = 1; epoch < 4; ++epoch) {
        hart.sleeps = 0;
        runner->train(epoch, 3);
        orders.push_back(sources());
    }
    EXPECT_FALSE(std::ranges::all_of(orders, [&first](const auto& order) { return order == first; }));
    runner->train(0, 3);
    EXPECT_EQ(sources(), first) << "the order is that of the seed and the epoch";
}

TEST_F(ShuffledPhase, FailsWhereTheHeapIsTooSmall) {
    job->train.inputs = 0x1'0000;
    testing::internal::CaptureStdout();
    EXPECT_THROW(firmware::PhaseRunner(job[0], accelerator, heap), Over);
    EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("no memory left to shuffle the training set"));
}

} // namespace
} // namespace edgeloom::test
