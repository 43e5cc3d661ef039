#include "sparsity/analysis.hpp"

#include "sparsity/expand.hpp"
#include "sparsity/pattern_words.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::sparsity {

namespace {

using boost::multiprecision::cpp_int;

cpp_int factorial(std::uint32_t n) {
    cpp_int product = 1;
    for (std::uint32_t k = 2; k <= n; ++k) {
        product *= k;
    }
    return product;
}

cpp_int power(const cpp_int& base, std::uint32_t exponent) {
    return boost::multiprecision::pow(base, exponent);
}

// Orders of the memories within a clock that lead to different patterns.
cpp_int dither_count(const PatternSpec& spec) {
    const std::uint32_t z = spec.shape.parallelism;
    const std::uint32_t fan_in = spec.shape.fan_in();
    if (!spec.dither || fan_in % z == 0) {
        return 1;
    }
    return factorial(z) / power(factorial(fan_in), z / fan_in);
}

// Memory of every (sweep, m), if each is one of 0..z-1 and constant in its sweep as `spec` has it.
std::optional<std::vector<std::uint32_t>> memories(const PatternSpec& spec, std::span<const std::uint32_t> left) {
    const std::uint32_t z = spec.shape.parallelism;
    std::vector<std::uint32_t> found;
    for (std::uint32_t sweep = 0; sweep < stored_sweeps(register_type(spec.kind), spec.shape); ++sweep) {
        for (std::uint32_t m = 0; m < z; ++m) {
            const std::uint32_t memory = left[std::size_t{sweep} * spec.shape.left + m] % z;
            if (!spec.dither && memory != m) {
                return std::nullopt;
            }
            found.push_back(memory);
        }
    }
    return found;
}

// Listed edges lie in the order of their right neurons.
std::optional<std::vector<std::uint32_t>> list_edges(const mapping::JunctionShape& shape,
                                                     std::span<const std::uint32_t> left,
                                                     std::span<const std::uint32_t> right) {
    if (right.size() != left.size() || !std::ranges::is_sorted(right) ||
        (!right.empty() && right.back() >= shape.right)) {
        return std::nullopt;
    }
    std::vector<std::uint32_t> words;
    for (std::size_t edge = 0; edge < left.size(); ++edge) {
        words.push_back(edge_word(left[edge], right[edge]));
    }
    return words;
}

// Every sweep passes over each left neuron once.
bool sweeps_complete(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left) {
    for (std::size_t first = 0; first < left.size(); first += shape.left) {
        if (std::ranges::count(degrees(left.subspan(first, shape.left), shape.left), 1U) != shape.left) {
            return false;
        }
    }
    return true;
}

} // namespace

bool clash_free(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left) {
    const std::uint32_t z = shape.parallelism;
    for (std::size_t clock = 0; clock < left.size(); clock += z) {
        std::vector<bool> used(z);
        for (const std::uint32_t neuron : left.subspan(clock, z)) {
            if (used[neuron % z]) {
                return false;
            }
            used[neuron % z] = true;
        }
    }
    return true;
}

std::vector<std::uint32_t> right_neurons(const mapping::JunctionShape& shape) {
    std::vector<std::uint32_t> right(shape.edges);
    for (std::uint32_t edge = 0; edge < shape.edges; ++edge) {
        right[edge] = edge / shape.fan_in();
    }
    return right;
}

std::vector<std::uint32_t> degrees(std::span<const std::uint32_t> ends, std::uint32_t neurons) {
    std::vector<std::uint32_t> count(neurons);
    for (const std::uint32_t end : ends) {
        ++count[end];
    }
    return count;
}

std::size_t duplicates(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (std::size_t edge = 0; edge < left.size(); ++edge) {
        edges.emplace_back(right[edge], left[edge]);
    }
    std::ranges::sort(edges);
    return std::ranges::unique(edges).size();
}

cpp_int pattern_count(const PatternSpec& spec) {
    const std::uint32_t z = spec.shape.parallelism;
    const std::uint32_t depth = spec.shape.sweep_clocks();
    const cpp_int dithers = dither_count(spec);
    switch (spec.kind) {
    case abi::PatternKind::type1:
        return power(dithers * power(factorial(depth), z), spec.shape.fan_out());
    case abi::PatternKind::type2:
        return power(dithers * power(depth, z), spec.shape.fan_out());
    case abi::PatternKind::type3:
        return dithers * power(depth, z);
    default:
        return 0;
    }
}

double density_percent(std::span<const mapping::JunctionShape> shapes) {
    double edges = 0;
    double possible = 0;
    for (const mapping::JunctionShape& shape : shapes) {
        edges += shape.edges;
        possible += static_cast<double>(shape.left) * shape.right;
    }
    return 100.0 * edges / possible;
}

std::optional<std::vector<std::uint32_t>> compress(const PatternSpec& spec, std::span<const std::uint32_t> left,
                                                   std::span<const std::uint32_t> right) {
    const std::uint32_t type = register_type(spec.kind);
    const mapping::JunctionShape& shape = spec.shape;
    if (left.size() != shape.edges || std::ranges::any_of(left, [&](auto l) { return l >= shape.left; })) {
        return std::nullopt;
    }
    if (type == abi::accelerator::pattern_explicit) {
        return list_edges(shape, left, right);
    }
    if (!clash_free(shape, left) || !sweeps_complete(shape, left)) {
        return std::nullopt;
    }
    const auto memory = memories(spec, left);
    if (!memory) {
        return std::nullopt;
    }
    std::vector<std::uint32_t> words(address_words(type, shape));
    const std::uint32_t z = shape.parallelism;
    const std::uint32_t rows = type == 1 ? shape.sweep_clocks() : 1;
    for (std::uint32_t sweep = 0; sweep < stored_sweeps(type, shape); ++sweep) {
        for (std::uint32_t row = 0; row < rows; ++row) {
            for (std::uint32_t m = 0; m < z; ++m) {
                const std::uint32_t neuron = left[std::size_t{sweep} * shape.left + std::size_t{row} * z + m];
                words[(std::size_t{sweep} * rows + row) * z + neuron % z] = neuron / z;
            }
        }
    }
    if (spec.dither) {
        words.insert(words.end(), memory->begin(), memory->end());
    }
    std::vector<std::uint32_t> again(shape.edges);
    expand(type, spec.dither, shape, words, again);
    return std::ranges::equal(again, left) ? std::optional(words) : std::nullopt;
}

} // namespace edgeloom::sparsity
