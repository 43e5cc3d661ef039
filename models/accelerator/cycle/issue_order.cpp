#include "accelerator/cycle/issue_order.hpp"

#include <algorithm>
#include <functional>
#include <map>

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
    list_meetings(shape.left);
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
        left_.push_back(static_cast<std::uint16_t>(left[edge]));
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
                left.add(left_[i]);
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
        accesses_.push_back({left[i], weights[i], begun[i], ended[i], biases[i]});
        for (std::size_t what = 0; what < kinds_accessed; ++what) {
            words_[what] += accesses_.back()[what].words;
        }
    }
    for (AccessList* const list : {&left, &weights, &begun, &ended, &biases}) {
        lists_.push_back(std::move(*list)); // their bits stay where they are
    }
}

std::span<const std::uint16_t> IssueOrder::left_of(const Issue& issue) const {
    const std::uint32_t begin = segments(issue).front().begin;
    return left().subspan(begin, segments(issue).back().end - begin);
}

void IssueOrder::list_meetings(std::uint32_t left_neurons) {
    constexpr std::uint32_t never = ~std::uint32_t{0};
    std::vector<std::uint32_t> last(left_neurons, never); // issue that had it
    first_meeting_.push_back(0);
    for (std::uint32_t issue = 0; issue < issues_.size(); ++issue) {
        std::map<std::uint32_t, std::uint32_t, std::greater<>> neurons; // by issue
        for (const std::uint16_t neuron : left_of(issues_[issue])) {
            std::uint32_t& before = last[neuron];
            if (before != never) {
                ++neurons[before];
            }
            before = issue;
        }
        for (const auto& [before, count] : neurons) {
            meetings_.push_back({before, count});
        }
        first_meeting_.push_back(meetings_.size());
    }
}

} // namespace edgeloom::accelerator::cycle
