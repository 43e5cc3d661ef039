// The code around the random programs: start, trap handler, beginning and end of a program.
#pragma once

#include "conformance/assembler.hpp"

#include <cstdint>

namespace edgeloom::test {

/// Where the trap handler is: behind the jump with which an image starts.
inline constexpr std::uint32_t trap_handler = layout::base + 16;

/// At the base of memory: sets mtvec and jumps to `first_program`. Behind it the handler, which logs a trap in the
/// record and skips the instruction; where the instruction could not be fetched, it goes on at x1.
void write_runtime(Assembler& code);
/// Sets where the start jumps to.
void set_first_program(Assembler& code, std::uint32_t address);

/// Loads the registers from the record at `record`.
void write_prologue(Assembler& code, std::uint32_t record);
/// Stores registers and CSRs into the record.
void write_epilogue(Assembler& code);
/// Ends the run: the finisher is told, then a jump to itself.
void write_finish(Assembler& code);

} // namespace edgeloom::test
