#include "platform/insight/instruction_trace.hpp"

#include "hart/disassembler.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace edgeloom::insight {

namespace {

constexpr std::uint64_t picoseconds_per_microsecond = 1'000'000;

// Eight or fewer hexadecimal digits, with zeros in front. printf would take most of a trace's time.
void append_hex(std::string& text, std::uint32_t value, unsigned digits = 8) {
    for (unsigned shift = 4 * digits; shift > 0; shift -= 4) {
        text += "0123456789abcdef"[value >> (shift - 4) & 0xFU];
    }
}

// At least `width` characters, filled from the left.
void append_decimal(std::string& text, std::uint64_t value, std::size_t width, char fill) {
    std::array<char, 20> digits{};
    const auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    const auto length = static_cast<std::size_t>(end - digits.data());
    text.append(std::max(width, length) - length, fill);
    text.append(digits.data(), length);
}

// The first clock that begins at or after a time.
std::uint64_t clock_at(std::uint64_t time_ps, std::uint64_t clock_ps) {
    return time_ps / clock_ps + (time_ps % clock_ps == 0 ? 0 : 1);
}

} // namespace

InstructionTrace::InstructionTrace(const CodeMap& code, TimeWindow window, std::uint64_t clock_ps)
    : code_(code),
      clock_ps_(clock_ps),
      begin_(clock_at(window.begin_ps, clock_ps)),
      length_(clock_at(window.end_ps, clock_ps) - begin_),
      texts_(code.halfwords() + 1) {}

const std::string& InstructionTrace::disassembly(const hart::Retired& instruction) {
    const std::uint32_t halfword = code_.halfword(instruction.pc);
    Text& text = halfword == CodeMap::no_halfword ? texts_.back() : texts_[halfword];
    if (&text == &texts_.back() || text.disassembly.empty() || text.bits != instruction.operation.bits) {
        text = {instruction.operation.bits, hart::disassemble(instruction.operation, instruction.pc)};
    }
    return text.disassembly;
}

void InstructionTrace::write_time(std::uint64_t clock) {
    const std::uint64_t time_ps = clock * clock_ps_;
    append_decimal(buffer_, time_ps / picoseconds_per_microsecond, 8, ' ');
    buffer_ += '.';
    append_decimal(buffer_, time_ps % picoseconds_per_microsecond, 6, '0');
    buffer_ += " us ";
    append_decimal(buffer_, clock, 12, ' ');
    buffer_ += "  ";
}

void InstructionTrace::write_place(std::uint32_t pc) {
    const FunctionId function = code_.function_at(pc);
    if (function != function_) {
        function_ = function;
        buffer_ += code_.is_code(function) ? code_.locate(pc) : code_.name(function);
        buffer_ += ":\n";
    }
}

void InstructionTrace::write(const hart::Retired& instruction) {
    ++instructions_;
    write_place(instruction.pc);
    write_time(instruction.clock);
    const hart::Operation& operation = instruction.operation;
    append_hex(buffer_, instruction.pc);
    buffer_ += "  ";
    append_hex(buffer_, operation.bits, 2U * operation.bytes);
    buffer_ += operation.bytes == 2 ? "      " : "  ";
    const std::string& text = disassembly(instruction);
    buffer_ += text;
    const bool writes = operation.rd != hart::no_register;
    const bool accesses = hart::accesses_memory(operation.kind);
    if (writes || accesses) {
        constexpr std::size_t width = 28;
        buffer_.append(std::max(text.size(), width) - text.size(), ' ');
    }
    if (writes) {
        buffer_ += "  ";
        buffer_ += hart::register_name(operation.rd);
        buffer_ += '=';
        append_hex(buffer_, instruction.result);
    }
    if (accesses) {
        buffer_ += "  [";
        append_hex(buffer_, instruction.address);
        buffer_ += ']';
    }
    end_line();
}

void InstructionTrace::trapped(const hart::Trapped& trap) {
    clock_ = trap.clock + trap.clocks;
    if (trap.clock - begin_ >= length_) {
        return;
    }
    write_time(trap.clock);
    buffer_ += code_.name(code_.trap(trap.cause)) + " at " + code_.locate(trap.pc);
    for (const auto& [name, value] :
         {std::pair(" (pc ", trap.pc), std::pair("), value ", trap.value), std::pair(", handler ", trap.handler)}) {
        buffer_ += name;
        append_hex(buffer_, value);
    }
    end_line();
}

void InstructionTrace::slept(std::uint32_t, std::uint64_t clocks) {
    const std::uint64_t clock = clock_;
    clock_ += clocks;
    if (clock - begin_ < length_) {
        write_time(clock);
        buffer_ += "<asleep in wfi> for " + std::to_string(clocks) + " clocks";
        end_line();
    }
}

void InstructionTrace::end_line() {
    buffer_ += '\n';
    if (buffer_.size() >= buffer_bytes) {
        flush();
    }
}

void InstructionTrace::flush() {
    if (!buffer_.empty()) {
        sink_(buffer_);
        buffer_.clear();
    }
}

} // namespace edgeloom::insight
