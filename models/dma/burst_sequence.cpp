#include "dma/burst_sequence.hpp"

#include <algorithm>

namespace edgeloom::dma {

BurstSequence::BurstSequence(const abi::dma::Descriptor& descriptor, std::uint32_t burst_bytes)
    : descriptor_(descriptor),
      burst_bytes_(burst_bytes),
      fixed_source_((descriptor.flags & abi::dma::descriptor_flags::fixed_source) != 0),
      fixed_destination_((descriptor.flags & abi::dma::descriptor_flags::fixed_destination) != 0) {}

std::uint32_t BurstSequence::room(std::uint32_t address, bool fixed) const {
    return fixed ? burst_bytes_ : burst_bytes_ - address % burst_bytes_;
}

std::optional<Burst> BurstSequence::next() {
    if (row_ == descriptor_.rows) {
        return std::nullopt;
    }
    // Addresses wrap around at 2^32, as those of the bus do.
    const auto row_start = [this](std::uint32_t base, std::int32_t stride) {
        return base + row_ * static_cast<std::uint32_t>(stride);
    };
    const std::uint32_t source =
        fixed_source_ ? descriptor_.source : row_start(descriptor_.source, descriptor_.source_stride) + done_;
    const std::uint32_t destination = fixed_destination_
                                          ? descriptor_.destination
                                          : row_start(descriptor_.destination, descriptor_.destination_stride) + done_;
    const std::uint32_t bytes =
        std::min({descriptor_.bytes - done_, room(source, fixed_source_), room(destination, fixed_destination_)});
    done_ += bytes;
    if (done_ == descriptor_.bytes) {
        done_ = 0;
        ++row_;
    }
    return Burst{source, destination, bytes};
}

} // namespace edgeloom::dma
