#include "accelerator/parameter_memory.hpp"

#include "sparsity/expand.hpp"
#include "sparsity/pattern_words.hpp"

#include <algorithm>

namespace edgeloom::accelerator {

using abi::accelerator::Error;
namespace window = abi::accelerator::window;
namespace field = abi::accelerator::field;

ParameterMemory::ParameterMemory(const Network& network) : network_(network) {
    Base next{};
    bases_.push_back(next);
    for (const MappedJunction& junction : network.junctions) {
        const mapping::JunctionShape& shape = junction.shape;
        const std::uint32_t words = sparsity::pattern_word_count(junction.pattern_type, junction.dither, shape);
        parameters_.push_back({std::vector<numerics::Raw>(shape.edges), std::vector<numerics::Raw>(shape.right)});
        patterns_.emplace_back(words);
        next = {next.weight + shape.edges, next.bias + shape.right, next.pattern + words};
        bases_.push_back(next);
    }
}

std::uint32_t ParameterMemory::first(Kind kind, std::uint32_t junction) const {
    const Base& base = bases_[junction];
    return kind == Kind::weight ? base.weight : kind == Kind::bias ? base.bias : base.pattern;
}

std::optional<ParameterMemory::Place> ParameterMemory::find(std::uint32_t offset) const {
    if (offset < window::bias || offset >= window::end || offset % sizeof(std::uint32_t) != 0) {
        return std::nullopt;
    }
    const Kind kind = offset >= window::weight ? Kind::weight : offset >= window::pattern ? Kind::pattern : Kind::bias;
    const std::uint32_t start = kind == Kind::weight    ? window::weight
                                : kind == Kind::pattern ? window::pattern
                                                        : window::bias;
    const auto word = static_cast<std::uint32_t>((offset - start) / sizeof(std::uint32_t));
    for (std::uint32_t junction = 0; junction < network_.depth(); ++junction) {
        if (word < first(kind, junction + 1)) {
            return Place{kind, junction, word - first(kind, junction)};
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> ParameterMemory::read(std::uint32_t offset) const {
    const auto place = find(offset);
    if (!place) {
        return std::nullopt;
    }
    switch (place->kind) {
    case Kind::weight:
        return static_cast<std::uint32_t>(parameters_[place->junction].weights[place->word]);
    case Kind::bias:
        return static_cast<std::uint32_t>(parameters_[place->junction].biases[place->word]);
    default:
        return patterns_[place->junction][place->word];
    }
}

std::optional<Fault> ParameterMemory::write(std::uint32_t offset, std::uint32_t word) {
    const auto place = find(offset);
    if (!place) {
        return Fault{Error::stray_access, offset};
    }
    if (place->kind == Kind::pattern) {
        patterns_[place->junction][place->word] = word;
        pattern_changed_ = true;
        return std::nullopt;
    }
    const auto value = static_cast<std::int32_t>(word);
    if (value != network_.format.saturate(value)) {
        return Fault{Error::value_range, offset};
    }
    Parameters& target = parameters_[place->junction];
    (place->kind == Kind::weight ? target.weights : target.biases)[place->word] = static_cast<numerics::Raw>(value);
    return std::nullopt;
}

std::optional<std::uint32_t> ParameterMemory::bad_word(std::uint32_t junction) const {
    const MappedJunction& mapped = network_.junctions[junction];
    const mapping::JunctionShape& shape = mapped.shape;
    const std::vector<std::uint32_t>& words = patterns_[junction];
    const std::uint32_t addresses = sparsity::address_words(mapped.pattern_type, shape);
    std::uint32_t row = 0;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (mapped.pattern_type == abi::accelerator::pattern_explicit) {
            const std::uint32_t right = field::edge_right.extract(words[i]);
            if (field::edge_left.extract(words[i]) >= shape.left || right >= shape.right || right < row) {
                return i;
            }
            row = right;
        } else if (words[i] >= (i < addresses ? shape.sweep_clocks() : shape.parallelism)) {
            return i;
        }
    }
    return std::nullopt;
}

std::variant<EdgeEnds, Fault> ParameterMemory::edges(std::uint32_t junction) const {
    if (const auto word = bad_word(junction)) {
        return Fault{Error::pattern_value, bases_[junction].pattern + *word};
    }
    const MappedJunction& mapped = network_.junctions[junction];
    const std::vector<std::uint32_t>& words = patterns_[junction];
    EdgeEnds ends{std::vector<std::uint32_t>(mapped.shape.edges), std::vector<std::uint32_t>(mapped.shape.edges)};
    if (mapped.pattern_type == abi::accelerator::pattern_explicit) {
        std::ranges::transform(words, ends.left.begin(), [](auto word) { return field::edge_left.extract(word); });
        std::ranges::transform(words, ends.right.begin(), [](auto word) { return field::edge_right.extract(word); });
    } else {
        sparsity::expand(mapped.pattern_type, mapped.dither, mapped.shape, words, ends.left);
        for (std::uint32_t edge = 0; edge < mapped.shape.edges; ++edge) {
            ends.right[edge] = edge / mapped.shape.fan_in();
        }
    }
    return ends;
}

} // namespace edgeloom::accelerator
