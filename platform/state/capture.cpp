#include "platform/state/capture.hpp"

#include "abi/memory_map.hpp"
#include "sparsity/expand.hpp"
#include "sparsity/pattern_words.hpp"

#include <bit>
#include <span>
#include <stdexcept>

namespace edgeloom::platform {

namespace {

namespace reg = abi::accelerator::reg;
namespace field = abi::accelerator::field;
namespace window = abi::accelerator::window;

template <class Word>
std::vector<Word> words(Soc& soc, std::uint32_t address, std::uint32_t count) {
    std::vector<Word> result(count);
    const auto bytes = std::as_writable_bytes(std::span(result));
    if (soc.peek(address, {reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()}) != bytes.size()) {
        throw std::logic_error("the accelerator does not show what its registers announce");
    }
    return result;
}

std::uint32_t read(Soc& soc, const abi::Register& declaration, std::uint32_t index = 0) {
    return words<std::uint32_t>(soc, abi::memory_map::accelerator.base + declaration.at(index), 1).front();
}

template <class Word>
std::vector<Word> from_window(Soc& soc, std::uint32_t start, const abi::Register& base, std::uint32_t junction,
                              std::uint32_t count) {
    const std::uint32_t first = start + static_cast<std::uint32_t>(sizeof(Word)) * read(soc, base, junction);
    return words<Word>(soc, abi::memory_map::stream.base + first, count);
}

JunctionState capture_junction(Soc& soc, std::uint32_t j) {
    const mapping::JunctionShape shape{.left = read(soc, reg::left, j),
                                       .right = read(soc, reg::right, j),
                                       .edges = read(soc, reg::edges, j),
                                       .parallelism = read(soc, reg::parallelism, j)};
    const std::uint32_t type = field::pattern_type.extract(read(soc, reg::pattern, j));
    const bool dither = field::dither.extract(read(soc, reg::pattern, j)) != 0;
    const auto pattern = from_window<std::uint32_t>(soc, window::pattern, reg::pattern_base, j,
                                                    sparsity::pattern_word_count(type, dither, shape));
    std::vector<std::uint32_t> left(shape.edges);
    sparsity::expand(type, dither, shape, pattern, left);
    JunctionState state{.left = {left.begin(), left.end()},
                        .right = {},
                        .weights = from_window<std::int32_t>(soc, window::weight, reg::weight_base, j, shape.edges),
                        .biases = from_window<std::int32_t>(soc, window::bias, reg::bias_base, j, shape.right)};
    for (std::uint32_t edge = 0; edge < shape.edges; ++edge) {
        const std::uint32_t right = type == abi::accelerator::pattern_explicit
                                        ? field::edge_right.extract(pattern[edge])
                                        : edge / shape.fan_in();
        state.right.push_back(static_cast<std::int32_t>(right));
    }
    return state;
}

} // namespace

State capture_state(Soc& soc, std::uint32_t epochs) {
    State state{.epochs = epochs, .junctions = {}};
    if (field::configured.extract(read(soc, reg::status)) == 0) {
        return state;
    }
    for (std::uint32_t j = 0; j < read(soc, reg::junctions); ++j) {
        state.junctions.push_back(capture_junction(soc, j));
    }
    return state;
}

} // namespace edgeloom::platform
