#include "accelerator/cycle/issue_order.hpp"

#include <algorithm>

namespace edgeloom::accelerator::cycle {

IssueOrder::IssueOrder(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left,
                       std::span<const std::uint32_t> right, RightMemories memories) {
    const std::uint32_t z = shape.parallelism;
    std::vector<std::uint32_t> accesses(z);           // of every left memory, in this row
    std::vector<std::vector<std::uint32_t>> turns(1); // edges by what number their access has
    for (std::uint32_t row = 0; row < shape.edges; row += z) {
        std::ranges::fill(accesses, 0);
        std::ranges::for_each(turns, [](auto& edges) { edges.clear(); });
        for (std::uint32_t edge = row; edge < row + z; ++edge) {
            const std::size_t turn = accesses[left[edge] % z]++;
            turns.resize(std::max(turns.size(), turn + 1));
            turns[turn].push_back(edge);
        }
        for (std::size_t turn = 0; turn < turns.size() && !turns[turn].empty(); ++turn) {
            add_issue(turns[turn], left, right, turn > 0);
        }
    }
    places_.resize(edges_.size());
    for (std::uint32_t place = 0; place < edges_.size(); ++place) {
        places_[edges_[place]] = place;
    }
    mark_ends(shape.right);
    list_accesses(shape, memories);
}

void IssueOrder::add_issue(std::span<const std::uint32_t> edges, std::span<const std::uint32_t> left,
                           std::span<const std::uint32_t> right, bool clash) {
    Issue issue{.first_segment = static_cast<std::uint32_t>(segments_.size()), .end_segment = 0, .clash = clash};
    for (const std::uint32_t edge : edges) {
        const auto position = static_cast<std::uint32_t>(edges_.size());
        if (segments_.size() == issue.first_segment || segments_.back().right != right[edge]) {
            segments_.push_back({.begin = position, .right = right[edge]});
        }
        segments_.back().end = position + 1;
        edges_.push_back(edge);
        left_.push_back(static_cast<std::int32_t>(left[edge]));
    }
    issue.end_segment = static_cast<std::uint32_t>(segments_.size());
    issues_.push_back(issue);
}

void IssueOrder::mark_ends(std::uint32_t neurons) {
    std::vector<Segment*> last(neurons);
    for (Segment& segment : segments_) {
        segment.first = last[segment.right] == nullptr;
        last[segment.right] = &segment;
    }
    for (std::uint32_t right = 0; right < neurons; ++right) {
        if (last[right] == nullptr) {
            edgeless_.push_back(right);
        } else {
            last[right]->last = true;
        }
    }
}

void IssueOrder::list_accesses(const mapping::JunctionShape& shape, RightMemories memories) {
    AccessList left(shape.parallelism);
    AccessList weights(shape.parallelism);
    AccessList begun(memories.values);
    AccessList ended(memories.values);
    AccessList biases(memories.biases);
    bool fits = true;
    for (const Issue& issue : issues_) {
        for (AccessList* const list : {&left, &weights, &begun, &ended, &biases}) {
            list->begin();
        }
        for (const Segment& segment : segments(issue)) {
            for (std::uint32_t i = segment.begin; i < segment.end; ++i) {
                left.add(static_cast<std::uint32_t>(left_[i]));
                weights.add(edges_[i]);
            }
            if (segment.first) {
                fits = begun.add(segment.right) && fits;
                fits = biases.add(segment.right) && fits;
            }
            if (segment.last) {
                fits = ended.add(segment.right) && fits;
            }
        }
    }
    if (!fits) {
        begun.forget();
        ended.forget();
        biases.forget();
    }
    accesses_.reserve(issues_.size());
    for (std::size_t i = 0; i < issues_.size(); ++i) {
        accesses_.push_back(
            {.left = left[i], .weights = weights[i], .begun = begun[i], .ended = ended[i], .biases = biases[i]});
    }
    for (AccessList* const list : {&left, &weights, &begun, &ended, &biases}) {
        lists_.push_back(std::move(*list)); // their bits stay where they are
    }
}

} // namespace edgeloom::accelerator::cycle
