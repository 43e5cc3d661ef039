// Control and status registers of an M-mode hart.
#pragma once

#include "hart/pmp.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace edgeloom::hart {

/// Bits of mip and mie, and numbers of the interrupts.
namespace interrupt {
inline constexpr std::uint32_t software = 3;
inline constexpr std::uint32_t timer = 7;
inline constexpr std::uint32_t external = 11;
inline constexpr std::uint32_t mask = 1U << software | 1U << timer | 1U << external;
} // namespace interrupt

namespace mstatus {
inline constexpr std::uint32_t mie = 1U << 3;
inline constexpr std::uint32_t mpie = 1U << 7;
inline constexpr std::uint32_t mpp = 3U << 11; ///< always M
} // namespace mstatus

/// Machine-level CSRs with their WARL rules (privileged specification, 20211203). There are no registers of other
/// modes, and none of those that a hart has only because of them (medeleg, mideleg, mcounteren, menvcfg, satp). Event
/// counters are hard-wired to zero. So are tselect and the registers of the trigger: tdata1 says type 0, there is none,
/// whatever is written (debug specification, 5.2).
class CsrFile {
public:
    explicit CsrFile(std::uint32_t hart_id) : hart_id_(hart_id) {}

    /// All registers as after power-on; the counts of clocks and instructions, and the interrupt lines, stay.
    void reset();

    /// The value, or none where there is no such register.
    [[nodiscard]] std::optional<std::uint32_t> read(std::uint32_t number) const;
    /// There is such a register and its number does not say read-only.
    [[nodiscard]] bool writable(std::uint32_t number) const;
    /// Writes a writable register; what the register does not hold is dropped. The instruction that writes has been
    /// counted before, in `cycles` and `instructions`: a counter that it writes goes on as if it had not been.
    void write(std::uint32_t number, std::uint32_t written);

    /// Enabled and pending, and the hart takes interrupts.
    [[nodiscard]] bool interrupt_due() const { return (mip & mie) != 0 && (status & mstatus::mie) != 0; }
    /// Enabled and pending: wfi goes on.
    [[nodiscard]] bool wake_up() const { return (mip & mie) != 0; }

    /// Enters a trap: saves, disables interrupts, returns the handler's address.
    [[nodiscard]] std::uint32_t enter_trap(std::uint32_t cause, std::uint32_t trap_value, std::uint32_t pc);
    /// Leaves a trap: returns where to go on.
    [[nodiscard]] std::uint32_t leave_trap();

    std::uint32_t status = 0; ///< MIE and MPIE
    std::uint32_t mie = 0;
    std::uint32_t mip = 0; ///< the interrupt lines
    std::uint32_t mtvec = 0;
    std::uint32_t mscratch = 0;
    std::uint32_t mepc = 0;
    std::uint32_t mcause = 0;
    std::uint32_t mtval = 0;
    std::uint64_t cycles = 0;            ///< clocks since reset; mcycle is this plus an offset
    std::uint64_t instructions = 0;      ///< retired since reset; minstret likewise
    std::function<std::uint64_t()> time; ///< ticks of mtime

private:
    // A counter that software can set and stop.
    struct Counter {
        std::uint64_t offset = 0;
        std::uint64_t stopped_at = 0;
    };
    [[nodiscard]] std::uint64_t value(const Counter& counter, std::uint64_t now, std::uint32_t inhibit_bit) const;
    [[nodiscard]] std::uint64_t before_writer(const Counter& counter, std::uint64_t now,
                                              std::uint32_t inhibit_bit) const;
    void set(Counter& counter, std::uint64_t now, std::uint32_t inhibit_bit, std::uint64_t value);
    void inhibit(std::uint32_t bits);

    std::uint32_t hart_id_;
    std::uint32_t mcountinhibit_ = 0;
    Counter mcycle_;
    Counter minstret_;
    Pmp pmp_;
};

} // namespace edgeloom::hart
