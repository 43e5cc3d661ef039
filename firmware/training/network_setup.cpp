#include "training/network_setup.hpp"

#include "mapping/relief.hpp"
#include "numerics/initial.hpp"
#include "sparsity/generate.hpp"
#include "training/failure.hpp"
#include "training/job.hpp"
#include "training/memory.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace edgeloom::firmware {

namespace {

sparsity::PatternSpec pattern_spec(const abi::JunctionJob& junction, const mapping::JunctionShape& shape) {
    return {.shape = shape,
            .kind = junction.pattern,
            .dither = junction.dither != 0,
            .start = junction.start,
            .keep = junction.keep,
            .group = junction.group};
}

// Degrees of patterns that have no constant ones: the rounded average.
std::uint32_t average(std::uint32_t edges, std::uint32_t neurons) {
    return std::max<std::uint32_t>(1, (edges + neurons / 2) / neurons);
}

// No choice of z is legal: says which limit to raise, and to what.
[[noreturn]] void give_up(const mapping::Wish& wish, const mapping::Limits& limits) {
    const auto relief = mapping::relief(wish, limits);
    if (!relief) {
        fail(abi::mailbox::Failure::mapping, 0, "no legal parallelism, whatever single limit is raised");
    }
    std::array<char, 100> what{};
    const std::string_view name = relief->limit.name;
    std::snprintf(what.data(), what.size(), "no legal parallelism; the nearest is with this many %.*s",
                  static_cast<int>(name.size()), name.data());
    fail(abi::mailbox::Failure::mapping, relief->value, what.data());
}

} // namespace

NetworkSetup::NetworkSetup(const abi::Job& job, const Accelerator& accelerator, Heap& heap)
    : job_(job),
      accelerator_(accelerator),
      heap_(heap) {}

void NetworkSetup::run() {
    if (!accelerator_.present()) {
        fail(abi::mailbox::Failure::accelerator, 0, "no accelerator that this firmware knows");
    }
    choose_parallelism();
    configure();
    for (std::uint32_t j = 0; j < job_.junctions; ++j) {
        job_.junction[j].pattern_address != 0 ? load_pattern(j) : draw_pattern(j);
        job_.junction[j].weight_address != 0 ? load_parameters(j) : draw_parameters(j);
    }
    check_error();
}

abi::Results NetworkSetup::results() const {
    abi::Results results{.magic = abi::Results::magic_value, .block_clocks = accelerator_.block_clocks()};
    for (std::uint32_t j = 0; j < job_.junctions; ++j) {
        results.parallelism[j] = shapes_[j].parallelism;
    }
    return results;
}

void NetworkSetup::check_error() const {
    if (const auto error = accelerator_.error(); error != abi::accelerator::Error::none) {
        fail(error, accelerator_.error_detail());
    }
}

void NetworkSetup::choose_parallelism() {
    std::array<mapping::PatternTraits, abi::accelerator::max_junctions> traits{};
    for (std::uint32_t j = 0; j < job_.junctions; ++j) {
        const abi::JunctionJob& junction = job_.junction[j];
        shapes_[j] = {junction.left, junction.right, junction.edges, junction.parallelism};
        traits[j] = sparsity::traits(junction.pattern, junction.dither != 0, shapes_[j]);
    }
    const auto shapes = std::span(shapes_).first(job_.junctions);
    const auto patterns = std::span<const mapping::PatternTraits>(traits).first(job_.junctions);
    const mapping::Limits limits = accelerator_.limits();
    const auto units = std::span(units_).first(job_.junctions);
    if (mapping::choose_parallelism(shapes, patterns, limits, units) == mapping::Choice::none) {
        give_up({shapes, patterns}, limits);
    }
}

void NetworkSetup::configure() {
    std::array<Accelerator::Junction, abi::accelerator::max_junctions> junctions{};
    for (std::uint32_t j = 0; j < job_.junctions; ++j) {
        junctions[j] = {.shape = shapes_[j],
                        .pattern_type = sparsity::register_type(job_.junction[j].pattern),
                        .dither = job_.junction[j].dither != 0,
                        .unit = units_[j]};
    }
    const auto error = accelerator_.configure(format(job_), job_.features, job_.classes,
                                              std::span<const Accelerator::Junction>(junctions).first(job_.junctions),
                                              static_cast<numerics::Activation>(job_.activation), job_.input_bits);
    if (error != abi::accelerator::Error::none) {
        fail(error, accelerator_.error_detail());
    }
}

void NetworkSetup::load_pattern(std::uint32_t j) {
    const abi::JunctionJob& junction = job_.junction[j];
    const auto* word = &at<const std::uint32_t>(junction.pattern_address);
    accelerator_.write_pattern(j, junction.pattern_words, [&word] { return *word++; });
}

void NetworkSetup::load_parameters(std::uint32_t j) {
    const abi::JunctionJob& junction = job_.junction[j];
    const auto* weight = &at<const std::int32_t>(junction.weight_address);
    const auto* bias = &at<const std::int32_t>(junction.bias_address);
    accelerator_.write_weights(j, junction.edges, [&weight] { return *weight++; });
    accelerator_.write_biases(j, junction.right, [&bias] { return *bias++; });
}

void NetworkSetup::draw_pattern(std::uint32_t j) {
    const auto spec = pattern_spec(job_.junction[j], shapes_[j]);
    const std::uint32_t count = sparsity::pattern_word_count(spec);
    Heap once = heap_; // given back at the end
    constexpr const char* what = "no memory left for the pattern, bytes";
    const auto words = allocate<std::uint32_t>(once, count, what);
    const auto scratch = allocate<std::uint32_t>(once, sparsity::scratch_words(spec), what);
    numerics::Random random(job_.seed, numerics::stream::pattern(j));
    if (!sparsity::generate(spec, random, words, scratch)) {
        fail(abi::mailbox::Failure::pattern, j, "no pattern without duplicate edges, junction index");
    }
    const std::uint32_t* word = words.data();
    accelerator_.write_pattern(j, count, [&word] { return *word++; });
}

void NetworkSetup::draw_parameters(std::uint32_t j) {
    const mapping::JunctionShape& shape = shapes_[j];
    const numerics::InitialValues values(format(job_), average(shape.edges, shape.right),
                                         average(shape.edges, shape.left));
    numerics::Random weights(job_.seed, numerics::stream::weights(j));
    accelerator_.write_weights(j, shape.edges, [&] { return values.draw(weights); });
    numerics::Random biases(job_.seed, numerics::stream::biases(j));
    accelerator_.write_biases(j, shape.right, [&] { return values.draw(biases); });
}

} // namespace edgeloom::firmware
