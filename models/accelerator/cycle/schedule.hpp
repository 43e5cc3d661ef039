// Who uses which memory in a block cycle, and what is known of that.
#pragma once

#include "accelerator/cycle/use.hpp"

#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// The accesses of all junctions in a block cycle. Two schedules have the same code where the same accesses meet in the
/// same memory, whichever of the banks of a layer that is: they have the same ports. Then they have the same port
/// conflicts, as the clocks of the issues depend on nothing but the pattern and on whether deltas accumulate, and no
/// access reaches into the next block cycle.
class Schedule {
public:
    explicit Schedule(bool training) : code_{training ? 1U : 0U} {}

    /// The next junction makes these.
    void add(std::span<const Use> uses);

    [[nodiscard]] const std::vector<std::uint32_t>& code() const { return code_; }

private:
    [[nodiscard]] std::uint32_t number_of(const Memory* memory);

    std::vector<std::uint32_t> code_;
    std::vector<const Memory*> memories_; // by the number that stands for them
};

/// Remembers schedules whose every clock has been looked at.
class KnownSchedules {
public:
    [[nodiscard]] bool contain(const Schedule& schedule) const { return codes_.contains(schedule.code()); }
    void add(const Schedule& schedule) { codes_.insert(schedule.code()); }

private:
    std::set<std::vector<std::uint32_t>> codes_;
};

} // namespace edgeloom::accelerator::cycle
