// Memory that an address of 32 bits reaches, as the firmware's structures take them.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

namespace edgeloom::test {

/// Zeroed elements below 4 GiB.
template <class T>
class LowMemory {
    static_assert(std::is_trivially_destructible_v<T>);

public:
    explicit LowMemory(std::size_t count = 1)
        : bytes_(count * sizeof(T)),
          begin_(mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0)) {
        if (begin_ == MAP_FAILED) {
            throw std::bad_alloc();
        }
    }
    ~LowMemory() { munmap(begin_, bytes_); }
    LowMemory(const LowMemory&) = delete;
    LowMemory& operator=(const LowMemory&) = delete;

    [[nodiscard]] T& operator[](std::size_t index) { return static_cast<T*>(begin_)[index]; }
    [[nodiscard]] T* operator->() { return static_cast<T*>(begin_); }
    [[nodiscard]] std::uint32_t address(std::size_t index = 0) {
        return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(&(*this)[index]));
    }

private:
    std::size_t bytes_;
    void* begin_;
};

} // namespace edgeloom::test
