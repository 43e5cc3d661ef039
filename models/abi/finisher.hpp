// The test finisher of QEMU's `virt` board (SiFive test device).
#pragma once

#include "abi/registers.hpp"

#include <array>

namespace edgeloom::abi::finisher {

inline constexpr std::uint32_t pass = 0x5555;
inline constexpr std::uint32_t fail = 0x3333;  ///< with the exit code in the upper half
inline constexpr std::uint32_t reset = 0x7777; ///< restart the machine; here it ends the simulation as a failure

namespace reg {
inline constexpr Register finish{.name = "FINISH",
                                 .offset = 0,
                                 .access = Access::read_write,
                                 .reset = 0,
                                 .description =
                                     "0x5555: pass; 0x3333 | code << 16: fail; other values are ignored; reads 0"};
}

inline constexpr std::array registers{reg::finish};
inline constexpr RegisterMap map{"finisher", "ends the simulation", registers};

} // namespace edgeloom::abi::finisher
