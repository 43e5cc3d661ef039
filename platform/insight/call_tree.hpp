// What every chain of calls cost.
#pragma once

#include "platform/insight/code_map.hpp"

#include <cstdint>
#include <vector>

namespace edgeloom::insight {

/// What something cost.
struct Cost {
    std::uint64_t clocks = 0; ///< of the hart
    std::uint64_t instructions = 0;

    Cost& operator+=(const Cost& other) {
        clocks += other.clocks;
        instructions += other.instructions;
        return *this;
    }
    bool operator==(const Cost&) const = default;
};

/// The tree of all chains of calls that were seen: a node for every place from which, along one chain, a function was
/// called. A parent comes before its children. Node 0 stands above the reset and all traps.
class CallTree {
public:
    using NodeId = std::uint32_t;
    static constexpr NodeId root = 0;
    static constexpr NodeId none = ~0U;

    struct Node {
        NodeId parent = none;
        FunctionId function = 0;
        std::uint32_t call_site = 0; ///< address of the instruction that called
        NodeId first_child = none;
        NodeId next_sibling = none;
        std::uint64_t calls = 0;
        Cost self;
    };

    CallTree() : nodes_(1) {}

    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] Node& node(NodeId id) { return nodes_[id]; }
    [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id]; }

    /// The node for calls of `function` from `call_site` out of `parent`; made where there is none.
    NodeId child(NodeId parent, std::uint32_t call_site, FunctionId function);

    /// What every node cost with all that it called.
    [[nodiscard]] std::vector<Cost> totals() const;
    /// The children of a node by their call sites, then their functions.
    [[nodiscard]] std::vector<NodeId> children(NodeId parent) const;
    /// From the outermost function to that of the node.
    [[nodiscard]] std::vector<NodeId> chain(NodeId id) const;

private:
    std::vector<Node> nodes_;
};

} // namespace edgeloom::insight
