#include "platform/measure/bottleneck.hpp"

#include "platform/measure/busiest.hpp"
#include "platform/measure/engine_shares.hpp"
#include "platform/measure/percent.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <array>

namespace edgeloom::platform {

using interconnect::TrafficFigures;

namespace {

constexpr double nearly_all = 85; // percent: what is left between bursts cannot be used

// What may limit the bandwidth on the way of the inputs, and how much of the accelerator's time at work it was
// occupied.
struct Limit {
    std::string what;
    double percent;
    std::string remedy;
};

// The way of the inputs: from a memory through a channel of the DMA to the stream port.
class InputPath {
public:
    InputPath(const PlatformConfiguration& platform, const Soc& soc, const sc_core::sc_time& at_work)
        : platform_(platform),
          soc_(soc),
          interconnect_(soc.interconnect),
          seconds_(at_work.to_seconds()),
          feeder_(feeder(interconnect_).value_or(Soc::hart_port)),
          source_(busiest(interconnect_.config().targets.size(), [&](std::size_t target) {
                      const TrafficFigures* const path = interconnect_.probe().of_path(feeder_, target);
                      return path == nullptr ? 0 : path->read_bytes;
                  }).value_or(Soc::dram_port)) {}

    [[nodiscard]] const std::string& feeder_name() const { return interconnect_.config().initiators[feeder_].name; }
    [[nodiscard]] std::string source() const {
        return std::string(interconnect_.config().targets[source_].region.name);
    }
    /// What is occupied most.
    [[nodiscard]] Limit tightest() const {
        const interconnect::Probe& probe = interconnect_.probe();
        const std::array limits{
            channel("what " + feeder_name() + " writes", probe.of_initiator(feeder_).request_channel),
            channel("what " + feeder_name() + " reads", probe.of_initiator(feeder_).response_channel),
            channel("what " + source() + " answers", probe.of_target(source_).response_channel),
            channel("what the stream port takes", probe.of_target(Soc::stream_port).request_channel), memory()};
        return *std::ranges::max_element(limits, {}, &Limit::percent);
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
    [[nodiscard]] Limit channel(const std::string& what, std::uint64_t clocks) const {
        return {what + " occupies its channel",
                occupied(static_cast<double>(clocks) * interconnect_.config().clock.to_seconds()),
                (boost::format("raise platform.interconnect.width from %d bit, or send fewer bits an input "
                               "(training.input_bits)") %
                 platform_.interconnect.width_bits)
                    .str()};
    }
    // A memory without a peak has no bandwidth of its own.
    [[nodiscard]] Limit memory() const {
        const bool from_dram = source_ == Soc::dram_port;
        const Memory& memory = from_dram ? soc_.dram : soc_.sram;
        const double seconds = ratio(static_cast<double>(memory.moved()), memory.statistics().peak_bytes_per_second);
        return {"what " + source() + " moves takes it", occupied(seconds),
                from_dram ? "choose a faster platform.dram.device, or more platform.dram.channels"
                          : "raise platform.sram.banks and platform.sram.ports"};
    }
    // The accelerator's time at work is less than that of the run, in which there is other work too.
    [[nodiscard]] double occupied(double seconds) const {
        constexpr double hundred = 100;
        return std::min(hundred, percent(seconds, seconds_));
    }

    const PlatformConfiguration& platform_;
    const Soc& soc_;
    const Interconnect& interconnect_;
    double seconds_;
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
    const InputPath path(platform, soc, at_work);
    const Limit tightest = path.tightest();
    if (tightest.percent >= nearly_all) {
        return {path.feeder_name(), "bandwidth",
                (boost::format("%s: %s %.1f %% of that time: %s") % starved % tightest.what % tightest.percent %
                 tightest.remedy)
                    .str()};
    }
    return {path.feeder_name(), "latency",
            (boost::format("%s, though nothing on their way is occupied more than %.1f %% of that time; %s: raise "
                           "platform.dma.outstanding from %d, platform.dma.outstanding_writes from %d or "
                           "platform.dma.burst from %d B") %
             starved % tightest.percent % path.read_latency() % platform.dma.outstanding %
             platform.dma.outstanding_writes % platform.dma.burst_bytes)
                .str()};
}

} // namespace

Bottleneck find_bottleneck(const Configuration& configuration, const Soc& soc, const sc_core::sc_time& end) {
    const EngineShares shares = accelerator_shares(soc, end);
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
