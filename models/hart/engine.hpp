// A way of executing instructions.
#pragma once

namespace edgeloom::hart {

class Engine {
public:
    virtual ~Engine() = default;
    /// Executes instructions while the core goes on (Core::goes_on).
    virtual void run() = 0;
    /// The core's directly mapped memory, or its breakpoints, are others than before.
    virtual void forget() {}
};

} // namespace edgeloom::hart
