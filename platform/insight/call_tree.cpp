#include "platform/insight/call_tree.hpp"

#include <algorithm>
#include <tuple>

namespace edgeloom::insight {

CallTree::NodeId CallTree::child(NodeId parent, std::uint32_t call_site, FunctionId function) {
    NodeId before = none;
    for (NodeId id = nodes_[parent].first_child; id != none; id = nodes_[id].next_sibling) {
        if (nodes_[id].call_site == call_site && nodes_[id].function == function) {
            if (before != none) { // to the front: it may well be called again
                nodes_[before].next_sibling = nodes_[id].next_sibling;
                nodes_[id].next_sibling = nodes_[parent].first_child;
                nodes_[parent].first_child = id;
            }
            return id;
        }
        before = id;
    }
    const auto id = static_cast<NodeId>(nodes_.size());
    nodes_.push_back(
        {.parent = parent, .function = function, .call_site = call_site, .next_sibling = nodes_[parent].first_child});
    nodes_[parent].first_child = id;
    return id;
}

std::vector<Cost> CallTree::totals() const {
    std::vector<Cost> totals(nodes_.size());
    for (std::size_t id = nodes_.size(); id-- > 0;) {
        totals[id] += nodes_[id].self;
        if (nodes_[id].parent != none) {
            totals[nodes_[id].parent] += totals[id];
        }
    }
    return totals;
}

std::vector<CallTree::NodeId> CallTree::children(NodeId parent) const {
    std::vector<NodeId> ids;
    for (NodeId id = nodes_[parent].first_child; id != none; id = nodes_[id].next_sibling) {
        ids.push_back(id);
    }
    std::ranges::sort(ids, {}, [this](NodeId id) { return std::tuple(nodes_[id].call_site, nodes_[id].function); });
    return ids;
}

std::vector<CallTree::NodeId> CallTree::chain(NodeId id) const {
    std::vector<NodeId> ids;
    for (; id != root && id != none; id = nodes_[id].parent) {
        ids.push_back(id);
    }
    std::ranges::reverse(ids);
    return ids;
}

} // namespace edgeloom::insight
