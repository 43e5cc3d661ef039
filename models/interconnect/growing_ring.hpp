// A ring that has room for whatever comes.
#pragma once

#include <boost/circular_buffer.hpp>

#include <cstddef>

namespace edgeloom::interconnect {

/// Allocates only when it holds more than ever before.
template <class T>
class GrowingRing : public boost::circular_buffer<T> {
public:
    GrowingRing() : boost::circular_buffer<T>(to_begin_with) {}

    void push_back(const T& item) {
        if (this->full()) {
            this->set_capacity(2 * this->capacity());
        }
        boost::circular_buffer<T>::push_back(item);
    }

private:
    static constexpr std::size_t to_begin_with = 64;
};

} // namespace edgeloom::interconnect
