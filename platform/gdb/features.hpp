// What the two sides have agreed on.
#pragma once

namespace edgeloom::gdb {

/// GDB manual, E.4, "General Query Packets": qSupported and QStartNoAckMode.
struct Features {
    bool acknowledge = true;
    bool software_breaks = false; ///< the debugger wants to hear that a stop is due to a software breakpoint
    bool hardware_breaks = false; ///< likewise
};

} // namespace edgeloom::gdb
