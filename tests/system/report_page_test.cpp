// Reports as a person sees them: in a browser, on a desk, on a phone and on paper.
#include "support/scratch_folder.hpp"
#include "support/sweep_database.hpp"
#include "system/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

constexpr int phone_width = 390; // pixels, as look.py has it
constexpr int desktop_width = 1280;

// What the browser saw of the page; none where there is no browser.
class ReportPage : public testing::Test {
protected:
    void SetUp() override {
        browser = installed("chromium");
        python = installed("python3");
        if (browser.empty() || python.empty()) {
            GTEST_SKIP() << "chromium or python3 is not installed";
        }
        // An account without a home, such as a build's, has nowhere to keep a profile.
        setenv("HOME", folder.path().c_str(), 1);
    }

    // `more` are arguments of look.py.
    json look_at(std::vector<std::string> report, const std::vector<std::string>& more = {}) {
        report.insert(report.begin(), "report");
        report.insert(report.end(), {"--out", "page.html"});
        const Finished made = edgeloom(report, folder.path());
        EXPECT_EQ(made.status, 0) << made.err;
        std::vector<std::string> look{std::string(EDGELOOM_SOURCE) + "/tests/system/report/look.py", browser,
                                      "page.html", "."};
        look.insert(look.end(), more.begin(), more.end());
        const Finished looked = execute(python, look, folder.path());
        EXPECT_EQ(looked.status, 0) << looked.err;
        return json::parse(looked.out);
    }

    // The fixture with its summary changed.
    std::string fixture_with(const std::string& name, const json& changes) {
        fs::copy(fs::path(EDGELOOM_SOURCE) / "tests/fixtures/run", folder / name);
        json summary = json::parse(read_file(folder / name / "summary.json"));
        summary.merge_patch(changes);
        folder.write(name + "/summary.json", summary.dump());
        return name;
    }

    void set(const std::string& run, const std::string& found, const std::string& set) {
        std::string yaml = read_file(folder / run / "config.yaml");
        yaml.replace(yaml.find(found), found.size(), set);
        folder.write(run + "/config.yaml", yaml);
    }

    void expect_well_drawn(const json& seen, std::size_t plots) {
        EXPECT_EQ(seen["complaints"], json::array());
        for (const json& request : seen["requests"]) {
            EXPECT_THAT(request.get<std::string>(),
                        testing::AllOf(testing::StartsWith("file://"), testing::EndsWith("/page.html")));
        }
        EXPECT_EQ(seen["scroll_width"], desktop_width);
        EXPECT_EQ(seen["phone_scroll_width"], phone_width);
        EXPECT_EQ(seen["canvases"].size(), plots);
        for (const char* const screen : {"canvases", "phone_canvases"}) {
            for (const json& canvas : seen[screen]) {
                EXPECT_GT(canvas["painted"], 0.02) << canvas;
                EXPECT_GT(canvas["colours"], 20) << canvas; // the smooth edges of letters alone have more
                EXPECT_EQ(canvas["role"], "img");
                EXPECT_GT(canvas["name"].get<std::string>().size(), 20U);
                EXPECT_FALSE(canvas["summary"].get<std::string>().empty());
            }
        }
        EXPECT_EQ(seen["rows"].size(), plots);
        for (const json& rows : seen["rows"]) {
            EXPECT_GT(rows, 0);
        }
        EXPECT_THAT(seen["text"].get<std::string>(), Not(HasSubstr("NaN")));
        EXPECT_THAT(seen["text"].get<std::string>(), Not(HasSubstr("undefined")));
        for (const char* const picture : {"desktop.png", "phone.png", "dark.png"}) {
            EXPECT_GT(fs::file_size(folder / picture), 20'000U) << picture;
        }
        EXPECT_EQ(read_file(folder / "print.pdf").substr(0, 5), "%PDF-");
        EXPECT_GT(fs::file_size(folder / "print.pdf"), 20'000U);
    }

    ScratchFolder folder;
    std::string browser;
    std::string python;
};

TEST_F(ReportPage, ShowsAllOfARun) {
    const json seen = look_at({fixture_with("run", json::object())}, {"spoil"});
    expect_well_drawn(seen, 13);
    EXPECT_EQ(seen["title"], "EdgeLoom: mnist-12bit");
    const std::string text = seen["text"];
    for (const char* const part : {"accelerator starved 80.6 % of the time it trained", "175.9 clocks", "87.52 %",
                                   "Where the time went", "The initiator hart got 1 bus error.",
                                   "platform.interconnect", "0x80000000", "Bandwidth over time", "epoch 3"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
    EXPECT_GT(seen["spoilt"]["places"], 100);
    EXPECT_EQ(seen["spoilt"]["thrown"], json::array());
}

TEST_F(ReportPage, OfARunOfTheProgramIsDrawn) {
    ASSERT_EQ(edgeloom({"run", config("morse.yaml"), "--set", "training.epochs=2", "--set", "training.inputs=100",
                        "--out", "out"},
                       folder.path())
                  .status,
              0);
    const json seen = look_at({"out"});
    expect_well_drawn(seen, seen["canvases"].size());
    EXPECT_GE(seen["canvases"].size(), 3U);
    EXPECT_THAT(seen["text"].get<std::string>(), HasSubstr("block cycles of 66 clocks"));
}

TEST_F(ReportPage, SaysWhatIsMissing) {
    fs::create_directory(folder / "bare");
    folder.write("bare/summary.json",
                 R"({"name": "bare", "status": "failed", "message": "the firmware failed with code 3"})");
    const json seen = look_at({"bare"});
    expect_well_drawn(seen, 0);
    const std::string text = seen["text"];
    for (const char* const part :
         {"the firmware failed with code 3", "This run had no network", "no bus.json", "no config.yaml",
          "recorded no transactions", "recorded no shares of time", "No block cycle was carried out", "no counters"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
}

TEST_F(ReportPage, ShowsTextThatLooksLikeCodeAsText) {
    const std::string hostile = "</script><img src=http://example.com/x.png onerror=alert(1)><b>\"'&amp; \u2028 µ</b>";
    fixture_with("run", {{"name", hostile}, {"bottleneck", {{"sentence", hostile}}}, {"status", hostile}});
    folder.write("run/uart.log", hostile + "\xFF\xFE\n");
    folder.write("run/config.yaml", "\"<script>alert(1)</script>\": \"<b>\"\n");
    const json seen = look_at({"run"});
    expect_well_drawn(seen, 13);
    EXPECT_EQ(seen["title"], "EdgeLoom: " + hostile);
    EXPECT_THAT(seen["text"].get<std::string>(), HasSubstr("<img src=http://example.com/x.png onerror=alert(1)>"));
}

TEST_F(ReportPage, ComparesRunsOverTheNumbersInWhichTheyDiffer) {
    std::vector<std::string> runs;
    for (const int width : {256, 64, 128}) {
        for (const int outstanding : {8, 1}) {
            const double clocks = 34 + 6400.0 / width + 30.0 / outstanding;
            runs.push_back(fixture_with(
                "run" + std::to_string(runs.size()),
                {{"timing", {{"clocks_per_input", clocks}}}, {"training", {{"test_percent", 90 - width / 100.0}}}}));
            set(runs.back(), "width: 64 bit", "width: " + std::to_string(width) + " bit");
            set(runs.back(), "burst: 256 B\n    outstanding: 4",
                "burst: 256 B\n    outstanding: " + std::to_string(outstanding));
        }
    }
    const json seen = look_at(runs, {"spoil"});
    expect_well_drawn(seen, 9); // five over the width, four of bars
    EXPECT_EQ(seen["spoilt"]["thrown"], json::array());
    const std::string text = seen["text"];
    EXPECT_THAT(text, HasSubstr("They differ in platform.interconnect.width, platform.dma.outstanding."));
    EXPECT_THAT(text, HasSubstr("Fastest: width 256 bit, outstanding 8, 62.8 clocks per input (627.5 ns)"));
    EXPECT_THAT(text, HasSubstr("Over width"));
    EXPECT_THAT(text, HasSubstr("From 62.8 (width 256 bit, outstanding 8) to 164.0 (width 64 bit, outstanding 1)."));
    const json& by_width = seen["sorted"][0];
    EXPECT_EQ(by_width["rising"], (json{"64", "64", "128", "128", "256", "256"}));
    EXPECT_EQ(by_width["falling"], (json{"256", "256", "128", "128", "64", "64"}));
}

// Six variants with two seeds, the last of which does not fit; 0, 1 and 3 are on the front.
void explore(const fs::path& folder) {
    SweepDatabase database(folder);
    database.set("axes", R"(["network.fan_out", "network.format.width"])");
    database.set("objectives", R"([{"name": "accuracy", "unit": "%", "direction": "maximise"},
                                   {"name": "energy_per_input_nj", "unit": "nJ", "direction": "minimise"}])");
    const ordered_json fan_outs{{1, 4}, {4, 16}, {16, 32}};
    const std::vector<double> accuracy{80, 88, 86, 95, 91, 0};
    const std::vector<double> energy{10, 20, 30, 60, 100, 0};
    for (std::size_t i = 0; i < accuracy.size(); ++i) {
        const bool fits = i + 1 < accuracy.size();
        for (const int seed : {1, 2}) {
            ordered_json figures{{"dsp", 60 * (i + 1)}, {"density_percent", fan_outs[i / 2][0]}};
            if (fits) {
                figures.update({{"accuracy", accuracy[i] + (seed == 1 ? 1 : -1)},
                                {"energy_per_input_nj", energy[i]},
                                {"energy_memories_nj", energy[i] / 2},
                                {"energy_dram_nj", energy[i] / 2},
                                {"time_busy_percent", 70},
                                {"time_input_percent", 30}});
            }
            database.add({.variant = static_cast<std::int64_t>(i),
                          .seed = seed,
                          .axes = {{"network.fan_out", fan_outs[i / 2]}, {"network.format.width", i % 2 == 0 ? 8 : 16}},
                          .figures = figures,
                          .outcome = fits ? "done" : "infeasible",
                          .reason = fits ? "" : "dsp <= 240",
                          .configuration = "variant: " + std::to_string(i) + "\nseed: " + std::to_string(seed) + "\n"});
        }
    }
}

class SweepReportPage : public ReportPage {
protected:
    void SetUp() override {
        ReportPage::SetUp();
        fs::create_directory(folder / "sweep");
    }
};

TEST_F(SweepReportPage, ShowsAllOfAnExploration) {
    explore(folder / "sweep");
    const json seen = look_at({"sweep"});
    expect_well_drawn(seen, 5); // the front, two figures over axes, time, energy
    const std::string text = seen["text"];
    for (const char* const part :
         {"Best accuracy: 95 % (94 to 96) with fan_out [4, 16], width 16 (variant 3)", "level fast", "edges <= 20000",
          "network.format.width", "more is better", "Where time and energy go", "All 6 variants shown.", "dsp <= 240",
          "of the test inputs", "variant: 3", "The front goes from accuracy 80 % at"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
}

TEST_F(SweepReportPage, AnswersWhoeverUsesIt) {
    explore(folder / "sweep");
    const std::string run = "sweep/points/" + SweepDatabase::key(2, 1);
    fs::create_directories(folder / run);
    folder.write(run + "/summary.json", "{}");
    const json whole = look_at({"sweep"}, {"act", std::string(EDGELOOM_SOURCE) + "/tests/system/report/sweep.js"});
    EXPECT_EQ(whole["complaints"], json::array());
    const json& seen = whole["acted"];

    EXPECT_EQ(seen["front"], (json{0, 1, 3}));
    EXPECT_EQ(seen["line"], (json{0, 1, 3}));
    EXPECT_EQ(seen["others"], (json{2, 4}));
    EXPECT_EQ(seen["spreads"], (json{{79, 81}, {87, 89}, {94, 96}}));
    EXPECT_EQ(seen["axes"], (json{"linear", "linear"}));
    EXPECT_EQ(seen["card"], json{"Variant 3"});
    for (const char* const part : {"variant 2", "[4, 16]", "86 % (85 to 87)", "30 nJ"}) {
        EXPECT_THAT(seen["hover"].get<std::string>(), HasSubstr(part));
    }
    EXPECT_EQ(seen["hoverGone"], true);
    EXPECT_EQ(seen["clicked"], (json{{"card", {"Variant 2"}},
                                     {"details", {"Variant 2"}},
                                     {"yaml", {"variant: 2\nseed: 1\n"}},
                                     {"row", {"2"}},
                                     {"links", {run + "/report.html"}}}));
    EXPECT_EQ(seen["back"], json{"Variant 3"});
    EXPECT_EQ(seen["chosen"], (json{{"title", {"Accuracy over dsp"}}, {"line", json::array()}, {"drawn", 3}}));

    EXPECT_EQ(seen["rising"], (json{0, 2, 1, 4, 3, 5}));
    EXPECT_EQ(seen["falling"], (json{3, 4, 1, 2, 0, 5}));
    EXPECT_EQ(seen["filtered"], (json{{"numbers", {3, 4}},
                                      {"status", "2 of 6 variants shown. Show all"},
                                      {"front", {3}},
                                      {"others", {4}},
                                      {"shadows", {0, 1, 2, 5}}}));
    EXPECT_EQ(seen["invalid"], (json{{"numbers", 6}, {"marked", "true"}}));
    EXPECT_EQ(seen["lists"], (json{2, 3}));
    EXPECT_EQ(seen["reasons"], json{"infeasible: dsp <= 240"});
    EXPECT_EQ(seen["cleared"], 6);
    EXPECT_EQ(seen["brushed"], (json{{"numbers", {0, 1}}, {"height", true}}));
    EXPECT_EQ(seen["unbrushed"], (json{{"numbers", 6}, {"height", 0}}));
    EXPECT_EQ(seen["line0"], json{"Variant 0"});
    EXPECT_EQ(seen["row2"], json{"Variant 2"});
    EXPECT_EQ(seen["copied"], "variant: 2\nseed: 1\n");
    EXPECT_THAT(seen["csv"].get<std::string>(),
                testing::AllOf(HasSubstr("variant,front,outcome,network.fan_out,network.format.width,accuracy,"),
                               HasSubstr("\n3,yes,done,\"[4, 16]\",16,95,60,"),
                               HasSubstr("5,no,infeasible: dsp <= 240")));
    EXPECT_EQ(seen["parsed"], (json{true, false, false, true, false, true, false, false, true, true}));
}

TEST_F(SweepReportPage, SaysThatNothingWasDoneAndWhy) {
    SweepDatabase database(folder / "sweep");
    const json empty = look_at({"sweep"});
    EXPECT_EQ(empty["complaints"], json::array());
    EXPECT_THAT(empty["text"].get<std::string>(), HasSubstr("The exploration has no points yet."));
    for (const int variant : {0, 1, 2}) {
        database.add({.variant = variant,
                      .axes = {{"network.format.width", 8 + variant}},
                      .outcome = "infeasible",
                      .reason = variant == 0 ? "fits: xc7a100t" : "edges <= 20000"});
    }
    const json seen = look_at({"sweep"});
    expect_well_drawn(seen, 0);
    const std::string text = seen["text"];
    EXPECT_THAT(text, HasSubstr("None of the 3 variants was done."));
    EXPECT_THAT(text, HasSubstr("infeasible\tedges <= 20000\t2"));
    EXPECT_THAT(text, HasSubstr("infeasible\tfits: xc7a100t\t1"));
}

TEST_F(SweepReportPage, CopesWithWhateverAxesAndTextsThereAre) {
    const std::string hostile = "</script><img src=http://example.com/x.png onerror=alert(1)>";
    SweepDatabase database(folder / "sweep");
    database.set("name", hostile);
    database.set("axes", R"(["a", "b.c", "d.c", "none"])");
    database.set("objectives", R"([{"name": "odd figure", "unit": "µ", "direction": "minimise"}])");
    database.set("figures", "[]");
    const std::vector<ordered_json> values{true, "text", 3, ordered_json::object(), {{"x", 1}}, nullptr, hostile};
    for (std::size_t i = 0; i < values.size(); ++i) {
        database.add({.variant = static_cast<std::int64_t>(i),
                      .axes = {{"a", values[i]}, {"b.c", -1e-9 * static_cast<double>(i)}, {"d.c", 4}},
                      .figures = {{"odd figure", i == 2 ? 0 : 1e6 - 3e5 * static_cast<double>(i)}, {"other", -5}},
                      .outcome = i == 4 ? "failed" : "done",
                      .reason = i == 4 ? hostile : ""});
    }
    database.add({.variant = 2, .seed = 2, .outcome = "infeasible", .reason = "other < -6"});
    const json seen = look_at({"sweep"});
    expect_well_drawn(seen, 3);
    EXPECT_EQ(seen["title"], "EdgeLoom: " + hostile);
    EXPECT_THAT(seen["text"].get<std::string>(), HasSubstr("failed: " + hostile));
    EXPECT_THAT(seen["text"].get<std::string>(), HasSubstr("infeasible (seed 2 infeasible: other < -6)"));
}

} // namespace
} // namespace edgeloom::test
