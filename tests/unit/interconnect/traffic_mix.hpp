// Random traffic of several initiators, and what an interconnect makes of it at either timing.
#pragma once

#include "interconnect/interconnect.hpp"
#include "traffic/generator.hpp"
#include "traffic/synthetic.hpp"

#include <systemc>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace edgeloom::test {

/// Initiators that send for a while, and the targets that they send to.
struct TrafficMix {
    struct Initiator {
        interconnect::PortConfig port;
        std::uint32_t outstanding = 1; ///< of the generator
        traffic::Synthetic::Config traffic;
    };
    struct Target {
        interconnect::PortConfig port;
        std::uint32_t read_clocks = 0; ///< of service
        std::uint32_t write_clocks = 0;
    };

    /// Two to five initiators, one to four targets; everything else about them drawn from wide ranges, the policies of
    /// arbitration in turn.
    static TrafficMix random(std::uint64_t seed);

    std::vector<Initiator> initiators;
    std::vector<Target> targets;
    interconnect::Arbitration arbitration = interconnect::Arbitration::round_robin;
};

/// What came of an initiator's traffic.
struct Flow {
    std::uint64_t bursts = 0;
    std::uint64_t bytes = 0;  ///< of bursts that were done before the sending ended
    sc_core::sc_time latency; ///< of all bursts together

    [[nodiscard]] double bytes_per_clock() const;
    /// Clocks from issue to answer.
    [[nodiscard]] double mean_latency() const;
};

/// A mix on an interconnect of its own.
class MixRun : public sc_core::sc_module {
public:
    static constexpr std::uint64_t sending_clocks = 500'000;

    MixRun(sc_core::sc_module_name name, const TrafficMix& mix, Interconnect::Kind kind);
    ~MixRun() override;

    /// By initiator; once the simulation has ended.
    [[nodiscard]] const std::vector<Flow>& flows() const { return flows_; }

private:
    class Server;

    Interconnect bus_;
    std::deque<Server> servers_;
    std::deque<traffic::Generator> generators_;
    std::vector<Flow> flows_;
};

/// The same mix on both.
struct Comparison {
    TrafficMix mix;
    MixRun loosely;
    MixRun approximately;

    Comparison(const std::string& name, const TrafficMix& traffic);

    /// How far the loosely timed figure of an initiator is off, as a share of the approximately timed one.
    [[nodiscard]] double bandwidth_error(std::size_t initiator) const;
    [[nodiscard]] double latency_error(std::size_t initiator) const;
};

} // namespace edgeloom::test
