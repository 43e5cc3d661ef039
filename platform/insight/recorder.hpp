// Counts, calls and stack in one observer, because it is called for every instruction.
#pragma once

#include "hart/observer.hpp"
#include "platform/insight/execution_counts.hpp"
#include "platform/insight/shadow_stack.hpp"
#include "platform/insight/stack_watch.hpp"

#include <optional>

namespace edgeloom::insight {

class Recorder final : public hart::Observer {
public:
    Recorder(const CodeMap& code, std::optional<StackBounds> bounds) : counts_(code), calls_(code) {
        if (bounds) {
            stack_.emplace(*bounds);
        }
    }

    void retired(const hart::Retired& instruction) override {
        calls_.retired(instruction, counts_.retired(instruction));
        constexpr std::uint8_t sp = 2;
        if (instruction.operation.rd == sp && stack_) {
            stack_->wrote_sp(instruction, calls_);
        }
    }
    void trapped(const hart::Trapped& trap) override { calls_.trapped(trap); }
    void slept(std::uint32_t pc, std::uint64_t clocks) override { calls_.slept(pc, clocks); }

    [[nodiscard]] const ExecutionCounts& counts() const { return counts_; }
    [[nodiscard]] ShadowStack& calls() { return calls_; }
    /// None for a firmware whose stack is not known.
    [[nodiscard]] const std::optional<StackWatch>& stack() const { return stack_; }

private:
    ExecutionCounts counts_;
    ShadowStack calls_;
    std::optional<StackWatch> stack_;
};

} // namespace edgeloom::insight
