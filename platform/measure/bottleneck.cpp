#include "platform/measure/bottleneck.hpp"

#include "platform/measure/engine_shares.hpp"
#include "platform/measure/percent.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <array>

namespace edgeloom::platform {

using interconnect::TrafficFigures;

namespace {

constexpr double nearly_all = 85; // percent: what is left between bursts cannot be used

// A channel on the way of the inputs, and how much of the accelerator's time at work it was occupied.
struct Channel {
    std::string name;
    double percent;
};

// The way of the inputs: from a memory through a channel of the DMA to the stream port.
class InputPath {
public:
    InputPath(const Interconnect& interconnect, const sc_core::sc_time& at_work)
        : interconnect_(interconnect),
          clocks_(at_work.to_seconds() / interconnect.config().clock.to_seconds()),
          feeder_(busiest(interconnect.config().initiators.size(),
                          [&](std::size_t initiator) {
                              const TrafficFigures* const path =
                                  interconnect.probe().of_path(initiator, Soc::stream_port);
                              return path == nullptr ? 0 : path->written_bytes;
                          })),
          source_(busiest(interconnect.config().targets.size(), [&](std::size_t target) {
              const TrafficFigures* const path = interconnect.probe().of_path(feeder_, target);
              return path == nullptr ? 0 : path->read_bytes;
          })) {}

    [[nodiscard]] const std::string& feeder() const { return interconnect_.config().initiators[feeder_].name; }
    [[nodiscard]] std::string source() const {
        return std::string(interconnect_.config().targets[source_].region.name);
    }
    /// The channel that is occupied most.
    [[nodiscard]] Channel fullest() const {
        const interconnect::Probe& probe = interconnect_.probe();
        const std::array channels{
            Channel{"what " + feeder() + " writes", occupied(probe.of_initiator(feeder_).request_channel)},
            Channel{"what " + feeder() + " reads", occupied(probe.of_initiator(feeder_).response_channel)},
            Channel{"what " + source() + " answers", occupied(probe.of_target(source_).response_channel)},
            Channel{"what the stream port takes", occupied(probe.of_target(Soc::stream_port).request_channel)}};
        return *std::ranges::max_element(channels, {}, &Channel::percent);
    }
    /// What a read of an input's bytes takes, on average.
    [[nodiscard]] std::string read_latency() const {
        const TrafficFigures* const path = interconnect_.probe().of_path(feeder_, source_);
        if (path == nullptr) {
            return "nothing was read";
        }
        const auto mean = [&](std::uint64_t sum) {
            return static_cast<double>(sum) / static_cast<double>(path->transactions());
        };
        return (boost::format("a read of %s takes %.1f clocks: %.1f queueing, %.1f transfer, %.1f service") % source() %
                mean(path->latency()) % mean(path->queueing) % mean(path->transfer) % mean(path->service))
            .str();
    }

private:
    template <class Bytes>
    static std::size_t busiest(std::size_t ports, Bytes bytes) {
        std::size_t best = 0;
        for (std::size_t port = 1; port < ports; ++port) {
            best = bytes(port) > bytes(best) ? port : best;
        }
        return best;
    }
    // The accelerator's time at work is less than that of the run, in which channels have other work too.
    [[nodiscard]] double occupied(std::uint64_t clocks) const {
        constexpr double hundred = 100;
        return std::min(hundred, percent(static_cast<double>(clocks), clocks_));
    }

    const Interconnect& interconnect_;
    double clocks_;
    std::size_t feeder_;
    std::size_t source_;
};

Bottleneck starvation(const Configuration& configuration, const Soc& soc, const std::string& how_much,
                      const sc_core::sc_time& at_work) {
    const PlatformConfiguration& platform = configuration.platform;
    const std::string starved = "the accelerator starved for inputs " + how_much;
    if (soc.interconnect.config().kind == Interconnect::Kind::untimed) {
        return {"accelerator", "software", starved + ", though the bus takes no time: what feeds it is software"};
    }
    const InputPath path(soc.interconnect, at_work);
    const Channel fullest = path.fullest();
    if (fullest.percent >= nearly_all) {
        return {path.feeder(), "bandwidth",
                (boost::format("%s: %s occupies its channel %.1f %% of that time: raise platform.interconnect.width "
                               "from %d bit, or send fewer bits an input") %
                 starved % fullest.name % fullest.percent % platform.interconnect.width_bits)
                    .str()};
    }
    return {path.feeder(), "latency",
            (boost::format("%s, and no channel is occupied more than %.1f %% of that time; %s: raise "
                           "platform.dma.outstanding from %d or platform.dma.burst from %d B") %
             starved % fullest.percent % path.read_latency() % platform.dma.outstanding % platform.dma.burst_bytes)
                .str()};
}

} // namespace

Bottleneck find_bottleneck(const Configuration& configuration, const Soc& soc, const sc_core::sc_time& end) {
    const EngineShares shares = accelerator_shares(soc.accelerator, end);
    const auto of_work = [&](std::uint64_t clocks) {
        return percent(static_cast<double>(clocks), static_cast<double>(shares.at_work()));
    };
    if (shares.at_work() == 0) {
        return {"hart", "software", "the accelerator did nothing: the run is the hart's"};
    }
    const auto how_much = [&](std::uint64_t clocks) {
        return (boost::format("%.1f %% of its time at work") % of_work(clocks)).str();
    };
    if (of_work(shares.computed) >= nearly_all) {
        return {"accelerator", "parallelism",
                "the accelerator computed " + how_much(shares.computed) +
                    ": it is the bottleneck itself; more multipliers and a larger platform.accelerator.parallelism "
                    "make it faster"};
    }
    const std::uint64_t worst = std::max({shares.starved, shares.blocked, shares.stalled});
    if (worst == shares.starved) {
        return starvation(configuration, soc, how_much(worst),
                          soc.accelerator.clock() * static_cast<double>(shares.at_work()));
    }
    if (worst == shares.blocked) {
        return {"hart", "results",
                "the accelerator was blocked by a full result port " + how_much(worst) +
                    ": let the DMA read the results, or raise platform.accelerator.result_words"};
    }
    return {"accelerator", "stalls",
            "the accelerator stalled for clashes and hazards " + how_much(worst) +
                ": clash-free patterns (network.pattern.type 1, 2 or 3) and platform.accelerator.delta_hazard: forward "
                "have none"};
}

} // namespace edgeloom::platform
