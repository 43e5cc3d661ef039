#include "unit/accelerator/bench.hpp"
#include "unit/accelerator/random_network.hpp"
#include "unit/accelerator/steps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace edgeloom::test {
namespace {

using abi::accelerator::Error;
using sc_core::sc_time;
namespace reg = abi::accelerator::reg;
namespace field = abi::accelerator::field;
namespace window = abi::accelerator::window;

class AtFidelity : public testing::TestWithParam<accelerator::Fidelity> {
protected:
    [[nodiscard]] static accelerator::Hardware hardware() {
        accelerator::Hardware hardware = roomy();
        hardware.fidelity = GetParam();
        return hardware;
    }
};

// Every weight, bias and count of many random networks, against the slow reference.
TEST_P(AtFidelity, TrainsAsTheReferenceDoes) {
    Bench bench(hardware());
    bench.play([&] {
        std::mt19937_64 random(20170917);
        for (int round = 0; round < 400 && !testing::Test::HasFailure(); ++round) {
            SCOPED_TRACE("round " + std::to_string(round));
            const std::uint32_t depth = 1 + static_cast<std::uint32_t>(random() % 5);
            const RandomNetwork network = random_network(random, depth, 30);
            reference::Network reference = network.reference();
            describe(bench, network);
            ASSERT_EQ(bench.error(), Error::none) << bench.read(reg::error_detail);
            load(bench, network);
            bench.write(reg::tail_inputs, 10);
            start(bench, network, true);
            ASSERT_EQ(bench.error(), Error::none);
            stream(bench, network.inputs);
            bench.wait_idle();
            const reference::Counts counts = reference.train(network.inputs, 10, network.rounding_seed);
            EXPECT_EQ(bench.read(reg::correct), counts.correct);
            EXPECT_EQ(bench.read(reg::tail_correct), counts.tail_correct);
            expect_parameters(bench, reference.junctions());
        }
        sc_core::sc_stop();
    });
}

// Values of fewer bits than a pixel, of any number: bytes and words that they do not fill are padded.
TEST_P(AtFidelity, ExpandsPackedInputs) {
    Bench bench(hardware());
    bench.play([&] {
        std::mt19937_64 random(8421);
        EXPECT_EQ(bench.read(reg::cap_input_bits), 0b1'0001'0110U);
        for (int round = 0; round < 100 && !testing::Test::HasFailure(); ++round) {
            RandomNetwork network = random_network(random, 2, 10);
            quantise(network, 1U << round % 4);
            SCOPED_TRACE(std::to_string(network.features) + " values of " + std::to_string(network.input_bits) +
                         " bits");
            reference::Network reference = network.reference();
            describe(bench, network);
            ASSERT_EQ(bench.error(), Error::none);
            load(bench, network);
            start(bench, network, true);
            stream(bench, network.inputs, network.input_bits);
            bench.wait_idle();
            EXPECT_EQ(bench.read(reg::correct), reference.train(network.inputs, 10, network.rounding_seed).correct);
            expect_parameters(bench, reference.junctions());
        }
        sc_core::sc_stop();
    });
}

TEST_P(AtFidelity, ClassifiesAsTheReferenceDoesAndDeliversResults) {
    Bench bench(hardware());
    bench.play([&] {
        std::mt19937_64 random(1711);
        for (int round = 0; round < 50 && !testing::Test::HasFailure(); ++round) {
            const RandomNetwork network = random_network(random, 1 + static_cast<std::uint32_t>(random() % 5), 20);
            describe(bench, network);
            load(bench, network);
            start(bench, network, false, true);
            stream(bench, network.inputs);
            const std::vector<std::int64_t> expected =
                network.reference().classify(network.inputs, network.rounding_seed);
            for (std::size_t n = 0; n < expected.size(); ++n) {
                const std::uint32_t word = bench.read_word(window::result);
                EXPECT_EQ(field::result_prediction.extract(word), expected[n]);
                EXPECT_EQ(field::result_label.extract(word), network.inputs[n].label);
            }
            bench.wait_idle();
            expect_parameters(bench, network.reference().junctions());
        }
        sc_core::sc_stop();
    });
}

TEST_P(AtFidelity, SamplesBackpropagationAsTheReferenceDoes) {
    Bench bench(hardware());
    bench.play([&] {
        std::mt19937_64 random(2023);
        for (int round = 0; round < 100 && !testing::Test::HasFailure(); ++round) {
            RandomNetwork network = random_network(random, 2 + static_cast<std::uint32_t>(random() % 3), 15);
            sample_backpropagation(network, random);
            reference::Network reference = network.reference();
            describe(bench, network);
            load(bench, network);
            start(bench, network, true);
            stream(bench, network.inputs);
            bench.wait_idle();
            reference.train(network.inputs, 10, network.rounding_seed);
            expect_parameters(bench, reference.junctions());
        }
        sc_core::sc_stop();
    });
}

TEST_P(AtFidelity, CountsWhatTakesPartInBackpropagation) {
    Bench bench(hardware());
    bench.play([&] {
        RandomNetwork network = small_network();
        RandomJunction& last = network.junctions.back();
        last.sample = 1;
        std::vector<std::uint64_t> fan_ins(last.right);
        for (const std::int64_t right : last.edge_right) {
            ++fan_ins[static_cast<std::size_t>(right)];
        }
        const auto [least, most] = std::ranges::minmax(fan_ins);
        ASSERT_LT(most, last.edges);
        describe(bench, network);
        load(bench, network);
        start(bench, network, true);
        stream(bench, network.inputs);
        bench.wait_idle();
        const auto count = [&](abi::accelerator::Counter counter) {
            bench.write(reg::counter_select,
                        field::counter.place(static_cast<std::uint32_t>(counter)) | field::counter_junction.place(1));
            return std::uint64_t{bench.read(reg::counter_low)};
        };
        const std::uint64_t adds = count(abi::accelerator::Counter::backpropagation_adds);
        EXPECT_GE(adds, least * network.inputs.size());
        EXPECT_LE(adds, most * network.inputs.size());
        EXPECT_EQ(count(abi::accelerator::Counter::backpropagation_multiplies), 2 * adds);
        EXPECT_EQ(count(abi::accelerator::Counter::update_multiplies), last.edges * network.inputs.size());
        sc_core::sc_stop();
    });
}

TEST_P(AtFidelity, DeliversMarginsAsTheReferenceHasThem) {
    Bench bench(hardware());
    bench.play([&] {
        std::mt19937_64 random(1711);
        for (int round = 0; round < 50 && !testing::Test::HasFailure(); ++round) {
            const RandomNetwork network = random_network(random, 1 + static_cast<std::uint32_t>(random() % 3), 20);
            describe(bench, network);
            load(bench, network);
            start(bench, network, false, true, true);
            stream(bench, network.inputs);
            const reference::Network reference = network.reference();
            const std::vector<std::int64_t> predictions = reference.classify(network.inputs, network.rounding_seed);
            const std::vector<std::int64_t> margins = reference.margins(network.inputs, network.rounding_seed);
            for (std::size_t n = 0; n < margins.size(); ++n) {
                const std::uint32_t word = bench.read_word(window::result);
                EXPECT_EQ(field::result_prediction.extract(word), predictions[n]);
                EXPECT_EQ(field::result_margin.extract(word), margins[n]);
            }
            bench.wait_idle();
        }
        sc_core::sc_stop();
    });
}

TEST_P(AtFidelity, TrainingPhaseTakesItsBlockCyclesToTheClock) {
    std::mt19937_64 random(34);
    RandomNetwork network = random_network(random, 3, 50);
    while (std::ranges::any_of(network.junctions, [](const auto& j) { return j.type == 0; })) {
        network = random_network(random, 3, 50);
    }
    Bench bench(hardware());
    sc_time begin;
    sc_time end;
    bench.play(
        [&] {
            describe(bench, network);
            load(bench, network);
            bench.write(reg::irq_enable, field::irq_done.mask());
            begin = sc_core::sc_time_stamp();
            start(bench, network, true);
            sc_core::wait(bench.interrupt.posedge_event());
            end = sc_core::sc_time_stamp();
            EXPECT_EQ(bench.read(reg::block_clocks), network.longest_junction() + 2);
            EXPECT_EQ(bench.read(reg::block_cycles_low), 50U + 2 * 3);
            EXPECT_EQ(bench.read(reg::stall_input_low), 0U);
        },
        [&] {
            while (network.inputs.empty() || bench.read(reg::status) == 0) {
                sc_core::wait(sc_core::SC_ZERO_TIME);
            }
            stream(bench, network.inputs);
        });
    EXPECT_EQ(end - begin, bench.accelerator_clock * double((50 + 2 * 3) * (network.longest_junction() + 2)));
}

// One edge in 8(2,5), weight and bias at the format's end, a neuron that shall become more active: 127 + 123 is too
// much for the sum, and a step of 1 for weight and bias.
TEST_P(AtFidelity, CountsWhatOverflowsTheFormat) {
    RandomNetwork network{.width = 8, .integer = 2, .classes = 1, .features = 1};
    network.junctions.push_back({.left = 1,
                                 .right = 1,
                                 .edges = 1,
                                 .parallelism = 1,
                                 .pattern_words = {0},
                                 .edge_left = {0},
                                 .edge_right = {0},
                                 .weights = {127},
                                 .biases = {127}});
    network.inputs.assign(5, {.pixels = {255}, .label = 0, .eta_shift = 0});
    Bench bench(hardware());
    bench.play([&] {
        using enum abi::accelerator::Counter;
        describe(bench, network);
        load(bench, network);
        start(bench, network, true);
        stream(bench, network.inputs);
        bench.wait_idle();
        const accelerator::Counters counters = bench.accelerator.datapath().counters().front();
        for (const auto saturations : {sum_saturations, weight_saturations, bias_saturations}) {
            EXPECT_EQ(counters[saturations], 5U);
        }
        EXPECT_EQ(counters[delta_saturations] + counters[step_saturations], 0U);
        for (const auto end : {sum_least, sum_greatest, weight_least, weight_greatest, bias_least, bias_greatest}) {
            EXPECT_EQ(counters[end], 127U);
        }
        for (const auto end : {delta_least, delta_greatest}) {
            EXPECT_EQ(static_cast<std::int64_t>(counters[end]), -1);
        }
        sc_core::sc_stop();
    });
}

INSTANTIATE_TEST_SUITE_P(Accelerator, AtFidelity,
                         testing::Values(accelerator::Fidelity::fast, accelerator::Fidelity::cycle),
                         [](const auto& given) {
                             return given.param == accelerator::Fidelity::fast ? "Fast" : "Cycle";
                         });

TEST_P(AtFidelity, CountersAreReadThroughRegisters) {
    const RandomNetwork network = small_network();
    Bench bench(hardware());
    bench.play([&] {
        const auto counter = [&](std::uint32_t junction, abi::accelerator::Counter which) {
            bench.write(reg::counter_select, field::counter_junction.place(junction) |
                                                 field::counter.place(static_cast<std::uint32_t>(which)));
            const std::uint32_t low = bench.read(reg::counter_low);
            return std::uint64_t{bench.read(reg::counter_high)} << 32 | low;
        };
        using enum abi::accelerator::Counter;
        bench.write(reg::counter_select, 0);
        EXPECT_EQ(bench.error(), Error::counter); // no network yet
        bench.clear_errors();
        describe(bench, network);
        load(bench, network);
        start(bench, network, true);
        stream(bench, network.inputs);
        bench.wait_idle();
        const std::uint64_t inputs = network.inputs.size();
        for (std::uint32_t j = 0; j < network.junctions.size(); ++j) {
            const std::uint64_t edges = network.junctions[j].edges;
            EXPECT_EQ(counter(j, feedforward_multiplies), inputs * edges);
            EXPECT_EQ(counter(j, backpropagation_multiplies), j == 0 ? 0 : inputs * edges * 2);
            EXPECT_EQ(counter(j, update_multiplies), inputs * edges);
            EXPECT_EQ(counter(j, activation_reads), 2 * inputs * edges);
            EXPECT_EQ(counter(j, feedforward_active) + counter(j, feedforward_stalled) + counter(j, feedforward_idle),
                      bench.accelerator.clocks().busy + bench.accelerator.clocks().stall_clash);
        }
        EXPECT_EQ(counter(0, activation_writes), inputs * network.junctions[0].left);
        EXPECT_EQ(bench.error(), Error::none);
        for (const std::uint32_t bad : {0x0200U, 0x00FFU, 0x1'0000U}) {
            bench.write(reg::counter_select, bad);
            EXPECT_EQ(bench.error(), Error::counter);
            EXPECT_EQ(bench.read(reg::error_detail), bad);
            bench.clear_errors();
        }
        describe(bench, network); // counts anew
        EXPECT_EQ(counter(1, feedforward_multiplies), 0U);
        sc_core::sc_stop();
    });
}

// Without a clock to write back in, an activation is written while the next block cycle reads its bank. (A
// configuration does not come that far.)
TEST(CycleFidelity, StopsWhereAPortIsWantedTwice) {
    accelerator::Hardware hardware = roomy();
    hardware.fidelity = accelerator::Fidelity::cycle;
    hardware.unpipelined_overhead = 0;
    const RandomNetwork network = small_network();
    Bench bench(hardware);
    bench.play([&] {
        describe(bench, network);
        load(bench, network);
        start(bench, network, true);
        // As many as enter without the writer's having to wait: it would never go on, nor free its packet.
        stream(bench, {network.inputs[0], network.inputs[1]});
        sc_core::wait(bench.accelerator_clock * 10'000);
        ADD_FAILURE() << "the phase went on";
    });
    EXPECT_THAT(bench.accelerator.defect(), testing::HasSubstr("has no free port in clock"));
}

TEST(Accelerator, WaitsForInputsAndCountsTheClocks) {
    const RandomNetwork network = small_network();
    Bench bench(roomy());
    bench.play([&] {
        describe(bench, network);
        load(bench, network);
        start(bench, network, true);
        sc_core::wait(bench.accelerator_clock * 17.5);
        stream(bench, {network.inputs[0]});
        sc_core::wait(bench.accelerator_clock * 1000);
        EXPECT_EQ(bench.read(reg::entered), 1U);
        EXPECT_THAT(bench.accelerator.waiting_for(), testing::HasSubstr("waiting for input 1 of 5"));
        stream(bench, {network.inputs.begin() + 1, network.inputs.end()});
        bench.wait_idle();
        const auto block = bench.read(reg::block_clocks) +
                           bench.accelerator.clocks().stall_clash / bench.accelerator.clocks().block_cycles;
        // Waited until clock edge 18 for the first, and from the first's end until 17.5 + 1000 for the second.
        EXPECT_EQ(bench.read(reg::stall_input_low), 1018U - block);
        sc_core::sc_stop();
    });
}

TEST(Accelerator, FullResultPortHoldsThePipeline) {
    accelerator::Hardware hardware = roomy();
    hardware.result_words = 2;
    const RandomNetwork network = small_network();
    Bench bench(hardware);
    bench.play(
        [&] {
            describe(bench, network);
            load(bench, network);
            start(bench, network, false, true);
            sc_core::wait(bench.accelerator_clock * 10000);
            EXPECT_EQ(bench.read(reg::retired), 3U); // the third waits for room
            EXPECT_THAT(bench.accelerator.waiting_for(), testing::HasSubstr("result port"));
            for (std::size_t n = 0; n < network.inputs.size(); ++n) {
                bench.read_word(window::result);
            }
            bench.wait_idle();
            EXPECT_GT(bench.read(reg::stall_output_low), 9000U);
            sc_core::sc_stop();
        },
        [&] {
            sc_core::wait(bench.accelerator_clock);
            stream(bench, network.inputs);
        });
}

TEST(Accelerator, AbortReleasesAWriterThatWaits) {
    const RandomNetwork network = small_network();
    Bench bench(roomy());
    tlm::tlm_response_status blocked = tlm::TLM_INCOMPLETE_RESPONSE;
    bench.play(
        [&] {
            describe(bench, network);
            load(bench, network);
            sc_core::wait(bench.accelerator_clock * 10);
            bench.write(reg::phase_inputs, 1);
            bench.write(reg::control, field::start.mask());
            sc_core::wait(bench.accelerator_clock * 10000);
            EXPECT_EQ(blocked, tlm::TLM_INCOMPLETE_RESPONSE);
            bench.write(reg::irq_status, field::irq_done.mask());
            bench.write(reg::phase_inputs, 100);
            bench.write(reg::control, field::start.mask());
            sc_core::wait(bench.accelerator_clock * 10000);
            EXPECT_NE(blocked, tlm::TLM_INCOMPLETE_RESPONSE);
            bench.write(reg::control, field::abort.mask());
            sc_core::wait(bench.accelerator_clock * 10000);
            EXPECT_EQ(field::busy.extract(bench.read(reg::status)), 0U);
            EXPECT_EQ(bench.read(reg::irq_status), 0U);
            auto bytes = packet(network.inputs[0], 8);
            EXPECT_EQ(bench.write_stream(window::input, bytes), tlm::TLM_GENERIC_ERROR_RESPONSE);
            sc_core::sc_stop();
        },
        [&] {
            for (int n = 0; n < 3; ++n) {
                auto bytes = packet(network.inputs[0], 8);
                while (!bench.accelerator.datapath().network()) {
                    sc_core::wait(bench.accelerator_clock);
                }
                const auto response = bench.write_stream(window::input, bytes);
                if (n == 2) {
                    blocked = response;
                }
            }
        });
}

TEST(Accelerator, LabelBeyondTheOutputLayerEndsThePhaseWithAnError) {
    RandomNetwork network = small_network();
    network.inputs[2].label = network.junctions.back().right;
    Bench bench(roomy());
    bench.play([&] {
        describe(bench, network);
        load(bench, network);
        bench.write(reg::irq_enable, field::irq_error.mask());
        start(bench, network, true);
        stream(bench, {network.inputs.begin(), network.inputs.begin() + 3});
        bench.wait_idle();
        EXPECT_EQ(bench.error(), Error::label);
        EXPECT_EQ(bench.read(reg::error_detail), 2U);
        sc_core::wait(bench.accelerator_clock);
        EXPECT_TRUE(bench.interrupt.read());
        bench.clear_errors();
        sc_core::wait(bench.accelerator_clock);
        EXPECT_EQ(bench.error(), Error::none);
        EXPECT_FALSE(bench.interrupt.read());
        sc_core::sc_stop();
    });
}

TEST(Accelerator, LearningRateTravelsWithItsInput) {
    RandomNetwork network = small_network();
    network.inputs[3].eta_shift = network.inputs[4].eta_shift = 9;
    Bench bench(roomy());
    bench.play([&] {
        reference::Network reference = network.reference();
        describe(bench, network);
        load(bench, network);
        start(bench, network, true);
        stream(bench, {network.inputs.begin(), network.inputs.begin() + 3});
        while (bench.read(reg::entered) < 3) {
            sc_core::wait(bench.accelerator_clock);
        }
        bench.write(reg::eta_shift, 9);
        stream(bench, {network.inputs.begin() + 3, network.inputs.end()});
        bench.wait_idle();
        reference.train(network.inputs, 1000, network.rounding_seed);
        expect_parameters(bench, reference.junctions());
        sc_core::sc_stop();
    });
}

TEST(Accelerator, RegistersResetAndRefuseAsDeclared) {
    Bench bench;
    bench.play([&] {
        for (const abi::Register& declared : abi::accelerator::registers) {
            for (std::uint32_t i = 0; i < declared.count; ++i) {
                SCOPED_TRACE(std::string(declared.name));
                const std::uint32_t value = bench.read(declared, i);
                if (declared.access == abi::Access::write_only) {
                    EXPECT_EQ(bench.status, tlm::TLM_COMMAND_ERROR_RESPONSE);
                    continue;
                }
                EXPECT_EQ(bench.status, tlm::TLM_OK_RESPONSE);
                if (!declared.reset_varies) {
                    EXPECT_EQ(value, declared.reset);
                }
                if (declared.access == abi::Access::read_only) {
                    EXPECT_EQ(bench.write(declared, ~value, i), tlm::TLM_COMMAND_ERROR_RESPONSE);
                    EXPECT_EQ(bench.read(declared, i), value);
                }
            }
        }
        sc_core::sc_stop();
    });
}

// Each refusal of the contract: what is spoilt, and the code and detail that must come of it.
TEST(Accelerator, RefusesWhatItCannotDoWithCodeAndDetail) {
    accelerator::Hardware hardware = roomy();
    hardware.multipliers = 2000;
    hardware.weight_words = 3000;
    Bench bench(hardware);
    const auto spoil = [&](const abi::Register& reg, std::uint32_t value, std::uint32_t index = 0) {
        RandomNetwork network = small_network();
        describe(bench, network);
        EXPECT_EQ(bench.error(), Error::none);
        bench.write(reg, value, index);
        bench.write(reg::control, field::configure.mask());
        const std::pair seen{bench.error(), bench.read(reg::error_detail)};
        bench.clear_errors();
        EXPECT_EQ(field::configured.extract(bench.read(reg::status)), 0U);
        return seen;
    };
    bench.play([&] {
        const RandomNetwork network = small_network();
        EXPECT_EQ(spoil(reg::junctions, 0), std::pair(Error::junction_count, 0U));
        EXPECT_EQ(spoil(reg::junctions, 17), std::pair(Error::junction_count, 17U));
        EXPECT_EQ(spoil(reg::format, 3 | 1 << 8), std::pair(Error::format, 3U | 1U << 8));
        EXPECT_EQ(spoil(reg::format, 8 | 8 << 8), std::pair(Error::format, 8U | 8U << 8));
        EXPECT_EQ(spoil(reg::left, 0), std::pair(Error::layer_size, 0U));
        EXPECT_EQ(spoil(reg::left, network.junctions[1].left + 1, 1), std::pair(Error::layer_size, 1U));
        EXPECT_EQ(spoil(reg::pattern, 4, 1), std::pair(Error::pattern_type, 1U));
        EXPECT_EQ(spoil(reg::edges, 0), std::pair(Error::degrees, 0U));
        EXPECT_EQ(spoil(reg::parallelism, 0), std::pair(Error::parallelism, 0U));
        EXPECT_EQ(spoil(reg::unit, 16, 1), std::pair(Error::unit, 1U));
        EXPECT_EQ(spoil(reg::classes, network.junctions[1].right + 1).first, Error::classes);
        EXPECT_EQ(spoil(reg::features, 0), std::pair(Error::features, 0U));
        for (const std::uint32_t bits : {0U, 3U, 5U, 6U, 7U, 9U, 16U, 32U, 33U, 0x101U, ~0U}) {
            EXPECT_EQ(spoil(reg::input_bits, bits), std::pair(Error::input_bits, bits));
        }
        describe(bench, network);
        bench.write(reg::phase_inputs, 0);
        bench.write(reg::control, field::start.mask());
        EXPECT_EQ(bench.error(), Error::phase_inputs);
        bench.clear_errors();
        bench.write(reg::eta_shift, 32);
        EXPECT_EQ(bench.error(), Error::eta_shift);
        bench.clear_errors();
        bench.write_word(window::weight, 0x7FFF'FFFF);
        EXPECT_EQ(bench.error(), Error::value_range);
        bench.clear_errors();
        EXPECT_EQ(bench.write_word(window::weight + 4 * 100'000, 0), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        EXPECT_EQ(bench.error(), Error::stray_access);
        bench.clear_errors();
        bench.write_word(window::pattern, 0xFFFF'FFFF);
        bench.write(reg::phase_inputs, 1);
        bench.write(reg::control, field::start.mask());
        EXPECT_EQ(bench.error(), Error::pattern_value);
        bench.clear_errors();
        bench.write(reg::control, field::reset.mask());
        bench.write(reg::control, field::start.mask());
        EXPECT_EQ(bench.error(), Error::not_configured);
        sc_core::sc_stop();
    });
}

TEST(Accelerator, RefusesChangesWhileAPhaseRuns) {
    const RandomNetwork network = small_network();
    Bench bench(roomy());
    bench.play([&] {
        describe(bench, network);
        load(bench, network);
        start(bench, network, true);
        bench.write(reg::left, 1, 1);
        EXPECT_EQ(bench.error(), Error::busy);
        EXPECT_EQ(bench.read(reg::error_detail), reg::left.at(1));
        EXPECT_EQ(bench.read(reg::left, 1), network.junctions[1].left);
        EXPECT_EQ(bench.write_word(window::weight, 0), tlm::TLM_ADDRESS_ERROR_RESPONSE);
        bench.write(reg::control, field::abort.mask());
        bench.wait_idle();
        sc_core::sc_stop();
    });
}

TEST(BlockTiming, ClashesCostTheFullestMemory) {
    const mapping::JunctionShape shape{.left = 4, .right = 2, .edges = 4, .parallelism = 2};
    EXPECT_EQ(accelerator::clash_clocks(shape, std::vector<std::uint32_t>{0, 1, 2, 3}), 0U);
    EXPECT_EQ(accelerator::clash_clocks(shape, std::vector<std::uint32_t>{0, 2, 1, 3}), 2U);
    EXPECT_EQ(accelerator::clash_clocks(shape, std::vector<std::uint32_t>{0, 2, 2, 3}), 1U);
}

TEST(BlockTiming, AReadWaitsForAWriteOfTheClockBefore) {
    const mapping::JunctionShape shape{.left = 4, .right = 4, .edges = 8, .parallelism = 2};
    const auto hazards = [&](const std::vector<std::uint32_t>& left, std::uint32_t distance) {
        const auto stalls = accelerator::delta_hazards(shape, left, distance, accelerator::DeltaHazard::stall);
        const auto forwards = accelerator::delta_hazards(shape, left, distance, accelerator::DeltaHazard::forward);
        EXPECT_EQ(stalls.forwards, 0U);
        EXPECT_EQ(forwards.clocks, 0U);
        EXPECT_EQ(stalls.losses, forwards.losses);
        return std::tuple(stalls.clocks, forwards.forwards, stalls.losses);
    };
    EXPECT_EQ(hazards({0, 1, 2, 3, 0, 1, 2, 3}, 2), std::tuple(0U, 0U, 0U));
    EXPECT_EQ(hazards({0, 1, 2, 3, 2, 1, 0, 3}, 2), std::tuple(1U, 1U, 1U));
    EXPECT_EQ(hazards({0, 1, 0, 1, 0, 1, 2, 3}, 2), std::tuple(2U, 4U, 2U));
    EXPECT_EQ(hazards({0, 1, 2, 3, 0, 1, 2, 3}, 4), std::tuple(2U, 4U, 4U));
}

TEST(BlockTiming, JunctionsOfOneUnitFollowEachOther) {
    accelerator::Network network{.format = {}, .junctions = {}};
    const auto junction = [](std::uint32_t clocks, std::uint32_t unit) {
        return accelerator::MappedJunction{.shape = {.left = 8, .right = 8, .edges = clocks, .parallelism = 1},
                                           .unit = unit};
    };
    network.junctions = {junction(40, 0), junction(30, 1), junction(20, 1)};
    accelerator::Hardware hardware;
    hardware.units = 2;
    EXPECT_EQ(accelerator::block_length(network, hardware, {}).clocks(), 52U);
    const std::vector<accelerator::JunctionStalls> stalls{{.clash = 5, .hazard = 0}, {}, {.clash = 0, .hazard = 3}};
    const auto length = accelerator::block_length(network, hardware, stalls);
    EXPECT_EQ(length.ideal, 52U);
    EXPECT_EQ(length.clash, 0U);
    EXPECT_EQ(length.hazard, 3U);
}

} // namespace
} // namespace edgeloom::test
