// How the debugger is told why the target stands still (GDB manual, E.3, "Stop Reply Packets").
#pragma once

#include "platform/gdb/features.hpp"
#include "platform/gdb/points.hpp"
#include "platform/gdb/target.hpp"

#include <string>

namespace edgeloom::gdb {

/// `pc` goes with it, because the debugger's next question would be for it.
[[nodiscard]] std::string stop_reply(const Stop& stop, std::uint32_t pc, const Points& points,
                                     const Features& features);

[[nodiscard]] std::string exit_reply(int code);

} // namespace edgeloom::gdb
