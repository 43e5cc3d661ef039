// A descriptor's work, cut into bursts.
#pragma once

#include "abi/dma.hpp"

#include <cstdint>
#include <optional>

namespace edgeloom::dma {

/// One read and one write of up to a burst's length.
struct Burst {
    std::uint32_t source;
    std::uint32_t destination;
    std::uint32_t bytes;
};

/// Walks over the rows of a descriptor. No burst crosses a multiple of the burst length on a side that counts up.
class BurstSequence {
public:
    BurstSequence(const abi::dma::Descriptor& descriptor, std::uint32_t burst_bytes);

    /// The next burst, or none when all rows are done.
    [[nodiscard]] std::optional<Burst> next();

private:
    [[nodiscard]] std::uint32_t room(std::uint32_t address, bool fixed) const;

    abi::dma::Descriptor descriptor_;
    std::uint32_t burst_bytes_;
    bool fixed_source_;
    bool fixed_destination_;
    std::uint32_t row_ = 0;
    std::uint32_t done_ = 0; // bytes of the row
};

} // namespace edgeloom::dma
