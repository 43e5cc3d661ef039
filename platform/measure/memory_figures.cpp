#include "platform/measure/memory_figures.hpp"

#include "platform/measure/percent.hpp"

#include <string>
#include <vector>

namespace edgeloom::platform {

using nlohmann::ordered_json;

namespace {

constexpr double bytes_per_megabyte = 1e6;

ordered_json banks(const std::vector<memory::BankStatistics>& statistics) {
    ordered_json list = ordered_json::array();
    for (const memory::BankStatistics& bank : statistics) {
        list.push_back({{"bank", list.size()},
                        {"channel", bank.channel},
                        {"row_hits", bank.row_hits},
                        {"row_misses", bank.row_misses},
                        {"row_conflicts", bank.row_conflicts},
                        {"activations", bank.activations},
                        {"refreshes", bank.refreshes},
                        {"reads", bank.reads},
                        {"writes", bank.writes}});
    }
    return list;
}

ordered_json row_hit_percent(const std::vector<memory::BankStatistics>& statistics) {
    std::uint64_t hits = 0;
    std::uint64_t bursts = 0;
    for (const memory::BankStatistics& bank : statistics) {
        hits += bank.row_hits;
        bursts += bank.reads + bank.writes;
    }
    return bursts == 0 ? ordered_json(nullptr)
                       : ordered_json(percent(static_cast<double>(hits), static_cast<double>(bursts)));
}

// What went over the bus; the hart's direct accesses are not counted.
ordered_json memory_figures(const std::string& name, const std::string& kind, const Memory& memory,
                            const sc_core::sc_time& end) {
    const memory::Statistics statistics = memory.statistics();
    const double rate = ratio(static_cast<double>(memory.moved()), end.to_seconds());
    ordered_json figures{{"name", name}, {"kind", kind}};
    if (!statistics.banks.empty()) {
        figures["banks"] = banks(statistics.banks);
        figures["row_hit_percent"] = row_hit_percent(statistics.banks);
    }
    if (statistics.waits) {
        figures["port_wait_clocks"] = statistics.waits->port_clocks;
        figures["bank_wait_clocks"] = statistics.waits->bank_clocks;
    }
    figures["peak_megabytes_per_second"] = statistics.peak_bytes_per_second == 0
                                               ? ordered_json(nullptr)
                                               : ordered_json(statistics.peak_bytes_per_second / bytes_per_megabyte);
    figures["megabytes_per_second"] = rate / bytes_per_megabyte;
    return figures;
}

} // namespace

ordered_json memories_summary(const PlatformConfiguration& platform, const Memory& dram, const Memory& sram,
                              const sc_core::sc_time& end) {
    return {memory_figures("dram", platform.dram.device.kind(), dram, end),
            memory_figures("sram", platform.sram.device.kind(), sram, end)};
}

} // namespace edgeloom::platform
