#include "hart/translation.hpp"

#include "hart/arithmetic.hpp"
#include "hart/decoder.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <ranges>
#include <utility>

namespace edgeloom::hart::threaded {

namespace {

static_assert(longest_block <= std::numeric_limits<decltype(Code::left)>::max());
constexpr std::uint32_t slack = 2; // code beyond the last instruction that one can reach

bool one_clock_each(const Core& core) {
    return core.costs.taken == 0 && std::ranges::all_of(core.clocks, [](std::uint8_t clocks) { return clocks == 1; });
}

bool reads_second(Kind kind) {
    return is_branch(kind) || is_store(kind) || (kind >= Kind::add && kind <= Kind::and_) ||
           (kind >= Kind::mul && kind <= Kind::remu);
}

// Which operand is the register that the instruction before has written, if any.
Forward forwarded(const Operation& operation, std::uint8_t result) {
    if (result == no_register) {
        return Forward::none;
    }
    return operation.rs1 == result                                   ? Forward::first
           : operation.rs2 == result && reads_second(operation.kind) ? Forward::second
                                                                     : Forward::none;
}

} // namespace

Translation::Translation(Core& core, DirectMemory& memory)
    : core_(core),
      memory_(memory),
      clocks_(one_clock_each(core) ? Clocks::one_each : Clocks::by_kind),
      code_(memory.size() / 2 + slack),
      entries_(memory.size() / 2 + slack) {}

void Translation::translate_block(std::uint32_t address) {
    std::array<std::uint32_t, longest_block> block{}; // indices; every instruction takes a clock at least
    std::size_t count = 0;
    std::uint32_t index = index_of(address);
    std::uint8_t result = no_register; // register that the instruction before has written
    bool last = false;
    while (count < block.size() && !last && !entries_[index].translated) {
        block[count++] = index;
        translate(index, result);
        last = entries_[index].last;
        result = code_[index].rd;
        index = next(index);
    }
    if (!last && (count == block.size() || !joins(index, result))) {
        leave_to_reference(block[count - 1]);
    }
    charge({block.data(), count});
    combine({block.data(), count});
}

// The instruction at `index`, translated as part of another block, may follow on one that has written `result`.
bool Translation::joins(std::uint32_t index, std::uint8_t result) {
    return entries_[index].instruction.forward == Forward::none || code_[index].rs1 == result;
}

// Adds up the clocks from each instruction to the end of the block.
void Translation::charge(std::span<const std::uint32_t> block) {
    for (const std::uint32_t index : block | std::views::reverse) {
        const std::uint32_t after = entries_[index].last ? 0 : code_[next(index)].left;
        if (code_[index].left + after > longest_block) {
            leave_to_reference(index);
        } else {
            code_[index].left = static_cast<std::uint8_t>(code_[index].left + after);
        }
    }
}

// Lets an instruction carry out the next one too, where there is a handler for that. The next one keeps its own, for
// those who jump to it.
void Translation::combine(std::span<const std::uint32_t> block) {
    if (clocks_ != Clocks::one_each) {
        return;
    }
    for (std::size_t i = 0; i + 1 < block.size(); ++i) {
        if (code_[block[i]].handler == reference_handler() || code_[block[i + 1]].handler == reference_handler()) {
            continue;
        }
        if (const Handler both = handler_of_pair(entries_[block[i]].instruction, entries_[block[i + 1]].instruction)) {
            code_[block[i]].handler = both;
            ++i;
        }
    }
}

// Translates one instruction that follows on one that has written `result`; its `left` is its own clocks for the time
// being. Where the region ends within it, it is none, and the reference interpreter finds out.
void Translation::translate(std::uint32_t index, std::uint8_t result) {
    const std::uint32_t address = memory_.base() + index * 2;
    const auto bits = memory_.instruction_at(address);
    const Operation operation = bits ? decode(*bits) : Operation{};
    const Forward forward = forwarded(operation, result);
    const bool jumps = is_branch(operation.kind) || operation.kind == Kind::jal;
    const std::int32_t immediate =
        operation.kind == Kind::auipc ? as_signed(address + as_unsigned(operation.immediate)) : operation.immediate;
    Code& code = code_[index];
    code = {.handler = handler(operation, address, forward),
            .rd = operation.rd,
            .rs1 = operation.rs1,
            .rs2 = operation.rs2,
            .left = core_.clocks[hart::index(operation.kind)],
            .immediate = jumps ? immediate * code_per_byte : immediate};
    if (forward == Forward::second) {
        std::swap(code.rs1, code.rs2);
    }
    entries_[index] = {.instruction = {operation.kind, operation.bytes, forward},
                       .translated = true,
                       .last = jumps || operation.kind == Kind::jalr || code.handler == reference_handler()};
    memory_.mark(address, operation.bytes, DirectMemory::code);
}

Handler Translation::handler(const Operation& operation, std::uint32_t address, Forward forward) const {
    const Handler found = handler_of({operation.kind, operation.bytes, forward}, clocks_);
    if (found == nullptr || core_.breakpoints.contains(address) || !jumps_within(address, operation)) {
        return reference_handler();
    }
    return found;
}

// A jump lands within the region; and not on itself, of which the reference interpreter wants to know.
bool Translation::jumps_within(std::uint32_t address, const Operation& operation) const {
    if (operation.kind != Kind::jal && !is_branch(operation.kind)) {
        return true;
    }
    const bool onto_itself = operation.kind == Kind::jal && operation.immediate == 0;
    return !onto_itself && memory_.contains(address + static_cast<std::uint32_t>(operation.immediate), 2) &&
           memory_.contains(address + operation.bytes, 2);
}

// Ends blocks here.
void Translation::leave_to_reference(std::uint32_t index) {
    code_[index].handler = reference_handler();
    code_[index].left = core_.clocks[hart::index(entries_[index].instruction.kind)];
    entries_[index].last = true;
}

// ---- what is no longer true ----

void Translation::drop(std::uint32_t address, std::uint32_t length) {
    // An instruction that begins in the halfword before may reach into the first byte.
    const std::uint32_t first = index_of(address);
    const std::uint32_t last = index_of(address + length - 1);
    for (std::uint32_t index = first == 0 ? 0 : first - 1; index <= last; ++index) {
        if (entries_[index].translated) {
            drop_index(index);
        }
    }
    drop_predecessors(first == 0 ? 0 : first - 1);
    memory_.unmark(address, length, DirectMemory::code);
    // The lines at both ends may hold other instructions.
    for (const std::uint32_t end : {address, address + length - 1}) {
        mark_line(end);
    }
}

// Marks the line of `address` if an instruction begins there or reaches into it.
void Translation::mark_line(std::uint32_t address) {
    const std::uint32_t line = (address - memory_.base()) & ~(DirectMemory::line_bytes - 1);
    const std::uint32_t first = line / 2;
    const std::uint32_t end = std::min(line + DirectMemory::line_bytes, memory_.size()) / 2;
    bool code = first != 0 && entries_[first - 1].translated;
    for (std::uint32_t index = first; index < end; ++index) {
        code = code || entries_[index].translated;
    }
    if (code) {
        memory_.mark(memory_.base() + line, 1, DirectMemory::code);
    }
}

void Translation::drop_index(std::uint32_t index) {
    code_[index] = {};
    entries_[index] = {};
}

// The instructions before that flow into what was dropped counted its clocks.
void Translation::drop_predecessors(std::uint32_t index) {
    unsigned kept = 0;
    while (index-- > 0 && kept < 2) {
        if (flows_into_nothing(index)) {
            drop_index(index);
            kept = 0;
        } else {
            ++kept;
        }
    }
}

bool Translation::flows_into_nothing(std::uint32_t index) {
    return entries_[index].translated && !entries_[index].last && !entries_[next(index)].translated;
}

} // namespace edgeloom::hart::threaded
