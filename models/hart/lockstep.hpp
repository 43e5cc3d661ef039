// Both engines side by side, stopping at the first difference.
#pragma once

#include "hart/core.hpp"
#include "hart/engine.hpp"
#include "hart/stepper.hpp"
#include "hart/threaded.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::hart {

/// Executes every stretch of a few blocks twice, first by the stepper on a copy of the registers, its stores taken back
/// afterwards, then by the threaded engine, and compares registers, counters and stores. What a stretch cannot hold,
/// because it reaches beyond memory or cannot be taken back, the stepper executes alone, as it does for the threaded
/// engine.
class Lockstep : public Engine {
public:
    explicit Lockstep(Core& core);

    void run() override;
    void forget() override;

    /// Where there is some, the core is halted.
    [[nodiscard]] std::string difference() const override { return difference_; }

private:
    struct Store {
        std::uint32_t address;
        std::uint32_t bytes;
        std::uint32_t before;
        std::uint32_t after;
    };

    void copy_registers();
    void run_threaded();
    void step_shadow();
    [[nodiscard]] bool shadow_can_execute_next();
    [[nodiscard]] bool reaches_memory(const Operation& operation);
    [[nodiscard]] Operation next_operation();
    void take_stores_back();
    void compare();
    void note(const std::string& what, std::uint64_t stepper, std::uint64_t threaded);

    Core& core_;
    Core shadow_;
    Stepper reference_;        // on the core
    Stepper shadow_reference_; // on the shadow
    Threaded threaded_;
    std::vector<Store> stores_;
    std::string difference_;
};

} // namespace edgeloom::hart
