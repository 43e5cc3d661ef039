#include "platform/insight/shadow_stack.hpp"

namespace edgeloom::insight {

namespace {

// Registers that hold return addresses (unprivileged specification, 2.5).
bool is_link(std::uint8_t number) {
    constexpr std::uint8_t ra = 1;
    constexpr std::uint8_t t0 = 5;
    return number == ra || number == t0;
}

} // namespace

const CallTree& ShadowStack::tree() {
    book();
    return tree_;
}

// Gives what was counted to the innermost open call.
void ShadowStack::book() {
    if (!frames_.empty()) {
        tree_.node(frames_.back().node).self += pending_;
    }
    pending_ = {};
}

void ShadowStack::push(Kind kind, CallTree::NodeId parent, std::uint32_t call_site, FunctionId function,
                       std::uint32_t return_address) {
    book();
    if (frames_.size() == max_depth) { // it takes the place of the innermost: costs stay right, the chain does not
        too_deep_ = true;
        parent = tree_.node(frames_.back().node).parent;
        frames_.pop_back();
    }
    const CallTree::NodeId node = tree_.child(parent, call_site, function);
    ++tree_.node(node).calls;
    const auto first = static_cast<std::uint32_t>(kind == Kind::trap ? frames_.size() + 1 : bottom());
    frames_.push_back({node, function, return_address, sp_, first, kind});
    function_ = function;
}

// Ends open calls until `depth` are left.
void ShadowStack::shrink(std::size_t depth) {
    book();
    frames_.resize(depth);
    function_ = frames_.empty() ? nowhere : frames_.back().function;
}

// Neither call nor return led from one function into another.
void ShadowStack::enter(std::uint32_t pc, FunctionId function) {
    const std::uint32_t first = bottom();
    if (frames_.size() == first) {
        const CallTree::NodeId parent = frames_.empty() ? CallTree::root : frames_.back().node;
        push(Kind::handler, parent, 0, function, 0);
        return;
    }
    for (std::size_t index = frames_.size(); index-- > first;) { // back to a function of this chain of tail calls?
        if (frames_[index].function == function) {
            shrink(index + 1);
            const bool from_start = code_.is_code(function) && pc == code_.functions()[function].address;
            tree_.node(frames_.back().node).calls += from_start ? 1 : 0;
            return;
        }
        if (frames_[index].kind != Kind::tail_call) {
            break;
        }
    }
    push(Kind::tail_call, frames_.back().node, pc_, function, 0);
}

void ShadowStack::follow(const hart::Retired& instruction) {
    const hart::Operation& operation = instruction.operation;
    if (operation.kind == hart::Kind::mret) {
        leave_trap();
    } else if (is_link(operation.rd)) {
        call(instruction.pc, instruction.pc + operation.bytes, instruction.next_pc);
    } else if (operation.kind == hart::Kind::jalr && is_link(operation.rs1) && operation.rd == hart::no_register) {
        return_to(instruction.next_pc);
    }
}

void ShadowStack::call(std::uint32_t call_site, std::uint32_t return_address, std::uint32_t target) {
    push(Kind::call, frames_.back().node, call_site, code_.function_at(target), return_address);
}

void ShadowStack::return_to(std::uint32_t pc) {
    const std::uint32_t first = bottom();
    for (std::size_t index = frames_.size(); index-- > first;) {
        if (frames_[index].kind == Kind::call && frames_[index].return_address == pc) {
            shrink(index);
            return;
        }
    }
    unwind_to(pc);
}

void ShadowStack::unwind_to(std::uint32_t pc) {
    const std::uint32_t first = bottom();
    const FunctionId function = code_.function_at(pc);
    std::size_t depth = frames_.size();
    while (depth > first + 1 && frames_[depth - 1].sp < sp_) { // its stack frame is gone
        --depth;
    }
    for (std::size_t index = depth; index-- > first;) {
        if (frames_[index].function == function) {
            shrink(index + 1);
            return;
        }
    }
}

void ShadowStack::trapped(const hart::Trapped& trap) {
    push(Kind::trap, CallTree::root, 0, code_.trap(trap.cause), 0);
    pending_.clocks += trap.clocks;
    push(Kind::handler, frames_.back().node, 0, code_.function_at(trap.handler), 0);
}

void ShadowStack::leave_trap() {
    if (const std::uint32_t first = bottom(); first > 0) {
        shrink(first - 1);
    }
}

void ShadowStack::slept(std::uint32_t pc, std::uint64_t clocks) {
    book();
    constexpr std::uint32_t wfi_bytes = 4;
    const CallTree::NodeId parent = frames_.empty() ? CallTree::root : frames_.back().node;
    CallTree::Node& node = tree_.node(tree_.child(parent, pc - wfi_bytes, code_.asleep()));
    ++node.calls;
    node.self.clocks += clocks;
}

std::vector<CallTree::NodeId> ShadowStack::open_chains() const {
    std::vector<CallTree::NodeId> nodes;
    for (std::size_t index = 0; index < frames_.size(); ++index) {
        if (index + 1 == frames_.size() || frames_[index + 1].kind == Kind::trap) {
            nodes.push_back(frames_[index].node);
        }
    }
    return nodes;
}

} // namespace edgeloom::insight
