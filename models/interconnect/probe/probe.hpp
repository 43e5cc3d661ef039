// Measures the bursts of an interconnect.
#pragma once

#include "interconnect/burst.hpp"
#include "interconnect/crossbar.hpp"
#include "interconnect/probe/bandwidth.hpp"
#include "interconnect/probe/traffic_figures.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace edgeloom::interconnect {

/// A path leads from an initiator to a target. What went through a port is the sum over the paths that begin or end
/// there.
class Probe {
public:
    Probe(const Crossbar& crossbar, bool timed);

    /// A burst is done. The bursts of an initiator come in the order in which they entered, but for those that their
    /// target held meanwhile.
    void record(const Journey& journey, bool failed);
    /// An access of an initiator that leads nowhere.
    void record_stray(std::size_t initiator) { ++strays_[initiator]; }

    [[nodiscard]] TrafficFigures of_initiator(std::size_t initiator) const;
    [[nodiscard]] TrafficFigures of_target(std::size_t target) const;
    [[nodiscard]] std::uint64_t transactions_to(std::size_t target) const;
    /// Null where nothing went that way.
    [[nodiscard]] const TrafficFigures* of_path(std::size_t initiator, std::size_t target) const {
        return paths_[path(initiator, target)].get();
    }
    /// The most bursts of the initiator that were on their way at a time.
    [[nodiscard]] std::uint32_t peak_outstanding(std::size_t initiator) const { return outstanding_[initiator].peak; }

    [[nodiscard]] std::uint64_t window_clocks() const { return bandwidth_.window_clocks(); }
    /// Bytes in each window, up to the last one with any.
    [[nodiscard]] const std::vector<std::uint64_t>& bandwidth(std::size_t initiator, std::size_t target,
                                                              bool write) const {
        return bandwidth_.bytes(flow(path(initiator, target), write));
    }

private:
    struct Span {
        std::uint64_t entered = 0;
        std::uint64_t done = 0;
    };
    // The last bursts of an initiator, twice as many as may be on their way: as many more may have overtaken one.
    struct Outstanding {
        std::vector<Span> last;
        std::size_t next = 0;
        std::uint64_t entered = 0; ///< latest
        std::uint64_t done = 0;    ///< likewise
        std::size_t in_order = 0;  ///< so many, the last ones, entered and were done one after the other
        std::uint32_t peak = 0;

        void add(const Journey& journey);
        [[nodiscard]] bool is_below_peak(const Journey& journey) const;
    };

    [[nodiscard]] std::size_t path(std::size_t initiator, std::size_t target) const {
        return initiator * crossbar_.targets.size() + target;
    }
    [[nodiscard]] static std::size_t flow(std::size_t path, bool write) { return 2 * path + (write ? 1 : 0); }
    static void note_outstanding(Outstanding& outstanding, const Journey& journey);

    const Crossbar& crossbar_;
    bool timed_;
    std::vector<std::unique_ptr<TrafficFigures>> paths_; // null before the first burst
    std::vector<std::uint64_t> strays_;                  // by initiator
    std::vector<Outstanding> outstanding_;               // likewise
    Bandwidth bandwidth_;
};

} // namespace edgeloom::interconnect
