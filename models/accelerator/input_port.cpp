#include "accelerator/input_port.hpp"

#include "abi/accelerator.hpp"
#include "accelerator/neuron_kernels.hpp"

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
    format_ = format;
    for (std::uint32_t value = 0; value < 1U << bits; ++value) {
        raw_[value] = static_cast<numerics::Raw>(format.from_pixel(abi::accelerator::unpacked(value, bits)));
    }
    packet_bytes_ = abi::accelerator::packet_bytes(features, bits);
    drop();
    packet_.reserve(packet_bytes_);
    behind_.reserve(packet_bytes_);
    freed_.notify(sc_core::SC_ZERO_TIME);
}

bool InputPort::write(std::span<const std::uint8_t> bytes) {
    const std::uint64_t closings = closings_;
    const WaitingLine::Turn turn(line_);
    while (!bytes.empty()) {
        while (is_whole() && !closed_ && closings == closings_) {
            sc_core::wait(freed_);
        }
        if (closed_ || closings != closings_) { // opened again perhaps, but for others
            return false;
        }
        bytes = append(bytes, sc_core::sc_time_stamp());
    }
    return true;
}

// Returns the bytes of the next packet.
std::span<const std::uint8_t> InputPort::append(std::span<const std::uint8_t> bytes, const sc_core::sc_time& arrival) {
    const std::size_t count = std::min(bytes.size(), packet_bytes_ - packet_.size());
    packet_.insert(packet_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    if (is_whole()) {
        announce(arrival);
    }
    return bytes.subspan(count);
}

void InputPort::announce(const sc_core::sc_time& whole) {
    const sc_core::sc_time& now = sc_core::sc_time_stamp();
    whole_at_ = whole;
    arrived_.cancel(); // that of a packet which was taken before it was delivered would displace a later one
    arrived_.notify(std::max(whole, now) - now);
}

void InputPort::await(const sc_core::sc_time& clock) {
    awaited_ = {.since = sc_core::sc_time_stamp(), .clock = clock};
}

// A packet that is whole then will have been taken, or is being taken.
bool InputPort::is_taken_by(const sc_core::sc_time& whole, const sc_core::sc_time& time) const {
    if (!awaited_) {
        return false;
    }
    const sc_core::sc_time past_edge = (whole - awaited_->since) % awaited_->clock;
    const sc_core::sc_time taken = past_edge == sc_core::SC_ZERO_TIME ? whole : whole + (awaited_->clock - past_edge);
    return taken <= time;
}

std::size_t InputPort::room(std::size_t bytes, const sc_core::sc_time& delay) const {
    if (closed_ || !line_.empty()) {
        return 0;
    }
    const std::size_t here = packet_bytes_ - packet_.size();
    if (bytes <= here) {
        return here;
    }
    const std::size_t all = here + packet_bytes_ - behind_.size();
    const sc_core::sc_time arrival = sc_core::sc_time_stamp() + delay;
    return bytes <= all && is_taken_by(is_whole() ? whole_at_ : arrival, arrival) ? all : 0;
}

void InputPort::write_ahead(std::span<const std::uint8_t> bytes, const sc_core::sc_time& delay) {
    const sc_core::sc_time arrival = sc_core::sc_time_stamp() + delay;
    const auto rest = is_whole() ? bytes : append(bytes, arrival);
    if (!rest.empty()) {
        behind_.insert(behind_.end(), rest.begin(), rest.end());
        behind_at_ = arrival;
    }
}

void InputPort::take(Sample& sample) {
    abi::accelerator::PacketHeader header{};
    std::memcpy(&header, packet_.data(), sizeof header);
    sample.label = header.label;
    sample.activations.resize(neurons_);
    expand(std::span(packet_).subspan(sizeof header), sample.activations);
    std::fill(sample.activations.begin() + features_, sample.activations.end(), numerics::Raw{0});
    packet_.clear();
    awaited_.reset();
    std::swap(packet_, behind_);
    if (is_whole()) {
        announce(behind_at_);
    }
    freed_.notify(sc_core::SC_ZERO_TIME);
}

void InputPort::expand(std::span<const std::uint8_t> values, std::span<numerics::Raw> activations) const {
    if (bits_ == abi::accelerator::pixel_bits) {
        kernels::from_pixels(format_, values.first(features_), activations);
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
    drop();
    freed_.notify(sc_core::SC_ZERO_TIME);
}

void InputPort::drop() {
    packet_.clear();
    behind_.clear();
    awaited_.reset();
}

void InputPort::open() {
    closed_ = false;
}

} // namespace edgeloom::accelerator
