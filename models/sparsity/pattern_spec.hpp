// What kind of connection pattern a junction has (freestanding).
#pragma once

#include "abi/job.hpp"
#include "mapping/junction_shape.hpp"

#include <cstdint>

namespace edgeloom::sparsity {

/// A junction's pattern before it is drawn.
struct PatternSpec {
    mapping::JunctionShape shape;
    abi::PatternKind kind = abi::PatternKind::type2;
    bool dither = false;
    abi::PatternStart start = abi::PatternStart::random;
    std::uint32_t keep = 0;  ///< n of n:m
    std::uint32_t group = 0; ///< m of n:m
};

/// Fan-in and fan-out are constant. Not so for random and, on the left side, n:m patterns.
[[nodiscard]] constexpr bool constant_degrees(abi::PatternKind kind) {
    return kind != abi::PatternKind::random && kind != abi::PatternKind::n_of_m;
}

/// The accelerator's PATTERN.TYPE: 1, 2, 3, or 0 for the patterns whose edges are listed one by one.
[[nodiscard]] constexpr std::uint32_t register_type(abi::PatternKind kind) {
    const auto type = static_cast<std::uint32_t>(kind);
    return type <= 3 ? type : abi::accelerator::pattern_explicit;
}

} // namespace edgeloom::sparsity
