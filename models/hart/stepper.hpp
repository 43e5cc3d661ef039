// The reference interpreter: one instruction after the other, from decoded operations.
#pragma once

#include "hart/csr.hpp"
#include "hart/memory_port.hpp"
#include "hart/operation.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <string>

namespace edgeloom::hart {

/// Exception codes of mcause.
enum class Cause : std::uint32_t {
    instruction_access = 1,
    illegal_instruction = 2,
    breakpoint = 3,
    load_misaligned = 4,
    load_access = 5,
    store_misaligned = 6,
    store_access = 7,
    machine_call = 11,
};

/// What a misaligned load or store in memory does. Elsewhere, and for atomics, it always traps.
enum class Misaligned : std::uint8_t { allow, trap };

/// Executes RV32IMAC_Zicsr_Zifencei in M-mode with precise traps. An instruction takes one clock, and what the bus
/// adds.
class Stepper {
public:
    Stepper(CsrFile& csr, Bus& bus, Misaligned misaligned);

    /// Sets the registers that software finds at reset.
    void reset(std::uint32_t pc, std::uint32_t a0, std::uint32_t a1);

    /// Executes instructions until the clock count reaches `limit`, or the hart falls asleep or is stuck.
    void run();

    /// `memory` is accessed directly from now on.
    void add_memory(DirectMemory memory) { memories_.push_back(std::move(memory)); }
    /// The memory at `address` is accessed directly.
    [[nodiscard]] bool reaches(std::uint32_t address) { return direct(address, 1) != nullptr; }
    void drop_memories();
    /// Somebody else wrote these bytes: decoded operations and a reservation on them are gone.
    void changed_by_others(std::uint32_t address, std::uint32_t length);

    [[nodiscard]] std::uint32_t pc() const { return pc_; }
    [[nodiscard]] std::uint32_t x(unsigned number) const { return x_[number]; }

    std::uint64_t limit = 0; ///< clock count at which run() returns; the bus may lower it meanwhile
    bool asleep = false;     ///< in wfi
    bool stuck = false;      ///< jumps to itself with no interrupt enabled, or traps into a handler that is not there

private:
    void step();
    void take_interrupt();
    [[nodiscard]] const Operation* fetch();
    [[nodiscard]] bool fetch_over_bus(Operation& operation);
    [[nodiscard]] Operation decode_at(DirectMemory& memory);
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
    [[nodiscard]] DirectMemory* direct(std::uint32_t address, std::uint32_t bytes);

    void branch(const Operation& operation, bool taken);
    void write(const Operation& operation, std::uint32_t value) { x_[operation.rd] = value; }
    void retire(std::uint32_t next_pc);
    void raise(Cause cause, std::uint32_t value);

    CsrFile& csr_;
    Bus& bus_;
    Misaligned misaligned_;
    std::array<std::uint32_t, 33> x_{}; // with no_register
    std::uint32_t pc_ = 0;
    std::deque<DirectMemory> memories_;
    DirectMemory nothing_{0, 0, nullptr};
    DirectMemory* last_ = &nothing_;
    Operation scratch_;
    bool reserved_ = false;
    std::uint32_t reservation_ = 0;
};

} // namespace edgeloom::hart
