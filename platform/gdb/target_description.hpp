// What the debugger is told about the target, in XML (GDB manual, appendix G, "Target Descriptions", and E.15, "Memory
// Map Format").
#pragma once

#include "platform/gdb/target.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeloom::gdb {

/// A control and status register that the debugger shall know.
struct NamedCsr {
    std::uint32_t number = 0;
    std::string name;
};

/// In the protocol's packets, a CSR has its own number plus this; x0 to x31 are 0 to 31, and the pc is 32.
inline constexpr unsigned first_csr_register = 0x1000;

/// The registers of an RV32 hart (G.5.11, "RISC-V Features").
[[nodiscard]] std::string target_description(const std::vector<NamedCsr>& csrs);

[[nodiscard]] std::string memory_map(const std::vector<MemoryRegion>& regions);

} // namespace edgeloom::gdb
