// How often every instruction was executed, and what it cost.
#pragma once

#include "hart/observer.hpp"
#include "platform/insight/call_tree.hpp"
#include "platform/insight/code_map.hpp"

#include <vector>

namespace edgeloom::insight {

/// Counts in a flat array with an element a halfword of code.
class ExecutionCounts {
public:
    explicit ExecutionCounts(const CodeMap& code) : code_(code), slots_(code.halfwords() + 1) {
        for (std::uint32_t halfword = 0; halfword < code.halfwords(); ++halfword) {
            slots_[halfword].function = code.function_of_halfword(halfword);
        }
        slots_.back().function = code.outside();
        if (!code.ranges().empty()) {
            range_ = code.ranges().front();
        }
    }

    /// Counts an instruction and says which function it belongs to.
    FunctionId retired(const hart::Retired& instruction) {
        const std::uint32_t offset = instruction.pc - range_.begin;
        Slot& slot = offset < range_.end - range_.begin ? slots_[range_.first_halfword + offset / 2]
                                                        : slot_elsewhere(instruction.pc);
        ++slot.cost.instructions;
        slot.cost.clocks += instruction.clocks;
        return slot.function;
    }

    /// Of the instruction at an address; what lies outside the code is counted together.
    [[nodiscard]] const Cost& at(std::uint32_t address) const { return slots_[index(code_.halfword(address))].cost; }
    [[nodiscard]] const Cost& at_halfword(std::uint32_t halfword) const { return slots_[index(halfword)].cost; }

private:
    struct Slot {
        Cost cost;
        FunctionId function = 0;
    };

    [[nodiscard]] std::size_t index(std::uint32_t halfword) const {
        return halfword == CodeMap::no_halfword ? slots_.size() - 1 : halfword;
    }
    Slot& slot_elsewhere(std::uint32_t pc) {
        for (const CodeMap::Range& range : code_.ranges()) {
            if (pc - range.begin < range.end - range.begin) {
                range_ = range; // that of the following instructions, too
            }
        }
        return slots_[index(code_.halfword(pc))];
    }

    const CodeMap& code_;
    std::vector<Slot> slots_; ///< the last one is for what lies outside
    CodeMap::Range range_;    ///< of the last instruction inside the code
};

} // namespace edgeloom::insight
