// The activation and its derivative as the accelerator's tables hold them.
#pragma once

#include "numerics/activation_rule.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::numerics {

/// Tables made by ActivationRule. Arguments and results are raw integers of the format.
class ActivationTable {
public:
    using Entry = ActivationEntry;

    ActivationTable(Format format, Activation activation);

    [[nodiscard]] Entry look_up(std::int32_t s) const { return at(rule_.place(s)); }
    /// The same in two steps: where the rule says that the entry is, and what it is.
    [[nodiscard]] const ActivationRule& rule() const { return rule_; }
    [[nodiscard]] Entry at(std::ptrdiff_t place) const { return padded_[static_cast<std::size_t>(1 + place)]; }
    [[nodiscard]] std::int32_t sigma(std::int32_t s) const { return look_up(s).sigma; }
    [[nodiscard]] std::int32_t derivative(std::int32_t s) const { return look_up(s).derivative; }

    /// Entry k stands for the arguments from -M + k*step() on, up to the next entry's.
    [[nodiscard]] std::span<const Entry> entries() const { return std::span(padded_).subspan(1, size()); }
    [[nodiscard]] std::int32_t step() const { return rule_.step(); }
    [[nodiscard]] std::size_t size() const { return rule_.size(); }

private:
    ActivationRule rule_;
    std::vector<Entry> padded_; // by what stands for all arguments below the domain, and for all above
};

} // namespace edgeloom::numerics
