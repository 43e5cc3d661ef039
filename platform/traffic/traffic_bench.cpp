#include "platform/traffic/traffic_bench.hpp"

#include "platform/soc/parts.hpp"
#include "platform/traffic/recorded_traffic.hpp"
#include "traffic/replay.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace edgeloom::platform {

namespace {

namespace map = abi::memory_map;

Interconnect::Config interconnect_config(const TrafficConfiguration& configuration) {
    const PlatformConfiguration& platform = configuration.platform;
    const InterconnectConfiguration& bus = platform.interconnect;
    Interconnect::Config config{.targets = {{resized(map::dram, platform.dram), port_config(bus, bus.dram)},
                                            {resized(map::sram, platform.sram), port_config(bus, bus.sram)},
                                            {TrafficBench::sink_region, port_config(bus)}},
                                .kind = bus.timing,
                                .clock = period(bus.clock_hz),
                                .arbitration = bus.arbitration};
    for (const TrafficInitiator& initiator : configuration.initiators) {
        config.initiators.push_back({initiator.name, port_config(bus, initiator.port)});
    }
    return config;
}

std::uint32_t base_of(TrafficTarget target) {
    switch (target) {
    case TrafficTarget::dram:
        return map::dram.base;
    case TrafficTarget::sram:
        return map::sram.base;
    default:
        return TrafficBench::sink_region.base;
    }
}

traffic::Synthetic::Config synthetic(const TrafficConfiguration& configuration, std::uint32_t number) {
    const TrafficInitiator& initiator = configuration.initiators[number];
    const auto narrow = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
    return {.base = base_of(initiator.target) + initiator.offset,
            .size = initiator.size,
            .bytes = narrow(initiator.burst_bytes),
            .pattern = initiator.pattern,
            .stride = initiator.stride,
            .read_percent = narrow(initiator.read_percent),
            .clock = period(configuration.platform.interconnect.clock_hz),
            .interval = narrow(initiator.interval),
            .train = narrow(initiator.train),
            .pause = narrow(initiator.pause),
            .requests = initiator.bursts,
            .seed = configuration.seed,
            .stream = number};
}

} // namespace

TrafficBench::TrafficBench(sc_core::sc_module_name name, const TrafficConfiguration& configuration)
    : sc_module(name),
      interconnect("interconnect", interconnect_config(configuration)),
      dram("dram", memory_config(configuration.platform.dram), memory_timing(configuration.platform.dram)),
      sram("sram", memory_config(configuration.platform.sram), memory_timing(configuration.platform.sram)),
      sink("sink", {.size = sink_region.size, .latency = 0}),
      bindings_(configuration.platform.interconnect.check_protocol) {
    for (std::uint32_t number = 0; number < configuration.initiators.size(); ++number) {
        add_generator(configuration, number);
    }
    for (std::size_t target = 0; Memory* const memory : {&dram, &sram, &sink}) {
        bindings_.bind(interconnect.target_port(target++), memory->socket);
    }
}

std::unique_ptr<traffic::Source> TrafficBench::source(const TrafficConfiguration& configuration, std::uint32_t number) {
    const TrafficInitiator& initiator = configuration.initiators[number];
    if (initiator.replay.empty()) {
        bursts_ += initiator.bursts;
        return std::make_unique<traffic::Synthetic>(synthetic(configuration, number));
    }
    std::vector<traffic::Request> requests = recorded_traffic(initiator.replay, initiator.recorded,
                                                              {.dram_bytes = configuration.platform.dram.bytes,
                                                               .sram_bytes = configuration.platform.sram.bytes,
                                                               .sink_base = sink_region.base,
                                                               .sink_bytes = sink_region.size});
    bursts_ += requests.size();
    return std::make_unique<traffic::Replay>(std::move(requests));
}

void TrafficBench::add_generator(const TrafficConfiguration& configuration, std::uint32_t number) {
    const TrafficInitiator& initiator = configuration.initiators[number];
    const traffic::Generator::Config config{.outstanding = interconnect.config().initiators[number].port.outstanding,
                                            .initiator_id = number,
                                            .protocol = protocol_of(configuration.platform.interconnect)};
    auto& generator = generators_.emplace_back(("generator" + std::to_string(number)).c_str(), config,
                                               source(configuration, number), [this](const traffic::Outcome& outcome) {
                                                   ++answered_;
                                                   end_ = std::max(end_, outcome.done);
                                               });
    bindings_.bind(generator.socket(), interconnect.initiator_port(number), initiator.port);
}

} // namespace edgeloom::platform
