// First come, first served, where several threads use a port.
#pragma once

#include <systemc>

#include <cstdint>

namespace edgeloom::accelerator {

/// The kernel's order of threads that wait for the same event is nothing to build on.
class WaitingLine {
public:
    /// Holds the port as long as it lives.
    class Turn {
    public:
        /// Waits until everyone who came before has gone.
        explicit Turn(WaitingLine& line) : line_(line) {
            for (const std::uint64_t number = line_.came_++; number != line_.went_;) {
                sc_core::wait(line_.next_);
            }
        }
        ~Turn() {
            ++line_.went_;
            line_.next_.notify(sc_core::SC_ZERO_TIME);
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        WaitingLine& line_;
    };

    /// Nobody holds it, or waits for it.
    [[nodiscard]] bool empty() const { return came_ == went_; }

private:
    std::uint64_t came_ = 0;
    std::uint64_t went_ = 0;
    sc_core::sc_event next_;
};

} // namespace edgeloom::accelerator
