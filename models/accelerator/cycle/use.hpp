// An access that a junction makes with every issue of a block cycle.
#pragma once

#include "accelerator/cycle/issue_order.hpp"
#include "accelerator/cycle/memory.hpp"

#include <cstdint>

namespace edgeloom::accelerator::cycle {

struct Use {
    Memory* memory = nullptr;
    Direction direction = Direction::read;
    Accessed what = Accessed::left;
    std::uint32_t clocks = 0; ///< after the issue
};

} // namespace edgeloom::accelerator::cycle
