// Which calls are open, by the calling convention.
#pragma once

#include "hart/observer.hpp"
#include "platform/insight/call_tree.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::insight {

/// Follows calls, returns and traps, and books what every instruction costs in a call tree:
///
/// - jal and jalr that leave a return address in ra or t0 call;
/// - `jr ra` and `jr t0` return to the nearest open call with that return address, and end all calls above it;
/// - one that goes nowhere known (longjmp) ends the calls whose stack frames are gone, by sp, and goes back to the
///   nearest open call of the function that it reaches;
/// - whatever else leads from one function into another is a tail call: it ends together with its caller;
/// - a trap is a root of its own, "<interrupt 11>", which calls the handler; mret ends it;
/// - sleep in wfi is called by the function that sleeps.
class ShadowStack {
public:
    explicit ShadowStack(const CodeMap& code) : code_(code) {}

    /// `function` is that of the instruction's address.
    void retired(const hart::Retired& instruction, FunctionId function) {
        if (function != function_) [[unlikely]] {
            enter(instruction.pc, function);
        }
        pending_.clocks += instruction.clocks;
        ++pending_.instructions;
        pc_ = instruction.pc;
        const hart::Operation& operation = instruction.operation;
        if (operation.rd == stack_pointer) {
            sp_ = instruction.result;
        }
        if (operation.kind == hart::Kind::jal || operation.kind == hart::Kind::jalr ||
            operation.kind == hart::Kind::mret) [[unlikely]] {
            follow(instruction);
        }
    }
    void trapped(const hart::Trapped& trap);
    /// `pc` is that of the instruction after wfi.
    void slept(std::uint32_t pc, std::uint64_t clocks);

    /// All that was seen so far.
    [[nodiscard]] const CallTree& tree();
    /// The chain of calls that are open: the interrupted ones first, and from each trap on those of its handler.
    [[nodiscard]] std::vector<CallTree::NodeId> open_chains() const;
    /// Calls were not followed because too many were open.
    [[nodiscard]] bool too_deep() const { return too_deep_; }

    static constexpr std::size_t max_depth = 1U << 16U; ///< open calls

private:
    enum class Kind : std::uint8_t { call, tail_call, trap, handler };
    struct Frame {
        CallTree::NodeId node;
        FunctionId function;
        std::uint32_t return_address; ///< of a call
        std::uint32_t sp;             ///< when it was entered
        std::uint32_t bottom;         ///< index of the first open call since the innermost trap
        Kind kind;
    };
    static constexpr std::uint8_t stack_pointer = 2;
    static constexpr FunctionId nowhere = ~0U;

    void enter(std::uint32_t pc, FunctionId function);
    void follow(const hart::Retired& instruction);
    void call(std::uint32_t call_site, std::uint32_t return_address, std::uint32_t target);
    void return_to(std::uint32_t pc);
    void unwind_to(std::uint32_t pc);
    void leave_trap();
    void push(Kind kind, CallTree::NodeId parent, std::uint32_t call_site, FunctionId function,
              std::uint32_t return_address);
    void shrink(std::size_t depth);
    void book();
    [[nodiscard]] std::uint32_t bottom() const { return frames_.empty() ? 0 : frames_.back().bottom; }

    const CodeMap& code_;
    CallTree tree_;
    std::vector<Frame> frames_;
    FunctionId function_ = nowhere; ///< of the innermost open call
    Cost pending_;                  ///< of its node, not booked yet
    std::uint32_t pc_ = 0;          ///< of the last instruction
    std::uint32_t sp_ = 0;
    bool too_deep_ = false;
};

} // namespace edgeloom::insight
