#include "platform/measure/engine_shares.hpp"

#include "platform/measure/busiest.hpp"
#include "platform/measure/percent.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::platform {

using interconnect::TrafficFigures;

namespace {

constexpr TrafficFigures nothing;

const TrafficFigures& path(const Interconnect& interconnect, std::size_t initiator, std::size_t target) {
    const TrafficFigures* const figures = interconnect.probe().of_path(initiator, target);
    return figures == nullptr ? nothing : *figures;
}

// The time on the bus of an initiator's reads, or of its writes. Latencies are split for all bursts of a path: where it
// has both, as if they were alike.
class Waiting {
public:
    Waiting(const Interconnect& interconnect, std::size_t initiator, std::uint64_t TrafficFigures::*which)
        : interconnect_(interconnect),
          initiator_(initiator),
          which_(which) {}

    /// The part of it that is transfer.
    [[nodiscard]] double transfer() const {
        double moved = 0;
        double all = 0;
        for (std::size_t target = 0; target < targets(); ++target) {
            const TrafficFigures& figures = path(interconnect_, initiator_, target);
            moved += part(figures, figures.transfer);
            all += part(figures, figures.latency());
        }
        return ratio(moved, all);
    }
    /// Where most of it is spent.
    [[nodiscard]] std::string where() const {
        const auto target = busiest(targets(), [this](std::size_t port) {
            const TrafficFigures& figures = path(interconnect_, initiator_, port);
            return static_cast<std::uint64_t>(part(figures, figures.latency()));
        });
        return target ? std::string(interconnect_.config().targets[*target].region.name) : std::string();
    }

private:
    [[nodiscard]] std::size_t targets() const { return interconnect_.config().targets.size(); }
    [[nodiscard]] double part(const TrafficFigures& figures, std::uint64_t clocks) const {
        return static_cast<double>(clocks) *
               ratio(static_cast<double>(figures.*which_), static_cast<double>(figures.transactions()));
    }

    const Interconnect& interconnect_;
    std::size_t initiator_;
    std::uint64_t TrafficFigures::*which_;
};

std::uint64_t clocks_until(const sc_core::sc_time& end, const sc_core::sc_time& clock) {
    return end.value() / clock.value();
}

// What is left of `all`; an engine that is ahead of the end of the simulation has nothing left.
std::uint64_t rest(std::uint64_t all, const EngineShares& shares) {
    return all - std::min(all, shares.at_work());
}

// The channel that fetches results, or the hart, which is told of them.
std::size_t fetcher(const Interconnect& interconnect) {
    return busiest(interconnect.config().initiators.size(),
                   [&](std::size_t initiator) {
                       return initiator == Soc::hart_port ? 0
                                                          : path(interconnect, initiator, Soc::stream_port).read_bytes;
                   })
        .value_or(Soc::hart_port);
}

EngineShares hart_shares(const Soc& soc, const sc_core::sc_time& end) {
    const Hart& hart = soc.hart;
    const Hart::BusCycles& bus = hart.bus_cycles();
    EngineShares shares{.name = "hart",
                        .computed = hart.cycles() - hart.wfi_cycles() - bus.loads - bus.stores,
                        .starved = bus.loads,
                        .blocked = bus.stores,
                        .starved_by = Waiting(soc.interconnect, Soc::hart_port, &TrafficFigures::reads).where(),
                        .blocked_by = Waiting(soc.interconnect, Soc::hart_port, &TrafficFigures::writes).where()};
    shares.idle = rest(std::max(hart.cycles(), clocks_until(end, hart.clock())), shares);
    return shares;
}

EngineShares dma_shares(const Soc& soc, std::uint32_t channel) {
    using dma::Activity;
    const std::size_t port = Soc::first_dma_port + channel;
    const dma::TimeSheet& times = soc.dma.channel(channel).times();
    const Waiting reads(soc.interconnect, port, &TrafficFigures::reads);
    const Waiting writes(soc.interconnect, port, &TrafficFigures::writes);
    const auto moved = [&](Activity activity, double transfer) {
        return static_cast<std::uint64_t>(static_cast<double>(times[activity].value()) * transfer);
    };
    const std::uint64_t moved_of_reads = moved(Activity::waits_for_read, reads.transfer());
    const std::uint64_t moved_of_writes = moved(Activity::waits_for_write, writes.transfer());
    return {.name = soc.interconnect.config().initiators[port].name,
            .computed = times[Activity::works].value() + moved_of_reads + moved_of_writes,
            .starved = times[Activity::waits_for_read].value() - moved_of_reads,
            .blocked = times[Activity::waits_for_write].value() - moved_of_writes,
            .idle = times[Activity::idle].value(),
            .starved_by = reads.where(),
            .blocked_by = writes.where()};
}

nlohmann::ordered_json text_or_null(const std::string& text) {
    return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
}

} // namespace

std::optional<std::size_t> feeder(const Interconnect& interconnect) {
    return busiest(interconnect.config().initiators.size(), [&](std::size_t initiator) {
        return path(interconnect, initiator, Soc::stream_port).written_bytes;
    });
}

EngineShares accelerator_shares(const Soc& soc, const sc_core::sc_time& end) {
    const Accelerator::Clocks& clocks = soc.accelerator.clocks();
    const auto& initiators = soc.interconnect.config().initiators;
    const auto brings = feeder(soc.interconnect);
    EngineShares shares{.name = "accelerator",
                        .computed = clocks.busy,
                        .starved = clocks.stall_input,
                        .blocked = clocks.stall_output,
                        .stalled = clocks.stall_clash + clocks.stall_hazard,
                        .starved_by = brings ? initiators[*brings].name : std::string(),
                        .blocked_by = initiators[fetcher(soc.interconnect)].name};
    shares.idle = rest(clocks_until(end, soc.accelerator.clock()), shares);
    return shares;
}

std::vector<EngineShares> engine_shares(const Soc& soc, const sc_core::sc_time& end) {
    std::vector<EngineShares> engines{accelerator_shares(soc, end), hart_shares(soc, end)};
    engines.reserve(engines.size() + soc.dma.channels());
    for (std::uint32_t channel = 0; channel < soc.dma.channels(); ++channel) {
        engines.push_back(dma_shares(soc, channel));
    }
    return engines;
}

nlohmann::ordered_json engines_summary(const std::vector<EngineShares>& engines) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const EngineShares& engine : engines) {
        nlohmann::ordered_json shares{{"name", engine.name}};
        for (const auto& [name, share] : {std::pair{"computed_percent", engine.computed},
                                          {"starved_percent", engine.starved},
                                          {"blocked_percent", engine.blocked},
                                          {"stalled_percent", engine.stalled},
                                          {"idle_percent", engine.idle}}) {
            shares[name] = percent(static_cast<double>(share), static_cast<double>(engine.all()));
        }
        shares["starved_by"] = text_or_null(engine.starved == 0 ? std::string() : engine.starved_by);
        shares["blocked_by"] = text_or_null(engine.blocked == 0 ? std::string() : engine.blocked_by);
        list.push_back(std::move(shares));
    }
    return list;
}

} // namespace edgeloom::platform
