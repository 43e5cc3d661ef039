// The state of the devices in words, for whoever debugs. Nothing is changed by it.
#include "abi/memory_map.hpp"
#include "platform/soc/soc.hpp"

#include <boost/format.hpp>

#include <array>
#include <string>
#include <utility>

namespace edgeloom::platform {

namespace {

std::string count(std::uint64_t number, const std::string& what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

const char* level(bool high) {
    return high ? "high" : "low";
}

std::string source_name(std::uint32_t source) {
    switch (source) {
    case abi::interrupt::uart:
        return " (uart)";
    case abi::interrupt::accelerator:
        return " (accelerator)";
    case abi::interrupt::dma:
        return " (dma)";
    default:
        return "";
    }
}

// "software, timer", "none"
std::string interrupt_names(std::uint32_t bits) {
    std::string names;
    for (const auto& [number, name] : {std::pair{hart::interrupt::software, "software"},
                                       {hart::interrupt::timer, "timer"},
                                       {hart::interrupt::external, "external"}}) {
        if ((bits >> number & 1U) != 0) {
            names += (names.empty() ? "" : ", ") + std::string(name);
        }
    }
    return names.empty() ? "none" : names;
}

std::string state_of(const Accelerator& accelerator) {
    std::string text = accelerator.waiting_for() + "; " + count(accelerator.inputs(), "input") + " and " +
                       count(accelerator.clocks().block_cycles, "block cycle") + " since reset";
    if (const std::uint32_t clocks = accelerator.datapath().block_clocks(); clocks != 0) {
        text += ", a block cycle of " + count(clocks, "clock") + " without stalls";
    }
    return text;
}

std::string state_of(const dma::Channel& channel) {
    // A busy channel tells its bytes itself.
    return channel.waiting_for() + (channel.busy() ? "" : ", " + count(channel.bytes(), "byte") + " written in all");
}

std::string state_of(const Finisher& finisher) {
    if (!finisher.outcome()) {
        return "the firmware has not ended";
    }
    return finisher.outcome()->passed ? "the firmware passed"
                                      : "the firmware failed with code " + std::to_string(finisher.outcome()->code);
}

bool is_idle(const Plic& plic, std::uint32_t source) {
    return !plic.high(source) && !plic.pending(source) && !plic.claimed(source) && !plic.enabled(source) &&
           plic.priority(source) == 0;
}

std::string state_of(const Plic& plic, std::uint32_t source) {
    return "line " + std::string(level(plic.high(source))) + (plic.pending(source) ? ", pending" : ", not pending") +
           (plic.enabled(source) ? ", enabled" : ", not enabled") + ", priority " +
           std::to_string(plic.priority(source)) + (plic.claimed(source) ? ", claimed" : "");
}

std::string compare(const Clint& clint, std::uint64_t now) {
    const std::uint64_t at = clint.compare();
    if (at == ~std::uint64_t{0}) {
        return "never (all ones)";
    }
    if (at <= now) {
        return std::to_string(at) + ", reached";
    }
    constexpr std::uint64_t nanoseconds_per_tick = 1'000'000'000 / abi::mtime_hz;
    const std::uint64_t ticks = at - now;
    std::string text = std::to_string(at) + ", in " + count(ticks, "tick");
    if (ticks <= ~std::uint64_t{0} / nanoseconds_per_tick) {
        text += " (" + std::to_string(ticks * nanoseconds_per_tick) + " ns)";
    }
    return text;
}

} // namespace

std::string Soc::devices() const {
    std::string text = "accelerator: " + state_of(accelerator) + "\n";
    for (std::uint32_t channel = 0; channel < dma.channels(); ++channel) {
        text += "dma" + std::to_string(channel) + ": " + state_of(dma.channel(channel)) + "\n";
    }
    text += "uart: " + count(uart.sent(), "byte") + " sent, " + count(uart.unread(), "byte") + " to be read\n";
    text += "mailbox: " + count(mailbox.count(), "event") + " delivered\n";
    text += "finisher: " + state_of(finisher) + "\n";
    return text;
}

std::string Soc::interrupts() const {
    std::string text;
    for (std::uint32_t source = 1; source < abi::interrupt::sources; ++source) {
        if (!is_idle(plic, source)) {
            text +=
                "plic source " + std::to_string(source) + source_name(source) + ": " + state_of(plic, source) + "\n";
        }
    }
    text += text.empty() ? "plic: all sources are idle\n" : "";
    text += "plic threshold: " + std::to_string(plic.threshold()) + "\n";
    const std::uint64_t now = clint.ticks(sc_core::sc_time_stamp());
    text += "clint msip: " + std::string(clint.software_pending() ? "1, pending" : "0") + "\n";
    text += "clint mtime: " + std::to_string(now) + " ticks of 100 ns\n";
    text += "clint mtimecmp: " + compare(clint, now) + "\n";
    text += "lines at the hart: software " + std::string(level(software_interrupt_.read())) + ", timer " +
            level(timer_interrupt_.read()) + ", external " + level(external_interrupt_.read()) + "\n";
    const hart::CsrFile& csr = hart.csr();
    text += std::string("mstatus.MIE: ") +
            ((csr.status & hart::mstatus::mie) != 0 ? "1, interrupts are taken" : "0, interrupts wait") + "\n";
    text += (boost::format("mie: 0x%03x, enabled: %s\n") % csr.mie % interrupt_names(csr.mie)).str();
    text += (boost::format("mip: 0x%03x, pending: %s\n") % csr.mip % interrupt_names(csr.mip)).str();
    return text;
}

} // namespace edgeloom::platform
