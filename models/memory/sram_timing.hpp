// An SRAM of banks behind ports.
#pragma once

#include "memory/bank_calendar.hpp"
#include "memory/sram_device.hpp"
#include "memory/timing.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::memory {

/// A request takes the port that is free first, and holds it while it asks for its words, one a clock at most, in
/// order. A word begins when its bank is free, and occupies it for a clock and the wait states. The answer is ready
/// when the last word is done, reads and writes alike.
class SramTiming : public Timing {
public:
    /// @param period ps of its clock
    SramTiming(const SramDevice& device, std::uint64_t period);

    [[nodiscard]] std::uint64_t serve(const Request& request) override;
    [[nodiscard]] Statistics statistics(std::uint64_t now) const override;

private:
    std::uint64_t word_bytes_;
    std::uint64_t word_clocks_; // of a bank
    std::uint64_t period_;
    std::vector<std::uint64_t> port_free_;
    std::vector<BankCalendar> banks_;
    SramWaits waits_;
};

} // namespace edgeloom::memory
