// A span of simulated time.
#pragma once

#include <cstdint>
#include <string>

namespace edgeloom::insight {

/// From `begin_ps` on, up to but not including `end_ps`.
struct TimeWindow {
    std::uint64_t begin_ps = 0;
    std::uint64_t end_ps = ~std::uint64_t{0};

    bool operator==(const TimeWindow&) const = default;

    [[nodiscard]] bool contains(std::uint64_t ps) const { return ps >= begin_ps && ps < end_ps; }

    /// "10us:20us", "10 us:", ":1.5ms"; empty: everything. Throws UserError.
    static TimeWindow parse(const std::string& text);
};

} // namespace edgeloom::insight
