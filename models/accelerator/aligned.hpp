// Arrays that vectors are loaded from.
#pragma once

#include <boost/align/aligned_allocator.hpp>

#include <cstddef>
#include <vector>

namespace edgeloom::accelerator {

inline constexpr std::size_t cache_line = 64; ///< bytes

/// Begins at a cache line: no vector that begins at a multiple of its length lies in two of them.
template <class Value>
using Aligned = std::vector<Value, boost::alignment::aligned_allocator<Value, cache_line>>;

} // namespace edgeloom::accelerator
