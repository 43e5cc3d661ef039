// What every test of the accelerator does with a network: describe it, load its parameters, stream its inputs.
#pragma once

#include "reference/reference.hpp"
#include "unit/accelerator/bench.hpp"
#include "unit/accelerator/random_network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace edgeloom::test {

inline accelerator::Hardware roomy() {
    accelerator::Hardware hardware;
    hardware.units = abi::accelerator::max_junctions;
    return hardware;
}

inline std::vector<std::uint8_t> packet(const reference::Input& input, std::uint32_t bits) {
    const auto features = static_cast<std::uint32_t>(input.pixels.size());
    std::vector<std::uint8_t> bytes(abi::accelerator::packet_bytes(features, bits));
    const auto label = static_cast<std::uint32_t>(input.label);
    std::memcpy(bytes.data(), &label, sizeof label);
    for (std::uint32_t feature = 0; feature < features; ++feature) {
        const std::uint32_t value = input.pixels[feature] / (255 / ((1U << bits) - 1));
        const std::uint32_t per_byte = 8 / bits;
        bytes[sizeof(abi::accelerator::PacketHeader) + feature / per_byte] |=
            static_cast<std::uint8_t>(value << feature % per_byte * bits);
    }
    return bytes;
}

inline void describe(Bench& bench, const RandomNetwork& network) {
    bench.write(abi::accelerator::reg::format,
                abi::accelerator::field::width.place(static_cast<std::uint32_t>(network.width)) |
                    abi::accelerator::field::integer.place(static_cast<std::uint32_t>(network.integer)) |
                    abi::accelerator::field::rounding.place(static_cast<std::uint32_t>(network.rounding)) |
                    abi::accelerator::field::activation.place(static_cast<std::uint32_t>(network.activation)));
    bench.write(abi::accelerator::reg::junctions, static_cast<std::uint32_t>(network.junctions.size()));
    bench.write(abi::accelerator::reg::classes, network.classes);
    bench.write(abi::accelerator::reg::features, network.features);
    bench.write(abi::accelerator::reg::input_bits, network.input_bits);
    for (std::uint32_t i = 0; i < network.junctions.size(); ++i) {
        const RandomJunction& j = network.junctions[i];
        bench.write(abi::accelerator::reg::left, j.left, i);
        bench.write(abi::accelerator::reg::right, j.right, i);
        bench.write(abi::accelerator::reg::edges, j.edges, i);
        bench.write(abi::accelerator::reg::parallelism, j.parallelism, i);
        bench.write(abi::accelerator::reg::pattern,
                    abi::accelerator::field::pattern_type.place(j.type) |
                        abi::accelerator::field::dither.place(j.dither ? 1 : 0),
                    i);
        bench.write(abi::accelerator::reg::unit, i, i);
    }
    bench.write(abi::accelerator::reg::control, abi::accelerator::field::configure.mask());
}

inline void load(Bench& bench, const RandomNetwork& network) {
    for (std::uint32_t i = 0; i < network.junctions.size(); ++i) {
        const RandomJunction& j = network.junctions[i];
        const auto fill = [&](std::uint32_t start, const abi::Register& base, const auto& words) {
            std::uint32_t offset = start + 4 * bench.read(base, i);
            for (const auto word : words) {
                ASSERT_EQ(bench.write_word(offset, static_cast<std::uint32_t>(word)), tlm::TLM_OK_RESPONSE);
                offset += 4;
            }
        };
        fill(abi::accelerator::window::pattern, abi::accelerator::reg::pattern_base, j.pattern_words);
        fill(abi::accelerator::window::weight, abi::accelerator::reg::weight_base, j.weights);
        fill(abi::accelerator::window::bias, abi::accelerator::reg::bias_base, j.biases);
    }
}

inline void expect_parameters(Bench& bench, const std::vector<reference::Junction>& junctions) {
    for (std::uint32_t i = 0; i < junctions.size(); ++i) {
        std::vector<std::int64_t> weights;
        std::vector<std::int64_t> biases;
        const std::uint32_t weight =
            abi::accelerator::window::weight + 4 * bench.read(abi::accelerator::reg::weight_base, i);
        const std::uint32_t bias = abi::accelerator::window::bias + 4 * bench.read(abi::accelerator::reg::bias_base, i);
        for (std::uint32_t e = 0; e < junctions[i].weights.size(); ++e) {
            weights.push_back(static_cast<std::int32_t>(bench.read_word(weight + 4 * e)));
        }
        for (std::uint32_t n = 0; n < junctions[i].biases.size(); ++n) {
            biases.push_back(static_cast<std::int32_t>(bench.read_word(bias + 4 * n)));
        }
        EXPECT_EQ(weights, junctions[i].weights) << "weights of junction " << i + 1;
        EXPECT_EQ(biases, junctions[i].biases) << "biases of junction " << i + 1;
    }
}

inline void stream(Bench& bench, const std::vector<reference::Input>& inputs, std::uint32_t bits = 8) {
    for (const reference::Input& input : inputs) {
        auto bytes = packet(input, bits);
        ASSERT_EQ(bench.write_stream(abi::accelerator::window::input, bytes), tlm::TLM_OK_RESPONSE);
    }
}

inline void start(Bench& bench, const RandomNetwork& network, bool train, bool results = false, bool margins = false) {
    bench.write(abi::accelerator::reg::mode, abi::accelerator::field::train.place(train ? 1 : 0) |
                                                 abi::accelerator::field::results.place(results ? 1 : 0) |
                                                 abi::accelerator::field::margins.place(margins ? 1 : 0) |
                                                 abi::accelerator::field::quadratic.place(network.quadratic ? 1 : 0));
    for (std::uint32_t i = 0; i < network.junctions.size(); ++i) {
        bench.write(abi::accelerator::reg::backpropagation_sample, network.junctions[i].sample, i);
    }
    bench.write(abi::accelerator::reg::rounding_seed, network.rounding_seed);
    bench.write(abi::accelerator::reg::phase_inputs, static_cast<std::uint32_t>(network.inputs.size()));
    bench.write(abi::accelerator::reg::eta_shift, static_cast<std::uint32_t>(network.inputs.front().eta_shift));
    bench.write(abi::accelerator::reg::control, abi::accelerator::field::start.mask());
}

inline RandomNetwork small_network() {
    std::mt19937_64 random(7);
    return random_network(random, 2, 5);
}

} // namespace edgeloom::test
