#include "support/any_pattern.hpp"

#include <numeric>
#include <ostream>

namespace edgeloom::test {

using abi::PatternKind;
using abi::PatternStart;
using sparsity::PatternSpec;

mapping::JunctionShape any_shape() {
    const auto z = *rc::gen::inRange<std::uint32_t>(1, 13);
    const auto depth = *rc::gen::inRange<std::uint32_t>(1, 13);
    const std::uint32_t left = z * depth;
    Words fan_ins;
    for (std::uint32_t fan_in = 1; fan_in <= left; ++fan_in) {
        if (fan_in % z == 0 || z % fan_in == 0) {
            fan_ins.push_back(fan_in);
        }
    }
    const std::uint32_t fan_in = *rc::gen::elementOf(fan_ins);
    const std::uint32_t edges = std::lcm(left, fan_in) * *rc::gen::inRange<std::uint32_t>(1, 4);
    return {.left = left, .right = edges / fan_in, .edges = edges, .parallelism = z};
}

PatternSpec any_clash_free() {
    return {.shape = any_shape(),
            .kind = *rc::gen::element(PatternKind::type1, PatternKind::type2, PatternKind::type3),
            .dither = *rc::gen::arbitrary<bool>(),
            .start = *rc::gen::element(PatternStart::random, PatternStart::zero, PatternStart::bit_reversed)};
}

PatternSpec any_listed() {
    PatternSpec spec{.shape = any_shape(),
                     .kind = *rc::gen::element(PatternKind::structured, PatternKind::random, PatternKind::n_of_m)};
    mapping::JunctionShape& shape = spec.shape;
    if (spec.kind == PatternKind::random) {
        shape.edges = *rc::gen::inRange<std::uint32_t>(1, shape.left * shape.right + 1);
    }
    if (spec.kind == PatternKind::n_of_m) {
        spec.group = *rc::gen::inRange<std::uint32_t>(1, 9);
        spec.keep = *rc::gen::inRange<std::uint32_t>(1, spec.group + 1);
        shape.left = spec.group * *rc::gen::inRange<std::uint32_t>(1, 9);
        shape.edges = shape.left / spec.group * spec.keep * shape.right;
    }
    return spec;
}

std::optional<Words> draw(const PatternSpec& spec, std::uint64_t seed) {
    numerics::Random random(seed, numerics::stream::pattern(0));
    Words words(sparsity::pattern_word_count(spec));
    Words scratch(sparsity::scratch_words(spec));
    return sparsity::generate(spec, random, words, scratch) ? std::optional(words) : std::nullopt;
}

Words expanded(const PatternSpec& spec, const Words& words) {
    Words left(spec.shape.edges);
    sparsity::expand(sparsity::register_type(spec.kind), spec.dither, spec.shape, words, left);
    return left;
}

std::uint32_t left_by_specification(const PatternSpec& spec, const Words& words, std::uint32_t edge) {
    const std::uint32_t p = spec.shape.left;
    const std::uint32_t z = spec.shape.parallelism;
    const std::uint32_t D = p / z;
    const std::uint32_t d_out = spec.shape.edges / p;
    const std::uint32_t m = edge % z;
    const std::uint32_t r = edge / z % D;
    const std::uint32_t s = spec.kind == PatternKind::type3 ? 0 : edge / p;
    const std::uint32_t addresses =
        spec.kind == PatternKind::type1 ? d_out * p : (spec.kind == PatternKind::type2 ? d_out * z : z);
    const std::uint32_t v = spec.dither ? words.at(addresses + s * z + m) : m;
    const std::uint32_t t =
        spec.kind == PatternKind::type1 ? words.at((s * D + r) * z + v) : (words.at(s * z + v) + r) % D;
    return t * z + v;
}

Words listed_right(const Words& words) {
    Words right;
    for (const std::uint32_t word : words) {
        right.push_back(word >> 16);
    }
    return right;
}

} // namespace edgeloom::test

namespace rc {

void showValue(const edgeloom::sparsity::PatternSpec& spec, std::ostream& out) {
    const edgeloom::mapping::JunctionShape& shape = spec.shape;
    out << "kind " << static_cast<int>(spec.kind) << " dither " << spec.dither << " start "
        << static_cast<int>(spec.start) << " p " << shape.left << " n " << shape.right << " W " << shape.edges << " z "
        << shape.parallelism << " keep " << spec.keep << " group " << spec.group;
}

} // namespace rc
