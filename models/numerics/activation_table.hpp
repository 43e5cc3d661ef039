// The sigmoid and its derivative as the accelerator's tables hold them.
#pragma once

#include "numerics/format.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::numerics {

/// Tables over the domain [-M, M), M = min(8, 2^int), of at most min(4096, 2^width) entries (spec section 3). Arguments
/// and results are raw integers of the format.
class ActivationTable {
public:
    /// What the tables hold for one argument.
    struct Entry {
        std::int32_t sigma;
        std::int32_t derivative;
    };

    explicit ActivationTable(Format format);

    [[nodiscard]] std::int32_t sigma(std::int32_t s) const {
        return s < -limit_ ? 1 : s >= limit_ ? highest_ : entries_[index(s)].sigma;
    }
    [[nodiscard]] std::int32_t derivative(std::int32_t s) const {
        return s < -limit_ || s >= limit_ ? 1 : entries_[index(s)].derivative;
    }

    /// Entry k stands for the arguments from -M + k*step() on, up to the next entry's.
    [[nodiscard]] std::span<const Entry> entries() const { return entries_; }
    [[nodiscard]] std::int32_t step() const { return std::int32_t{1} << step_bits_; }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    [[nodiscard]] std::size_t index(std::int32_t s) const {
        return static_cast<std::size_t>((s + limit_) >> step_bits_);
    }

    std::int32_t limit_;   // M
    int step_bits_;        // a table entry stands for 2^step_bits raw values: all of them are powers of two
    std::int32_t highest_; // of sigma
    std::vector<Entry> entries_;
};

} // namespace edgeloom::numerics
