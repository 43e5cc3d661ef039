#include "interconnect/loosely_timed.hpp"

#include <algorithm>

namespace edgeloom::interconnect {

LooselyTimed::LooselyTimed(std::size_t initiators, std::size_t targets, const sc_core::sc_time& clock,
                           std::uint32_t width_bytes)
    : clock_(clock),
      head_(clock * head_clocks),
      width_(width_bytes),
      initiator_free_(initiators),
      target_free_(targets) {}

Passage LooselyTimed::pass(std::size_t initiator, std::size_t target, std::uint64_t bytes,
                           const sc_core::sc_time& arrival) {
    const sc_core::sc_time transfer = sc_core::sc_time::from_value(clock_.value() * ((bytes + width_ - 1) / width_));
    const sc_core::sc_time enters = std::max(arrival, initiator_free_[initiator]);
    initiator_free_[initiator] = enters + transfer;
    const sc_core::sc_time head = enters + head_;
    const sc_core::sc_time at_target = std::max(head, target_free_[target]);
    target_free_[target] = at_target + transfer;
    return {at_target, transfer, (enters - arrival) + (at_target - head)};
}

} // namespace edgeloom::interconnect
