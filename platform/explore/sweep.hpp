// What `edgeloom explore` is asked for.
#pragma once

#include "platform/explore/constraint.hpp"
#include "platform/explore/space.hpp"
#include "platform/recorded_sweep/objective.hpp"

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace edgeloom::platform::explore {

/// How a point's figures are found.
enum class Level : std::uint8_t {
    analytic, ///< in closed form; nothing is trained
    fast,     ///< trained at fast fidelity
    cycle,    ///< trained at cycle fidelity
};

enum class Mode : std::uint8_t { grid, random, latin_hypercube, nsga2 };

/// Which points of the space are looked at.
struct SearchPlan {
    Mode mode = Mode::grid;
    std::uint64_t points = 0;     ///< variants, each with all seeds; of a grid all
    std::uint64_t population = 0; ///< of a generation, of nsga2
    std::uint64_t seed = 1;
};

/// Successive halving (K. Jamieson and A. Talwalkar, AISTATS 2016): all variants train for a few epochs, the best of
/// them for twice as many, and so on.
struct Halving {
    std::uint64_t first_epochs = 1;
    double keep = 0.5; ///< share of the variants that goes on each time
};

/// A sweep as its file says.
struct Sweep {
    std::string source;   ///< the file
    std::string document; ///< its text
    std::string name;
    std::string base;                                      ///< configuration file that all points start from
    std::string base_text;                                 ///< what it was when the sweep began
    std::vector<std::pair<std::string, YAML::Node>> fixed; ///< keys that it replaces for all points; texts in it that
                                                           ///< begin with = are expressions
    Space space{{}};
    Level level = Level::analytic;
    SearchPlan search;
    std::vector<Objective> objectives;
    std::vector<Constraint> constraints;
    std::string part;                      ///< FPGA that points lie on, or the axis whose values are such; empty: none
    bool fits = false;                     ///< those that do not are infeasible
    std::vector<std::string> more_figures; ///< those that are only found where somebody asks for them
    std::vector<std::uint64_t> seeds;      ///< empty: that of the base
    std::optional<Halving> halving;
    std::optional<std::string> costs; ///< file, see CostTable
    std::optional<std::uint32_t> node;
};

[[nodiscard]] std::string_view in_words(Level level);
[[nodiscard]] std::string_view in_words(Mode mode);

/// Reads a file of a sweep (docs/explore.md). Throws UserError that names file, line and key.
[[nodiscard]] Sweep read_sweep(const std::string& path);

} // namespace edgeloom::platform::explore
