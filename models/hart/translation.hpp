// The translated instructions of a memory region.
#pragma once

#include "hart/core.hpp"
#include "hart/direct_memory.hpp"
#include "hart/lazy_array.hpp"
#include "hart/threaded_code.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::hart::threaded {

/// Translates a block at a time, when it is first executed: from an instruction to the next that jumps, branches, or is
/// left to the reference interpreter. Blocks may share their ends.
class Translation {
public:
    Translation(Core& core, DirectMemory& memory);

    [[nodiscard]] DirectMemory& memory() { return memory_; }
    /// The code of the instruction at an even address of the region.
    [[nodiscard]] const Code* at(std::uint32_t address) { return &code_[index_of(address)]; }
    [[nodiscard]] const Code* first() { return code_.data(); }
    [[nodiscard]] std::uint32_t address_of(const Code* code) {
        return memory_.base() + static_cast<std::uint32_t>(code - code_.data()) * 2;
    }

    void translate_block(std::uint32_t address);
    /// Drops every block in which one of these bytes (at least one) takes part.
    void drop(std::uint32_t address, std::uint32_t length);

private:
    // What is known of the instruction that begins at a halfword.
    struct Entry {
        Instruction instruction;
        bool translated; // zeros: nothing begins here
        bool last;       // of its block
    };

    [[nodiscard]] std::uint32_t index_of(std::uint32_t address) const { return (address - memory_.base()) / 2; }
    [[nodiscard]] std::uint32_t next(std::uint32_t index) { return index + entries_[index].instruction.bytes / 2; }
    void translate(std::uint32_t index, std::uint8_t result);
    [[nodiscard]] Handler handler(const Operation& operation, std::uint32_t address, Forward forward) const;
    [[nodiscard]] bool joins(std::uint32_t index, std::uint8_t result);
    [[nodiscard]] bool jumps_within(std::uint32_t address, const Operation& operation) const;
    void charge(std::span<const std::uint32_t> block);
    void combine(std::span<const std::uint32_t> block);
    void leave_to_reference(std::uint32_t index);
    void mark_line(std::uint32_t address);
    void drop_index(std::uint32_t index);
    void drop_predecessors(std::uint32_t index);
    [[nodiscard]] bool flows_into_nothing(std::uint32_t index);

    Core& core_;
    DirectMemory& memory_;
    Clocks clocks_;
    LazyArray<Code> code_;
    LazyArray<Entry> entries_;
};

} // namespace edgeloom::hart::threaded
