#include "accelerator/configure.hpp"

#include "mapping/constraints.hpp"
#include "mapping/parallelism.hpp"
#include "sparsity/pattern_words.hpp"

#include <algorithm>
#include <optional>

namespace edgeloom::accelerator {

using abi::accelerator::Error;
namespace reg = abi::accelerator::reg;
namespace field = abi::accelerator::field;

namespace {

using Check = std::optional<Fault>;

Network read(const RegisterBank& registers) {
    Network network;
    const std::uint32_t format = registers(reg::format);
    network.format = {.width = static_cast<int>(field::width.extract(format)),
                      .integer = static_cast<int>(field::integer.extract(format)),
                      .rounding = static_cast<numerics::Rounding>(field::rounding.extract(format))};
    network.activation = static_cast<numerics::Activation>(field::activation.extract(format));
    for (std::uint32_t j = 0; j < std::min(registers(reg::junctions), abi::accelerator::max_junctions); ++j) {
        const std::uint32_t pattern = registers(reg::pattern, j);
        network.junctions.push_back({.shape = {.left = registers(reg::left, j),
                                               .right = registers(reg::right, j),
                                               .edges = registers(reg::edges, j),
                                               .parallelism = registers(reg::parallelism, j)},
                                     .pattern_type = field::pattern_type.extract(pattern),
                                     .dither = field::dither.extract(pattern) != 0,
                                     .unit = registers(reg::unit, j)});
    }
    return network;
}

bool legal_layer(std::uint32_t neurons) {
    return neurons >= 1 && neurons <= abi::accelerator::max_neurons;
}

Error error_of(mapping::Constraint constraint) {
    switch (constraint) {
    case mapping::Constraint::none:
        return Error::none;
    case mapping::Constraint::whole_degrees:
        return Error::degrees;
    case mapping::Constraint::chain:
        return Error::parallelism_chain;
    default:
        return Error::parallelism;
    }
}

Check check_junction(const Network& network, std::uint32_t j, const Hardware& hardware) {
    const MappedJunction& junction = network.junctions[j];
    const mapping::JunctionShape& shape = junction.shape;
    if (!legal_layer(shape.left) || !legal_layer(shape.right) ||
        (j > 0 && network.junctions[j - 1].shape.right != shape.left)) {
        return Fault{Error::layer_size, j};
    }
    if (junction.pattern_type > 3) {
        return Fault{Error::pattern_type, j};
    }
    const bool listed = junction.pattern_type == abi::accelerator::pattern_explicit;
    if (shape.edges == 0 || shape.edges > std::uint64_t{shape.left} * shape.right) {
        return Fault{Error::degrees, j};
    }
    if (shape.parallelism == 0) {
        return Fault{Error::parallelism, j};
    }
    // A listed pattern need not have constant degrees; whether z fits its degrees is then not a question.
    if (const Error error = error_of(mapping::check(shape, !listed)); error != Error::none) {
        return Fault{error, j};
    }
    if (j > 0 && !listed && network.junctions[j - 1].pattern_type != abi::accelerator::pattern_explicit &&
        !mapping::chain_holds(network.junctions[j - 1].shape, shape)) {
        return Fault{Error::parallelism_chain, j};
    }
    if (junction.unit >= hardware.units) {
        return Fault{Error::unit, j};
    }
    return std::nullopt;
}

Check check_capacity(const Network& network, const Hardware& hardware) {
    std::uint64_t weights = 0;
    std::uint64_t patterns = 0;
    std::vector<mapping::JunctionShape> shapes;
    std::vector<std::uint32_t> units;
    for (const MappedJunction& junction : network.junctions) {
        weights += junction.shape.edges;
        patterns += sparsity::pattern_word_count(junction.pattern_type, junction.dither, junction.shape);
        shapes.push_back(junction.shape);
        units.push_back(junction.unit);
    }
    const mapping::Demand needed = mapping::demand(shapes, units);
    const std::uint64_t activations = mapping::activation_words(shapes);
    const auto exceeds = [](Error code, std::uint64_t need, std::uint32_t limit) {
        return need > limit ? Check{Fault{code, static_cast<std::uint32_t>(std::min<std::uint64_t>(need, ~0U))}}
                            : std::nullopt;
    };
    for (const Check& check : {exceeds(Error::multipliers, needed.multipliers, hardware.multipliers),
                               exceeds(Error::weight_words, weights, hardware.weight_words),
                               exceeds(Error::activation_words, activations, hardware.activation_words),
                               exceeds(Error::pattern_words, patterns, hardware.pattern_words),
                               exceeds(Error::table_pairs, needed.table_pairs, hardware.table_pairs)}) {
        if (check) {
            return check;
        }
    }
    return std::nullopt;
}

Check check(const Network& network, const RegisterBank& registers, const Hardware& hardware) {
    const std::uint32_t junctions = registers(reg::junctions);
    if (junctions == 0 || junctions > abi::accelerator::max_junctions) {
        return Fault{Error::junction_count, junctions};
    }
    if (!network.format.legal()) {
        return Fault{Error::format, registers(reg::format)};
    }
    for (std::uint32_t j = 0; j < junctions; ++j) {
        if (const Check fault = check_junction(network, j, hardware)) {
            return fault;
        }
    }
    if (const Check fault = check_capacity(network, hardware)) {
        return fault;
    }
    if (const std::uint32_t classes = registers(reg::classes); classes == 0 || classes > network.outputs()) {
        return Fault{Error::classes, classes};
    }
    if (const std::uint32_t features = registers(reg::features); features == 0 || features > network.inputs()) {
        return Fault{Error::features, features};
    }
    if (const std::uint32_t bits = registers(reg::input_bits); !abi::accelerator::takes_input_bits(bits)) {
        return Fault{Error::input_bits, bits};
    }
    return std::nullopt;
}

} // namespace

std::variant<Network, Fault> configure(const RegisterBank& registers, const Hardware& hardware) {
    Network network = read(registers);
    if (const Check fault = check(network, registers, hardware)) {
        return *fault;
    }
    return network;
}

} // namespace edgeloom::accelerator
