// The model wants more of a memory than its ports can do.
#pragma once

#include <stdexcept>

namespace edgeloom::accelerator::cycle {

/// A mistake of the model, never of a user: the schedule is such that it must not happen.
class PortConflict : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

} // namespace edgeloom::accelerator::cycle
