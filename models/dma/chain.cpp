#include "dma/chain.hpp"

#include <algorithm>

namespace edgeloom::dma {

using abi::dma::Descriptor;
using abi::dma::Error;
namespace flag = abi::dma::descriptor_flags;

void Chain::begin(std::uint32_t address) {
    upcoming_.reset();
    fault_.reset();
    want(address);
}

void Chain::want(std::uint32_t address) {
    next_address_ = address;
    state_ = State::wanted;
    if (address == 0 || address % alignof(Descriptor) != 0) {
        fault_ = Fault{Error::descriptor_address, address};
    }
}

std::optional<std::uint32_t> Chain::wanted() const {
    return state_ == State::wanted && !fault_ ? std::optional(next_address_) : std::nullopt;
}

void Chain::fetched(const Descriptor& descriptor, bool ok) {
    state_ = State::here;
    next_ = descriptor;
    if (!ok) {
        fault_ = Fault{Error::descriptor_fetch, next_address_};
    } else if (descriptor.bytes == 0 || descriptor.rows == 0 || (descriptor.flags & ~flag::all) != 0) {
        fault_ = Fault{Error::descriptor_value, next_address_};
    } else if (!upcoming_) {
        begin_next();
    }
}

void Chain::begin_next() {
    descriptor_ = next_;
    bursts_.emplace(descriptor_, burst_bytes_);
    upcoming_ = bursts_->next();
    state_ = State::none;
    if (descriptor_.next != 0) {
        want(descriptor_.next);
    }
}

Step Chain::take() {
    Step step{.burst = *upcoming_, .flags = descriptor_.flags, .last = false, .next = descriptor_.next};
    upcoming_ = bursts_->next();
    step.last = !upcoming_;
    if (step.last && state_ == State::here && !fault_) {
        begin_next();
    }
    return step;
}

// Looks at what lies between the first and the last byte that all rows write.
bool Chain::may_write(std::uint32_t address, std::uint32_t bytes) const {
    if (!upcoming_) {
        return false;
    }
    const bool fixed = (descriptor_.flags & flag::fixed_destination) != 0;
    const std::int64_t reach = fixed ? 0 : std::int64_t{descriptor_.destination_stride} * (descriptor_.rows - 1);
    const std::int64_t first = std::int64_t{descriptor_.destination} + std::min<std::int64_t>(reach, 0);
    const std::int64_t end =
        std::int64_t{descriptor_.destination} + std::max<std::int64_t>(reach, 0) + descriptor_.bytes;
    constexpr std::int64_t addresses = std::int64_t{1} << 32;
    const bool wraps = first < 0 || end > addresses;
    return wraps || (first < std::int64_t{address} + bytes && address < end);
}

} // namespace edgeloom::dma
