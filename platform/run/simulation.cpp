#include "platform/run/simulation.hpp"

#include "platform/soc/picoseconds.hpp"

#include <boost/format.hpp>

#include <algorithm>

namespace edgeloom::platform {

using sc_core::sc_time;

namespace {

const sc_time& slice() {
    static const sc_time length(1, sc_core::SC_MS);
    return length;
}

} // namespace

Simulation::Simulation(Soc& soc, const WatchdogConfiguration& watchdog, const ElfImage& image)
    : soc_(soc),
      idle_limit_(picoseconds(watchdog.idle_ps)),
      limit_(watchdog.limit_ps == 0 ? sc_core::sc_max_time() : picoseconds(watchdog.limit_ps)),
      image_(image) {}

Outcome Simulation::run(const std::function<bool()>& interrupted, const std::function<void()>& between,
                        const std::function<bool()>& stuck) {
    std::uint64_t before = progress();
    sc_time last_progress;
    while (true) {
        const sc_time now = sc_core::sc_time_stamp();
        sc_core::sc_start(std::min({slice(), limit_ - now, last_progress + idle_limit_ - now}));
        between();
        if (firmware_ended()) {
            return finished();
        }
        if (interrupted()) {
            return {Outcome::Status::interrupted,
                    "interrupted at " + sc_core::sc_time_stamp().to_string() + " of simulated time"};
        }
        if (!soc_.hart.difference().empty()) {
            return give_up(soc_.hart.difference());
        }
        if (!soc_.accelerator.defect().empty()) {
            return give_up("the accelerator's model is wrong: " + soc_.accelerator.defect());
        }
        if (!sc_core::sc_pending_activity()) {
            if (stuck()) {
                continue;
            }
            return give_up("nothing can happen any more");
        }
        if (const std::uint64_t made = progress(); made != before) {
            before = made;
            last_progress = sc_core::sc_time_stamp();
        }
        if (sc_core::sc_time_stamp() >= limit_) {
            return give_up("platform.watchdog.limit is reached");
        }
        if (sc_core::sc_time_stamp() >= last_progress + idle_limit_) {
            return give_up("no progress for " + idle_limit_.to_string() +
                           " of simulated time (platform.watchdog.idle)");
        }
    }
}

// A number that changes whenever something gets done.
std::uint64_t Simulation::progress() const {
    return soc_.accelerator.clocks().block_cycles + soc_.dma.progress() + soc_.uart.sent() + soc_.mailbox.count() +
           soc_.interconnect.probe().transactions_to(Soc::stream_port) + noted_;
}

Outcome Simulation::finished() const {
    if (end_) {
        return {end_->status, end_->status == Outcome::Status::passed ? "" : end_->message + last_bus_error()};
    }
    const Finisher::Outcome& outcome = *soc_.finisher.outcome();
    if (outcome.passed) {
        return {Outcome::Status::passed, {}};
    }
    std::string message = "the firmware failed with code " + std::to_string(outcome.code);
    message += reason_.empty() ? "" : ": " + reason_;
    return {Outcome::Status::failed, message + last_bus_error()};
}

Outcome Simulation::give_up(const std::string& why) const {
    return {Outcome::Status::failed, "given up at " + sc_core::sc_time_stamp().to_string() + ": " + why +
                                         last_bus_error() + "\n" + who_waits_for_what()};
}

std::string Simulation::last_bus_error() const {
    const auto& access = soc_.interconnect.last_bad_access();
    return !access ? std::string()
                   : (boost::format("; last bus error: %s of 0x%08x by %s") % (access->write ? "write" : "read") %
                      access->address % access->initiator)
                         .str();
}

std::string Simulation::place(std::uint32_t pc) const {
    const std::string symbol = image_.locate(pc);
    return symbol.empty() ? "" : " (" + symbol + ")";
}

std::string Simulation::who_waits_for_what() const {
    std::string text = "  hart: " + soc_.hart.waiting_for() + place(soc_.hart.pc());
    text += "\n  accelerator: " + soc_.accelerator.waiting_for();
    for (std::uint32_t channel = 0; channel < soc_.dma.channels(); ++channel) {
        text += "\n  dma" + std::to_string(channel) + ": " + soc_.dma.channel(channel).waiting_for();
    }
    return text;
}

} // namespace edgeloom::platform
