// Memory of the app's own, handed out once and never taken back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::firmware {

/// Memory between the image and the stack. There is no free: an app asks for what it needs at its start.
class Heap {
public:
    Heap();

    /// `count` zeroed elements; empty where the heap is too small.
    template <class T>
    [[nodiscard]] std::span<T> allocate(std::size_t count) {
        void* const memory = take(count * sizeof(T), alignof(T));
        return memory == nullptr ? std::span<T>() : std::span<T>(static_cast<T*>(memory), count);
    }

private:
    [[nodiscard]] void* take(std::size_t bytes, std::size_t alignment);

    std::uintptr_t next_;
    std::uintptr_t end_;
};

} // namespace edgeloom::firmware
