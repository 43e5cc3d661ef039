// Random accesses to the data window, aligned and not.
#pragma once

#include "conformance/assembler.hpp"
#include "conformance/random.hpp"

namespace edgeloom::test {

inline constexpr rv::Opcode read_modify_writes[]{rv::AMOSWAP, rv::AMOADD, rv::AMOXOR,  rv::AMOAND, rv::AMOOR,
                                                 rv::AMOMIN,  rv::AMOMAX, rv::AMOMINU, rv::AMOMAXU};
inline constexpr rv::Opcode loads[]{rv::LB, rv::LH, rv::LW, rv::LBU, rv::LHU};
inline constexpr rv::Opcode stores[]{rv::SB, rv::SH, rv::SW};

void write_load(Assembler& code, Random& random);
void write_store(Assembler& code, Random& random);
void write_compressed_access(Assembler& code, Random& random);
void write_read_modify_write(Assembler& code, Random& random);
/// lr, perhaps something else, and sc: to the same word, to another one, or twice.
void write_reservation(Assembler& code, Random& random);
/// An instruction is executed, changed in part or whole, and after fence.i executed again.
void write_self_modification(Assembler& code, Random& random);

} // namespace edgeloom::test
