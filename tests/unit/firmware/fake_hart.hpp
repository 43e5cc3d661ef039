// The hart under the firmware on the host: its interrupt enables, and what happens while it sleeps.
#pragma once

#include <cstdint>
#include <functional>

namespace edgeloom::test {

/// While it lives, hal/csr.hpp leads here. There is one at a time.
class FakeHart {
public:
    FakeHart();
    ~FakeHart();
    FakeHart(const FakeHart&) = delete;
    FakeHart& operator=(const FakeHart&) = delete;

    std::uint32_t mstatus = 0;
    std::uint32_t mie = 0;
    unsigned sleeps = 0;
    /// Called where the hart sleeps, with interrupts off as the code left them. Has to bring about an end of the sleep.
    std::function<void()> on_sleep;
    /// Called when interrupts are switched on behind a sleep: what became pending is taken there.
    std::function<void()> on_wake;

    [[nodiscard]] static FakeHart& current();
    void sleep();
    void set_mstatus(std::uint32_t bits);

private:
    bool slept_ = false;
};

} // namespace edgeloom::test
