// A file descriptor of the host that is closed when its owner goes.
#pragma once

#include <unistd.h>

#include <utility>

namespace edgeloom::semihosting {

/// Owns a descriptor, or none.
class Descriptor {
public:
    explicit Descriptor(int number = none) : number_(number) {}
    ~Descriptor() {
        if (*this) {
            ::close(number_);
        }
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, none)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return number_; }
    explicit operator bool() const { return number_ != none; }

private:
    static constexpr int none = -1;
    int number_;
};

} // namespace edgeloom::semihosting
