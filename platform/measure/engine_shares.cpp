#include "platform/measure/engine_shares.hpp"

#include "platform/measure/percent.hpp"

#include <algorithm>
#include <utility>

namespace edgeloom::platform {

namespace {

std::uint64_t clocks_until(const sc_core::sc_time& end, const sc_core::sc_time& clock) {
    return end.value() / clock.value();
}

// What is left of `all`; an engine that is ahead of the end of the simulation has nothing left.
std::uint64_t rest(std::uint64_t all, const EngineShares& shares) {
    return all - std::min(all, shares.at_work());
}

} // namespace

EngineShares accelerator_shares(const Accelerator& accelerator, const sc_core::sc_time& end) {
    const Accelerator::Clocks& clocks = accelerator.clocks();
    EngineShares shares{.name = "accelerator",
                        .computed = clocks.busy,
                        .starved = clocks.stall_input,
                        .blocked = clocks.stall_output,
                        .stalled = clocks.stall_clash + clocks.stall_hazard};
    shares.idle = rest(clocks_until(end, accelerator.clock()), shares);
    return shares;
}

EngineShares hart_shares(const Hart& hart, const sc_core::sc_time& end) {
    const Hart::BusCycles& bus = hart.bus_cycles();
    EngineShares shares{.name = "hart",
                        .computed = hart.cycles() - hart.wfi_cycles() - bus.loads - bus.stores,
                        .starved = bus.loads,
                        .blocked = bus.stores};
    shares.idle = rest(std::max(hart.cycles(), clocks_until(end, hart.clock())), shares);
    return shares;
}

EngineShares dma_shares(std::string name, const dma::TimeSheet& times, const interconnect::TrafficFigures& traffic) {
    using dma::Activity;
    const double transfer = ratio(static_cast<double>(traffic.transfer), static_cast<double>(traffic.latency()));
    const auto moved = [&](Activity activity) {
        return static_cast<std::uint64_t>(static_cast<double>(times[activity].value()) * transfer);
    };
    const std::uint64_t moved_of_reads = moved(Activity::waits_for_read);
    const std::uint64_t moved_of_writes = moved(Activity::waits_for_write);
    return {.name = std::move(name),
            .computed = times[Activity::works].value() + moved_of_reads + moved_of_writes,
            .starved = times[Activity::waits_for_read].value() - moved_of_reads,
            .blocked = times[Activity::waits_for_write].value() - moved_of_writes,
            .stalled = 0,
            .idle = times[Activity::idle].value()};
}

std::vector<EngineShares> engine_shares(const Soc& soc, const sc_core::sc_time& end) {
    std::vector<EngineShares> engines{accelerator_shares(soc.accelerator, end), hart_shares(soc.hart, end)};
    for (std::uint32_t number = 0; number < soc.dma.channels(); ++number) {
        const std::size_t port = Soc::first_dma_port + number;
        engines.push_back(dma_shares(soc.interconnect.config().initiators[port].name, soc.dma.channel(number).times(),
                                     soc.interconnect.probe().of_initiator(port)));
    }
    return engines;
}

nlohmann::ordered_json engines_summary(const std::vector<EngineShares>& engines) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const EngineShares& engine : engines) {
        list.push_back({{"name", engine.name}});
        for (const auto& [name, share] : {std::pair{"computed_percent", engine.computed},
                                          {"starved_percent", engine.starved},
                                          {"blocked_percent", engine.blocked},
                                          {"stalled_percent", engine.stalled},
                                          {"idle_percent", engine.idle}}) {
            list.back()[name] = percent(static_cast<double>(share), static_cast<double>(engine.all()));
        }
    }
    return list;
}

} // namespace edgeloom::platform
