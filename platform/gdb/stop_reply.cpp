#include "platform/gdb/stop_reply.hpp"

#include "platform/gdb/hex.hpp"

#include <boost/format.hpp>

namespace edgeloom::gdb {

namespace {

// The debugger's numbers of signals.
int signal_of(Stop::Kind kind) {
    constexpr int interrupted = 2; // SIGINT
    constexpr int trapped = 5;     // SIGTRAP
    constexpr int aborted = 6;     // SIGABRT
    switch (kind) {
    case Stop::Kind::interrupt:
        return interrupted;
    case Stop::Kind::stuck:
        return aborted;
    default:
        return trapped;
    }
}

const char* name_of(WatchKind kind) {
    switch (kind) {
    case WatchKind::read:
        return "rwatch";
    case WatchKind::access:
        return "awatch";
    default:
        return "watch";
    }
}

// What is not negotiated, or gone meanwhile, is not named: the debugger looks at the pc then.
std::string breakpoint_reason(std::uint32_t address, const Points& points, const Features& features) {
    if (features.software_breaks && points.software_breakpoint_at(address)) {
        return "swbreak:;";
    }
    if (features.hardware_breaks && points.hardware_breakpoint_at(address)) {
        return "hwbreak:;";
    }
    return {};
}

std::string reason(const Stop& stop, const Points& points, const Features& features) {
    switch (stop.kind) {
    case Stop::Kind::breakpoint:
        return breakpoint_reason(stop.address, points, features);
    case Stop::Kind::watchpoint:
        return (boost::format("%s:%x;") % name_of(stop.watch) % stop.address).str();
    default:
        return {};
    }
}

} // namespace

std::string stop_reply(const Stop& stop, std::uint32_t pc, const Points& points, const Features& features) {
    return (boost::format("T%02x%sthread:1;%x:%s;") % signal_of(stop.kind) % reason(stop, points, features) %
            Target::pc_register % register_to_hex(pc))
        .str();
}

std::string exit_reply(int code) {
    return (boost::format("W%02x") % (static_cast<unsigned>(code) & 0xFFU)).str();
}

} // namespace edgeloom::gdb
