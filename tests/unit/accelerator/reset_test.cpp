// The accelerator after a reset in the middle of its work.
#include "unit/accelerator/bench.hpp"
#include "unit/accelerator/random_network.hpp"
#include "unit/accelerator/steps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

namespace edgeloom::test {
namespace {

using abi::accelerator::Error;
namespace reg = abi::accelerator::reg;
namespace field = abi::accelerator::field;
namespace window = abi::accelerator::window;

void expect_as_new(Bench& bench) {
    EXPECT_FALSE(bench.accelerator.datapath().network());
    EXPECT_EQ(bench.accelerator.waiting_for(), "idle, not configured");
    EXPECT_EQ(bench.accelerator.inputs(), 0);
    EXPECT_EQ(bench.accelerator.clocks().busy, 0);
    for (const abi::Register& declared : abi::accelerator::registers) {
        if (declared.access == abi::Access::write_only || declared.reset_varies) {
            continue;
        }
        for (std::uint32_t i = 0; i < declared.count; ++i) {
            EXPECT_EQ(bench.read(declared, i), declared.reset) << declared.name << ' ' << i;
        }
    }
    EXPECT_EQ(bench.read(reg::cap_units), roomy().units);
}

struct Moment {
    const char* name;
    double clocks;        // from START to the reset
    std::size_t inputs;   // that arrive until then
    bool train;           // otherwise results fill their port
    bool at_once = false; // the next network follows at the same instant

    friend void PrintTo(const Moment& moment, std::ostream* out) { *out << moment.name; }
};

class AcceleratorReset : public testing::TestWithParam<Moment> {};

// The reference decides what comes out, a new accelerator how long it takes.
TEST_P(AcceleratorReset, LeavesNothingOfTheNetworkBefore) {
    std::mt19937_64 random(2026);
    const RandomNetwork before = random_network(random, 3, 40);
    const RandomNetwork after = random_network(random, 2, 30);
    accelerator::Hardware hardware = roomy();
    hardware.result_words = 2;
    Bench bench(hardware);
    Bench fresh(hardware, "fresh");
    bool was_reset = false;
    bool done = false;
    tlm::tlm_response_status last = tlm::TLM_INCOMPLETE_RESPONSE;
    // Returns how long it took.
    const auto train = [&after](Bench& on) {
        const sc_core::sc_time begin = sc_core::sc_time_stamp();
        describe(on, after);
        load(on, after);
        start(on, after, true);
        EXPECT_EQ(on.error(), Error::none);
        sc_core::wait(on.accelerator_clock * 7); // they count as a stall
        stream(on, after.inputs);
        on.wait_idle();
        return sc_core::sc_time_stamp() - begin;
    };
    // Both begin at the same distance from a clock edge.
    const double phase = GetParam().clocks - std::floor(GetParam().clocks);
    sc_core::sc_time as_new;
    fresh.prepare([&] {
        sc_core::wait(bench.accelerator_clock * phase);
        as_new = train(fresh);
    });
    bench.play(
        [&] {
            describe(bench, before);
            load(bench, before);
            bench.write(reg::irq_enable, 0xFFFF'FFFF);
            start(bench, before, GetParam().train, !GetParam().train);
            sc_core::wait(bench.accelerator_clock * GetParam().clocks);
            if (GetParam().clocks < 1000) {
                EXPECT_NE(field::busy.extract(bench.read(reg::status)), 0);
            }
            was_reset = true;
            bench.accelerator.reset();
            expect_as_new(bench);
            if (!GetParam().at_once) {
                sc_core::wait(bench.accelerator_clock * 5000);
                EXPECT_FALSE(bench.interrupt.read());
                expect_as_new(bench);
            }
            const sc_core::sc_time took = train(bench);
            reference::Network reference = after.reference();
            const reference::Counts counts = reference.train(after.inputs, 1000, after.rounding_seed);
            expect_parameters(bench, reference.junctions());
            EXPECT_EQ(bench.read(reg::correct), counts.correct);
            EXPECT_EQ(bench.read(reg::entered), after.inputs.size());
            EXPECT_EQ(bench.read(reg::irq_status), field::irq_done.mask());
            sc_core::wait(bench.accelerator_clock * 1e5); // until the new one is done for sure
            EXPECT_EQ(took, as_new);
            for (const abi::Register& counter :
                 {reg::block_cycles_low, reg::stall_input_low, reg::stall_output_low, reg::correct, reg::retired}) {
                EXPECT_EQ(bench.read(counter), fresh.read(counter)) << counter.name;
            }
            EXPECT_EQ(bench.accelerator.clocks().busy, fresh.accelerator.clocks().busy);
            done = true;
            sc_core::sc_stop();
        },
        [&] {
            sc_core::wait(sc_core::SC_ZERO_TIME);
            for (std::size_t n = 0; n < GetParam().inputs && !was_reset; ++n) {
                auto bytes = packet(before.inputs[n % before.inputs.size()], 8);
                last = bench.write_stream(window::input, bytes);
            }
            const bool all_taken = GetParam().inputs < before.inputs.size();
            EXPECT_EQ(last, all_taken ? tlm::TLM_OK_RESPONSE : tlm::TLM_GENERIC_ERROR_RESPONSE);
        });
    EXPECT_TRUE(done);
}

INSTANTIATE_TEST_SUITE_P(All, AcceleratorReset,
                         testing::Values(Moment{"before_the_first_cycle", 0, 1, true},
                                         Moment{"waiting_for_a_packet", 900, 2, true},
                                         Moment{"in_a_block_cycle", 20.5, 200, true},
                                         Moment{"at_a_clock_edge", 30, 200, true},
                                         Moment{"in_a_block_cycle_at_once", 20.5, 200, true, true},
                                         Moment{"at_a_clock_edge_at_once", 30, 200, true, true},
                                         Moment{"waiting_for_a_packet_at_once", 900, 2, true, true},
                                         Moment{"result_port_full", 900, 200, false},
                                         Moment{"result_port_full_at_once", 900, 200, false, true},
                                         Moment{"after_the_phase", 1e5, 200, true}),
                         [](const auto& instance) { return std::string(instance.param.name); });

// Whether the reset or the end of a block cycle comes first at an instant must not matter to what follows.
TEST(AcceleratorResetAtOnce, DoesNotShortenThePhaseThatFollows) {
    std::mt19937_64 random(11);
    const RandomNetwork before = random_network(random, 2, 5);
    const RandomNetwork after = random_network(random, 2, 5);
    Bench bench(roomy());
    bool done = false;
    bench.play([&] {
        const auto train = [&] {
            describe(bench, after);
            load(bench, after);
            const sc_core::sc_time begin = sc_core::sc_time_stamp();
            start(bench, after, true);
            stream(bench, after.inputs);
            bench.wait_idle();
            reference::Network reference = after.reference();
            reference.train(after.inputs, 1000, after.rounding_seed);
            expect_parameters(bench, reference.junctions());
            return sc_core::sc_time_stamp() - begin;
        };
        const sc_core::sc_time as_new = train();
        for (const bool in_steps : {false, true}) {
            for (int clocks = 0; clocks < 60 && !testing::Test::HasFailure(); ++clocks) {
                describe(bench, before);
                load(bench, before);
                start(bench, before, true);
                auto bytes = packet(before.inputs[0], 8);
                bench.write_stream(window::input, bytes);
                for (int step = 0; step < (in_steps ? clocks : 1); ++step) {
                    sc_core::wait(bench.accelerator_clock * (in_steps ? 1 : clocks));
                }
                bench.accelerator.reset();
                EXPECT_EQ(train(), as_new) << clocks;
            }
        }
        done = true;
        sc_core::sc_stop();
    });
    EXPECT_TRUE(done);
}

TEST(AcceleratorResetLine, FallsAndAnErrorIsForgotten) {
    Bench bench(roomy());
    bench.play([&] {
        bench.write(reg::irq_enable, field::irq_error.mask());
        bench.write(reg::control, field::start.mask());
        sc_core::wait(bench.accelerator_clock);
        EXPECT_EQ(bench.error(), Error::not_configured);
        EXPECT_TRUE(bench.interrupt.read());
        bench.accelerator.reset();
        sc_core::wait(bench.accelerator_clock);
        EXPECT_FALSE(bench.interrupt.read());
        expect_as_new(bench);
        sc_core::sc_stop();
    });
}

TEST(AcceleratorResetStream, ReleasesAReaderThatWaits) {
    const RandomNetwork network = small_network();
    Bench bench(roomy());
    bool released = false;
    bench.play(
        [&] {
            sc_core::wait(bench.accelerator_clock * 100);
            EXPECT_FALSE(released);
            bench.accelerator.reset();
            sc_core::wait(bench.accelerator_clock);
            EXPECT_TRUE(released);
            sc_core::sc_stop();
        },
        [&] {
            describe(bench, network);
            bench.read_word(window::result);
            EXPECT_EQ(bench.status, tlm::TLM_GENERIC_ERROR_RESPONSE);
            released = true;
        });
}

// It belongs to the time before: it must leave neither data nor an error.
TEST(AcceleratorResetStream, RefusesAnAccessThatWaitsForItsTime) {
    const RandomNetwork network = small_network();
    Bench bench(roomy());
    bench.play(
        [&] {
            describe(bench, network);
            bench.stream_port().ahead = bench.accelerator_clock * 2;
            EXPECT_EQ(bench.write_word(window::weight, 1), tlm::TLM_GENERIC_ERROR_RESPONSE);
            expect_as_new(bench);
            sc_core::sc_stop();
        },
        [&] {
            sc_core::wait(bench.accelerator_clock);
            bench.accelerator.reset();
        });
}

} // namespace
} // namespace edgeloom::test
