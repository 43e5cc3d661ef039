// The reference interpreter: one instruction after the other, as plain as can be.
#pragma once

#include "hart/core.hpp"
#include "hart/engine.hpp"
#include "hart/operation.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

namespace edgeloom::hart {

/// Executes RV32IMAC_Zicsr_Zifencei in M-mode with precise traps. It fetches every instruction from memory anew.
class Stepper : public Engine {
public:
    explicit Stepper(Core& core) : core_(core) {}

    void run() override { run_until(std::numeric_limits<std::uint64_t>::max()); }
    /// Executes instructions while the core goes on and until this clock.
    void run_until(std::uint64_t clock);
    /// Takes an interrupt that is due, or else executes an instruction, breakpoint or not.
    void step();

private:
    void take_interrupt();
    void execute_next();
    void execute_observed(std::uint64_t begin);
    [[nodiscard]] bool at_watchpoint();
    [[nodiscard]] bool fetch();
    [[nodiscard]] std::optional<std::uint32_t> fetch_over_bus();
    void execute(const Operation& operation);
    void execute_csr(const Operation& operation);
    void execute_atomic(const Operation& operation);

    template <class T>
    [[nodiscard]] bool load(std::uint32_t address, T& value);
    template <class T>
    [[nodiscard]] bool store(std::uint32_t address, T value);
    template <class T>
    void load_register(const Operation& operation);
    template <class T>
    void store_register(const Operation& operation);
    void accessed(bool write, std::uint32_t address, std::uint32_t bytes);

    void branch(const Operation& operation, bool taken);
    void write(const Operation& operation, std::uint32_t value) { core_.x[operation.rd] = value; }
    void retire(const Operation& operation, std::uint32_t next_pc);
    void raise(Cause cause, std::uint32_t value);
    void enter_trap(std::uint32_t cause, std::uint32_t value, std::uint32_t clocks);

    Core& core_;
    Operation operation_; // that is executed
    // Decoding depends on the bits alone: what was decoded of the same bits at the same place is never stale.
    static constexpr std::uint32_t cache_size = 4096;
    std::array<Operation, cache_size> decoded_{};
};

} // namespace edgeloom::hart
