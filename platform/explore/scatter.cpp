#include "platform/explore/scatter.hpp"

#include "numerics/random.hpp"
#include "platform/user_error.hpp"
#include "sparsity/expand.hpp"
#include "sparsity/generate.hpp"
#include "sparsity/quality.hpp"

#include <string>
#include <vector>

namespace edgeloom::platform::explore {

namespace {

// As firmware/training/network_setup.cpp draws it.
sparsity::Connections connections(const NetworkConfiguration& configuration, const mapping::JunctionShape& shape,
                                  std::size_t junction) {
    const PatternConfiguration& pattern = configuration.pattern;
    const sparsity::PatternSpec spec{.shape = shape,
                                     .kind = pattern.kind,
                                     .dither = pattern.dither,
                                     .start = pattern.start,
                                     .keep = pattern.keep,
                                     .group = pattern.group};
    std::vector<std::uint32_t> words(sparsity::pattern_word_count(spec));
    std::vector<std::uint32_t> scratch(sparsity::scratch_words(spec));
    numerics::Random random(configuration.seed, numerics::stream::pattern(static_cast<std::uint32_t>(junction)));
    if (!sparsity::generate(spec, random, words, scratch)) {
        throw UserError("no pattern without duplicate edges for junction " + std::to_string(junction + 1));
    }
    const std::uint32_t type = sparsity::register_type(spec.kind);
    sparsity::Connections result{.left_neurons = shape.left,
                                 .right_neurons = shape.right,
                                 .left = std::vector<std::uint32_t>(shape.edges),
                                 .right = std::vector<std::uint32_t>(shape.edges)};
    sparsity::expand(type, spec.dither, shape, words, result.left);
    for (std::uint32_t edge = 0; edge < shape.edges; ++edge) {
        result.right[edge] = type == abi::accelerator::pattern_explicit
                                 ? abi::accelerator::field::edge_right.extract(words[edge])
                                 : edge / shape.fan_in();
    }
    return result;
}

} // namespace

double scatter_of(const NetworkConfiguration& configuration, const MappedNetwork& network) {
    std::vector<sparsity::Connections> chain;
    chain.reserve(network.shapes.size());
    for (const mapping::JunctionShape& shape : network.shapes) {
        chain.push_back(connections(configuration, shape, chain.size()));
    }
    return sparsity::least_scatter(chain);
}

} // namespace edgeloom::platform::explore
