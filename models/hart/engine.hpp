// A way of executing instructions.
#pragma once

#include <string>

namespace edgeloom::hart {

class Engine {
public:
    virtual ~Engine() = default;
    /// Executes instructions while the core goes on (Core::goes_on).
    virtual void run() = 0;
    /// Nothing that was made of the contents of directly mapped memory holds any more.
    virtual void forget() {}
    /// What two ways of executing the same instructions disagree on, in some lines; empty if on nothing.
    [[nodiscard]] virtual std::string difference() const { return {}; }
};

} // namespace edgeloom::hart
