// From instruction bits to operations: RV32IMAC, Zicsr, Zifencei, M-mode.
#pragma once

#include "hart/operation.hpp"

#include <cstdint>

namespace edgeloom::hart {

/// Decodes the instruction whose lower halfword (and, unless it is compressed, upper halfword) is in `bits`.
/// Encodings that the unprivileged specification (20191213) reserves or that belong to absent extensions are illegal.
[[nodiscard]] Operation decode(std::uint32_t bits);

/// Length of an instruction by its lower halfword: 2 or 4 bytes.
[[nodiscard]] constexpr unsigned instruction_bytes(std::uint32_t bits) {
    return (bits & 3U) == 3U ? 4 : 2;
}

} // namespace edgeloom::hart
