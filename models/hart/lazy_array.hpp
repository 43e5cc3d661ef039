// A large array of zeros whose pages cost memory only once they are written.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace edgeloom::hart {

/// `T` must be valid when all its bytes are zero. Throws std::bad_alloc where the host has no address space for it.
template <class T>
class LazyArray {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    explicit LazyArray(std::size_t size) : bytes_(size * sizeof(T)) {
        // Reserves no swap space: a shared memory object of this size would be refused on a small machine.
        void* const pages = size == 0 ? nullptr
                                      : mmap(nullptr, bytes_, PROT_READ | PROT_WRITE,
                                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (pages == MAP_FAILED) {
            throw std::bad_alloc();
        }
        data_ = static_cast<T*>(pages);
    }
    LazyArray(LazyArray&& other) noexcept
        : bytes_(std::exchange(other.bytes_, 0)),
          data_(std::exchange(other.data_, nullptr)) {}
    LazyArray(const LazyArray&) = delete;
    LazyArray& operator=(const LazyArray&) = delete;
    LazyArray& operator=(LazyArray&&) = delete;
    ~LazyArray() {
        if (data_ != nullptr) {
            munmap(data_, bytes_);
        }
    }

    [[nodiscard]] T* data() { return data_; }
    [[nodiscard]] T& operator[](std::size_t index) { return data_[index]; }

private:
    std::size_t bytes_;
    T* data_;
};

} // namespace edgeloom::hart
