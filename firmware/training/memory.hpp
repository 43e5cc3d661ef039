// Memory that training cannot do without.
#pragma once

#include "runtime/heap.hpp"
#include "training/failure.hpp"

#include <cstddef>
#include <span>

namespace edgeloom::firmware {

/// `count` zeroed elements of the heap. Gives up with `what` ("no memory left for ..., bytes") where it is too small.
template <class T>
[[nodiscard]] std::span<T> allocate(Heap& heap, std::size_t count, const char* what) {
    const std::span<T> elements = heap.allocate<T>(count);
    if (elements.size() != count) {
        fail(abi::mailbox::Failure::memory, static_cast<std::uint32_t>(count * sizeof(T)), what);
    }
    return elements;
}

} // namespace edgeloom::firmware
