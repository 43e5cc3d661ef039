// Training on the hart, on the host: against the reference, with the sanitizers watching.
#include "abi/memory_map.hpp"
#include "reference/reference.hpp"
#include "soft/pipeline.hpp"
#include "soft/trainer.hpp"
#include "training/epochs.hpp"
#include "training/network_setup.hpp"
#include "unit/firmware/fake_bus.hpp"
#include "unit/firmware/low_memory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

namespace place = abi::memory_map;
using reference::Int;
using testing::HasSubstr;

constexpr std::uint32_t weights = place::stream.base + abi::accelerator::window::weight;
constexpr std::uint32_t biases = place::stream.base + abi::accelerator::window::bias;
constexpr std::uint32_t patterns = place::stream.base + abi::accelerator::window::pattern;
constexpr std::uint32_t train_inputs = 30;
constexpr std::uint32_t test_inputs = 9;
constexpr std::uint32_t features = 5;

// A network of layers 6-4-3 without constant degrees in an accelerator that is all windows.
class Soft : public testing::Test {
protected:
    static constexpr std::uint32_t first_word = 40; // of the second junction, in every window

    Soft() {
        job->seed = 11;
        job->width = 10;
        job->integer = 2;
        job->quadratic = 1;
        job->features = features;
        job->input_bits = abi::accelerator::pixel_bits;
        job->classes = 2;
        job->junctions = 2;
        job->junction[0] = {.left = 6, .right = 4, .edges = 13, .parallelism = 1, .pattern = abi::PatternKind::random};
        job->junction[1] = {.left = 4, .right = 3, .edges = 7, .parallelism = 1, .pattern = abi::PatternKind::random};
        job->epochs = 1;
        job->tail_inputs = 8;
        job->rates = 1;
        job->rate[0] = {.epoch = 0, .shift = 2};
        job->train = {.address = packets.address(), .inputs = train_inputs};
        job->test = {.address = packets.address(train_inputs * packet_bytes), .inputs = test_inputs};
        job->results_address = results.address();
        job->epochs_address = epochs.address();
        fill_packets();
        answer_registers();
        bus.on_write = [this](const BusAccess& write) {
            if (place::stream.contains(write.address)) {
                bus.answer(write.address, {write.value});
            } else if (write.address == place::mailbox.base + 0x08) {
                events.push_back(write.value);
            }
        };
    }

    /// Words of a window of a junction, as the reference takes them.
    std::vector<Int> words(std::uint32_t window, std::uint32_t junction, std::uint32_t count) {
        std::vector<Int> list;
        for (std::uint32_t i = 0; i < count; ++i) {
            list.push_back(static_cast<std::int32_t>(bus.read(4, window + 4 * (junction * first_word + i))));
        }
        return list;
    }
    reference::Network reference() {
        std::vector<reference::Junction> junctions;
        for (std::uint32_t j = 0; j < 2; ++j) {
            const abi::JunctionJob& shape = job->junction[j];
            reference::Junction junction{.left_neurons = shape.left,
                                         .right_neurons = shape.right,
                                         .lanes = shape.parallelism,
                                         .left = {},
                                         .right = {},
                                         .weights = words(weights, j, shape.edges),
                                         .biases = words(biases, j, shape.right)};
            for (const Int edge : words(patterns, j, shape.edges)) {
                junction.left.push_back(edge & 0xFFFF);
                junction.right.push_back(edge >> 16);
            }
            junctions.push_back(junction);
        }
        return {{static_cast<int>(job->width), static_cast<int>(job->integer),
                 static_cast<reference::Rounding>(job->rounding)},
                static_cast<reference::Activation>(job->activation),
                true,
                job->classes,
                junctions};
    }
    std::vector<reference::Input> inputs(std::uint32_t first, std::uint32_t count) {
        std::vector<reference::Input> list;
        for (std::uint32_t i = first; i < first + count; ++i) {
            const std::uint8_t* const packet = &packets[i * packet_bytes];
            list.push_back({.pixels = {packet + 8, packet + 8 + features}, .label = packet[0], .eta_shift = 2});
        }
        return list;
    }

    static constexpr std::uint32_t packet_bytes =
        abi::accelerator::packet_bytes(features, abi::accelerator::pixel_bits);
    FakeBus bus;
    LowMemory<abi::Job> job;
    LowMemory<abi::Results> results;
    LowMemory<abi::EpochResult> epochs;
    LowMemory<std::uint8_t> packets{std::size_t{train_inputs + test_inputs} * packet_bytes};
    std::vector<std::uint32_t> events;
    firmware::Heap heap;
    firmware::Accelerator accelerator{place::accelerator.base, place::stream.base};
    firmware::Mailbox mailbox{place::mailbox.base};

private:
    void fill_packets() {
        std::mt19937 random(3);
        for (std::uint32_t i = 0; i < train_inputs + test_inputs; ++i) {
            packets[i * packet_bytes] = static_cast<std::uint8_t>(random() % 2); // the label
            for (std::uint32_t pixel = 0; pixel < features; ++pixel) {
                packets[i * packet_bytes + 8 + pixel] = static_cast<std::uint8_t>(random() % 256);
            }
        }
    }
    void answer_registers() {
        bus.answer(place::accelerator.base + 0x00, {abi::accelerator::id_value});
        bus.answer(place::accelerator.base + 0x04, {abi::accelerator::version_value});
        bus.answer(place::accelerator.base + 0x08, {2});
        bus.answer(place::accelerator.base + 0x0C, {1000});
        bus.answer(place::accelerator.base + 0x18, {1U << 20});
        bus.answer(place::accelerator.base + 0x1C, {1000});
        bus.answer(place::accelerator.base + 0x48, {0}); // no error
        bus.answer(place::accelerator.base + 0x80, {15});
        for (std::uint32_t j = 0; j < 2; ++j) {
            for (const std::uint32_t base : {0x20U, 0x24U, 0x28U}) {
                bus.answer(place::accelerator.base + 0x1000 + 0x40 * j + base, {first_word * j});
            }
        }
    }
};

struct Numerics {
    numerics::Rounding rounding;
    numerics::Activation activation;
};

class SoftWith : public Soft, public testing::WithParamInterface<Numerics> {};

TEST_P(SoftWith, TrainsAndTestsAsTheReferenceDoes) {
    job->rounding = static_cast<std::uint32_t>(GetParam().rounding);
    job->activation = static_cast<std::uint32_t>(GetParam().activation);
    firmware::NetworkSetup network(job[0], accelerator, heap);
    network.run();
    firmware::soft::Pipeline pipeline(job[0], network, accelerator, heap);
    firmware::soft::Trainer trainer(job[0], pipeline, mailbox, heap);
    reference::Network expected = reference();
    const std::vector<Int> before = expected.junctions()[0].weights;

    testing::internal::CaptureStdout();
    firmware::train_epochs(job[0], network, mailbox, trainer);
    const std::string printed = testing::internal::GetCapturedStdout();
    pipeline.store(accelerator);

    const reference::Counts counts = expected.train(inputs(0, train_inputs), 8, firmware::rounding_seed(job[0], 0));
    EXPECT_NE(expected.junctions()[0].weights, before);
    for (std::uint32_t j = 0; j < 2; ++j) {
        EXPECT_EQ(words(weights, j, job->junction[j].edges), expected.junctions()[j].weights) << j;
        EXPECT_EQ(words(biases, j, job->junction[j].right), expected.junctions()[j].biases) << j;
    }
    const auto test = inputs(train_inputs, test_inputs);
    const std::vector<Int> predictions = expected.classify(test, firmware::rounding_seed_of_tests(job[0]));
    std::uint32_t test_correct = 0;
    for (std::size_t i = 0; i < test.size(); ++i) {
        test_correct += predictions[i] == test[i].label ? 1U : 0U;
    }
    EXPECT_EQ(epochs->correct, counts.correct);
    EXPECT_EQ(epochs->tail_correct, counts.tail_correct);
    EXPECT_EQ(epochs->test_correct, test_correct);
    EXPECT_EQ(results->epochs, 1U);
    EXPECT_EQ(results->block_clocks, 15U);
    EXPECT_THAT(printed, HasSubstr("epoch 1: eta 2^-2, 30 inputs, train "));
    EXPECT_THAT(printed, HasSubstr(", last 8 "));
}

std::string rounding_of(const testing::TestParamInfo<Numerics>& test) {
    const std::array names{"half_up", "truncate", "stochastic"};
    return names[static_cast<std::size_t>(test.param.rounding)];
}

// Packets as they are, read as other values: five of some bits each. Bits are taken one by one here.
TEST_F(Soft, TakesPackedInputs) {
    for (const std::uint32_t bits : {1U, 2U, 4U}) {
        job->input_bits = bits;
        const std::uint32_t bytes = abi::accelerator::packet_bytes(features, bits);
        EXPECT_EQ(bytes, 16U);
        std::vector<reference::Input> list = inputs(0, test_inputs);
        for (std::uint32_t i = 0; i < test_inputs; ++i) {
            for (std::uint32_t feature = 0; feature < features; ++feature) {
                std::uint32_t value = 0;
                for (std::uint32_t bit = 0; bit < bits; ++bit) {
                    const std::uint32_t place = feature * bits + bit;
                    value |= (std::uint32_t{packets[i * bytes + 8 + place / 8]} >> place % 8 & 1U) << bit;
                }
                list[i].pixels[feature] = static_cast<std::uint8_t>(value * 255 / ((1U << bits) - 1));
            }
        }
        job->test = {.address = packets.address(), .inputs = test_inputs};
        firmware::Heap all;
        firmware::NetworkSetup network(job[0], accelerator, all);
        network.run();
        firmware::soft::Pipeline pipeline(job[0], network, accelerator, all);
        firmware::soft::Trainer trainer(job[0], pipeline, mailbox, all);
        const auto predictions = reference().classify(list, firmware::rounding_seed_of_tests(job[0]));
        std::uint32_t correct = 0;
        for (std::uint32_t i = 0; i < test_inputs; ++i) {
            correct += predictions[i] == list[i].label ? 1U : 0U;
        }
        EXPECT_EQ(trainer.test().correct, correct) << bits << " bits";
    }
}

INSTANTIATE_TEST_SUITE_P(Numerics, SoftWith,
                         testing::Values(Numerics{numerics::Rounding::half_up, numerics::Activation::sigmoid},
                                         Numerics{numerics::Rounding::truncate, numerics::Activation::sigmoid},
                                         Numerics{numerics::Rounding::stochastic, numerics::Activation::sigmoid}),
                         rounding_of);

TEST_F(Soft, TellsOfEveryInput) {
    firmware::NetworkSetup network(job[0], accelerator, heap);
    network.run();
    firmware::soft::Pipeline pipeline(job[0], network, accelerator, heap);
    firmware::soft::Trainer trainer(job[0], pipeline, mailbox, heap);
    static_cast<void>(trainer.test());
    EXPECT_EQ(events, std::vector<std::uint32_t>(test_inputs, 6));
    EXPECT_EQ(bus.accesses[bus.accesses.size() - 2], write32(place::mailbox.base + 0x20, test_inputs));
    static_cast<void>(trainer.train(0, 3));
    EXPECT_EQ(events, std::vector<std::uint32_t>(test_inputs + train_inputs, 6));
}

} // namespace
} // namespace edgeloom::test
