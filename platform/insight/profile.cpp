#include "platform/insight/profile.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace edgeloom::insight {

namespace {

using NodeId = CallTree::NodeId;

// Goes through a tree depth first, without recursion: firmware may recur as deeply as it likes.
template <class Enter, class Leave>
void walk(const CallTree& tree, Enter&& enter, Leave&& leave) {
    NodeId id = CallTree::root;
    while (true) {
        if (const NodeId child = tree.node(id).first_child; child != CallTree::none) {
            enter(child);
            id = child;
            continue;
        }
        while (id != CallTree::root && tree.node(id).next_sibling == CallTree::none) {
            leave(id);
            id = tree.node(id).parent;
        }
        if (id == CallTree::root) {
            return;
        }
        leave(id);
        id = tree.node(id).next_sibling;
        enter(id);
    }
}

// Adds up what nodes of the same group cost, those inside one of the same group apart.
std::vector<Cost> outermost(const CallTree& tree, const std::vector<std::uint32_t>& group_of, std::size_t groups) {
    const std::vector<Cost> totals = tree.totals();
    std::vector<Cost> sums(groups);
    std::vector<std::uint32_t> open(groups);
    walk(
        tree,
        [&](NodeId id) {
            if (open[group_of[id]]++ == 0) {
                sums[group_of[id]] += totals[id];
            }
        },
        [&](NodeId id) { --open[group_of[id]]; });
    return sums;
}

std::vector<Profile::FunctionCost> function_costs(const CallTree& tree, const CodeMap& code) {
    std::vector<std::uint32_t> group_of;
    std::vector<Profile::FunctionCost> all(code.count());
    for (const CallTree::Node& node : tree.nodes()) {
        group_of.push_back(node.function);
        if (node.parent != CallTree::none) {
            all[node.function].calls += node.calls;
            all[node.function].self += node.self;
        }
    }
    const std::vector<Cost> inclusive = outermost(tree, group_of, all.size());
    std::vector<Profile::FunctionCost> costs;
    for (FunctionId function = 0; function < all.size(); ++function) {
        all[function].function = function;
        all[function].inclusive = inclusive[function];
        if (all[function].calls != 0 || all[function].inclusive != Cost{}) {
            costs.push_back(all[function]);
        }
    }
    return costs;
}

// Calls out of nowhere, such as that of the reset, are no arcs.
std::vector<Profile::Arc> arcs_of(const CallTree& tree, bool by_call_site) {
    using Key = std::tuple<FunctionId, std::uint32_t, FunctionId>;
    std::map<Key, std::uint32_t> numbers;
    std::vector<Key> key_of(tree.nodes().size());
    for (NodeId id = 1; id < tree.nodes().size(); ++id) {
        const CallTree::Node& node = tree.node(id);
        if (node.parent != CallTree::root) {
            key_of[id] = {tree.node(node.parent).function, by_call_site ? node.call_site : 0, node.function};
            numbers[key_of[id]] = 0;
        }
    }
    std::vector<Profile::Arc> arcs;
    for (auto& [key, number] : numbers) {
        number = static_cast<std::uint32_t>(arcs.size());
        arcs.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), 0, {}});
    }
    std::vector<std::uint32_t> group_of(tree.nodes().size(), static_cast<std::uint32_t>(arcs.size()));
    for (NodeId id = 1; id < tree.nodes().size(); ++id) {
        if (tree.node(id).parent != CallTree::root) {
            group_of[id] = numbers[key_of[id]];
            arcs[group_of[id]].calls += tree.node(id).calls;
        }
    }
    const std::vector<Cost> inclusive = outermost(tree, group_of, arcs.size() + 1);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        arcs[i].inclusive = inclusive[i];
    }
    return arcs;
}

} // namespace

Profile::Profile(const CallTree& tree, const CodeMap& code)
    : total_(tree.totals()[CallTree::root]),
      functions_(function_costs(tree, code)),
      arcs_(arcs_of(tree, true)),
      function_arcs_(arcs_of(tree, false)) {}

} // namespace edgeloom::insight
