// Instructions translated for the threaded interpreter, and the machine that they run on.
#pragma once

#include "hart/core.hpp"
#include "hart/lazy_array.hpp"
#include "hart/operation.hpp"

#include <array>
#include <cstdint>

namespace edgeloom::hart::threaded {

struct Machine;
struct Code;

/// Carries out the translated instruction `code` and goes on to the next. What is used all the time travels in
/// registers: `budget` is the number of clocks that may still be spent; `memory` and `base` are the window onto the
/// memory that data accesses try first; `last` is the result of the instruction before, for the handlers that take an
/// operand from it: through memory, it would come later.
using Handler = void (*)(const Code* code, Machine& machine, std::int32_t budget, std::uint8_t* memory,
                         std::uint32_t base, std::uint32_t last);

/// A translated instruction: what to do and with what.
struct Code {
    Handler handler = nullptr;
    std::uint8_t rd = 0;
    std::uint8_t rs1 = 0; ///< or rs2, where that is the operand taken from `last`
    std::uint8_t rs2 = 0; ///< or rs1
    /// Clocks from here to the end of the block, charged when a block is entered here; 0: nothing is translated.
    std::uint8_t left = 0;
    std::int32_t immediate = 0; ///< of branches and jal: bytes to the code at the target
};
static_assert(sizeof(Code) == 16, "an index is a shift");

/// Which operand a handler takes from `last`.
enum class Forward : std::uint8_t { none, first, second };

/// Bytes of code for each byte of instructions: one `Code` a halfword.
inline constexpr std::int32_t code_per_byte = sizeof(Code) / 2;

/// Why the machine stopped.
enum class Exit : std::uint8_t {
    entry,     ///< at a block that is not translated, or longer than the budget
    reference, ///< at an instruction that the reference interpreter has to carry out
};

/// State of a run of the interpreter.
struct Machine {
    std::array<std::uint32_t, 33> x;       ///< those of the core, first, so that their address is that of the machine
    const std::uint8_t* marks;             ///< of the window
    std::array<std::uint32_t, 3> window;   ///< bytes, halfwords, words of it
    const Code* first;                     ///< of the region that is executed
    std::uint32_t code_base;               ///< address of its first instruction
    std::uint32_t code_size;               ///< bytes
    std::uint64_t extra_clocks;            ///< spent by instructions that take more than one
    std::array<std::uint8_t, kinds> extra; ///< clocks beyond the first, by kind
    std::uint32_t taken;                   ///< clocks that a taken branch takes more
    Memories* memories;

    // Set by the handler at which it stops.
    bool running;
    const Code* stopped;
    std::int32_t budget;
    std::uint32_t last;
    Exit exit;
};

/// Whether every instruction takes one clock, so that nobody has to count the others.
enum class Clocks : std::uint8_t { one_each, by_kind };

/// What a handler depends on.
struct Instruction {
    Kind kind;
    std::uint8_t bytes; ///< 2 or 4
    Forward forward;
};

/// The handler of an instruction. Null for kinds that the reference interpreter carries out.
[[nodiscard]] Handler handler_of(const Instruction& instruction, Clocks clocks);

/// The handler of an instruction that carries out the one behind it too, for instructions that take a clock each. Null
/// where there is none.
[[nodiscard]] Handler handler_of_pair(const Instruction& first, const Instruction& second);

/// Leaves the instruction to the reference interpreter.
[[nodiscard]] Handler reference_handler();

/// Runs from `code`, which need not be translated, until a handler stops.
void run(const Code* code, Machine& machine, std::int32_t budget, DirectMemory& window);

} // namespace edgeloom::hart::threaded
