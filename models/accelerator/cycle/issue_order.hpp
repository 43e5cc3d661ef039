// In which clocks a junction works on its edges.
#pragma once

#include "accelerator/cycle/access.hpp"
#include "mapping/junction_shape.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace edgeloom::accelerator::cycle {

/// The edges of one right neuron within an issue.
struct Segment {
    std::uint32_t begin = 0; ///< edges in issue order
    std::uint32_t end = 0;
    std::uint32_t right = 0;
    bool first = false; ///< of this right neuron
    bool last = false;
};

/// The edges that go into a junction unit in one clock: a row of z edges, or a part of it where several of the row's
/// left neurons lie in one memory.
struct Issue {
    std::uint32_t first_segment = 0;
    std::uint32_t end_segment = 0;
    bool clash = false; ///< a further part of a row
};

/// What an issue accesses.
enum class Accessed : std::uint8_t {
    left,    ///< left neurons
    weights, ///< of its edges
    begun,   ///< right neurons whose first edge it has
    ended,   ///< ... and last edge
    biases,  ///< of those that it begins
};
inline constexpr std::size_t kinds_accessed = 5;
using IssueAccesses = std::array<Access, kinds_accessed>; ///< by Accessed

/// An earlier issue that was the last to write deltas which an issue reads.
struct Meeting {
    std::uint32_t issue = 0;
    std::uint32_t neurons = 0; ///< left ones that they have in common
};

/// How many memories lie beside each other on the right-hand side of a junction.
struct RightMemories {
    std::uint32_t values = 1; ///< activations, derivatives and deltas: z of the next junction
    std::uint32_t biases = 1;
};

/// What the address generators of a junction give clock by clock: row by row; of a row, first one access of every left
/// memory, then a second, and so on. Edges are renumbered in the order in which they are issued.
class IssueOrder {
public:
    /// @param left, right neurons of every edge, in edge order. Where some clock begins or ends more right neurons than
    ///                    their memories can take, as the random patterns for comparison do, the right-hand memories
    ///                    are taken for registers.
    IssueOrder(const mapping::JunctionShape& shape, std::span<const std::uint32_t> left,
               std::span<const std::uint32_t> right, RightMemories memories);

    [[nodiscard]] std::size_t size() const { return issues_.size(); }
    [[nodiscard]] const Issue& operator[](std::size_t issue) const { return issues_[issue]; }
    [[nodiscard]] std::span<const Segment> segments(const Issue& issue) const {
        return std::span(segments_).subspan(issue.first_segment, issue.end_segment - issue.first_segment);
    }

    /// Edge number by issue order.
    [[nodiscard]] std::span<const std::uint32_t> edges() const { return edges_; }
    /// The same the other way: place in issue order by edge number.
    [[nodiscard]] std::span<const std::uint32_t> places() const { return places_; }
    /// Left neuron by issue order.
    [[nodiscard]] std::span<const std::uint16_t> left() const { return left_; }
    /// Right neurons without an edge.
    [[nodiscard]] std::span<const std::uint32_t> edgeless() const { return edgeless_; }

    [[nodiscard]] const Access& access(std::size_t issue, Accessed what) const {
        return accesses_[issue][static_cast<std::size_t>(what)];
    }
    /// Of all issues.
    [[nodiscard]] std::uint64_t words(Accessed what) const { return words_[static_cast<std::size_t>(what)]; }

    /// The newest first.
    [[nodiscard]] std::span<const Meeting> meetings(std::size_t issue) const {
        return std::span(meetings_).subspan(first_meeting_[issue], first_meeting_[issue + 1] - first_meeting_[issue]);
    }

private:
    void add_issue(std::span<const std::uint32_t> edges, std::span<const std::uint32_t> left,
                   std::span<const std::uint32_t> right, bool clash);
    void mark_ends(std::uint32_t neurons);
    void list_accesses(const mapping::JunctionShape& shape, RightMemories memories);
    void list_meetings(std::uint32_t left_neurons);
    [[nodiscard]] std::span<const std::uint16_t> left_of(const Issue& issue) const;

    std::vector<Issue> issues_;
    std::vector<Segment> segments_;
    std::vector<std::uint32_t> edges_;
    std::vector<std::uint32_t> places_;
    std::vector<std::uint16_t> left_;
    std::vector<std::uint32_t> edgeless_;
    std::vector<AccessList> lists_; // keep what accesses_ refers to
    std::vector<IssueAccesses> accesses_;
    std::array<std::uint64_t, kinds_accessed> words_{};
    std::vector<Meeting> meetings_;
    std::vector<std::size_t> first_meeting_; // by issue, and where the last ones end
};

} // namespace edgeloom::accelerator::cycle
