// What the user gets wrong about sweeps: one line that says where and what is allowed, exit status 2, and no file that
// looks like a result.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/algorithm/string.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* base = R"(network:
  layers: [64, 256, 64]
  fan_out: [64, 16]
training: {dataset: morse, epochs: 1, inputs: 100, test_inputs: 64}
)";
constexpr const char* values = "a list of values, {from: 1, to: 8, step: 1} or {powers_of_two: [8, 128]}";
constexpr const char* parts = "no such part in parts.yaml; there are XC7A100T, XC7A200T, XC7A35T, XC7K325T, XC7VX690T, "
                              "XC7Z020, XCU250, XCU280, XCVU9P, XCZU9EG; the nearest is XC7A35T";

// A sweep's file and what is said of it. BASE stands for a line of its own, VALUES and PARTS for what is above.
struct Mistake {
    std::string name;
    std::string text;
    std::string said; ///< after "edgeloom: sweep.yaml"
};

void PrintTo(const Mistake& mistake, std::ostream* stream) {
    *stream << mistake.name;
}

void expect_refused(const Finished& finished, const std::string& said) {
    EXPECT_EQ(finished.status, 2);
    EXPECT_EQ(finished.err, "edgeloom: " + said + "\n");
    EXPECT_EQ(finished.out, "");
}

class BadSweep : public testing::TestWithParam<Mistake> {};

TEST_P(BadSweep, IsRefusedInOneLine) {
    const ScratchFolder folder;
    folder.write("base.yaml", base);
    folder.write("sweep.yaml", boost::replace_all_copy(GetParam().text, "BASE", "base: base.yaml"));
    std::string said = boost::replace_all_copy(GetParam().said, "VALUES", values);
    boost::replace_all(said, "PARTS", parts);
    boost::replace_all(said, "FOLDER", folder.path().string());
    expect_refused(edgeloom({"explore", "sweep.yaml", "--out", "out"}, folder.path()), "sweep.yaml" + said);
    EXPECT_FALSE(fs::exists(folder / "out"));
}

const std::vector<Mistake> mistakes{
    {"unknown key", "BASE\nobjektives: [area_mm2]\n",
     ":2:13: objektives: there is no such key; did you mean objectives? (name, base, level, axes, variables, set, "
     "search, objectives, constraints, figures, part, seeds, halving, costs, node)"},
    {"misplaced key", "BASE\nmode: random\n",
     ":2:7: mode: there is no such key; did you mean search.mode? (name, base, level, axes, variables, set, search, "
     "objectives, constraints, figures, part, seeds, halving, costs, node)"},
    {"unknown key of search", "BASE\nsearch: {mode: random, points: 3, sed: 1}\n",
     ":2:40: search.sed: there is no such key; did you mean seed? (mode, points, population, seed)"},
    {"key twice", "BASE\nseeds: 1\nseeds: 2\n", ":3:1: seeds: given twice"},
    {"no YAML", "BASE\n  axes: [\n", ":2:7: not YAML: illegal map value"},
    {"no map", "- 1\n",
     ":1:1: found a list; allowed is a map of name, base, level, axes, variables, set, search, "
     "objectives, constraints, figures, part, seeds, halving, costs, node"},
    {"no base", "level: fast\n", ":1:1: base: missing: the configuration file that all points start from"},
    {"base is missing", "base: nowhere.yaml\n",
     ":1:7: base: found 'nowhere.yaml'; there is no file FOLDER/nowhere.yaml"},
    {"axis that is no key", "BASE\naxes: {network.format.widht: [12]}\n",
     ":2:30: axes.network.format.widht: there is no key 'network.format.widht' in a configuration; did you mean "
     "network.format.width? (`edgeloom describe config` lists the keys)"},
    {"set that is no key", "BASE\nset: {training.epoch: 3}\n",
     ":2:23: set.training.epoch: there is no key 'training.epoch' in a configuration; did you mean training.epochs? "
     "(`edgeloom describe config` lists the keys)"},
    {"empty axis", "BASE\naxes: {network.format.width: []}\n",
     ":2:30: axes.network.format.width: found an empty list; allowed is VALUES"},
    {"axis of one value", "BASE\naxes: {network.format.width: 12}\n",
     ":2:30: axes.network.format.width: found '12'; allowed is VALUES"},
    {"value twice", "BASE\nvariables: {x: [1, 2, 1]}\n", ":2:23: variables.x: found 1 twice"},
    {"axes as list", "BASE\naxes: [1]\n", ":2:7: axes: found a list; allowed is a map of keys"},
    {"range backwards", "BASE\nvariables: {x: {from: 5, to: 1}}\n",
     ":2:30: variables.x.to: found '1'; allowed is a number from 5 to 1000000000000000; the nearest is 5"},
    {"range without steps", "BASE\nvariables: {x: {from: 1, to: 5, step: 0}}\n",
     ":2:39: variables.x.step: found '0'; allowed is a number above 0 with at most 100000 steps"},
    {"no power of two", "BASE\nvariables: {x: {powers_of_two: [5, 7]}}\n",
     ":2:32: variables.x.powers_of_two: there is no power of two from 5 to 7"},
    {"variable that is a figure", "BASE\nvariables: {edges: [1]}\n",
     ":2:20: variables.edges: a figure or key has that name"},
    {"variable without a name", "BASE\nvariables: {2x: [1]}\n",
     ":2:17: variables.2x: expressions cannot have '2x' as a name; allowed are letters, digits and _, a letter first"},
    {"axis set", "BASE\naxes: {training.epochs: [1, 2]}\nset: {training.epochs: 3}\n",
     ":3:24: set.training.epochs: it is an axis, too"},
    {"expression of what is not there", "BASE\nvariables: {hidden: [64]}\nset: {network.layers: [64, =hiden, 64]}\n",
     ":3:23: set.network.layers: 'hiden': there is no number 'hiden'; did you mean hidden?"},
    {"bad expression", "BASE\nset: {network.layers: [64, '=3*(', 64]}\n",
     ":2:23: set.network.layers: '3*(': Unexpected end of expression at position 4"},
    {"unknown figure", "BASE\nobjectives: [area_mm]\n",
     ":2:14: objectives: there is no figure 'area_mm'; did you mean area_mm2?"},
    {"objective twice", "BASE\nobjectives: [area_mm2, area_mm2]\n", ":2:24: objectives: found area_mm2 twice"},
    {"objective that needs training", "BASE\nobjectives: [accuracy]\n",
     ":2:14: objectives: accuracy is not known in closed form; allowed with level: fast or cycle"},
    {"objective that needs a part", "BASE\nobjectives: [lut]\n",
     ":2:13: objectives: lut is a figure of an FPGA; which? Give its name, as in part: XC7Z020"},
    {"direction", "BASE\nobjectives: {area_mm2: minimize}\n",
     ":2:24: objectives.area_mm2: found 'minimize'; allowed is one of minimise, maximise; the nearest is minimise"},
    {"no objectives", "BASE\nobjectives: []\n",
     ":2:13: objectives: found an empty list; allowed is a list of figures, or a map figure: minimise or maximise"},
    {"bad constraint", "BASE\nconstraints: ['edges <']\n",
     ":2:15: constraints: 'edges <': Unexpected end of expression at position 8"},
    {"constraint of what is not there", "BASE\nconstraints: [edgs < 3]\n",
     ":2:15: constraints: there is no figure or axis 'edgs'; did you mean edges?"},
    {"constraint that needs training", "BASE\nconstraints: [accuracy > 3]\n",
     ":2:15: constraints: it needs training; allowed with level: fast or cycle"},
    {"unknown part", "BASE\npart: XC7\n", ":2:7: part: found 'XC7'; PARTS"},
    {"fits no part", "BASE\nconstraints: [{fits: XC7}]\n", ":2:22: constraints.fits: found 'XC7'; PARTS"},
    {"two parts", "BASE\npart: XC7Z020\nconstraints: [{fits: XC7A35T}]\n",
     ":3:22: constraints.fits: found 'XC7A35T'; part says XC7Z020"},
    {"nsga2 with one objective", "BASE\nsearch: {mode: nsga2, points: 9}\nobjectives: [area_mm2]\n",
     ":3:13: objectives: found 1; nsga2 weighs two figures or more against each other"},
    {"unknown mode", "BASE\nsearch: {mode: nsga}\n",
     ":2:16: search.mode: found 'nsga'; allowed is one of grid, random, latin_hypercube, nsga2; the nearest is nsga2"},
    {"no points", "BASE\nsearch: {mode: random}\n", ":2:9: search.points: missing: a whole number from 1 to 10000000"},
    {"points as text", "BASE\nsearch: {mode: random, points: many}\n",
     ":2:32: search.points: found 'many'; allowed is a whole number from 1 to 10000000"},
    {"points of a grid", "BASE\nsearch: {mode: grid, points: 3}\n",
     ":2:30: search.points: a grid is all points; points are for random, latin_hypercube and nsga2"},
    {"search as text", "BASE\nsearch: random\n",
     ":2:9: search: found 'random'; allowed is a map of mode, points, population, seed"},
    {"halving in closed form", "BASE\nhalving: {keep: 0.5}\n",
     ":2:10: halving: there is no training to stop early; allowed with level: fast or cycle"},
    {"halving that keeps too many", "BASE\nlevel: fast\nhalving: {keep: 2}\n",
     ":3:17: halving.keep: found '2'; allowed is a number from 0.01 to 0.99; the nearest is 0.99"},
    {"unknown level", "BASE\nlevel: analytical\n",
     ":2:8: level: found 'analytical'; allowed is one of analytic, fast, cycle; the nearest is analytic"},
    {"no seeds", "BASE\nseeds: 0\n",
     ":2:8: seeds: found '0'; allowed is a whole number from 1 to 1000; the nearest is 1"},
    {"seed twice", "BASE\nseeds: [1, 2, 1]\n", ":2:15: seeds: found 1 twice"},
    {"unknown costs", "BASE\ncosts: mine.yaml\n", ":2:8: costs: found 'mine.yaml'; there is no file FOLDER/mine.yaml"},
    {"unknown node", "BASE\nnode: 33\n",
     ":2:7: node: costs.yaml:48:1: scaling: no node of 33 nm; there are 7, 10, 14, 16, 20, 32, 45, 65, 90, 130"},
    {"unknown more figures", "BASE\nfigures: [skatter]\n",
     ":2:11: figures: found 'skatter'; allowed is one of scatter; the nearest is scatter"},
};

INSTANTIATE_TEST_SUITE_P(Mistakes, BadSweep, testing::ValuesIn(mistakes),
                         [](const auto& mistake) { return boost::replace_all_copy(mistake.param.name, " ", "_"); });

class BadExplore : public testing::Test {
protected:
    BadExplore() {
        folder.write("base.yaml", base);
        folder.write("sweep.yaml", "base: base.yaml\n");
        fs::create_directory(folder / "sweep");
    }

    void expect_refused_with(const std::vector<std::string>& more, const std::string& said) const {
        std::vector<std::string> arguments{"explore"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        expect_refused(edgeloom(arguments, folder.path()), said);
    }

    ScratchFolder folder;
};

TEST_F(BadExplore, ResultsThatAreNoDatabase) {
    folder.write("sweep/sweep.sqlite", std::string(5000, 'x'));
    expect_refused_with({"sweep.yaml"}, "sweep/sweep.sqlite: not the results of a sweep (file is not a database)");
    expect_refused_with({"sweep", "--export", "csv"},
                        "sweep/sweep.sqlite: not the results of a sweep (file is not a database)");
    EXPECT_EQ(read_file(folder / "sweep/sweep.sqlite"), std::string(5000, 'x'));
}

TEST_F(BadExplore, ResultsThatAreAnotherDatabase) {
    SQLite::Database((folder / "sweep/sweep.sqlite").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE mine(x)");
    expect_refused_with({"sweep.yaml"}, "sweep/sweep.sqlite: a database, but not of the results of a sweep");
}

TEST_F(BadExplore, CommandLine) {
    expect_refused_with({}, "explore: what? Give the file of a sweep (docs/explore.md)");
    expect_refused_with({"none.yaml"}, "none.yaml: no such file");
    expect_refused_with({"sweep"}, "sweep: a folder; expected a YAML file");
    expect_refused_with({"sweep", "--export", "csv"}, "sweep/sweep.sqlite: no such file; `edgeloom explore` makes it");
    expect_refused_with({"sweep.yaml", "--export", "xml"}, "--export xml: allowed is csv");
    expect_refused_with({"sweep.yaml", "--executor", "pbs"}, "--executor pbs: allowed is local or slurm");
    expect_refused_with({"sweep.yaml", "--jobs", "0"}, "--jobs 0: allowed is 1 to 4096");
    expect_refused_with({"sweep.yaml", "--jobs", "-1"}, "--jobs -1: allowed is 1 to 4096");
    expect_refused_with({"sweep.yaml", "--out", "base.yaml"}, "base.yaml: cannot be written (Not a directory)");
    EXPECT_TRUE(fs::is_empty(folder / "sweep"));
}

TEST_F(BadExplore, BaseThatIsNoYaml) {
    folder.write("base.yaml", "network: 3: 4\n");
    expect_refused_with({"sweep.yaml"}, (folder / "base.yaml").string() + ":1:11: not YAML: illegal map value");
}

TEST_F(BadExplore, DataThatIsNotThereIsNoPointsFault) {
    folder.write("base.yaml", boost::replace_all_copy<std::string>(base, "morse", "{train: [images, labels]}"));
    folder.write("sweep.yaml", "base: base.yaml\nlevel: fast\naxes: {network.seed: [1, 2]}\n");
    expect_refused_with({"sweep.yaml"}, (folder / "images").string() + ": cannot be read (no such file)");
    const std::string known = edgeloom({"explore", "sweep", "--export", "csv"}, folder.path()).out;
    EXPECT_EQ(std::ranges::count(known, '\n'), 1) << known; // the heading
}

// What else is wrong with the base, a point might mend.
TEST_F(BadExplore, BaseThatIsWrongForAllPointsSaysSoOnce) {
    folder.write("base.yaml", std::string(base) + "traning: {}\n");
    const Finished finished = edgeloom({"explore", "sweep.yaml"}, folder.path());
    EXPECT_EQ(finished.status, 1);
    EXPECT_EQ(finished.err, "edgeloom: no point is done\n");
    EXPECT_THAT(finished.out, testing::HasSubstr(": base.yaml:5:1: traning: there is no key 'traning'; did you mean "
                                                 "training?\n"));
}

} // namespace
} // namespace edgeloom::test
