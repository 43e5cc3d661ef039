#include "accelerator/cycle/schedule.hpp"

#include <algorithm>

namespace edgeloom::accelerator::cycle {

void Schedule::add(std::span<const Use> uses) {
    code_.push_back(static_cast<std::uint32_t>(uses.size()));
    for (const Use& use : uses) {
        code_.push_back(number_of(use.memory));
        code_.push_back(static_cast<std::uint32_t>(use.direction));
        code_.push_back(static_cast<std::uint32_t>(use.what));
        code_.push_back(use.clocks);
    }
}

std::uint32_t Schedule::number_of(const Memory* memory) {
    const auto found = std::ranges::find(memories_, memory);
    const auto number = static_cast<std::uint32_t>(found - memories_.begin());
    if (found == memories_.end()) {
        memories_.push_back(memory);
    }
    return number;
}

} // namespace edgeloom::accelerator::cycle
