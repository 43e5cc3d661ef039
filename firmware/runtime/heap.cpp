#include "runtime/heap.hpp"

#include <cstring>

extern "C" {
extern char __heap_begin[];
extern char __heap_end[];
}

namespace edgeloom::firmware {

Heap::Heap()
    : next_(reinterpret_cast<std::uintptr_t>(__heap_begin)),
      end_(reinterpret_cast<std::uintptr_t>(__heap_end)) {}

void* Heap::take(std::size_t bytes, std::size_t alignment) {
    const std::uintptr_t begin = (next_ + alignment - 1) / alignment * alignment;
    if (begin > end_ || bytes > end_ - begin) {
        return nullptr;
    }
    next_ = begin + bytes;
    return std::memset(reinterpret_cast<void*>(begin), 0, bytes);
}

} // namespace edgeloom::firmware
