// Bytes over time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeloom::interconnect {

/// Bytes of a number of flows in windows of time of the same length. There are a bounded number of windows: when they
/// do not suffice, all become twice as long.
class Bandwidth {
public:
    static constexpr std::size_t most_windows = 512; ///< even

    explicit Bandwidth(std::size_t flows) : windows_(flows) {}

    void add(std::size_t flow, std::uint64_t clock, std::uint64_t bytes) {
        while ((clock >> shift_) >= most_windows) {
            double_length();
        }
        std::vector<std::uint64_t>& windows = windows_[flow];
        const auto window = static_cast<std::size_t>(clock >> shift_);
        if (window >= windows.size()) {
            windows.resize(window + 1);
        }
        windows[window] += bytes;
    }

    /// Clocks of a window; the first one begins at clock 0.
    [[nodiscard]] std::uint64_t window_clocks() const { return std::uint64_t{1} << shift_; }
    /// Bytes in each window, up to the last one with any.
    [[nodiscard]] const std::vector<std::uint64_t>& bytes(std::size_t flow) const { return windows_[flow]; }

private:
    void double_length() {
        ++shift_;
        for (std::vector<std::uint64_t>& windows : windows_) {
            windows.resize(windows.size() + windows.size() % 2);
            for (std::size_t i = 0; i < windows.size() / 2; ++i) {
                windows[i] = windows[2 * i] + windows[2 * i + 1];
            }
            windows.resize(windows.size() / 2);
        }
    }

    unsigned shift_ = 7; // 128 clocks to begin with
    std::vector<std::vector<std::uint64_t>> windows_;
};

} // namespace edgeloom::interconnect
