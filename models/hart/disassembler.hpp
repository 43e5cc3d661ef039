// Instructions as text.
#pragma once

#include "hart/operation.hpp"

#include <cstdint>
#include <string>

namespace edgeloom::hart {

/// Name of a register in the calling convention: "zero", "ra", "sp", ..., "t6". `no_register` is "zero".
[[nodiscard]] const char* register_name(std::uint8_t number);

/// The instruction at `pc` as GNU objdump writes it: mnemonic, a space, operands. Registers have the names of the
/// calling convention, pseudo-instructions stand for what they abbreviate (li, mv, ret, beqz, csrw, ...), compressed
/// instructions (hints among them, too) for what they expand to, targets of jumps and branches are absolute. Where
/// versions of objdump differ, the names are those of the instruction set manual: addi and slli, not add and sll with
/// an immediate.
[[nodiscard]] std::string disassemble(const Operation& operation, std::uint32_t pc);

} // namespace edgeloom::hart
