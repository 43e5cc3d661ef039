#include "platform/traffic/traffic_configuration.hpp"

#include "abi/memory_map.hpp"
#include "platform/configuration/emitter.hpp"
#include "platform/configuration/memory_device.hpp"
#include "platform/configuration/parser.hpp"
#include "platform/configuration/port_check.hpp"
#include "platform/configuration/schema.hpp"
#include "platform/configuration/yaml_file.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace edgeloom::platform {

namespace {

namespace fs = std::filesystem;

constexpr const char* initiators_key = "traffic.initiators";
constexpr Range clocks{0, 1'000'000};
constexpr Range region{8, 2048ULL << 20};

std::string path_of(const TrafficInitiator& initiator) {
    return std::string(initiators_key) + "." + initiator.name;
}

void visit_region(TrafficInitiator& initiator, const std::string& path, Visitor& visitor) {
    choose(visitor, {path + ".target", "memory that it goes to; sink: anything in no time"}, initiator.target,
           {{"dram", TrafficTarget::dram}, {"sram", TrafficTarget::sram}, {"sink", TrafficTarget::sink}});
    visitor.quantity({path + ".offset", "where its region begins in the memory"}, initiator.offset, unit::bytes,
                     {0, region.high});
    visitor.quantity({path + ".size", "of the region, a multiple of the burst"}, initiator.size, unit::bytes, region);
}

void visit_synthetic(TrafficInitiator& initiator, const std::string& path, Visitor& visitor) {
    visitor.quantity({path + ".burst", "bytes of a transaction"}, initiator.burst_bytes, unit::bytes, {1, 4096});
    choose(visitor, {path + ".pattern", "order in which addresses are visited"}, initiator.pattern,
           {{"sequential", traffic::Pattern::sequential},
            {"strided", traffic::Pattern::strided},
            {"random", traffic::Pattern::random}});
    visitor.quantity({path + ".stride", "from one burst to the next, where strided"}, initiator.stride, unit::bytes,
                     {1, region.high});
    visitor.number({path + ".read_percent", "share of reads"}, initiator.read_percent, {0, 100});
    visitor.number({path + ".interval", "clocks from burst to burst on average; 0: as fast as it goes"},
                   initiator.interval, clocks);
    visitor.number({path + ".train", "bursts, behind which there is a pause; 0: none"}, initiator.train, clocks);
    visitor.number({path + ".pause", "clocks behind a train"}, initiator.pause, clocks);
    visitor.number({path + ".bursts", "how many it sends"}, initiator.bursts, {1, 1'000'000'000});
}

void visit_initiator(TrafficInitiator& initiator, Visitor& visitor) {
    const std::string path = path_of(initiator);
    visit_region(initiator, path, visitor);
    visit_synthetic(initiator, path, visitor);
    visitor.text(
        {path + ".replay", "transactions.sqlite of an earlier run, to be sent in place of made-up bursts", "none"},
        initiator.replay);
    visitor.text({path + ".recorded", "initiator whose transactions are sent again", "NAME"}, initiator.recorded);
    visit_initiator_port(path + ".port", "its port", initiator.port, visitor);
}

std::uint64_t size_of(const TrafficInitiator& initiator, const PlatformConfiguration& platform) {
    switch (initiator.target) {
    case TrafficTarget::dram:
        return platform.dram.bytes;
    case TrafficTarget::sram:
        return platform.sram.bytes;
    default:
        return abi::memory_map::stream.size; // where the sink is
    }
}

std::string in_bytes(std::uint64_t bytes) {
    return with_unit(bytes, unit::bytes);
}

// Its name is a part of the paths of its keys.
void check_name(const std::string& name, const Parser& parser) {
    const auto usual = [](char character) {
        return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_' || character == '-';
    };
    if (name.empty() || !std::ranges::all_of(name, usual)) {
        parser.fail(initiators_key, "found the name '" + name + "'; allowed are letters, digits, _ and -");
    }
}

void check(const TrafficInitiator& initiator, const PlatformConfiguration& platform, const Parser& parser) {
    const std::string path = path_of(initiator);
    check_port(path + ".port", initiator.port, parser);
    if (initiator.size % initiator.burst_bytes != 0) {
        const std::uint64_t nearest =
            (initiator.size + initiator.burst_bytes - 1) / initiator.burst_bytes * initiator.burst_bytes;
        parser.fail(path + ".size", "found " + in_bytes(initiator.size) +
                                        "; allowed is a multiple of the burst; the nearest is " + in_bytes(nearest));
    }
    if (initiator.pattern == traffic::Pattern::strided && initiator.stride % initiator.burst_bytes != 0) {
        parser.fail(path + ".stride", "found " + in_bytes(initiator.stride) + "; allowed is a multiple of the burst, " +
                                          in_bytes(initiator.burst_bytes));
    }
    const std::uint64_t there = size_of(initiator, platform);
    if (initiator.replay.empty() && initiator.offset + initiator.size > there) {
        parser.fail(path + ".offset", "found " + in_bytes(initiator.offset) + "; with its size of " +
                                          in_bytes(initiator.size) + " the region ends behind the memory, which has " +
                                          in_bytes(there));
    }
}

void check(const TrafficConfiguration& configuration, const Parser& parser) {
    check_width("platform.interconnect.width", configuration.platform.interconnect.width_bits, parser);
    check_port("platform.interconnect.dram", configuration.platform.interconnect.dram, parser);
    check_port("platform.interconnect.sram", configuration.platform.interconnect.sram, parser);
    if (configuration.initiators.empty()) {
        parser.fail(initiators_key, "found none; allowed is a map of names, each with the keys of its traffic");
    }
    for (const TrafficInitiator& initiator : configuration.initiators) {
        check(initiator, configuration.platform, parser);
    }
}

} // namespace

void visit(TrafficConfiguration& configuration, Visitor& visitor) {
    visitor.text({"name", "name of the run"}, configuration.name);
    visitor.number({"traffic.seed", "of what is random"}, configuration.seed, {});
    for (TrafficInitiator& initiator : configuration.initiators) {
        visit_initiator(initiator, visitor);
    }
    visit_bus(configuration.platform.interconnect, visitor);
    visit_memory_ports(configuration.platform.interconnect, visitor);
    visit_protocol_check(configuration.platform.interconnect, visitor);
    visit_sram(configuration.platform.sram, visitor);
    visit_dram(configuration.platform.dram, visitor);
}

TrafficConfiguration load_traffic(const std::string& path, const std::vector<Override>& overrides) {
    Parser parser(read_yaml(path), path);
    for (const Override& override : overrides) {
        parser.set(override);
    }
    TrafficConfiguration configuration;
    for (const std::string& name : parser.names_in(initiators_key)) {
        check_name(name, parser);
        configuration.initiators.push_back({.name = name, .recorded = name});
    }
    visit(configuration, parser);
    parser.refuse_unknown_keys();
    const fs::path folder = fs::absolute(path).parent_path();
    load_devices(configuration.platform, parser, folder);
    check(configuration, parser);
    for (TrafficInitiator& initiator : configuration.initiators) {
        if (!initiator.replay.empty() && fs::path(initiator.replay).is_relative()) {
            initiator.replay = (folder / initiator.replay).lexically_normal().string();
        }
    }
    return configuration;
}

std::string to_yaml(TrafficConfiguration configuration) {
    Emitter emitter(true);
    visit(configuration, emitter);
    return emitter.yaml();
}

} // namespace edgeloom::platform
