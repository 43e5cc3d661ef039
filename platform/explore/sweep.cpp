#include "platform/explore/sweep.hpp"

#include "platform/configuration/schema.hpp"
#include "platform/configuration/suggestion.hpp"
#include "platform/configuration/yaml_file.hpp"
#include "platform/describe/key_table.hpp"
#include "platform/energy/cost_table.hpp"
#include "platform/explore/axis_values.hpp"
#include "platform/explore/figure.hpp"
#include "platform/explore/sweep_node.hpp"
#include "platform/fit/fpga_part.hpp"
#include "platform/user_error.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace edgeloom::platform::explore {

namespace {

namespace fs = std::filesystem;

constexpr std::array level_names{"analytic", "fast", "cycle"};
constexpr std::array mode_names{"grid", "random", "latin_hypercube", "nsga2"};

std::set<std::string> configuration_keys() {
    Configuration configuration;
    const KeyTable table([&](Visitor& visitor) { visit(configuration, visitor); });
    std::set<std::string> keys;
    for (const KeyEntry& entry : table.entries()) {
        keys.insert(entry.path);
    }
    return keys;
}

const std::vector<std::string> search_keys{"mode", "points", "population", "seed"};
const std::vector<std::string> halving_keys{"first_epochs", "keep"};

// Reads a file of a sweep, key by key.
class Reader {
public:
    Reader(const SweepNode& root, Sweep& sweep, fs::path folder)
        : root_(root),
          sweep_(sweep),
          folder_(std::move(folder)),
          keys_(configuration_keys()) {}

    void read() {
        root_.allow({"name", "base", "level", "axes", "variables", "set", "search", "objectives", "constraints",
                     "figures", "part", "seeds", "halving", "costs", "node"},
                    {{"search", search_keys}, {"halving", halving_keys}});
        read_names();
        read_axes();
        read_fixed();
        read_search();
        read_objectives();
        read_part();
        read_constraints();
        read_more_figures();
        read_seeds();
        read_halving();
        read_costs();
        require_part();
    }

private:
    void read_names() {
        sweep_.name = root_["name"].given() ? root_["name"].text("a text") : fs::path(sweep_.source).stem().string();
        sweep_.base = beside(root_["base"], "the configuration file that all points start from");
        sweep_.base_text = read_text(sweep_.base);
        (void)parse_yaml(sweep_.base_text, sweep_.base); // what else is wrong with it, a point may mend
        const SweepNode level = root_["level"];
        if (level.given()) {
            sweep_.level = static_cast<Level>(level.choice({level_names.begin(), level_names.end()}));
        }
    }

    [[nodiscard]] std::string beside(const SweepNode& node, const std::string& expected) const {
        const fs::path file = node.text(expected);
        const fs::path found = file.is_absolute() ? file : (folder_ / file).lexically_normal();
        if (!fs::is_regular_file(found)) {
            node.fail("found '" + file.string() + "'; there is no file " + found.string());
        }
        return found.string();
    }

    void require_key(const SweepNode& node, const std::string& name) const {
        if (!keys_.contains(name)) {
            node.fail("there is no key '" + name + "' in a configuration; did you mean " + nearest_path(name, keys_) +
                      "? (`edgeloom describe config` lists the keys)");
        }
    }

    // For expressions.
    static void require_name(const SweepNode& node, const std::string& name) {
        bool is_name = false;
        try {
            is_name = names_in(name) == std::set{name};
        } catch (const UserError&) {
        }
        if (!is_name) {
            node.fail("expressions cannot have '" + name +
                      "' as a name; allowed are letters, digits and _, a letter first");
        }
    }

    void read_axes() {
        std::vector<Axis> axes;
        const auto add = [&](const char* where, bool is_key) {
            const SweepNode map = root_[where];
            if (!map.given()) {
                return;
            }
            for (const std::string& name : map.keys()) {
                if (is_key) {
                    require_key(map[name], name);
                } else {
                    require_name(map[name], name);
                }
                axes.push_back({name, axis_values(map[name]), is_key});
            }
        };
        add("axes", true);
        add("variables", false);
        for (const Axis& axis : axes) {
            if (!axis.is_key && (find_figure(axis.name) != nullptr || keys_.contains(axis.name))) {
                root_["variables"][axis.name].fail("a figure or key has that name");
            }
        }
        sweep_.space = Space(std::move(axes));
    }

    void read_fixed() {
        const SweepNode map = root_["set"];
        if (!map.given()) {
            return;
        }
        for (const std::string& name : map.keys()) {
            require_key(map[name], name);
            if (std::ranges::find(sweep_.space.axes(), name, &Axis::name) != sweep_.space.axes().end()) {
                map[name].fail("it is an axis, too");
            }
            sweep_.fixed.emplace_back(name, map[name].yaml());
        }
    }

    void read_search() {
        SearchPlan& plan = sweep_.search;
        const SweepNode search = root_["search"];
        if (!search.given()) {
            return;
        }
        search.allow(search_keys);
        plan.mode = static_cast<Mode>(search["mode"].choice({mode_names.begin(), mode_names.end()}));
        if (plan.mode != Mode::grid) {
            constexpr std::uint64_t most = 10'000'000;
            plan.points = search["points"].whole(1, most);
        } else if (search["points"].given()) {
            search["points"].fail("a grid is all points; points are for random, latin_hypercube and nsga2");
        }
        if (search["seed"].given()) {
            plan.seed = search["seed"].whole(0, ~std::uint32_t{0});
        }
        constexpr std::uint64_t least_population = 8;
        constexpr std::uint64_t most_population = 10'000;
        constexpr std::uint64_t usual_population = 40;
        plan.population = search["population"].given()
                              ? search["population"].whole(least_population, most_population)
                              : std::clamp(plan.points / 4, least_population, usual_population);
        plan.population -= plan.population % 4; // of so many NSGA-II makes pairs of pairs
    }

    void read_objectives() {
        const SweepNode node = root_["objectives"];
        if (!node.given()) {
            return;
        }
        const auto add = [&](const SweepNode& place, const std::string& name) {
            const FigureInfo* const figure = find_figure(name);
            if (figure == nullptr) {
                place.fail("there is no figure '" + name + "'; did you mean " + nearest_figure(name) + "?");
            }
            if (figure->measured && sweep_.level == Level::analytic) {
                place.fail(name + " is not known in closed form; allowed with level: fast or cycle");
            }
            if (std::ranges::find(sweep_.objectives, name, &Objective::figure) != sweep_.objectives.end()) {
                place.fail("found " + name + " twice");
            }
            sweep_.objectives.push_back({name, std::string(figure->unit), figure->better});
        };
        if (node.yaml().IsMap()) {
            for (const std::string& name : node.keys()) {
                add(node[name], name);
                sweep_.objectives.back().direction =
                    node[name].choice({"minimise", "maximise"}) == 0 ? Direction::minimise : Direction::maximise;
            }
        } else {
            for (const SweepNode& item : node.items("a list of figures, or a map figure: minimise or maximise")) {
                add(item, item.text("a figure"));
            }
        }
    }

    void read_part() {
        if (root_["part"].given()) {
            read_part(root_["part"]);
        }
    }

    void read_part(const SweepNode& node) {
        const std::string name = node.text("name of an FPGA part");
        if (!sweep_.part.empty() && sweep_.part != name) {
            node.fail("found '" + name + "'; part says " + sweep_.part);
        }
        sweep_.part = name;
        try {
            for (const std::string& part : values_of(name)) {
                (void)find_part(part, std::nullopt);
            }
        } catch (const UserError& error) {
            const std::string words = error.what(); // begins with the option of edgeloom fit
            node.fail("found '" + name + "'; " + words.substr(words.find(": ") + 2));
        }
    }

    // Of the axis of that name; the name itself where there is none.
    [[nodiscard]] std::vector<std::string> values_of(const std::string& name) const {
        const auto axis = std::ranges::find(sweep_.space.axes(), name, &Axis::name);
        return axis == sweep_.space.axes().end() ? std::vector<std::string>{name} : axis->values;
    }

    void require_part() const {
        const std::set<std::string> of_part{"dsp", "lut", "bram36"};
        const auto require = [&](const char* where, const std::string& name) {
            if (sweep_.part.empty() && of_part.contains(name)) {
                root_[where].fail(name + " is a figure of an FPGA; which? Give its name, as in part: XC7Z020");
            }
        };
        for (const Objective& objective : sweep_.objectives) {
            require("objectives", objective.figure);
        }
        for (const Constraint& constraint : sweep_.constraints) {
            for (const std::string& name : names_in(constraint.expression)) {
                require("constraints", name);
            }
        }
    }

    void read_constraints() {
        const SweepNode node = root_["constraints"];
        if (!node.given()) {
            return;
        }
        for (const SweepNode& item : node.items("a list of expressions such as edges <= 20000, and fits: PART")) {
            if (item.yaml().IsMap()) {
                item.allow({"fits"});
                read_part(item["fits"]);
                sweep_.fits = true;
            } else {
                add_constraint(item);
            }
        }
    }

    void add_constraint(const SweepNode& item) {
        Constraint constraint{.expression = item.text("an expression"), .measured = false};
        std::set<std::string> names;
        try {
            names = names_in(constraint.expression);
        } catch (const UserError& error) {
            item.fail(error.what());
        }
        for (const std::string& name : names) {
            if (const FigureInfo* const figure = find_figure(name)) {
                constraint.measured = constraint.measured || figure->measured;
            } else if (std::ranges::none_of(sweep_.space.axes(), [&](const Axis& axis) {
                           return name == axis.name || name.starts_with(axis.name + ".");
                       })) {
                item.fail("there is no figure or axis '" + name + "'; did you mean " + nearest_figure(name) + "?");
            }
        }
        if (constraint.measured && sweep_.level == Level::analytic) {
            item.fail("it needs training; allowed with level: fast or cycle");
        }
        sweep_.constraints.push_back(std::move(constraint));
    }

    void read_more_figures() {
        if (root_["figures"].given()) {
            for (const SweepNode& item : root_["figures"].items("[scatter]")) {
                const std::vector<std::string> known{"scatter"};
                sweep_.more_figures.push_back(known[item.choice(known)]);
            }
        }
    }

    void read_seeds() {
        const SweepNode node = root_["seeds"];
        if (!node.given()) {
            return;
        }
        constexpr std::uint64_t most_seeds = 1000;
        if (node.yaml().IsSequence()) {
            for (const SweepNode& item : node.items("a list of seeds, or how many")) {
                const std::uint64_t seed = item.whole(0, ~std::uint32_t{0});
                if (std::ranges::find(sweep_.seeds, seed) != sweep_.seeds.end()) {
                    item.fail("found " + std::to_string(seed) + " twice");
                }
                sweep_.seeds.push_back(seed);
            }
        } else {
            for (std::uint64_t seed = 1; seed <= node.whole(1, most_seeds); ++seed) {
                sweep_.seeds.push_back(seed);
            }
        }
        for (const Axis& axis : sweep_.space.axes()) {
            if (axis.name == "network.seed") {
                node.fail("network.seed is an axis, too");
            }
        }
    }

    void read_halving() {
        const SweepNode node = root_["halving"];
        if (!node.given()) {
            return;
        }
        node.allow(halving_keys);
        if (sweep_.level == Level::analytic) {
            node.fail("there is no training to stop early; allowed with level: fast or cycle");
        }
        if (sweep_.search.mode == Mode::nsga2) {
            node.fail("nsga2 compares points that are trained alike; allowed with grid, random and latin_hypercube");
        }
        Halving halving;
        constexpr std::uint64_t most_epochs = 1'000'000;
        if (node["first_epochs"].given()) {
            halving.first_epochs = node["first_epochs"].whole(1, most_epochs);
        }
        if (node["keep"].given()) {
            constexpr double least = 0.01;
            constexpr double most = 0.99;
            halving.keep = node["keep"].real(least, most);
        }
        sweep_.halving = halving;
    }

    void read_costs() {
        if (root_["costs"].given()) {
            sweep_.costs = beside(root_["costs"], "a file of costs");
        }
        if (root_["node"].given()) {
            constexpr std::uint64_t most_nanometres = 1000;
            sweep_.node = static_cast<std::uint32_t>(root_["node"].whole(1, most_nanometres));
            const CostTable without(sweep_.costs, std::nullopt); // what is wrong with the costs is said of their file
            try {
                const CostTable with(sweep_.costs, sweep_.node);
            } catch (const UserError& error) {
                root_["node"].fail(error.what());
            }
        }
    }

    const SweepNode& root_;
    Sweep& sweep_;
    fs::path folder_;
    std::set<std::string> keys_;
};

} // namespace

std::string_view in_words(Level level) {
    return level_names.at(static_cast<std::size_t>(level));
}

std::string_view in_words(Mode mode) {
    return mode_names.at(static_cast<std::size_t>(mode));
}

Sweep read_sweep(const std::string& path) {
    Sweep sweep;
    sweep.source = path;
    sweep.document = read_text(path);
    const SweepNode root(parse_yaml(sweep.document, path), path);
    Reader(root, sweep, fs::absolute(path).parent_path()).read();
    if (sweep.search.mode == Mode::nsga2 && sweep.objectives.size() < 2) {
        root["objectives"].fail("found " + std::to_string(sweep.objectives.size()) +
                                "; nsga2 weighs two figures or more against each other");
    }
    return sweep;
}

} // namespace edgeloom::platform::explore
