#include "accelerator/input_port.hpp"

#include "abi/accelerator.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace edgeloom::accelerator {

InputPort::InputPort(const char* name)
    : arrived_((std::string(name) + "_arrived").c_str()),
      freed_((std::string(name) + "_freed").c_str()) {}

void InputPort::configure(std::uint32_t features, std::uint32_t bits, std::uint32_t neurons, numerics::Format format) {
    features_ = features;
    bits_ = bits;
    neurons_ = neurons;
    for (std::uint32_t value = 0; value < 1U << bits; ++value) {
        raw_[value] = static_cast<numerics::Raw>(format.from_pixel(abi::accelerator::unpacked(value, bits)));
    }
    packet_bytes_ = abi::accelerator::packet_bytes(features, bits);
    packet_.clear();
    packet_.reserve(packet_bytes_);
    freed_.notify(sc_core::SC_ZERO_TIME);
}

bool InputPort::write(std::span<const std::uint8_t> bytes) {
    const std::uint64_t closings = closings_;
    const WaitingLine::Turn turn(line_);
    while (!bytes.empty()) {
        while (full() && !closed_ && closings == closings_) {
            sc_core::wait(freed_);
        }
        if (closed_ || closings != closings_) { // opened again perhaps, but for others
            return false;
        }
        const std::size_t count = std::min(bytes.size(), packet_bytes_ - packet_.size());
        packet_.insert(packet_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
        bytes = bytes.subspan(count);
        if (full()) {
            arrived_.notify(sc_core::SC_ZERO_TIME);
        }
    }
    return true;
}

void InputPort::take(Sample& sample) {
    abi::accelerator::PacketHeader header{};
    std::memcpy(&header, packet_.data(), sizeof header);
    sample.label = header.label;
    sample.activations.assign(neurons_, 0);
    expand(std::span(packet_).subspan(sizeof header), sample.activations);
    packet_.clear();
    freed_.notify(sc_core::SC_ZERO_TIME);
}

void InputPort::expand(std::span<const std::uint8_t> values, std::span<numerics::Raw> activations) const {
    if (bits_ == abi::accelerator::pixel_bits) {
        std::ranges::transform(values.first(features_), activations.begin(),
                               [this](std::uint8_t pixel) { return raw_[pixel]; });
        return;
    }
    const std::uint32_t per_byte = abi::accelerator::pixel_bits / bits_;
    const std::uint32_t mask = (1U << bits_) - 1;
    for (std::uint32_t feature = 0; feature < features_; ++feature) {
        const std::uint32_t byte = values[feature / per_byte];
        activations[feature] = raw_[byte >> feature % per_byte * bits_ & mask];
    }
}

void InputPort::close() {
    closed_ = true;
    ++closings_;
    packet_.clear();
    freed_.notify(sc_core::SC_ZERO_TIME);
}

void InputPort::open() {
    closed_ = false;
}

} // namespace edgeloom::accelerator
