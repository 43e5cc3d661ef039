// What GNU objdump makes of instructions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeloom::test {

/// Instruction texts by address, in our form: operands after one space, no comments and symbols, addi for an add with
/// an immediate.
using Disassembly = std::map<std::uint32_t, std::string>;

/// Disassembles the code of an ELF file. Throws where there is no objdump, which comes with the firmware's compiler.
[[nodiscard]] Disassembly objdump(const std::string& elf);

/// Disassembles bytes that lie from `address` on.
[[nodiscard]] Disassembly objdump(const std::vector<std::uint8_t>& bytes, std::uint32_t address);

} // namespace edgeloom::test
