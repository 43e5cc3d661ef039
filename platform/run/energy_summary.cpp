#include "platform/run/energy_summary.hpp"

#include "platform/energy/area_text.hpp"
#include "platform/energy/energy_text.hpp"
#include "platform/energy/run_energy.hpp"

#include <vector>

namespace edgeloom::platform {

using nlohmann::ordered_json;

namespace {

constexpr double picojoules_of_nano = 1e3;
constexpr double picojoules_of_micro = 1e6;

RunEnergy energy_of(const RunFigures& figures, const CostTable& costs) {
    constexpr double nanoseconds_of_second = 1e9;
    const accelerator::Datapath& datapath = figures.soc.accelerator.datapath();
    const std::vector<accelerator::Counters> counters = datapath.counters();
    std::uint64_t selected_among = 0;
    for (const abi::EpochResult& epoch : figures.epochs) {
        selected_among += epoch.classified;
    }
    return energy_of_run(figures.configuration, costs,
                         {.network = *datapath.network(),
                          .counters = counters,
                          .features = figures.job->features,
                          .selected_among = selected_among,
                          .nanoseconds = nanoseconds_of_second * sc_core::sc_time_stamp().to_seconds(),
                          .nanoseconds_of_phases = nanoseconds_of_second * figures.record.simulated().to_seconds()});
}

ordered_json in_json(const RunEnergy& energy, const CostTable& costs, std::uint32_t inputs_of_epoch) {
    const double per_input = energy.per_input_picojoules();
    return {{"node_nm", costs.node()},
            {"inputs", energy.inputs},
            {"per_input_nj", per_input / picojoules_of_nano},
            {"per_epoch_uj",
             energy.trained ? ordered_json(per_input * inputs_of_epoch / picojoules_of_micro) : ordered_json(nullptr)},
            {"total_uj", energy.all.picojoules() / picojoules_of_micro},
            {"by_engine", in_json(shares_of(energy.phases, static_cast<double>(energy.inputs)))},
            {"items", items_in_json(energy.all)},
            {"dram", dram_in_json(energy.all)},
            {"leakage", leakage_in_json(energy.all)}};
}

} // namespace

ordered_json energy_summary(const RunFigures& figures) {
    const auto& network = figures.soc.accelerator.datapath().network();
    if (figures.job == nullptr || !network || figures.soc.accelerator.inputs() == 0) {
        return ordered_json::object();
    }
    const CostTable& costs = figures.costs;
    return {{"energy",
             in_json(energy_of(figures, costs), costs, figures.job->selection.trained(figures.job->train.inputs))},
            {"area", in_json(area_of(figures.configuration, mapped(*network), costs), costs)}};
}

} // namespace edgeloom::platform
