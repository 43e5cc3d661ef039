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
    // Of each halfword: nothing, or the translated instruction that begins there.
    enum class Shape : std::uint8_t { none, two_bytes, four_bytes, last };
    struct Entry {
        Shape shape;     ///< how long, and whether it ends a block
        Kind kind;       ///< of the operation
        Forward forward; ///< operand that comes from the instruction before
    };

    [[nodiscard]] std::uint32_t index_of(std::uint32_t address) const { return (address - memory_.base()) / 2; }
    [[nodiscard]] Operation decode_at(std::uint32_t address) const;
    Shape translate(std::uint32_t index, std::uint8_t result);
    [[nodiscard]] Handler handler(const Operation& operation, std::uint32_t address, Forward forward) const;
    [[nodiscard]] bool joins(std::uint32_t index, std::uint8_t result);
    [[nodiscard]] bool jumps_within(std::uint32_t address, const Operation& operation) const;
    void charge(std::span<const std::uint32_t> block);
    void combine(std::span<const std::uint32_t> block);
    [[nodiscard]] Instruction instruction(std::uint32_t index);
    void leave_to_reference(std::uint32_t index);
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
