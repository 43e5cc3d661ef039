// How far the stack reached.
#pragma once

#include "hart/elf_image.hpp"
#include "platform/insight/shadow_stack.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::insight {

/// Where the stack lies: it grows from `top` down to `limit`, below which the heap begins.
struct StackBounds {
    std::uint32_t top = 0;
    std::uint32_t limit = 0;

    /// From the symbols __stack_top and __heap_end of the linker script; none where they are missing or make no sense.
    static std::optional<StackBounds> of(const ElfImage& image);
};

/// Watches sp: the deepest value, and the first below the stack's limit. A stack elsewhere, to which a firmware
/// switches by loading sp, is not watched: only what subtracts from an sp on the stack is an overflow.
class StackWatch {
public:
    explicit StackWatch(StackBounds bounds) : bounds_(bounds) {}

    /// An instruction wrote sp; `calls` knows of it already.
    void wrote_sp(const hart::Retired& instruction, const ShadowStack& calls);

    /// The stack at one moment.
    struct Mark {
        std::uint32_t sp = 0;
        std::uint32_t pc = 0; ///< of the instruction that moved sp there
        std::uint64_t clock = 0;
        std::vector<CallTree::NodeId> chains; ///< as of ShadowStack::open_chains()
    };
    [[nodiscard]] const StackBounds& bounds() const { return bounds_; }
    [[nodiscard]] std::uint32_t bytes() const { return bounds_.top - bounds_.limit; }
    [[nodiscard]] std::uint32_t bytes_used() const { return deepest_ ? bounds_.top - deepest_->sp : 0; }
    /// None where the firmware never used the stack.
    [[nodiscard]] const std::optional<Mark>& deepest() const { return deepest_; }
    [[nodiscard]] const std::optional<Mark>& overflow() const { return overflow_; }

private:
    StackBounds bounds_;
    bool on_stack_ = false;
    std::optional<Mark> deepest_;
    std::optional<Mark> overflow_;
};

/// Says where the stack was deepest and whether it overflowed.
class StackReport {
public:
    /// `clock_ps`: period of the hart's clock.
    StackReport(const StackWatch& watch, const CallTree& tree, const CodeMap& code, std::uint64_t clock_ps)
        : watch_(watch),
          tree_(tree),
          code_(code),
          clock_ps_(clock_ps) {}

    [[nodiscard]] std::string text() const;
    [[nodiscard]] nlohmann::ordered_json json() const;

private:
    [[nodiscard]] std::vector<std::string> chain(const StackWatch::Mark& mark) const;
    [[nodiscard]] std::string mark_text(const StackWatch::Mark& mark) const;
    [[nodiscard]] nlohmann::ordered_json mark_json(const StackWatch::Mark& mark) const;
    [[nodiscard]] double microseconds(const StackWatch::Mark& mark) const;

    const StackWatch& watch_;
    const CallTree& tree_;
    const CodeMap& code_;
    std::uint64_t clock_ps_;
};

} // namespace edgeloom::insight
