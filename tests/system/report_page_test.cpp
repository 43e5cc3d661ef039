// Reports as a person sees them: in a browser, on a desk, on a phone and on paper.
#include "support/scratch_folder.hpp"
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
using testing::HasSubstr;
using testing::Not;

constexpr int phone_width = 390; // pixels, as look.py has it

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

} // namespace
} // namespace edgeloom::test
