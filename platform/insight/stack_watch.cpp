#include "platform/insight/stack_watch.hpp"

#include <boost/format.hpp>

namespace edgeloom::insight {

using nlohmann::ordered_json;

namespace {

// The instruction moves sp by so many bytes; others load it with something else.
bool moves_sp(const hart::Operation& operation) {
    constexpr std::uint8_t sp = 2;
    return operation.rs1 == sp && (operation.kind == hart::Kind::addi || operation.kind == hart::Kind::add ||
                                   operation.kind == hart::Kind::sub);
}

std::string hex(std::uint32_t address) {
    return (boost::format("0x%08x") % address).str();
}

} // namespace

std::optional<StackBounds> StackBounds::of(const ElfImage& image) {
    const auto top = image.find("__stack_top");
    const auto limit = image.find("__heap_end");
    return top && limit && *limit < *top ? std::optional(StackBounds{*top, *limit}) : std::nullopt;
}

void StackWatch::wrote_sp(const hart::Retired& instruction, const ShadowStack& calls) {
    const std::uint32_t sp = instruction.result;
    const bool inside = sp >= bounds_.limit && sp <= bounds_.top;
    on_stack_ = inside || (on_stack_ && sp < bounds_.limit && moves_sp(instruction.operation));
    if (!on_stack_) {
        return;
    }
    if (!deepest_ || sp < deepest_->sp) {
        deepest_ = {sp, instruction.pc, instruction.clock, calls.open_chains()};
        if (!inside && !overflow_) {
            overflow_ = deepest_;
        }
    }
}

double StackReport::microseconds(const StackWatch::Mark& mark) const {
    constexpr double picoseconds_per_microsecond = 1e6;
    return static_cast<double>(mark.clock) * static_cast<double>(clock_ps_) / picoseconds_per_microsecond;
}

// Innermost call last; every call with the place that it was made from.
std::vector<std::string> StackReport::chain(const StackWatch::Mark& mark) const {
    std::vector<std::string> names;
    for (const CallTree::NodeId innermost : mark.chains) {
        for (const CallTree::NodeId id : tree_.chain(innermost)) {
            const CallTree::Node& node = tree_.node(id);
            names.push_back(code_.name(node.function) +
                            (node.call_site == 0 ? "" : ", called from " + code_.locate(node.call_site)));
        }
    }
    return names;
}

std::string StackReport::mark_text(const StackWatch::Mark& mark) const {
    std::string text = (boost::format("sp %s at %.3f us (clock %d), pc %s, %s\n") % hex(mark.sp) % microseconds(mark) %
                        mark.clock % hex(mark.pc) % code_.locate(mark.pc))
                           .str();
    for (const std::string& name : chain(mark)) {
        text += "    " + name + "\n";
    }
    return text;
}

std::string StackReport::text() const {
    const double percent = 100.0 * watch_.bytes_used() / watch_.bytes();
    std::string text =
        (boost::format("stack: %d of %d bytes used (%.1f %%), from %s down, limit %s\n") % watch_.bytes_used() %
         watch_.bytes() % percent % hex(watch_.bounds().top) % hex(watch_.bounds().limit))
            .str();
    if (watch_.deepest()) {
        text += "deepest: " + mark_text(*watch_.deepest());
    }
    if (const auto& overflow = watch_.overflow()) {
        text += "OVERFLOW, first by " + std::to_string(watch_.bounds().limit - overflow->sp) +
                " bytes: " + mark_text(*overflow);
    } else {
        text += "no overflow\n";
    }
    return text;
}

ordered_json StackReport::mark_json(const StackWatch::Mark& mark) const {
    return {{"sp", hex(mark.sp)},
            {"pc", hex(mark.pc)},
            {"place", code_.locate(mark.pc)},
            {"microseconds", microseconds(mark)},
            {"clock", mark.clock},
            {"call_chain", chain(mark)}};
}

ordered_json StackReport::json() const {
    ordered_json result{{"stack_bytes", watch_.bytes()}, {"stack_bytes_used", watch_.bytes_used()}};
    result["deepest"] = watch_.deepest() ? mark_json(*watch_.deepest()) : ordered_json(nullptr);
    result["overflow"] = nullptr;
    if (const auto& overflow = watch_.overflow()) {
        result["overflow"] = mark_json(*overflow);
        result["overflow"]["bytes_beyond"] = watch_.bounds().limit - overflow->sp;
    }
    return result;
}

} // namespace edgeloom::insight
