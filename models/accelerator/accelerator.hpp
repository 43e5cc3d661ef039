// The accelerator on the bus: registers, stream ports, parameter windows, interrupt.
#pragma once

#include "accelerator/datapath.hpp"
#include "accelerator/hardware.hpp"
#include "accelerator/in_flight.hpp"
#include "accelerator/input_port.hpp"
#include "accelerator/observer.hpp"
#include "accelerator/phase.hpp"
#include "accelerator/result_port.hpp"
#include "accelerator/stream_region.hpp"
#include "tlm/register_bank.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_target_socket.h>

#include <cstdint>
#include <optional>
#include <string>

namespace edgeloom {

/// Trains and classifies: every block cycle takes its clocks of simulated time, then its results are visible. See
/// abi/accelerator.hpp for what software sees.
class Accelerator : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<RegisterBank> registers;           ///< abi::memory_map::accelerator
    tlm_utils::simple_target_socket<accelerator::StreamRegion> stream; ///< abi::memory_map::stream
    sc_core::sc_out<bool> interrupt;

    SC_HAS_PROCESS(Accelerator);
    Accelerator(sc_core::sc_module_name name, const accelerator::Hardware& hardware);

    /// Clocks since reset, by what they were spent on.
    struct Clocks {
        std::uint64_t block_cycles = 0;
        std::uint64_t busy = 0; ///< block cycles times their ideal length
        std::uint64_t stall_input = 0;
        std::uint64_t stall_output = 0;
        std::uint64_t stall_clash = 0;
        std::uint64_t stall_hazard = 0;
    };
    [[nodiscard]] const Clocks& clocks() const { return clocks_; }
    [[nodiscard]] accelerator::Fidelity fidelity() const { return hardware_.fidelity; }
    /// Period of the clock.
    [[nodiscard]] const sc_core::sc_time& clock() const { return hardware_.clock; }
    /// Inputs that entered since reset.
    [[nodiscard]] std::uint64_t inputs() const { return inputs_; }
    /// The network in work, what its patterns cost, and what its junctions did. The block cycle in work, whose results
    /// are worked out as it begins, counts already.
    [[nodiscard]] const accelerator::Datapath& datapath() const { return datapath_; }

    /// Shows every block cycle to `observer` and, at cycle fidelity, every clock to `watcher`; null: to nobody.
    void observe(accelerator::Observer* observer, accelerator::cycle::Watcher* watcher);

    /// As after power-on; simulated time goes on. A phase is abandoned, parameters are dropped. Transactions at the
    /// stream region that wait (for room, for a result, for simulated time) are answered with a bus error.
    void reset();

    /// What the accelerator does or waits for, in words.
    [[nodiscard]] std::string waiting_for() const;

    /// A mistake of this model that stopped the simulation, in words; empty as it should be.
    [[nodiscard]] const std::string& defect() const { return defect_; }

private:
    enum class Wait : std::uint8_t { start, packet, result_room, block_cycle };

    // Thrown through a phase when the accelerator was reset meanwhile.
    struct Abandoned {};

    void declare_registers();
    void declare_counter(const abi::Register& low, const abi::Register& high, const std::uint64_t& counter);
    void guard_while_busy(const abi::Register& declaration);
    void guard_network(const abi::Register& declaration);
    bool control(std::uint32_t command);
    void select_counter(std::uint32_t selection);
    [[nodiscard]] std::uint64_t selected_counter() const;
    void configure();
    void start();
    void abort();
    [[nodiscard]] accelerator::PhaseOrder ordered() const;
    [[nodiscard]] std::optional<accelerator::Fault> begin_phase(const accelerator::PhaseOrder& order);

    void run();
    void run_phase();
    [[nodiscard]] bool wait_for_packet();
    [[nodiscard]] bool take_input();
    void block_cycle(const accelerator::Sample* sample);
    void retire(const accelerator::Classification& classified);
    void end_phase();
    void pause(const sc_core::sc_time& time);
    void go_on() const;
    template <class Ready>
    std::uint64_t wait_stalled(accelerator::WaitCause cause, const sc_core::sc_event& event, Ready ready);
    void show_block_cycle(bool entered, const accelerator::BlockLength& length);

    void record(accelerator::Fault fault);
    void drive_interrupt();
    [[nodiscard]] std::uint32_t status() const;

    accelerator::Hardware hardware_;
    RegisterBank bank_;
    accelerator::InputPort input_;
    accelerator::ResultPort results_;
    accelerator::Datapath datapath_;
    accelerator::StreamRegion stream_region_;

    bool busy_ = false;
    bool abort_ = false;
    bool asked_ = false;         // to start
    std::uint64_t resets_ = 0;   // so far
    std::uint64_t of_phase_ = 0; // resets before the phase in work
    accelerator::Phase phase_;
    accelerator::Sample sample_;
    std::uint64_t inputs_ = 0;
    Clocks clocks_;
    Wait wait_ = Wait::start;
    std::string defect_;
    accelerator::Observer* observer_ = nullptr;
    accelerator::InFlight<std::optional<std::uint64_t>> in_flight_{1}; // numbers of inputs, for the observer

    sc_core::sc_event start_;
    sc_core::sc_event abort_event_;
    sc_core::sc_event reset_event_;
    sc_core::sc_event irq_change_;
};

} // namespace edgeloom
