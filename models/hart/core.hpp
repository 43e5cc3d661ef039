// The architectural state of a hart, and what it reaches: what every engine works on.
#pragma once

#include "hart/bus.hpp"
#include "hart/costs.hpp"
#include "hart/csr.hpp"
#include "hart/memories.hpp"
#include "hart/observer.hpp"
#include "hart/operation.hpp"
#include "hart/watchpoint.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

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

/// Clocks of the longest stretch of instructions that an engine executes without a look at `Core::pause`.
inline constexpr std::uint32_t longest_block = 255;

/// What a misaligned load or store in memory does. Elsewhere, and for atomics, it always traps.
enum class Misaligned : std::uint8_t { allow, trap };

struct Core {
    explicit Core(Bus& its_bus, std::uint32_t hart_id = 0, Misaligned what_misaligned_does = Misaligned::allow,
                  const Costs& its_costs = {})
        : bus(its_bus),
          misaligned(what_misaligned_does),
          costs(its_costs),
          clocks(its_costs.by_kind()),
          csr(hart_id) {}

    /// Sets the registers that software finds at reset.
    void reset(std::uint32_t reset_pc, std::uint32_t a0, std::uint32_t a1) {
        x.fill(0);
        x[10] = a0;
        x[11] = a1;
        pc = reset_pc;
        asleep = false;
        stuck = false;
        reservation.reset();
    }

    /// Another instruction may start.
    [[nodiscard]] bool goes_on() const { return csr.cycles < pause && !asleep && !stuck && !halted; }

    /// Halts where the next instruction has a breakpoint at which execution was not halted just now.
    [[nodiscard]] bool at_breakpoint() {
        if (breakpoints.empty() || pc == passed_breakpoint || !breakpoints.contains(pc)) [[likely]] {
            return false;
        }
        halted = true;
        return true;
    }

    /// Where a load, store or atomic instruction accesses memory.
    [[nodiscard]] std::uint32_t address_of(const Operation& operation) const {
        return x[operation.rs1] + static_cast<std::uint32_t>(operation.immediate);
    }

    /// Lets the hart reach `size` bytes of memory directly.
    void add_memory(std::uint32_t base, std::uint32_t size, std::uint8_t* bytes);
    void add_watchpoint(Watchpoint watchpoint);
    /// Removes those that halt before such an access.
    void remove_watchpoint(Watchpoint::Kind kind, std::uint32_t address, std::uint32_t length);

    /// Somebody else wrote these bytes.
    void changed_by_others(std::uint32_t address, std::uint32_t length) {
        if (length == 0) {
            return;
        }
        if (reservation && (*reservation - address < length || address - *reservation < sizeof(std::uint32_t))) {
            reservation.reset();
        }
        for (DirectMemory& memory : memories.regions()) {
            if (memory.contains(address, length)) {
                memories.written(memory, address, length);
            }
        }
    }

    Bus& bus;
    Misaligned misaligned;
    Costs costs;
    std::array<std::uint8_t, kinds> clocks; ///< of `costs`
    CsrFile csr;
    Memories memories;

    std::array<std::uint32_t, 33> x{}; ///< with `no_register`, which swallows writes to x0
    std::uint32_t pc = 0;
    std::optional<std::uint32_t> reservation; ///< address, of lr
    std::uint64_t pause = 0; ///< clock from which on the engine stops at the end of a block; the bus may lower both
    std::uint64_t limit = 0; ///< clock from which on no instruction starts; `pause` at least
    bool asleep = false;     ///< in wfi
    bool stuck = false;      ///< jumps to itself with no interrupt enabled, or traps into a handler that is not there

    bool halted = false; ///< execution is not to go on with the next instruction: a breakpoint, a watchpoint, a wish
    std::set<std::uint32_t> breakpoints;
    std::optional<std::uint32_t> passed_breakpoint; ///< execution goes on from here: it does not stop again
    std::vector<Watchpoint> watchpoints;            ///< changed by add_watchpoint() and remove_watchpoint()
    Observer* observer = nullptr;
    std::function<bool()> on_ebreak; ///< may serve the call that an ebreak at pc stands for; false: it traps

private:
    void mark_watchpoints();
};

} // namespace edgeloom::hart
