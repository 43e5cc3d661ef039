// The hart on the bus: runs instructions ahead of simulated time, within exact bounds.
#pragma once

#include "hart/bus.hpp"
#include "hart/core.hpp"
#include "hart/engine.hpp"
#include "hart/execution.hpp"
#include "hart/stepper.hpp"
#include "tlm/initiator.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace edgeloom {

/// An RV32IMAC_Zicsr_Zifencei hart in M-mode.
///
/// It runs ahead of simulated time by at most a quantum, and never past the next scheduled activity of anything else:
/// whatever can interrupt it happens at the same instruction whatever the quantum. At an instant at which others are
/// due too, it comes last. Memory that grants DMI is accessed directly, an instruction a clock; a bus access takes as
/// many clocks more as the bus says, rounded up.
///
/// A debugger, or whoever else wants to hold it, hears of a halt in the hart's own process, when simulated time has
/// caught up: as long as the listener does not return, nothing moves.
class Hart : public sc_core::sc_module, private hart::Bus {
public:
    struct Config {
        sc_core::sc_time clock{10, sc_core::SC_NS};
        sc_core::sc_time quantum{10, sc_core::SC_US};
        std::uint32_t id = 0;
        std::uint32_t reset_pc = 0x8000'0000;
        std::uint32_t argument = 0; ///< in a1 at reset: address of the job block
        hart::Misaligned misaligned = hart::Misaligned::allow;
        hart::Costs costs;
        unsigned initiator_id = 0;
        hart::Execution execution = hart::Execution::threaded;
    };

    tlm_utils::simple_initiator_socket<Hart> bus;
    sc_core::sc_in<bool> software_interrupt;
    sc_core::sc_in<bool> timer_interrupt;
    sc_core::sc_in<bool> external_interrupt;

    SC_HAS_PROCESS(Hart);
    Hart(sc_core::sc_module_name name, const Config& config);
    ~Hart() override { transaction_.clear_extension(&initiator_); } // the payload would free it

    /// Where mtime comes from: ticks at a point of simulated time.
    void set_time_source(std::function<std::uint64_t(const sc_core::sc_time&)> ticks);
    /// Somebody else wrote memory.
    void memory_changed(std::uint32_t address, std::uint32_t length) { core_.changed_by_others(address, length); }

    [[nodiscard]] std::uint64_t instructions() const { return core_.csr.instructions; }
    /// Clocks since reset.
    [[nodiscard]] std::uint64_t cycles() const { return core_.csr.cycles; }
    /// Of those, asleep in wfi.
    [[nodiscard]] std::uint64_t wfi_cycles() const { return wfi_cycles_; }
    /// Clocks spent in accesses to the bus, beyond those of the instructions.
    struct BusCycles {
        std::uint64_t loads = 0; ///< fetches and atomic accesses included, as far as they read
        std::uint64_t stores = 0;
    };
    [[nodiscard]] const BusCycles& bus_cycles() const { return bus_cycles_; }
    /// Period of the clock.
    [[nodiscard]] const sc_core::sc_time& clock() const { return config_.clock; }
    [[nodiscard]] std::uint32_t pc() const { return core_.pc; }
    [[nodiscard]] std::uint32_t x(unsigned number) const { return core_.x[number]; }
    [[nodiscard]] const hart::CsrFile& csr() const { return core_.csr; }

    /// State, breakpoints and watchpoints, for whoever holds the hart or watches it.
    [[nodiscard]] hart::Core& core() { return core_; }
    /// Breakpoints are others than before.
    void breakpoint_changed(std::uint32_t address) { core_.memories.code_changed(address, sizeof(std::uint16_t)); }
    /// `listener` is called whenever the hart is halted: at a breakpoint, by a watchpoint that asked for it, after a
    /// single step, or because the engines differ.
    void on_halt(std::function<void()> listener) { halt_listener_ = std::move(listener); }
    /// `listener` hears when the hart was asleep: from when to when.
    void on_sleep(std::function<void(const sc_core::sc_time&, const sc_core::sc_time&)> listener) {
        sleep_listener_ = std::move(listener);
    }
    /// The next instruction is to be the only one before the hart halts again.
    void step() { stepping_ = true; }
    /// Halts before the next instruction.
    void halt() { core_.halted = true; }
    /// Goes on at `pc`, awake, whatever the hart waited for. An access to the bus that is under way ends first.
    void jump(std::uint32_t pc);
    /// Forgets a step that was asked for and has not happened.
    void cancel_step() { stepping_ = false; }
    /// How far the hart runs ahead of simulated time at the moment.
    [[nodiscard]] sc_core::sc_time ahead() const;
    /// As at the start of the simulation, but that simulated time, and the counts of clocks and instructions, go on.
    void reset();
    /// What the engines of a lockstep run disagree on; empty if on nothing.
    [[nodiscard]] std::string difference() const { return engine_->difference(); }
    /// `observer` (or none) hears of every instruction from now on.
    void observe(hart::Observer* observer) { core_.observer = observer; }

    /// What the hart does or waits for, in words.
    [[nodiscard]] std::string waiting_for() const;

private:
    void run();
    void start_over();
    void execute();
    void catch_up();
    void sample_interrupts();
    void sleep();
    void bound();
    [[nodiscard]] sc_core::sc_time local_time() const;
    [[nodiscard]] std::uint64_t clocks_at(const sc_core::sc_time& time) const;
    bool transport(bool write, std::uint32_t address, void* data, unsigned bytes) override;
    void map_directly(std::uint32_t address) override;
    void invalidate(sc_dt::uint64 start, sc_dt::uint64 end);

    Config config_;
    hart::Core core_;
    hart::Stepper stepper_; // for single steps and observers
    std::unique_ptr<hart::Engine> engine_;
    std::function<void()> halt_listener_;
    std::function<void(const sc_core::sc_time&, const sc_core::sc_time&)> sleep_listener_;
    bool stepping_ = false;
    bool reset_again_ = false; // behind the access to the bus during which it came
    sc_core::sc_event woken_;
    sc_core::sc_time longest_run_; // ahead of simulated time
    Initiator initiator_;
    tlm::tlm_generic_payload transaction_;
    std::uint64_t wfi_cycles_ = 0;
    BusCycles bus_cycles_;
    bool on_bus_ = false;           // inside a transaction
    std::uint32_t bus_address_ = 0; // of it: the payload's is the interconnect's to change
};

} // namespace edgeloom
