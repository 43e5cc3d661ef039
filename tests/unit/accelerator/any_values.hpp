// Random formats and values of them.
#pragma once

#include "numerics/format.hpp"

#include <rapidcheck.h>

#include <cstddef>
#include <vector>

namespace edgeloom::test {

inline numerics::Format any_format() {
    using numerics::Rounding;
    numerics::Format format{.width = *rc::gen::inRange(numerics::Format::min_width, numerics::Format::max_width + 1)};
    format.integer = *rc::gen::inRange(1, format.width);
    format.rounding = *rc::gen::element(Rounding::half_up, Rounding::truncate, Rounding::stochastic);
    return format;
}

/// Of any size, the largest and the smallest often.
inline numerics::Raw any_raw(const numerics::Format& format) {
    return static_cast<numerics::Raw>(*rc::gen::oneOf(rc::gen::inRange(format.min(), format.max() + 1),
                                                      rc::gen::element(format.min(), format.max())));
}

inline std::vector<numerics::Raw> any_values(std::size_t count, const numerics::Format& format) {
    return *rc::gen::container<std::vector<numerics::Raw>>(count, rc::gen::exec([&] { return any_raw(format); }));
}

} // namespace edgeloom::test
