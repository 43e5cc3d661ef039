#include "accelerator/input_port.hpp"

#include "abi/accelerator.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace edgeloom::accelerator {

InputPort::InputPort(const char* name)
    : arrived_((std::string(name) + "_arrived").c_str()),
      freed_((std::string(name) + "_freed").c_str()) {}

void InputPort::configure(std::uint32_t features, std::uint32_t neurons, numerics::Format format) {
    features_ = features;
    neurons_ = neurons;
    for (std::size_t pixel = 0; pixel < raw_.size(); ++pixel) {
        raw_[pixel] = static_cast<numerics::Raw>(format.from_pixel(static_cast<std::uint8_t>(pixel)));
    }
    packet_bytes_ = abi::accelerator::packet_bytes(features);
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
    const std::span pixels = std::span(packet_).subspan(sizeof header, features_);
    std::ranges::transform(pixels, sample.activations.begin(), [this](std::uint8_t pixel) { return raw_[pixel]; });
    packet_.clear();
    freed_.notify(sc_core::SC_ZERO_TIME);
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
