// Random instructions that compute.
#pragma once

#include "conformance/assembler.hpp"
#include "conformance/random.hpp"

namespace edgeloom::test {

/// All operations on two registers, M among them.
inline constexpr rv::Opcode register_operations[]{rv::ADD,    rv::SUB,   rv::SLL, rv::SLT,  rv::SLTU, rv::XOR,
                                                  rv::SRL,    rv::SRA,   rv::OR,  rv::AND,  rv::MUL,  rv::MULH,
                                                  rv::MULHSU, rv::MULHU, rv::DIV, rv::DIVU, rv::REM,  rv::REMU};

void write_register_operation(Assembler& code, Random& random);
void write_immediate_operation(Assembler& code, Random& random);
void write_upper_immediate(Assembler& code, Random& random);
/// A register takes a value at which something happens.
void write_constant(Assembler& code, Random& random);
void write_compressed_operation(Assembler& code, Random& random);
void write_fence(Assembler& code, Random& random);

} // namespace edgeloom::test
