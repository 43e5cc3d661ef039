#include "hart/hart.hpp"

#include "hart/lockstep.hpp"
#include "hart/threaded.hpp"
#include "tlm/synchronise.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <utility>

namespace edgeloom {

using sc_core::sc_time;

namespace {

std::unique_ptr<hart::Engine> make_engine(hart::Execution execution, hart::Core& core) {
    switch (execution) {
    case hart::Execution::stepper:
        return std::make_unique<hart::Stepper>(core);
    case hart::Execution::lockstep:
        return std::make_unique<hart::Lockstep>(core);
    default:
        return std::make_unique<hart::Threaded>(core);
    }
}

bool stopped() {
    return sc_core::sc_get_curr_simcontext()->sim_status() == sc_core::SC_SIM_USER_STOP;
}

} // namespace

Hart::Hart(sc_core::sc_module_name name, const Config& config)
    : sc_module(name),
      bus("bus"),
      software_interrupt("software_interrupt"),
      timer_interrupt("timer_interrupt"),
      external_interrupt("external_interrupt"),
      config_(config),
      core_(*this, config.id, config.misaligned, config.costs),
      stepper_(core_),
      engine_(make_engine(config.execution, core_)),
      longest_run_(config.quantum + static_cast<double>(hart::longest_block) * config.clock),
      initiator_(config.initiator_id, true) {
    transaction_.set_extension(&initiator_);
    bus.register_invalidate_direct_mem_ptr(this, &Hart::invalidate);
    core_.reset(config.reset_pc, config.id, config.argument);
    SC_THREAD(run);
}

void Hart::set_time_source(std::function<std::uint64_t(const sc_time&)> ticks) {
    core_.csr.time = [this, ticks = std::move(ticks)] { return ticks(local_time()); };
}

sc_time Hart::local_time() const {
    return sc_time::from_value(core_.csr.cycles * config_.clock.value());
}

// Clock edges up to `time`, which counts as passed only when it is over.
std::uint64_t Hart::clocks_at(const sc_time& time) const {
    return (time.value() + config_.clock.value() - 1) / config_.clock.value();
}

void Hart::run() {
    while (true) {
        if (std::exchange(reset_again_, false)) {
            start_over();
        }
        catch_up();
        sample_interrupts();
        if (core_.halted) {
            core_.halted = false;
            core_.passed_breakpoint = core_.pc;
            if (halt_listener_) {
                halt_listener_();
            }
        } else if (core_.stuck || (core_.asleep && !core_.csr.wake_up())) {
            sleep();
        } else {
            core_.asleep = false;
            execute();
        }
        if (stopped()) {
            wait(); // for ever
        }
    }
}

void Hart::execute() {
    bound();
    if (stepping_) {
        if (core_.goes_on()) {
            stepping_ = false;
            stepper_.step();
            core_.halted = true;
        }
        return;
    }
    const bool reads_watched = std::ranges::any_of(core_.watchpoints, [](const hart::Watchpoint& watchpoint) {
        return watchpoint.kind != hart::Watchpoint::Kind::write;
    });
    // The threaded engine neither tells an observer nor looks at watchpoints when it loads.
    (core_.observer != nullptr || reads_watched ? stepper_ : *engine_).run();
}

// Simulated time reaches the hart's own, and everything else that is due then has happened.
void Hart::catch_up() {
    if (const sc_time time = ahead(); time > sc_core::SC_ZERO_TIME) {
        wait(time);
    }
    settle();
}

void Hart::sample_interrupts() {
    core_.csr.mip = (software_interrupt.read() ? 1U << hart::interrupt::software : 0U) |
                    (timer_interrupt.read() ? 1U << hart::interrupt::timer : 0U) |
                    (external_interrupt.read() ? 1U << hart::interrupt::external : 0U);
}

void Hart::sleep() {
    wait(software_interrupt.value_changed_event() | timer_interrupt.value_changed_event() |
         external_interrupt.value_changed_event() | woken_);
    const std::uint64_t now = std::max(core_.csr.cycles, clocks_at(sc_core::sc_time_stamp()));
    wfi_cycles_ += now - core_.csr.cycles;
    if (core_.observer != nullptr) {
        core_.observer->slept(core_.pc, now - core_.csr.cycles);
    }
    const sc_time begin = local_time();
    core_.csr.cycles = now;
    if (sleep_listener_) {
        sleep_listener_(begin, local_time());
    }
}

// Instructions that start before the next activity of anything else may run; none once somebody called sc_stop.
void Hart::bound() {
    if (stopped()) {
        core_.limit = 0;
        core_.pause = 0;
        return;
    }
    const sc_time now = sc_core::sc_time_stamp();
    core_.limit = clocks_at(now + time_to_activity(longest_run_));
    core_.pause = std::min(core_.limit, clocks_at(now + config_.quantum));
}

bool Hart::transport(bool write, std::uint32_t address, void* data, unsigned bytes) {
    transaction_.set_command(write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND);
    transaction_.set_address(address);
    transaction_.set_data_ptr(static_cast<unsigned char*>(data));
    transaction_.set_data_length(bytes);
    transaction_.set_streaming_width(bytes);
    transaction_.set_byte_enable_ptr(nullptr);
    transaction_.set_dmi_allowed(false);
    transaction_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    sc_time delay = local_time() - sc_core::sc_time_stamp();
    on_bus_ = true;
    bus_address_ = address;
    bus->b_transport(transaction_, delay);
    on_bus_ = false;
    const std::uint64_t done = std::max(core_.csr.cycles, clocks_at(sc_core::sc_time_stamp() + delay));
    (write ? bus_cycles_.stores : bus_cycles_.loads) += done - core_.csr.cycles;
    core_.csr.cycles = done;
    sample_interrupts();
    bound();
    if (std::exchange(stepping_, false)) { // asked for while the access waited
        core_.halted = true;
    }
    if (reset_again_) {
        core_.pause = 0;
        core_.limit = 0;
    }
    if (transaction_.is_dmi_allowed()) {
        map_directly(address);
    }
    return transaction_.is_response_ok();
}

void Hart::map_directly(std::uint32_t address) {
    if (core_.memories.find(address, 1) != nullptr) {
        return;
    }
    tlm::tlm_dmi dmi;
    transaction_.set_command(tlm::TLM_READ_COMMAND);
    transaction_.set_address(address);
    if (bus->get_direct_mem_ptr(transaction_, dmi) && dmi.is_read_write_allowed()) {
        const auto base = static_cast<std::uint32_t>(dmi.get_start_address());
        const auto size = static_cast<std::uint32_t>(dmi.get_end_address() - dmi.get_start_address() + 1);
        core_.add_memory(base, size, dmi.get_dmi_ptr());
    }
}

void Hart::invalidate(sc_dt::uint64, sc_dt::uint64) {
    engine_->forget();
    core_.memories.clear();
}

sc_time Hart::ahead() const {
    return local_time() - std::min(local_time(), sc_core::sc_time_stamp());
}

void Hart::reset() {
    start_over();
    reset_again_ = on_bus_;
    woken_.notify();
}

void Hart::start_over() {
    core_.csr.reset();
    core_.reset(config_.reset_pc, config_.id, config_.argument);
    engine_->forget();
}

void Hart::jump(std::uint32_t pc) {
    core_.pc = pc;
    core_.asleep = false;
    core_.stuck = false;
    core_.passed_breakpoint = pc;
    woken_.notify();
}

std::string Hart::waiting_for() const {
    if (on_bus_) {
        return (boost::format("%s 0x%08x, at pc 0x%08x") % (transaction_.is_write() ? "store to" : "load from") %
                bus_address_ % pc())
            .str();
    }
    if (core_.stuck && core_.csr.mepc == pc() &&
        core_.csr.mcause == static_cast<std::uint32_t>(hart::Cause::instruction_access)) {
        return (boost::format("trap handler at 0x%08x, where nothing can be fetched") % pc()).str();
    }
    if (core_.stuck) {
        return (boost::format("jump to itself with interrupts off, at pc 0x%08x") % pc()).str();
    }
    if (core_.asleep) {
        return (boost::format("wfi, before pc 0x%08x, mstatus.MIE %d, mie 0x%03x, mip 0x%03x") % pc() %
                ((core_.csr.status & hart::mstatus::mie) != 0 ? 1 : 0) % core_.csr.mie % core_.csr.mip)
            .str();
    }
    return (boost::format("running, at pc 0x%08x") % pc()).str();
}

} // namespace edgeloom
