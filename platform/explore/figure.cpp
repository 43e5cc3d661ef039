#include "platform/explore/figure.hpp"

#include "platform/configuration/suggestion.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace edgeloom::platform::explore {

namespace {

using enum Direction;

constexpr std::array list{
    FigureInfo{"accuracy", "%", "test inputs that are classified rightly after the last epoch", maximise, true},
    FigureInfo{"train_accuracy", "%", "the same of the last training inputs of the last epoch", maximise, true},
    FigureInfo{"epochs", "", "passes over the training inputs", minimise, true},
    FigureInfo{"edges", "", "of all junctions"},
    FigureInfo{"density_percent", "%", "edges over those of the fully connected network"},
    FigureInfo{"complexity_ratio", "x", "edges of the fully connected network over edges", maximise},
    FigureInfo{"scatter", "", "least scatter of the network's patterns, 1 is best", maximise},
    FigureInfo{"block_cycle_clocks", "clocks", "of the accelerator, of a block cycle"},
    FigureInfo{"block_cycle_ns", "ns", "the same in time: an input, where inputs come quickly enough"},
    FigureInfo{"time_per_input_ns", "ns", "a training input; in closed form without waiting for others at the bus"},
    FigureInfo{"clocks_per_input", "clocks", "the same in clocks of the accelerator"},
    FigureInfo{"idle_percent", "%", "share of its block cycle in which a multiplier does nothing"},
    FigureInfo{"training_seconds", "s", "simulated time of all training", minimise, true},
    FigureInfo{"time_busy_percent", "%", "of the accelerator's time: it works", maximise, true},
    FigureInfo{"time_input_percent", "%", "of the accelerator's time: it waits for inputs", minimise, true},
    FigureInfo{"time_output_percent", "%", "of the accelerator's time: it waits to be rid of results", minimise, true},
    FigureInfo{"time_clash_percent", "%", "of the accelerator's time: banks clash", minimise, true},
    FigureInfo{"time_hazard_percent", "%", "of the accelerator's time: deltas are not there yet", minimise, true},
    FigureInfo{"multipliers", "", "of all junction units"},
    FigureInfo{"storage_words", "words", "of all memories of the accelerator"},
    FigureInfo{"energy_per_input_nj", "nJ", "a training input, on-chip memories, operations and DRAM"},
    FigureInfo{"energy_feedforward_nj", "nJ", "operations of feedforward, of a training input"},
    FigureInfo{"energy_backpropagation_nj", "nJ", "operations of backpropagation, of a training input"},
    FigureInfo{"energy_update_nj", "nJ", "operations of the update, of a training input"},
    FigureInfo{"energy_memories_nj", "nJ", "accesses of on-chip memories, of a training input"},
    FigureInfo{"energy_dram_nj", "nJ", "bits from DRAM, of a training input"},
    FigureInfo{"energy_leakage_nj", "nJ", "leakage of on-chip memories during a training input"},
    FigureInfo{"area_mm2", "mm2", "multipliers, adders and memories on a chip"},
    FigureInfo{"dsp", "", "DSP slices of the part"},
    FigureInfo{"lut", "", "look-up tables of the part"},
    FigureInfo{"bram36", "", "block RAMs of 36 Kib of the part"},
};

} // namespace

std::span<const FigureInfo> figures() {
    return list;
}

const FigureInfo* find_figure(std::string_view name) {
    const auto* const found = std::ranges::find(list, name, &FigureInfo::name);
    return found == list.end() ? nullptr : &*found;
}

std::string nearest_figure(const std::string& name) {
    std::set<std::string> names;
    for (const FigureInfo& figure : list) {
        names.emplace(figure.name);
    }
    return nearest_name(name, names);
}

} // namespace edgeloom::platform::explore
