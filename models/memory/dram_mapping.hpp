// Where in a DRAM an address lies.
#pragma once

#include "memory/dram_device.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgeloom::memory {

/// Named from the most significant part of an address on. Unless a name begins with it, the channel changes from burst
/// to burst; so does, next to it, the bank group.
enum class Mapping : std::uint8_t {
    row_bank_column,         ///< a row of every channel and group, then the next bank
    row_column_bank,         ///< a burst of every bank, then the next column
    bank_row_column,         ///< all rows of a bank of every channel and group, then the next bank
    channel_row_bank_column, ///< all of a channel, then the next channel
};

/// Of a burst.
struct DramPlace {
    std::uint64_t channel = 0;
    std::uint64_t bank = 0; ///< of the channel; consecutive banks are in different groups
    std::uint64_t row = 0;

    friend bool operator==(const DramPlace&, const DramPlace&) = default;
};

class DramMap {
public:
    DramMap(const DramDevice& device, Mapping mapping) : groups_(device.bank_groups) {
        sizes_[channel] = device.channels;
        sizes_[group] = device.bank_groups;
        sizes_[bank] = device.banks / device.bank_groups;
        sizes_[row] = device.rows;
        sizes_[column] = device.row_bursts();
        order_ = order(mapping);
    }

    /// Of burst number `burst` of the memory.
    [[nodiscard]] DramPlace place(std::uint64_t burst) const {
        std::array<std::uint64_t, fields> values{};
        for (const Field field : order_) {
            values[field] = burst % sizes_[field];
            burst /= sizes_[field];
        }
        return {.channel = values[channel], .bank = values[bank] * groups_ + values[group], .row = values[row]};
    }

private:
    enum Field : std::size_t { channel, group, bank, row, column };
    static constexpr std::size_t fields = 5;
    using Order = std::array<Field, fields>; // from the least significant on

    static constexpr Order order(Mapping mapping) {
        switch (mapping) {
        case Mapping::row_column_bank:
            return {channel, group, bank, column, row};
        case Mapping::bank_row_column:
            return {channel, group, column, row, bank};
        case Mapping::channel_row_bank_column:
            return {group, column, bank, row, channel};
        default:
            return {channel, group, column, bank, row};
        }
    }

    std::uint64_t groups_;
    std::array<std::uint64_t, fields> sizes_{};
    Order order_{};
};

} // namespace edgeloom::memory
