#include "platform/debugger/soc_target.hpp"

#include <boost/format.hpp>

#include <algorithm>

namespace edgeloom::platform {

namespace {

constexpr const char* commands = "monitor commands of EdgeLoom:\n"
                                 "  time     simulated time, clocks and instructions of the hart\n"
                                 "  devices  what each device does or waits for\n"
                                 "  irq      interrupts, from the devices to the hart\n"
                                 "  reset    hart, devices and memory as at the start of the run; time goes on\n"
                                 "  help     this text\n";

hart::Watchpoint::Kind kind_of(gdb::WatchKind kind) {
    switch (kind) {
    case gdb::WatchKind::write:
        return hart::Watchpoint::Kind::write;
    case gdb::WatchKind::read:
        return hart::Watchpoint::Kind::read;
    default:
        return hart::Watchpoint::Kind::access;
    }
}

} // namespace

std::uint32_t SocTarget::read_register(unsigned number) const {
    return number == pc_register ? soc_.hart.pc() : soc_.hart.x(number);
}

void SocTarget::write_register(unsigned number, std::uint32_t value) {
    if (number == pc_register) {
        soc_.hart.jump(value);
    } else {
        soc_.hart.core().x[number] = value;
    }
}

std::optional<std::uint32_t> SocTarget::read_csr(unsigned number) const {
    return soc_.hart.csr().read(number);
}

bool SocTarget::write_csr(unsigned number, std::uint32_t value) {
    hart::CsrFile& csr = soc_.hart.core().csr;
    if (!csr.writable(number)) {
        return false;
    }
    csr.write(number, value);
    return true;
}

std::size_t SocTarget::read_memory(std::uint32_t address, std::span<std::uint8_t> data) {
    return soc_.peek(address, data);
}

bool SocTarget::write_memory(std::uint32_t address, std::span<const std::uint8_t> data) {
    return soc_.poke(address, data);
}

bool SocTarget::insert_breakpoint(std::uint32_t address) {
    soc_.hart.core().breakpoints.insert(address);
    soc_.hart.breakpoint_changed(address);
    return true;
}

bool SocTarget::remove_breakpoint(std::uint32_t address) {
    soc_.hart.core().breakpoints.erase(address);
    soc_.hart.breakpoint_changed(address);
    return true;
}

bool SocTarget::insert_watchpoint(gdb::WatchKind kind, std::uint32_t address, std::uint32_t length) {
    soc_.hart.core().add_watchpoint({.kind = kind_of(kind),
                                     .moment = hart::Watchpoint::Moment::before,
                                     .address = address,
                                     .length = length,
                                     .reached = [this, kind, address] {
                                         watchpoint_ = {
                                             .kind = gdb::Stop::Kind::watchpoint, .watch = kind, .address = address};
                                     }});
    return true;
}

bool SocTarget::remove_watchpoint(gdb::WatchKind kind, std::uint32_t address, std::uint32_t length) {
    soc_.hart.core().remove_watchpoint(kind_of(kind), address, length);
    return true;
}

std::string SocTarget::time() const {
    return (boost::format("simulated time %s, the hart is %s ahead\n%d clocks, %d instructions since reset, pc "
                          "0x%08x\n") %
            sc_core::sc_time_stamp().to_string() % soc_.hart.ahead().to_string() % soc_.hart.cycles() %
            soc_.hart.instructions() % soc_.hart.pc())
        .str();
}

std::string SocTarget::monitor(const std::string& command) {
    if (command == "time") {
        return time();
    }
    if (command == "devices") {
        return soc_.devices();
    }
    if (command == "irq") {
        return soc_.interrupts();
    }
    if (command == "reset") {
        reset_();
        return "reset; " + time();
    }
    return (command == "help" || command.empty() ? std::string() : "no command '" + command + "'\n") + commands;
}

std::vector<gdb::MemoryRegion> SocTarget::memory_map() const {
    std::vector<gdb::MemoryRegion> regions;
    std::ranges::transform(soc_.interconnect.config().targets, std::back_inserter(regions),
                           [](const Interconnect::Target& target) {
                               return gdb::MemoryRegion{.start = target.region.base, .length = target.region.size};
                           });
    return regions;
}

} // namespace edgeloom::platform
